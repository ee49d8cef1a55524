import { isList, ObjectValue, Value } from "../../language/value";
import type { Instance } from "../../program/instance";
import { Grant, grantOf, GrantKind } from "../grant";
import { permissionInWords } from "../permission";
import type { Target } from "../target";
import type { GrantContext } from "./grant-context";
import type { GrantType, ReadGrants } from "./grant-type";

/** A list, in a resource, of principals that have access to it. */
interface ListedGrants {
  readonly kind: GrantKind;
  /** The block that the list stands in; undefined where it is an argument of the resource itself. */
  readonly block?: string;
  /** The argument that holds an object id, or a list of them. */
  readonly principals: string;
  /** What those in the list are, such as `administrator`. */
  readonly words: string;
}

/** A type whose resource lists principals that have access to it, in one list or in several. */
export function listedGrants(lists: readonly ListedGrants[], targetOf = itself): GrantType {
  const readers = lists.map((list) => reader(list, targetOf));
  return { isOnlyGrant: false, read: (instance, context) => readers.flatMap((read) => read(instance, context)) };
}

function itself(instance: Instance, { targets }: GrantContext): Target {
  return targets.ofInstance(instance);
}

function reader({ kind, block, principals, words }: ListedGrants, targetOf: typeof itself): ReadGrants {
  const permission = permissionInWords(words);
  return (by, context): Grant[] => {
    const target = targetOf(by, context);
    return valuesIn(by, block, principals)
      .flatMap(objectIdsIn)
      .map((id) => grantOf({ kind, principal: context.principals.of(id), permission, target, by, isInline: true }));
  };
}

function valuesIn(instance: Instance, block: string | undefined, argument: string): Value[] {
  return block === undefined
    ? [instance.argument(argument) ?? null]
    : instance.blocks(block).map((one) => (one instanceof ObjectValue ? one.get(argument) : one));
}

function objectIdsIn(value: Value): readonly Value[] {
  if (isList(value)) {
    return value;
  }
  return value === null ? [] : [value];
}
