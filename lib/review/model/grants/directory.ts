import { Reference } from "../../language/value";
import { canonicalText, Instance } from "../../program/instance";
import { Permission, permissionNamed } from "../permission";
import type { Target } from "../target";
import type { GrantContext } from "./grant-context";
import { ACTIVE_THROUGH_PIM, ELIGIBLE_THROUGH_PIM, GrantTypes } from "./grant-type";
import { listedGrants } from "./listed-grants";
import { inWords, namedIn, partIn, singleGrant } from "./single-grant";

const DIRECTORY: Target = { key: "directory", label: "the directory", kind: "tenant" };
const theDirectory = (): Target => DIRECTORY;

/** What gives access in Entra ID: memberships of groups, roles of the directory and of applications. */
export const DIRECTORY_GRANTS: GrantTypes = {
  azuread_group: listedGrants(
    [
      { kind: "group membership", principals: "members", words: "member" },
      { kind: "directory role", principals: "owners", words: "owner" },
    ],
    (group, context) => context.targetOfPrincipal(new Reference(group, ["object_id"])),
  ),
  azuread_group_member: singleGrant({
    kind: "group membership",
    principal: "member_object_id",
    permission: inWords("member"),
    target: objectIdIn("group_object_id"),
  }),
  azuread_privileged_access_group_assignment_schedule: singleGrant({
    kind: "group membership",
    principal: "principal_id",
    permission: namedIn("assignment_type"),
    target: objectIdIn("group_id"),
    caveat: ACTIVE_THROUGH_PIM,
  }),
  azuread_privileged_access_group_eligibility_schedule: singleGrant({
    kind: "group membership",
    principal: "principal_id",
    permission: namedIn("assignment_type"),
    target: objectIdIn("group_id"),
    caveat: ELIGIBLE_THROUGH_PIM,
  }),
  azuread_directory_role_assignment: singleGrant({
    kind: "directory role",
    principal: "principal_object_id",
    permission: directoryRoleIn("role_id"),
    target: partIn(theDirectory, "directory_scope_id"),
  }),
  azuread_directory_role_member: singleGrant({
    kind: "directory role",
    principal: "member_object_id",
    permission: directoryRoleIn("role_object_id"),
    target: theDirectory,
  }),
  azuread_directory_role_eligibility_schedule_request: singleGrant({
    kind: "directory role",
    principal: "principal_id",
    permission: directoryRoleIn("role_definition_id"),
    target: partIn(theDirectory, "directory_scope_id"),
    caveat: ELIGIBLE_THROUGH_PIM,
  }),
  azuread_administrative_unit_role_member: singleGrant({
    kind: "directory role",
    principal: "member_object_id",
    permission: directoryRoleIn("role_object_id"),
    target: partIn(theDirectory, "administrative_unit_object_id"),
  }),
  azuread_app_role_assignment: singleGrant({
    kind: "directory role",
    principal: "principal_object_id",
    permission: directoryRoleIn("app_role_id"),
    target: objectIdIn("resource_object_id"),
  }),
  azuread_service_principal_delegated_permission_grant: singleGrant({
    kind: "directory role",
    principal: "service_principal_object_id",
    permission: namedIn("claim_values"),
    target: objectIdIn("resource_service_principal_object_id"),
    caveat: "on behalf of its users",
  }),
};

/** The group, or the application, whose object id an argument holds. */
function objectIdIn(argument: string) {
  return (instance: Instance, context: GrantContext): Target => context.targetOfPrincipal(instance.get(argument));
}

/** The role whose id an argument holds: by its display name where the program has the `azuread_directory_role`. */
function directoryRoleIn(argument: string) {
  return (instance: Instance, context: GrantContext): Permission => {
    const id = instance.argument(argument) ?? null;
    const name = context.directoryRole(canonicalText(id))?.argument("display_name") ?? null;
    const label = canonicalText(name);
    return name === null ? permissionNamed(id) : { key: `directory role|${label.toLowerCase()}`, label };
  };
}
