import { NOTHING_ALLOWED } from "../../azure/actions";
import { Unknown, Value } from "../../language/value";
import { canonicalText } from "../../program/instance";
import { Permission, textsIn } from "../permission";

/** The arguments of an access policy that list permissions, with what in the vault each is for. */
const LISTS: readonly (readonly [argument: string, kind: string])[] = [
  ["secret_permissions", "secrets"],
  ["key_permissions", "keys"],
  ["certificate_permissions", "certificates"],
  ["storage_permissions", "storage"],
];

/** One list of permissions. */
interface PolicyList {
  readonly kind: string;
  readonly value: Value;
  /** The permissions; undefined where they are not all known. */
  readonly words: readonly string[] | undefined;
}

/** What an access policy allows. Its actions are `secrets/get` and the like, which no role has. */
export function policyPermission(argument: (name: string) => Value): Permission {
  const lists = LISTS.flatMap(([name, kind]): PolicyList | [] => {
    const value = argument(name);
    return value === null ? [] : { kind, value, words: textsIn(value) };
  });
  const open = lists.filter(({ words }) => words === undefined);
  const label = lists.flatMap(labelOf).join("; ");
  const unknown = open.map(({ kind, value }) => `${kind} ${canonicalText(value)}`).join("; ");
  return {
    key: `policy|${label.toLowerCase()}${unknown && `|${unknown}`}`,
    label: label || "nothing",
    allowed: open.length > 0 ? undefined : { ...NOTHING_ALLOWED, dataActions: lists.flatMap(actionsIn).sort() },
    unresolved: open.map(whyUnknown)[0],
  };
}

function labelOf({ kind, words }: PolicyList): string[] {
  if (words === undefined) {
    return [`${kind} unresolved`];
  }
  return words.length > 0 ? [`${kind} ${[...new Set(words)].sort().join(", ")}`] : [];
}

function actionsIn({ kind, words = [] }: PolicyList): string[] {
  return words.map((word) => word.toLowerCase()).map((word) => `${kind}/${word === "all" ? "*" : word}`);
}

function whyUnknown({ value }: PolicyList): string {
  return value instanceof Unknown ? value.why : "a list in it is not known";
}
