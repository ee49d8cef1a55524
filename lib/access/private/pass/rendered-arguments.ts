import type { TerraformResource } from "cdktf";
import { isObject, isReference } from "../../../core/problems";

/** The arguments of a resource by the names that Terraform has for them. */
export type RenderedArguments = Readonly<Record<string, unknown>>;

/** The arguments of a resource as Terraform will see them, with overrides, dynamic blocks and `lifecycle`. */
export function renderedArguments(resource: TerraformResource): RenderedArguments {
  const { resource: byType = {} } = resource.toTerraform() as {
    readonly resource?: Record<string, Record<string, RenderedArguments>>;
  };
  return Object.values(Object.values(byType)[0] ?? {})[0] ?? {};
}

/**
 * Whether the value of an argument may be another than the one that the program writes there: Terraform leaves changes
 * of it alone, or makes its blocks of a list that synth does not know.
 */
export function mayDiffer({ lifecycle, dynamic }: RenderedArguments, argument: string): boolean {
  return (isObject(dynamic) && argument in dynamic) || ignoresChanges(lifecycle, argument);
}

/** Whether `lifecycle` leaves the argument, or something in it, as it is. */
function ignoresChanges(lifecycle: unknown, argument: string): boolean {
  const { ignore_changes: ignored } = (isObject(lifecycle) ? lifecycle : {}) as { readonly ignore_changes?: unknown };
  const names: readonly unknown[] = Array.isArray(ignored) ? ignored : [];
  return ignored === "all" || names.some((name) => typeof name === "string" && name.split(/[.[]/)[0] === argument);
}

/** The blocks of an argument, of which a program may write a single one without a list; undefined for a reference. */
export function blocksOf(value: unknown): readonly RenderedArguments[] | undefined {
  if (isReference(value)) {
    return undefined;
  }
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((block): block is RenderedArguments => isObject(block));
}
