/** Where a value stands in a resource. */
export type Path = readonly (string | number)[];

/** The last name in a path. */
export function nameAt(path: Path): string {
  return path.filter((step) => typeof step === "string").at(-1) ?? "";
}

/** Whether a block is one of an identity: whoever writes it, its ids are set by Azure. */
export function isIdentity(path: Path): boolean {
  return nameAt(path).endsWith("identity");
}

/** The arguments that hold the id of a role, and those that hold an object id. */
export const ROLE_ID = /^role_?definition_?id$/i;
export const OBJECT_ID = /^(principal_?id|(member_|principal_)?object_id)$/i;
