import { isLiteral, isObject, isReference, kindOf, Problem } from "../../../core/problems";
import { checkValue } from "../../../rules/check";
import { GUID } from "../../../rules/common";
import { text } from "../../../rules/rule";
import type { CosmosDbRole } from "../../cosmos-db-role";
import type { RedisAccessPolicy } from "../../redis-access-policy";
import type { Role } from "../../role";

const BUILT_IN_ROLES = "https://learn.microsoft.com/azure/role-based-access-control/built-in-roles";

/** Matches the name of a role: not an id, without an apostrophe, without spaces around it. */
const ROLE_NAME = /^(?!\/)[^\s'](?:[^']*[^\s'])?$/;

const COSMOS_DB_ROLE_NAME = /^cosmos db built-in data (reader|contributor)$/i;

const DEFINITION_ID = text(
  /^(\/subscriptions\/[^/]+)?\/providers\/Microsoft\.Authorization\/roleDefinitions\/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
  "/subscriptions/<subscription id>/providers/Microsoft.Authorization/roleDefinitions/<GUID>",
  "https://learn.microsoft.com/azure/role-based-access-control/role-definitions",
  "Pass such an id, or the role's name to Role.fromName().",
);

const COSMOS_DB_DEFINITION_ID = text(
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.DocumentDB\/databaseAccounts\/[^/]+\/sqlRoleDefinitions\/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
  "/subscriptions/<subscription id>/resourceGroups/<resource group>/providers/Microsoft.DocumentDB/databaseAccounts/<account>/sqlRoleDefinitions/<GUID>",
  "https://learn.microsoft.com/azure/cosmos-db/nosql/reference-data-plane-security",
  "Pass such an id, or the id attribute of the resource.",
);

const REDIS_POLICY_NAME = text(
  /^[a-zA-Z0-9][a-zA-Z0-9 -]{1,61}[a-zA-Z0-9]$/,
  "3 to 63 letters, digits, hyphens and spaces, starting and ending with a letter or digit",
  "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure-role-based-access-control",
  "Pass such a name, or the name attribute of the resource.",
);

/**
 * The problem with a value that is not a Role, or with a role whose literal name or id azurerm or Azure cannot find.
 */
export function checkRole(role: Role | undefined): Problem[] {
  const { roleName, roleDefinitionId, _keyIn } = (isObject(role) ? role : {}) as Partial<Role>;
  if (typeof _keyIn !== "function") {
    return [
      {
        property: "role",
        value: kindOf(role),
        allowed: "a Role",
        change: "Pass one of its constants, or Role.fromName(…).",
      },
    ];
  }
  if (roleDefinitionId !== undefined) {
    return checkValue(DEFINITION_ID, "the role's definition id", roleDefinitionId);
  }
  return checkRoleName(roleName);
}

function checkRoleName(value: unknown): Problem[] {
  const property = "the role's name";
  if (isReference(value)) {
    return [];
  }
  if (!isLiteral(value) || !ROLE_NAME.test(value) || GUID.accepts(value)) {
    return [
      {
        property,
        value: typeof value === "string" ? value : kindOf(value),
        allowed:
          'the name of a role, such as "Storage Blob Data Reader", without an apostrophe, which azurerm does not ' +
          "escape where it looks the name up",
        change: "Pass one, or the id of the role's definition to Role.fromDefinitionId().",
        source: BUILT_IN_ROLES,
      },
    ];
  }
  return COSMOS_DB_ROLE_NAME.test(value)
    ? [
        {
          property,
          value,
          allowed: "a role of Azure RBAC, which a role for the data of Cosmos DB is not",
          change: "Use AzureService.cosmosDb(account, CosmosDbRole.DATA_READER) or DATA_CONTRIBUTOR.",
          source: BUILT_IN_ROLES,
        },
      ]
    : [];
}

/** The problem with a value that is not a CosmosDbRole, or with a role whose literal definition id is not valid. */
export function checkCosmosDbRole(property: string, role: CosmosDbRole): Problem[] {
  const { roleName, roleDefinitionId, _definitionIn } = (isObject(role) ? role : {}) as Partial<CosmosDbRole>;
  if (typeof _definitionIn !== "function") {
    const change = "Pass CosmosDbRole.DATA_READER, DATA_CONTRIBUTOR, or CosmosDbRole.fromDefinitionId(…).";
    return [{ property: "role", value: kindOf(role), allowed: "a CosmosDbRole", change }];
  }
  return roleName === undefined ? checkValue(COSMOS_DB_DEFINITION_ID, property, roleDefinitionId) : [];
}

/** The problem with a value that is not a RedisAccessPolicy, or with a policy whose literal name is not valid. */
export function checkRedisAccessPolicy(property: string, policy: RedisAccessPolicy): Problem[] {
  const { accessPolicyName } = (isObject(policy) ? policy : {}) as Partial<RedisAccessPolicy>;
  if (accessPolicyName === undefined) {
    const change = "Pass RedisAccessPolicy.DATA_READER or another one, or RedisAccessPolicy.fromName(…).";
    return [{ property: "policy", value: kindOf(policy), allowed: "a RedisAccessPolicy", change }];
  }
  return checkValue(REDIS_POLICY_NAME, property, accessPolicyName);
}
