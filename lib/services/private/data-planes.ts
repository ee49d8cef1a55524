import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { CosmosDbTarget, KustoTarget, ManagedRedisTarget, ProgramLedger, RedisTarget } from "../../access/internal";
import { KustoRole } from "../../access/kusto-role";
import { azurermVersionOf, isAtLeast } from "../../core/azurerm-version";
import { isLiteral, isReference, kindOf, Problem, refuse } from "../../core/problems";
import { partsOf, RESOURCE_ID } from "../../core/resource-ids";
import { labelOf, textOf } from "../../core/token-text";
import { checkValue } from "../../rules/check";
import { checkAttribute } from "../../rules/reference";
import { RESOURCE_IDS } from "../../rules/resource-id";
import { text } from "../../rules/rule";
import type { CosmosDbOptions, KustoOptions } from "../azure-service-options";
import type { CosmosDbAccount, KustoCluster, ManagedRedisInstance, RedisCache } from "../service-attributes";

/** The target of a data role in an account of Cosmos DB. */
export function cosmosDbTarget(
  stack: TerraformStack,
  construct: IConstruct,
  place: string,
  account: CosmosDbAccount,
  { database, container }: CosmosDbOptions,
): CosmosDbTarget {
  const { id, name, resourceGroupName, provider } = account;
  refuse(construct, [
    ...checkValue(RESOURCE_IDS.cosmosDbAccount, `${place}id of the account`, id),
    ...checkPartName(`${place}database`, database),
    ...checkPartName(`${place}container`, container),
    ...checkNesting(place, database, container),
    ...checkAttribute(stack, `${place}id of the account`, id, "id"),
    ...checkResourcePlace(place, "account", partsOfLiteral(RESOURCE_ID.cosmosDbAccount, id), account),
  ]);
  const parts = [database, container].filter((part) => part !== undefined);
  const path = ["dbs", "colls"]
    .slice(0, parts.length)
    .map((kind, i) => `/${kind}/${parts[i]}`)
    .join("");
  const texts = parts.map((name) => (isReference(name) ? textOf(stack, name) : name));
  // The sign `=` keeps the id of the child from being one that cdktf leaves out of addresses, or the label of a role.
  const labels = texts.map((text) => `=${labelOf(text, stack)}`);
  return {
    key: ProgramLedger.of(stack).keys.scopeKey(stack, id),
    part: texts.join("/"),
    labels,
    accountId: id,
    accountName: name,
    resourceGroupName,
    scope: `${id}${path}`,
    provider,
  };
}

/** The target of an access policy of a cache. */
export function redisTarget(
  stack: TerraformStack,
  construct: IConstruct,
  place: string,
  { id, provider }: RedisCache,
): RedisTarget {
  refuse(construct, [
    ...checkValue(RESOURCE_IDS.redisCache, `${place}id of the cache`, id),
    ...checkAttribute(stack, `${place}id of the cache`, id, "id"),
  ]);
  return { key: ProgramLedger.of(stack).keys.scopeKey(stack, id), redisCacheId: id, provider };
}

/** The target of an access policy of Managed Redis, which azurerm gives from 4.60 on. */
export function managedRedisTarget(
  stack: TerraformStack,
  construct: IConstruct,
  place: string,
  { id, provider }: ManagedRedisInstance,
): ManagedRedisTarget {
  refuse(construct, [
    ...checkValue(RESOURCE_IDS.managedRedis, `${place}id of the instance`, id),
    ...checkAttribute(stack, `${place}id of the instance`, id, "id"),
    ...checkHasManagedRedisPolicy(place),
  ]);
  return { key: ProgramLedger.of(stack).keys.scopeKey(stack, id), managedRedisId: id, provider };
}

/** The target of a data role in a Kusto cluster. */
export function kustoTarget(
  stack: TerraformStack,
  construct: IConstruct,
  place: string,
  cluster: KustoCluster,
  role: KustoRole,
  { database }: KustoOptions,
): KustoTarget {
  const { id, name, resourceGroupName, provider } = cluster;
  const words = database === undefined ? role?.clusterRole : role?.databaseRole;
  refuse(construct, [
    ...checkValue(RESOURCE_IDS.kustoCluster, `${place}id of the cluster`, id),
    ...(database === undefined ? [] : checkValue(KUSTO_DATABASE, `${place}database`, database)),
    ...checkAttribute(stack, `${place}id of the cluster`, id, "id"),
    ...checkResourcePlace(place, "cluster", partsOfLiteral(RESOURCE_ID.kustoCluster, id), cluster),
    ...checkKustoRole(place, role, words),
  ]);
  const part = database === undefined ? "" : textOf(stack, database);
  return {
    key: ProgramLedger.of(stack).keys.scopeKey(stack, id),
    clusterName: name,
    resourceGroupName,
    database,
    part,
    // The sign `=` keeps the name of the database from being that of a role.
    labels: database === undefined ? [] : [`=${labelOf(part, stack)}`],
    role: words ?? "",
    provider,
  };
}

/** The problem with a version of azurerm that has no access policies of Managed Redis. */
function checkHasManagedRedisPolicy(place: string): Problem[] {
  const version = azurermVersionOf(RoleAssignment)();
  return isAtLeast(version, "4.60.0")
    ? []
    : [
        {
          property: `${place}the version of azurerm`,
          value: version,
          allowed: "4.60.0 or later for Managed Redis, where azurerm_managed_redis_access_policy_assignment is from",
          change:
            "Use the classes of a later azurerm, such as @cdktn/provider-azurerm 16.1.0 (4.73); or make the " +
            "accessPolicyAssignments with an azurerm_resource_group_template_deployment, name that in dependsOn, " +
            "and pass REDIS_ENDPOINT in environmentVariables.",
          source:
            "https://registry.terraform.io/providers/hashicorp/azurerm/4.60.0/docs/resources/managed_redis_access_policy_assignment",
        },
      ];
}

/** The rule for the name of a Kusto database. */
const KUSTO_DATABASE = text(
  /^(?=.*\S)[a-zA-Z0-9 ._-]{1,260}$/,
  "1 to 260 letters, digits, spaces, dots, hyphens and underscores",
  "https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/kusto/validate/name.go",
);

/** The problem with what is no role, or with the role of a database for a whole cluster. */
function checkKustoRole(place: string, role: KustoRole, words: string | undefined): Problem[] {
  if (typeof words === "string") {
    return [];
  }
  const isRole = typeof role?.databaseRole === "string";
  return [
    {
      property: `${place}role`,
      value: isRole ? role.databaseRole : kindOf(role),
      allowed: isRole ? "KustoRole.VIEWER, MONITOR or ADMIN for a whole cluster" : "a KustoRole",
      change: isRole ? "Pass the database that the role is for, too." : "Pass one of its constants.",
      source: "https://learn.microsoft.com/kusto/management/security-roles",
    },
  ];
}

/** The rule for the name of a database or a container. */
const PART = text(
  /^[^/\\#?]{1,254}[^/\\#? ]$|^[^/\\#? ]$/,
  "1 to 255 characters without /, \\, # and ?, not ending with a space",
  "https://learn.microsoft.com/rest/api/cosmos-db/create-a-database",
);

function checkPartName(property: string, value: string | undefined): Problem[] {
  return value === undefined ? [] : checkValue(PART, property, value);
}

function checkNesting(place: string, database: string | undefined, container: string | undefined): Problem[] {
  return container !== undefined && database === undefined
    ? [
        {
          property: `${place}container`,
          value: container,
          allowed: "a container of a database",
          change: "Pass the database too.",
          source: "https://learn.microsoft.com/azure/cosmos-db/nosql/reference-data-plane-security",
        },
      ]
    : [];
}

/** A resource by its name and its resource group. */
interface Placed {
  readonly name: string;
  readonly resourceGroupName: string;
}

/** The name and the resource group in a literal id; undefined for a reference. */
function partsOfLiteral(kind: string, id: string): Placed | undefined {
  return isLiteral(id) ? partsOf(kind, id) : undefined;
}

/** The problems with a name or a resource group that contradicts the id of the resource. */
function checkResourcePlace(
  place: string,
  kind: string,
  inId: Placed | undefined,
  { name, resourceGroupName }: Placed,
): Problem[] {
  const checkInId = (property: string, value: string, known: string | undefined): Problem[] =>
    isLiteral(value) && isLiteral(known) && value.toLowerCase() !== known.toLowerCase()
      ? [
          {
            property: `${place}${property} of the ${kind}`,
            value,
            allowed: `${known}, as in its id`,
            change: "Pass the name and the resource group that the id holds.",
          },
        ]
      : [];
  return [
    ...checkInId("name", name, inId?.name),
    ...checkInId("resourceGroupName", resourceGroupName, inId?.resourceGroupName),
  ];
}
