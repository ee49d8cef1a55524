import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { isLiteral, Problem, refuse } from "../../core/problems";
import { subscriptionIdOf } from "../../core/provider-in";
import { checkBlock } from "../../rules/check";
import type { Role, RoleAssignmentOptions } from "../role";
import { grantStackOf } from "./grant-stack";
import { ledgerOf } from "./ledger";
import type { GrantRecord, PrincipalRecord } from "./records";
import { checkRole } from "./rules/role";
import { ROLE_ASSIGNMENT } from "./rules/role-assignment";
import { checkRoleAtScope } from "./rules/role-at-scope";
import type { StackLedger } from "./stack-ledger";

/** How a construct asks for a role assignment. */
export interface RoleRequest {
  /** The construct that errors name. */
  readonly construct: IConstruct;
  /** The text that errors print before the name of an argument. */
  readonly place?: string;
  readonly role: Role;
  readonly scope: string;
  /** The arguments beside role and scope; undefined where another line may give them. */
  readonly options?: RoleAssignmentOptions;
  readonly provider?: TerraformProvider;
}

/**
 * Assigns a role to the principal.
 *
 * @throws Error when the role or the scope is not valid, or when a built-in role is for another service than that of
 *   the scope
 */
export function assignRole(principal: PrincipalRecord, request: RoleRequest): GrantRecord {
  const { construct, role, scope, options, provider, place = "" } = request;
  const problems = checkRequest(principal, request);
  refuse(
    construct,
    problems.map((problem) => ({ ...problem, property: `${place}${problem.property}` })),
  );
  const ledger = ledgerOf(grantStackOf(principal, scope));
  const key = ledger.program.keys.scopeKey(ledger.stack, scope);
  const target = { key, scope, provider, isProviderOptional: true };
  const grant = ledger.grants.roleAssignment(target, role, principal, options);
  addLiteralReferences(ledger, grant, role, scope);
  return grant;
}

function checkRequest({ home }: PrincipalRecord, { role, scope, options }: RoleRequest): Problem[] {
  const problems = checkRole(role);
  return problems.length > 0
    ? problems
    : [...checkBlock(ROLE_ASSIGNMENT, "", { ...options, role, scope }), ...checkRoleAtScope(home, role, scope)];
}

/** Adds the literal scope, and the literal name of a custom role: the program may make what they name. */
function addLiteralReferences(
  { stack, literalReferences }: StackLedger,
  { resource }: GrantRecord,
  { roleName }: Role,
  scope: string,
): void {
  literalReferences.addScope(resource, resource, scope);
  const [, subscription, group] =
    (isLiteral(scope) && /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)/i.exec(scope)) || [];
  if (group !== undefined && [undefined, subscription?.toLowerCase()].includes(subscriptionIdOf(stack, undefined))) {
    literalReferences.addGroup(resource, group, undefined, resource, "scope");
  }
  literalReferences.addRole(resource, roleName);
}
