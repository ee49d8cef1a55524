import { nameAt, Path } from "../base/path";

/** The ids that Azure sets in the identity block of a resource. */
export const IDENTITY_IDS = ["principal_id", "tenant_id", "object_id", "client_id"];

/** Whether a path leads to an identity block, in which Azure sets ids whatever the configuration says. */
export function isIdentity(path: Path): boolean {
  return nameAt(path).endsWith("identity");
}

/** The arguments that take the id of a role definition. */
export const ROLE_ID = /^role_?definition_?id$/i;

/** The arguments that take the object id of a principal. */
export const OBJECT_ID = /^(principal_?id|(member_|principal_)?object_?id)$/i;
