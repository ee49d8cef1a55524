import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { CosmosDbTarget, ProgramLedger, RedisTarget } from "../../access/internal";
import { isLiteral, isReference, Problem, refuse } from "../../core/problems";
import { partsOf, RESOURCE_ID } from "../../core/resource-ids";
import { labelOf, textOf } from "../../core/token-text";
import { checkValue } from "../../rules/check";
import { checkAttribute } from "../../rules/reference";
import { RESOURCE_IDS } from "../../rules/resource-id";
import { text } from "../../rules/rule";
import type { CosmosDbOptions } from "../azure-service-options";
import type { CosmosDbAccount, RedisCache } from "../service-attributes";

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
    ...checkNesting(`${place}container`, database, container),
    ...checkAttribute(stack, `${place}id of the account`, id, "id"),
    ...checkAccountPlace(place, account),
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

/** The rule for the name of a database or a container. */
const PART = text(
  /^[^/\\#?]{1,254}[^/\\#? ]$|^[^/\\#? ]$/,
  "1 to 255 characters without /, \\, # and ?, not ending with a space",
  "https://learn.microsoft.com/rest/api/cosmos-db/create-a-database",
);

function checkPartName(property: string, value: string | undefined): Problem[] {
  return value === undefined ? [] : checkValue(PART, property, value);
}

function checkNesting(property: string, database: string | undefined, container: string | undefined): Problem[] {
  return container !== undefined && database === undefined
    ? [
        {
          property,
          value: container,
          allowed: "a container of a database",
          change: "Pass the database too.",
          source: "https://learn.microsoft.com/azure/cosmos-db/nosql/reference-data-plane-security",
        },
      ]
    : [];
}

/** The problems with a name or a resource group that contradicts the id of the account. */
function checkAccountPlace(place: string, { id, name, resourceGroupName }: CosmosDbAccount): Problem[] {
  const inId = isLiteral(id) ? partsOf(RESOURCE_ID.cosmosDbAccount, id) : undefined;
  const checkInId = (property: string, value: string, known: string | undefined): Problem[] =>
    isLiteral(value) && isLiteral(known) && value.toLowerCase() !== known.toLowerCase()
      ? [
          {
            property: `${place}${property} of the account`,
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
