import { AZURE_TYPES } from "../azure/resource-types";
import { table } from "../azure/table";
import { canonicalText, Instance } from "../program/instance";
import type { Access } from "../model/access";
import { isGrantType } from "../model/grant-types";
import type { Target } from "../model/target";
import { identityIdsOf } from "../model/use";

/** Something that applying a program takes. */
export interface DeployerNeed {
  readonly plane: "control" | "data" | "directory";
  /** The action, or for data the role and the permissions that each give it. */
  readonly permission: string;
  readonly scope: string;
  /** The resources that it is for. */
  readonly for: readonly string[];
}

/** What writing to the data of a vault takes, by what is written. */
const VAULT_DATA = table<string>({
  azurerm_key_vault_secret: "Key Vault Secrets Officer, or secrets Get, Set, Delete, Recover, Purge",
  azurerm_key_vault_key:
    "Key Vault Crypto Officer, or keys Get, Create, Update, Delete, Recover, Purge, GetRotationPolicy",
  azurerm_key_vault_certificate:
    "Key Vault Certificates Officer, or certificates Get, Create, Import, Update, Delete, Recover, Purge",
});

/** What an argument that names another resource takes on that one. */
type OnOther = readonly [argument: string, permission: string];

const JOIN_ENVIRONMENT: readonly OnOther[] = [
  ["container_app_environment_id", "Microsoft.App/managedEnvironments/join/action"],
];

/** What the arguments of a type take on other resources. */
const ON_OTHERS = table<readonly OnOther[]>({
  azurerm_container_app: JOIN_ENVIRONMENT,
  azurerm_container_app_job: JOIN_ENVIRONMENT,
  azurerm_container_app_environment: [
    ["log_analytics_workspace_id", "Microsoft.OperationalInsights/workspaces/sharedKeys/action"],
    ["infrastructure_subnet_id", "Microsoft.Network/virtualNetworks/subnets/join/action"],
  ],
  azurerm_private_endpoint: [["subnet_id", "Microsoft.Network/virtualNetworks/subnets/join/action"]],
  azurerm_cosmosdb_sql_role_assignment: [
    ["account_name", "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/write"],
  ],
  azurerm_redis_cache_access_policy_assignment: [
    ["redis_cache_id", "Microsoft.Cache/redis/accessPolicyAssignments/write"],
  ],
});

/** What applying a program takes, each need once, from what it makes and reads. */
export function deployerNeeds(access: Access): DeployerNeed[] {
  const needs = new Map<
    string,
    { plane: DeployerNeed["plane"]; permission: string; scope: string; for: Set<string> }
  >();
  for (const instance of access.program.instances) {
    for (const [plane, permission, scope] of needsOf(access, instance)) {
      const key = `${plane}\n${permission}\n${scope}`;
      const need = needs.get(key) ?? { plane, permission, scope, for: new Set() };
      need.for.add(instance.address);
      needs.set(key, need);
    }
  }
  return [...needs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, need]) => ({ ...need, for: [...need.for].sort() }));
}

type Need = readonly [plane: DeployerNeed["plane"], permission: string, scope: string];

function needsOf(access: Access, instance: Instance): Need[] {
  const { type, isManaged } = instance;
  if (type.startsWith("azuread_")) {
    return [
      [
        "directory",
        `${isManaged ? "write" : "read"} ${type.slice("azuread_".length).replace(/_/g, " ")}s`,
        "the directory",
      ],
    ];
  }
  if (!type.startsWith("azurerm_") || type === "azurerm_client_config") {
    return [];
  }
  return [...ownNeeds(access, instance), ...(isManaged ? needsOnOthers(access, instance) : [])];
}

function ownNeeds(access: Access, instance: Instance): Need[] {
  const { type, isManaged } = instance;
  const data = VAULT_DATA[type];
  if (data !== undefined) {
    return [
      [
        "data",
        isManaged ? data : "Key Vault Secrets User, or Get",
        access.targets.of(instance.get("key_vault_id")).label,
      ],
    ];
  }
  if (isGrantType(type) && isManaged) {
    return access.grantsBy(instance).flatMap(({ kind, target }) => grantNeed(kind, target));
  }
  if (type === "azurerm_role_definition") {
    return [
      [
        "control",
        `Microsoft.Authorization/roleDefinitions/${isManaged ? "write" : "read"}`,
        access.targets.of(instance.argument("scope") ?? null).label,
      ],
    ];
  }
  const target = access.targets.ofInstance(instance);
  const azure =
    type === "azurerm_resource_group" ? "Microsoft.Resources/subscriptions/resourceGroups" : AZURE_TYPES[type]?.name;
  const scope = isManaged ? (target.within ?? target) : target;
  return [
    [
      "control",
      azure === undefined ? `${isManaged ? "write" : "read"} ${type}` : `${azure}/${isManaged ? "write" : "read"}`,
      scope.label,
    ],
  ];
}

function grantNeed(kind: string, target: Target): Need[] {
  switch (kind) {
    case "role":
      return [["control", "Microsoft.Authorization/roleAssignments/write", target.label]];
    case "access policy":
      return [["control", "Microsoft.KeyVault/vaults/accessPolicies/write", target.label]];
    default:
      return [];
  }
}

function needsOnOthers(access: Access, instance: Instance): Need[] {
  const others = (ON_OTHERS[instance.type] ?? []).filter(
    ([argument]) => (instance.argument(argument) ?? null) !== null,
  );
  return [
    ...others.map(([argument, permission]): Need => {
      const value = instance.get(argument);
      const target = argument.endsWith("_name")
        ? access.targets.named("Microsoft.DocumentDB/databaseAccounts", canonicalText(value))
        : access.targets.of(value);
      return ["control", permission, target.label];
    }),
    ...identityIdsOf(instance).map((id): Need => [
      "control",
      "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
      access.targets.of(id).label,
    ]),
  ];
}
