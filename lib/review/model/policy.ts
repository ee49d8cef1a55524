import { NOTHING_ALLOWED } from "../azure/actions";
import { canonicalText } from "../program/instance";
import { Unknown, Value } from "../language/value";
import { Permission, textsIn } from "./role";

/** The words for what an access policy allows, by the argument that lists them. */
const ARGUMENTS: readonly (readonly [string, string])[] = [
  ["secret_permissions", "secrets"],
  ["key_permissions", "keys"],
  ["certificate_permissions", "certificates"],
  ["storage_permissions", "storage"],
];

/** What the lists of an access policy allow, in words that roles do not have. */
export function permissionOfPolicy(argument: (name: string) => Value): Permission {
  const lists = ARGUMENTS.map(([name, kind]) => ({ kind, words: textsIn(argument(name)), value: argument(name) }));
  const open = lists.find(({ words }) => words === undefined);
  const label = lists
    .filter(({ words }) => words === undefined || words.length > 0)
    .map(({ kind, words }) => `${kind} ${words ? [...new Set(words)].sort().join(", ") : "unresolved"}`)
    .join("; ");
  const dataActions = lists
    .flatMap(({ kind, words }) =>
      (words ?? []).map((word) => `${kind}/${word.toLowerCase() === "all" ? "*" : word.toLowerCase()}`),
    )
    .sort();
  const why = open && (open.value instanceof Unknown ? open.value.why : "a list in it is not known");
  const unknown = lists
    .flatMap(({ kind, words, value }) => (words ? [] : [`${kind} ${canonicalText(value)}`]))
    .join("; ");
  return {
    key: `policy|${label.toLowerCase()}${unknown && `|${unknown}`}`,
    label: label || "nothing",
    allowed: open ? undefined : { ...NOTHING_ALLOWED, dataActions },
    unresolved: why,
  };
}
