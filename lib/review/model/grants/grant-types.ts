import { table } from "../../base/table";
import { ADMINISTRATORS } from "./administrators";
import { DATA_ROLES } from "./data-roles";
import { DATABASE_USERS } from "./database-users";
import { DIRECTORY_GRANTS } from "./directory";
import type { GrantType } from "./grant-type";
import { ROLE_ASSIGNMENTS } from "./role-assignments";
import { VAULT_POLICIES } from "./vault-policies";

/** Every resource type that gives access, with how its grants are read. A new one is an entry of its family. */
export const GRANT_TYPES = table<GrantType>({
  ...ROLE_ASSIGNMENTS,
  ...VAULT_POLICIES,
  ...DATA_ROLES,
  ...ADMINISTRATORS,
  ...DATABASE_USERS,
  ...DIRECTORY_GRANTS,
});

/** Whether a resource of a type gives access and does nothing else. */
export function isOnlyGrant(type: string): boolean {
  return GRANT_TYPES[type]?.isOnlyGrant ?? false;
}
