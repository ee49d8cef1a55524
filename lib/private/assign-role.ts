import type { Grant } from "../grant";
import type { IGrantable } from "../principal";
import type { Role, RoleAssignmentOptions } from "../role";
import { Access } from "./access";
import { isLiteral } from "./problems";
import { originsOf, textOf } from "./token-text";

/**
 * Assigns a role to whatever can be granted access.
 *
 * @throws Error when a literal scope is not a resource id
 */
export function assignRole(grantee: IGrantable, role: Role, scope: string, options?: RoleAssignmentOptions): Grant {
  const principal = grantee.grantPrincipal;
  if (isLiteral(scope) && !scope.startsWith("/")) {
    throw new Error(
      `[${principal._home.node.path}] scope of the role ${role.roleName ?? role.roleDefinitionId} is ${JSON.stringify(scope)}; ` +
        "allowed: the id of a resource, a resource group, a subscription or a management group, which starts with a slash. Pass the id, not the name.",
    );
  }
  const [origin] = originsOf(principal._home, scope);
  const stack = principal._stackFor(origin);
  const key = isLiteral(scope) ? `=${scope.toLowerCase()}` : textOf(stack, scope);
  return Access.of(stack).grants.roleAssignment({ key, scope }, role, principal, options);
}
