import type { TerraformResource } from "cdktf";
import { isObject, isReference } from "../../../core/problems";

/** The arguments of a resource, by Terraform's names. */
export type RenderedArguments = Readonly<Record<string, unknown>>;

/** The arguments of a resource as Terraform reads them, with overrides, dynamic blocks and `lifecycle`. */
export function renderedArguments(resource: TerraformResource): RenderedArguments {
  const { resource: byType = {} } = resource.toTerraform() as {
    readonly resource?: Record<string, Record<string, RenderedArguments>>;
  };
  return Object.values(Object.values(byType)[0] ?? {})[0] ?? {};
}

/**
 * Whether an argument may have another value than the program writes: Terraform ignores changes of it, or makes its
 * blocks from a list that synth does not know.
 */
export function mayDiffer({ lifecycle, dynamic }: RenderedArguments, argument: string): boolean {
  return (isObject(dynamic) && argument in dynamic) || ignoresChanges(lifecycle, argument);
}

/** Whether `lifecycle` ignores changes of the argument, or of a part of it. */
function ignoresChanges(lifecycle: unknown, argument: string): boolean {
  const { ignore_changes: ignored } = (isObject(lifecycle) ? lifecycle : {}) as { readonly ignore_changes?: unknown };
  const names: readonly unknown[] = Array.isArray(ignored) ? ignored : [];
  return ignored === "all" || names.some((name) => typeof name === "string" && name.split(/[.[]/)[0] === argument);
}

/** The blocks of an argument, which may be a single one without a list; undefined for a reference. */
export function blocksOf(value: unknown): readonly RenderedArguments[] | undefined {
  if (isReference(value)) {
    return undefined;
  }
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((block): block is RenderedArguments => isObject(block));
}
