import { Fn, propertyAccess, ref, TerraformResource, TerraformStack, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { isObject, refuseInProgram } from "../../core/problems";

/** The environment variables of a container, or of all containers of an app or job. */
type Variables = { readonly [name: string]: string } | undefined;

/** The text that a token in a key contains. */
const TOKEN_MARK = "{TfToken[";

/** The variables whose names are known at synth. */
export function knownVariables(variables: Variables): { readonly [name: string]: string } {
  return isWholeToken(variables)
    ? {}
    : Object.fromEntries(Object.entries(variables ?? {}).filter(([name]) => !name.includes(TOKEN_MARK)));
}

/** The maps of variables that only the plan knows. */
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

/** A container whose variables only the plan knows in part. */
export interface PlannedContainer {
  /** The place of the block in the resource, as an override names it: `template.container.0`. */
  readonly place: string;
  /** The maps, of which a later one holds. */
  readonly maps: readonly unknown[];
  /** The names of the variables that are known at synth, which hold over those of the maps. */
  readonly names: readonly string[];
}

/**
 * Writes a dynamic block for the variables that only the plan knows. cdktf has dynamic blocks only where a block is not
 * in a list, and its HCL writer drops what an override adds to one.
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
      finding: "has environment variables from a map that only the plan knows, which cdktf's HCL writer drops",
      allowed: "JSON, which cdktf writes by default",
      change: "Write the names out, or synthesize without --hcl.",
    });
}
