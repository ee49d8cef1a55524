import type { Allowed } from "../azure/actions";
import { isList, Unknown, Value } from "../language/value";
import { canonicalText } from "../program/instance";

/** What a grant allows. */
export interface Permission {
  /** One key for one role or set of permissions, however the program names them. */
  readonly key: string;
  /** The role's name, or the permissions, as a report prints them. */
  readonly label: string;
  /** The actions that it allows; undefined where they are not known. */
  readonly allowed?: Allowed;
  /** The condition of the role itself, in words, beside that of its assignment; undefined for none. */
  readonly condition?: string;
  /** Why it is not known which role or permissions these are; undefined where it is known. */
  readonly unresolved?: string;
}

/** A permission that has no name in Azure, by words such as `administrator`. */
export function permissionInWords(words: string): Permission {
  return { key: words, label: words };
}

/** A permission by its name, which is the text of an argument. */
export function permissionNamed(value: Value, key = canonicalText(value).toLowerCase()): Permission {
  const text = canonicalText(value);
  return value instanceof Unknown
    ? { key, label: `unresolved: ${text}`, unresolved: value.why }
    : { key, label: text, unresolved: undefined };
}

/** The texts in a list; undefined where one of them is not known. */
export function textsIn(value: Value): readonly string[] | undefined {
  if (value === null) {
    return [];
  }
  return isList(value) && value.every((item) => typeof item === "string") ? value : undefined;
}
