import { Fn, propertyAccess, ref, TerraformResource, TerraformStack, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { isObject, refuseInProgram } from "../../core/problems";

/** The environment variables of a container, or of all containers of an app or job. */
type Variables = { readonly [name: string]: string } | undefined;

/** The text that every token in a key contains. */
const TOKEN_MARK = "{TfToken[";

/** The variables whose names are known at synth. */
export function knownVariables(variables: Variables): { readonly [name: string]: string } {
  return isWholeToken(variables)
    ? {}
    : Object.fromEntries(Object.entries(variables ?? {}).filter(([name]) => !name.includes(TOKEN_MARK)));
}

/** The maps of variables that are known only at plan. */
export function plannedMaps(variables: Variables): readonly unknown[] {
  if (isWholeToken(variables)) {
    return [variables];
  }
  const tokens = Object.entries(variables ?? {}).filter(([name]) => name.includes(TOKEN_MARK));
  return tokens.map(([name, value]) => ({ [name]: value }));
}

function isWholeToken(variables: unknown): boolean {
  return isObject(variables) && Tokenization.isResolvable(variables);
}

/** A container with environment variables that are known only at plan. */
export interface PlannedContainer {
  /** The place of the block in the resource, as an override names it: `template.container.0`. */
  readonly place: string;
  /** The maps: of two variables of one name, that of the later map is used. */
  readonly maps: readonly unknown[];
  /** The names that are known at synth; variables of the maps with these names are not used. */
  readonly names: readonly string[];
}

/**
 * Writes a dynamic block for the variables that are known only at plan. cdktf has no dynamic block within a list of
 * blocks, so an override writes it, and cdktf's HCL writer drops such an override.
 */
export function overrideEnvironment(
  construct: IConstruct,
  resource: TerraformResource,
  { place, maps, names }: PlannedContainer,
): void {
  const stack = TerraformStack.of(construct);
  const map = Fn.merge([...maps]) as object;
  const all = Fn.keys(map) as string[];
  resource.addOverride(`${place}.dynamic.env`, {
    for_each: names.length > 0 ? Fn.setsubtract(all, [...names]) : Fn.toset(all),
    content: {
      name: "${env.value}",
      value: propertyAccess(map, [ref("env.value", stack)]),
    },
  });
  resource.toHclTerraform = () =>
    refuseInProgram({
      construct,
      finding: "has environment variables from a map that is known only at plan, which cdktf's HCL writer drops",
      allowed: "JSON, which cdktf writes by default",
      change: "Write the variables out, or synthesize without --hcl.",
    });
}
