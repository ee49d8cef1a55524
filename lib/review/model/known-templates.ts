import { hashOf } from "../language/text";

/**
 * The templates whose script makes the users of a database be those that its parameters list, and gives nobody else
 * anything: by the hashes of their texts. A template that differs in one character is not known.
 */
const USERS_OF_DATABASES: ReadonlySet<string> = new Set([
  "#33b5b3fd5276f0f7",
  "#a03d3b26bc8dd539",
  "#a694025697c1ef60",
  "#a76a5fc7871a0e87",
]);

/** Whether a template is known to make the users of a database, and to do nothing else. */
export function makesDatabaseUsers(template: unknown): boolean {
  return typeof template === "string" && USERS_OF_DATABASES.has(hashOfTemplate(template));
}

/** The hash of a template: the same for configurations and plans, where azurerm sorts names and escapes characters. */
export function hashOfTemplate(template: string): string {
  try {
    return hashOf(JSON.stringify(sorted(JSON.parse(template) as unknown)));
  } catch {
    return "";
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, one]) => [name, sorted(one)]),
      )
    : value;
}
