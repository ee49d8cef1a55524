import type { TerraformProvider, TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import type { Grant } from "../grant";
import type { IGrantable, Principal } from "../principal";
import { Role, RoleAssignmentOptions } from "../role";
import { Access } from "./access";
import { isLiteral, Problem, refuse } from "../../core/problems";
import { Program } from "./program";
import { subscriptionOf } from "../../core/provider-in";
import { ROLE_ASSIGNMENT } from "./rules/role-assignment";
import { checkBlock } from "../../rules/check";
import { providerOfScope } from "./scope-provider";
import { textOf } from "../../core/token-text";

/**
 * Assigns a role to whatever can be granted access.
 *
 * @throws Error when there is no role, or the scope is no resource id
 */
export function assignRole(grantee: IGrantable, role: Role, scope: string, options: RoleAssignmentOptions = {}): Grant {
  return assign(grantee instanceof Construct ? grantee : grantee.grantPrincipal._home, grantee.grantPrincipal, {
    role,
    scope,
    options,
  });
}

/** What a role assignment is asked for with. */
interface Request {
  readonly role: Role;
  readonly scope: string;
  /** What it says beside that; undefined where that is for others to say. */
  readonly options?: RoleAssignmentOptions;
  readonly provider?: TerraformProvider;
  /** What precedes the property in an error. */
  readonly place?: string;
}

/**
 * The same for a principal.
 *
 * @param construct what errors name
 */
export function assign(
  construct: IConstruct,
  principal: Principal,
  { role, scope, options, provider, place = "" }: Request,
): Grant {
  const problems = checkRole(role);
  const all =
    problems.length > 0
      ? problems
      : [
          ...checkBlock(ROLE_ASSIGNMENT, "", { ...options, role, scope }),
          ...checkReferences(principal._home, role, scope),
        ];
  refuse(
    construct,
    all.map((problem) => ({ ...problem, property: `${place}${problem.property}` })),
  );
  const stack = principal._stackOf(scope);
  const access = Access.of(stack);
  const grant = access.grants.roleAssignment(
    { key: Program.of(stack).scopeKey(stack, scope), scope, provider, isProviderOptional: true },
    role,
    principal,
    options,
  );
  const [, subscription, group] =
    (isLiteral(scope) && /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)/i.exec(scope)) || [];
  access.literalReferences.addScope(grant.resource, grant.resource, scope);
  if (group !== undefined && [undefined, subscription].includes(subscriptionOf(stack, undefined))) {
    access.literalReferences.addGroup(grant.resource, group, undefined, grant.resource, "scope");
  }
  access.literalReferences.addRole(grant.resource, role.roleName);
  return grant;
}

/** The problems of a role and a scope that are references, or that do not go together. */
function checkReferences(stack: TerraformStack, role: Role, scope: string): Problem[] {
  if (typeof scope !== "string") {
    return [];
  }
  const text = isLiteral(scope) ? "" : textOf(stack, scope);
  const [, other] = NO_ID.exec(text) ?? [];
  if (other !== undefined) {
    return [
      {
        property: "scope",
        value: other,
        allowed: "the id of what the role is for",
        change: "Pass its id attribute.",
        source: SCOPE,
      },
    ];
  }
  const [, address, type] = ADDRESS_FOR_ID.exec(text) ?? [];
  if (address !== undefined) {
    const change = `Pass its attribute ${RESOURCE_ID_OF[type!] ?? "resource_manager_id, or the id of the container in the account"}.`;
    return [
      {
        property: "scope",
        value: address,
        allowed: "an id of Azure Resource Manager, and this is the address of its data",
        change,
        source: SCOPE,
      },
    ];
  }
  return [...checkKind(stack, role, scope), ...checkDefinition(stack, role)];
}

/** A reference to what is no id. */
const NO_ID =
  /:((?:data\.)?azurerm_\w+\.[\w-]+\.(?:name|location|login_server|vault_uri|fqdn|hostname|url|(?:principal|client|object|tenant)_id|(?:\w+_)?endpoint|\w+_host))$/;

/** A reference to an id that azurerm gives as an address. */
const ADDRESS_FOR_ID =
  /:((?:data\.)?azurerm_(key_vault_key|key_vault_secret|key_vault_certificate|storage_table|storage_data_lake_gen2_filesystem)\.[\w-]+\.id)$/;

/** Where the id of such a resource stands. */
const RESOURCE_ID_OF: Readonly<Record<string, string | undefined>> = {
  key_vault_key: "resource_versionless_id",
  key_vault_secret: "resource_versionless_id",
  key_vault_certificate: "resource_manager_versionless_id",
  storage_table: "resource_manager_id",
};

/**
 * A built-in role allows nothing on what is another service's:
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
function checkKind(stack: TerraformStack, role: Role, scope: string): Problem[] {
  const { resourceProvider = undefined, roleName } = Role._constantOf(role._keyIn(stack)) ?? {};
  const found = resourceProvider === undefined ? undefined : providerOfScope(stack, scope);
  if (!found || found.provider.toLowerCase() === resourceProvider!.toLowerCase()) {
    return [];
  }
  const allowed = `for ${roleName} a resource of ${resourceProvider}, or the resource group, subscription or management group that holds it`;
  return [
    {
      property: "scope",
      value: found.shown,
      allowed,
      change: "Pass the id of such a resource, or the role that is for this one.",
      source: ROLES,
    },
  ];
}

/**
 * Of a role that the program makes, `id` holds the scope too, and `role_definition_id` is the GUID alone: Azure finds
 * neither.
 */
function checkDefinition(stack: TerraformStack, { roleDefinitionId }: Role): Problem[] {
  const reference =
    roleDefinitionId === undefined || isLiteral(roleDefinitionId) ? "" : textOf(stack, roleDefinitionId);
  const wrong =
    /:(azurerm_role_definition\.[\w-]+\.(?:id|role_definition_id)|data\.azurerm_role_definition\.[\w-]+\.role_definition_id)$/.exec(
      reference,
    )?.[1];
  const attribute = reference.includes(":data.") ? "id" : "role_definition_resource_id";
  return wrong === undefined
    ? []
    : [
        {
          property: "role",
          value: wrong,
          allowed: `the attribute ${attribute} of the role's definition`,
          change: "Pass that attribute to Role.fromDefinitionId(…).",
          source: DEFINITION,
        },
      ];
}

const DEFINITION =
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/role_definition#attributes-reference";
const ROLES = "https://learn.microsoft.com/azure/role-based-access-control/built-in-roles";
const SCOPE = "https://learn.microsoft.com/azure/role-based-access-control/scope-overview";

function checkRole(role: Role | undefined): Problem[] {
  if (role?.roleName !== undefined || role?.roleDefinitionId !== undefined) {
    return [];
  }
  return [
    { property: "role", value: role, allowed: "a Role", change: "Pass one of its constants, or Role.fromName(…)." },
  ];
}
