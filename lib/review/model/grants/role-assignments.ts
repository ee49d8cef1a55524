import { isForVaultData } from "../../azure/vault-data";
import { isList, ObjectValue, Unknown, Value } from "../../language/value";
import { canonicalText, Instance } from "../../program/instance";
import { Grant, grantOf } from "../grant";
import type { Permission } from "../permission";
import type { Target } from "../target";
import { VAULT_TYPE } from "../vault";
import type { GrantContext } from "./grant-context";
import { ACTIVE_THROUGH_PIM, ELIGIBLE_THROUGH_PIM, GrantType, GrantTypes } from "./grant-type";
import { idIn } from "./single-grant";

const MARKETPLACE: Target = { key: "marketplace", label: "the marketplace of the tenant", kind: "tenant" };

/** The role assignments of Azure RBAC, in all the ways that azurerm has for them. */
export const ROLE_ASSIGNMENTS: GrantTypes = {
  azurerm_role_assignment: roleAssignment(),
  azurerm_marketplace_role_assignment: roleAssignment("", () => MARKETPLACE),
  azurerm_pim_active_role_assignment: roleAssignment(ACTIVE_THROUGH_PIM),
  azurerm_pim_eligible_role_assignment: roleAssignment(ELIGIBLE_THROUGH_PIM),
  azurerm_lighthouse_definition: { isOnlyGrant: false, read: delegatedRoles },
};

function roleAssignment(caveat = "", targetOf = idIn("scope")): GrantType {
  return {
    isOnlyGrant: true,
    read: (by, context) =>
      isRemoval(by)
        ? []
        : [
            roleGrant(context, {
              by,
              permission: context.roles.of(by),
              target: targetOf(by, context),
              condition: canonicalText(by.argument("condition") ?? null),
              principalId: by.get("principal_id"),
              caveat,
            }),
          ],
  };
}

/**
 * Whether a request to PIM takes a role away:
 * https://learn.microsoft.com/rest/api/authorization/role-assignment-schedule-requests/create#requesttype
 */
function isRemoval(by: Instance): boolean {
  return /remove|deactivate/i.test(canonicalText(by.argument("request_type") ?? null));
}

/** The parts of a role assignment. */
interface RoleAssignment extends Pick<Grant, "by" | "permission" | "target" | "caveat"> {
  readonly principalId: Value;
  readonly condition?: string;
}

/** The grant of a role assignment. */
export function roleGrant(context: GrantContext, { principalId, condition = "", ...parts }: RoleAssignment): Grant {
  return grantOf({
    ...parts,
    kind: "role",
    principal: context.principals.of(principalId),
    condition: [condition, parts.permission.condition].filter(Boolean).join(" and "),
    ineffective: whyRoleDoesNothing(context, parts.permission, parts.target),
    propagates: true,
  });
}

/** A role for the data of a vault does nothing where the vault gives access by access policies. */
function whyRoleDoesNothing(context: GrantContext, { allowed }: Permission, target: Target): string | undefined {
  const vault = vaultOf(target);
  return vault && allowed && isForVaultData(allowed) && context.accessModelOf(vault) === "access policies"
    ? "the vault gives access by access policies"
    : undefined;
}

/** The vault that a target is, or is a part of. */
function vaultOf(target: Target): Instance | undefined {
  if (target.instance?.type === VAULT_TYPE) {
    return target.instance;
  }
  return target.kind === "part" && target.within ? vaultOf(target.within) : undefined;
}

/** The roles that an Azure Lighthouse definition gives to the principals of another tenant. */
function delegatedRoles(by: Instance, context: GrantContext): Grant[] {
  const target = context.targets.of(by.get("scope"));
  const tenant = canonicalText(by.argument("managing_tenant_id") ?? null);
  const grantsIn = (block: string, condition: string) =>
    by.blocks(block).map((authorization) => {
      const get = (name: string) => (authorization instanceof ObjectValue ? authorization.get(name) : authorization);
      return roleGrant(context, {
        by,
        principalId: get("principal_id"),
        permission: context.roles.ofId(get("role_definition_id")),
        target,
        caveat: `in the tenant ${tenant}, once ${condition}${delegableRoles(authorization, context)}`,
      });
    });
  return [
    ...grantsIn("authorization", "the definition is assigned"),
    ...grantsIn("eligible_authorization", "it is activated"),
  ];
}

/** What a caveat says of the roles that the holder of an authorization may assign to others. */
function delegableRoles(authorization: ObjectValue | Unknown, { roles }: GrantContext): string {
  const ids = authorization instanceof ObjectValue ? authorization.get("delegated_role_definition_ids") : authorization;
  const names = isList(ids) ? ids.map((id) => roles.ofId(id).label).sort() : [canonicalText(ids)];
  return ids === null || names.length === 0 ? "" : `; may give others ${names.join(", ")}`;
}
