import type { TerraformStack } from "cdktf";
import { isLiteral, Problem } from "../../../core/problems";
import { textOf } from "../../../core/token-text";
import { Role } from "../../role";
import { providerOfScope } from "../scope-provider";

/**
 * The problems with a scope or a role that refers to the wrong attribute, and with a built-in role for another service
 * than that of the scope.
 */
export function checkRoleAtScope(stack: TerraformStack, role: Role, scope: string): Problem[] {
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
        allowed: "the id of the resource to assign the role at",
        change: "Pass its id attribute.",
        source: SCOPE,
      },
    ];
  }
  const [, address, type] = ADDRESS_FOR_ID.exec(text) ?? [];
  if (address !== undefined) {
    const attribute = RESOURCE_ID_OF[type ?? ""] ?? "resource_manager_id, or the id of the container in the account";
    const change = `Pass its attribute ${attribute}.`;
    return [
      {
        property: "scope",
        value: address,
        allowed: "an id of Azure Resource Manager; this is the address of the data",
        change,
        source: SCOPE,
      },
    ];
  }
  return [...checkKind(stack, role, scope), ...checkDefinition(stack, role)];
}

/** Matches a reference to an attribute that is not an id. */
const NO_ID =
  /:((?:data\.)?azurerm_\w+\.[\w-]+\.(?:name|location|login_server|vault_uri|fqdn|hostname|url|(?:principal|client|object|tenant)_id|(?:\w+_)?endpoint|\w+_host))$/;

/** Matches a reference to an attribute `id` that is the address of data. */
const ADDRESS_FOR_ID =
  /:((?:data\.)?azurerm_(key_vault_key|key_vault_secret|key_vault_certificate|storage_table|storage_data_lake_gen2_filesystem)\.[\w-]+\.id)$/;

/** The attribute that holds the id in Azure Resource Manager, by the type of such a resource. */
const RESOURCE_ID_OF: Readonly<Record<string, string | undefined>> = {
  key_vault_key: "resource_versionless_id",
  key_vault_secret: "resource_versionless_id",
  key_vault_certificate: "resource_manager_versionless_id",
  storage_table: "resource_manager_id",
};

/**
 * The problem with a built-in role at a resource of another service, where it allows nothing:
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
function checkKind(stack: TerraformStack, role: Role, scope: string): Problem[] {
  const { resourceProvider, roleName }: Partial<Role> = Role._constantOf(role._keyIn(stack)) ?? {};
  const found = resourceProvider === undefined ? undefined : providerOfScope(stack, scope);
  if (!found || found.provider.toLowerCase() === resourceProvider?.toLowerCase()) {
    return [];
  }
  const allowed =
    `for ${roleName} a resource of ${resourceProvider}, ` +
    `or the resource group, subscription or management group that holds it`;
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
 * The problem with a reference to the wrong attribute of a custom role: `id` holds the scope too, and
 * `role_definition_id` is the GUID alone. Azure finds neither.
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
