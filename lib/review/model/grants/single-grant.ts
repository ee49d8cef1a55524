import { canonicalText, Instance } from "../../program/instance";
import { Grant, grantOf, GrantKind } from "../grant";
import { Permission, permissionInWords, permissionNamed } from "../permission";
import { partOf, Target } from "../target";
import { parentOf } from "./azapi-parent";
import type { GrantContext } from "./grant-context";
import type { GrantType } from "./grant-type";

/** Finds something by the arguments of a resource. */
type Find<T> = (instance: Instance, context: GrantContext) => T;

/** A type whose resource gives one principal one permission on one target. */
interface SingleGrant {
  readonly kind: GrantKind;
  /** The argument that holds the object id of the principal. */
  readonly principal: string;
  readonly permission: Find<Permission>;
  readonly target: Find<Target>;
  readonly caveat?: string;
}

export function singleGrant({ kind, principal, permission, target, caveat }: SingleGrant): GrantType {
  const read = (by: Instance, context: GrantContext): Grant[] => [
    grantOf({
      kind,
      principal: context.principals.of(by.get(principal)),
      permission: permission(by, context),
      target: parentOf(by, context) ?? target(by, context),
      caveat: caveat ?? "",
      by,
    }),
  ];
  return { isOnlyGrant: true, read };
}

/** The permission that words stand for. */
export function inWords(words: string): Find<Permission> {
  const permission = permissionInWords(words);
  return () => permission;
}

/** The permission that an argument names. */
export function namedIn(argument: string): Find<Permission> {
  return (instance) => permissionNamed(instance.argument(argument) ?? null);
}

/** The target whose id an argument holds. */
export function idIn(argument: string): Find<Target> {
  return (instance, { targets }) => targets.of(instance.get(argument));
}

/** The resource whose name an argument holds. */
export function nameIn(azureType: string, argument: string): Find<Target> {
  return (instance, { targets }) =>
    targets.named(azureType, canonicalText(instance.get(argument)), targets.scopeOf(instance));
}

/** The part of a target that an argument names; the whole where the argument is not set. */
export function partIn(whole: Find<Target>, argument: string): Find<Target> {
  return (instance, context) => {
    const target = whole(instance, context);
    const text = canonicalText(instance.argument(argument) ?? null);
    return text === "" || text === "/"
      ? target
      : partOf(target, `${argument}/${text.toLowerCase()}`, `${text} of ${target.label}`);
  };
}

/** The part of a target whose id an argument holds, where the argument for the id of the whole may be left out. */
export function idOfPartIn(whole: string, part: string): Find<Target> {
  const [ofPart, ofBoth] = [idIn(part), partIn(idIn(whole), part)];
  return (instance, context) => {
    const isPartAlone = (instance.argument(part) ?? null) !== null && (instance.argument(whole) ?? null) === null;
    return isPartAlone ? ofPart(instance, context) : ofBoth(instance, context);
  };
}
