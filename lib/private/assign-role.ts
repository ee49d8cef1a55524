import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Grant } from "../grant";
import type { IGrantable } from "../principal";
import type { Role, RoleAssignmentOptions } from "../role";
import { Access } from "./access";
import { isLiteral, Problem, refuse } from "./problems";
import { Program } from "./program";
import { ROLE_ASSIGNMENT } from "./rules/role-assignment";
import { checkBlock } from "./rules/rule";
import { originsOf, textOf } from "./token-text";

/**
 * Assigns a role to whatever can be granted access.
 *
 * @throws Error when there is no role, or the scope is no resource id
 */
export function assignRole(grantee: IGrantable, role: Role, scope: string, options?: RoleAssignmentOptions): Grant {
  const principal = grantee.grantPrincipal;
  const problems = checkRole(role);
  const request = { ...options, role, scope };
  refuse(
    grantee instanceof Construct ? grantee : principal._home,
    problems.length > 0 ? problems : [...checkBlock(ROLE_ASSIGNMENT, "", request), ...checkScopeReference(principal._home, scope)],
  );
  const [origin] = originsOf(principal._home, scope);
  const stack = principal._stackFor(origin);
  const access = Access.of(stack);
  const grant = access.grants.roleAssignment({ key: Program.of(stack).scopeKey(stack, scope), scope }, role, principal, options);
  const group = isLiteral(scope) ? /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)/i.exec(scope)?.[1] : undefined;
  access.literalReferences.addScope(grant.resource, grant.resource, scope);
  if (group !== undefined) {
    access.literalReferences.addGroup(grant.resource, group, undefined, grant.resource, "scope");
  }
  return grant;
}

/** The problem of a reference to a resource's name, which is not its id. */
function checkScopeReference(stack: TerraformStack, scope: string): Problem[] {
  const text = isLiteral(scope) || typeof scope !== "string" ? "" : textOf(stack, scope);
  return /:(data\.)?azurerm_\w+\.[\w-]+\.name$/.test(text)
    ? [{ property: "scope", value: text.replace(/^.*:/, ""), allowed: "the id of what the role is for", change: "Pass its id attribute.", source: SCOPE }]
    : [];
}

const SCOPE = "https://learn.microsoft.com/azure/role-based-access-control/scope-overview";

function checkRole(role: Role | undefined): Problem[] {
  if (role?.roleName !== undefined || role?.roleDefinitionId !== undefined) {
    return [];
  }
  return [{ property: "role", value: role, allowed: "a Role", change: "Pass one of its constants, or Role.fromName(…)." }];
}
