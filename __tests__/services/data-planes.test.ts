import { DataAzurermCosmosdbAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-cosmosdb-account";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { TerraformStack } from "cdktf";
import { AzureService, CosmosDbRole, IGrantable, ManagedIdentity, Principal, RedisAccessPolicy } from "../../lib/index";
import {
  ACCOUNT_ID,
  CACHE_ID,
  cosmosIn,
  importIdentity,
  makeIdentity,
  PLACE,
  redisIn,
  using,
  variablesOf,
} from "../support/services";
import { newStack, synth } from "../support/synth";

const COSMOS_ROLE = "azurerm_cosmosdb_sql_role_assignment";
const REDIS_POLICY = "azurerm_redis_cache_access_policy_assignment";

describe("Cosmos DB", () => {
  test("has data roles of its own, which wait until Entra shows a new identity", () => {
    const program = using((stack) => [AzureService.cosmosDb(cosmosIn(stack), CosmosDbRole.DATA_CONTRIBUTOR)]);
    const identity = Object.keys(program.all("azurerm_user_assigned_identity"))[0]!;
    const [wait] = Object.keys(program.all("time_sleep"));
    expect(program.only(COSMOS_ROLE)).toEqual({
      resource_group_name: "${azurerm_cosmosdb_account.cosmos.resource_group_name}",
      account_name: "${azurerm_cosmosdb_account.cosmos.name}",
      role_definition_id:
        "${azurerm_cosmosdb_account.cosmos.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002",
      scope: "${azurerm_cosmosdb_account.cosmos.id}",
      principal_id: `\${azurerm_user_assigned_identity.${identity}.principal_id}`,
      depends_on: [`time_sleep.${wait}`],
    });
    expect(program.only("time_sleep")).toMatchObject({
      create_duration: "150s",
      triggers: { [identity]: `\${azurerm_user_assigned_identity.${identity}.principal_id}` },
    });
    expect(variablesOf(program)).toEqual({ AZURE_COSMOS_ENDPOINT: "${azurerm_cosmosdb_account.cosmos.endpoint}" });
    expect(program.only("azurerm_container_app").depends_on).toEqual([
      expect.stringMatching(/^azurerm_cosmosdb_sql_role_assignment/),
    ]);
  });

  test("gives an identity that exists its role at once, by default to read", () => {
    const program = synth((stack) =>
      AzureService.cosmosDb(
        new DataAzurermCosmosdbAccount(stack, "found", { name: "orders", resourceGroupName: "my-rg" }),
      ).grantTo(importIdentity(stack)),
    );
    expect(program.only(COSMOS_ROLE).role_definition_id).toBe(
      "${data.azurerm_cosmosdb_account.found.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001",
    );
    expect(program.only(COSMOS_ROLE)).not.toHaveProperty("depends_on");
    expect(program.all("time_sleep")).toEqual({});
  });

  test.each<[string, (stack: TerraformStack, identity: UserAssignedIdentity) => IGrantable]>([
    [
      "azurerm's own class",
      (stack, { id: identityId, principalId, clientId }) =>
        ManagedIdentity.fromIdentityAttributes(stack, "known", { identityId, principalId, clientId }),
    ],
    ["its object id", (stack, { principalId }) => Principal.fromObjectId(stack, principalId)],
  ])("waits for an identity that the program makes as %s", (_, granteeOf) => {
    const program = synth((stack) => {
      const identity = new UserAssignedIdentity(stack, "own", { ...PLACE, name: "own" });
      AzureService.cosmosDb(cosmosIn(stack)).grantTo(granteeOf(stack, identity));
    });
    expect(program.only(COSMOS_ROLE).depends_on).toEqual([expect.stringMatching(/^time_sleep\./)]);
    expect(Object.values(program.only("time_sleep").triggers!)).toEqual([
      "${azurerm_user_assigned_identity.own.principal_id}",
    ]);
  });

  test("is reached by the provider of its subscription", () => {
    const program = using((stack) => [
      AzureService.cosmosDb(cosmosIn(stack, new AzurermProvider(stack, "hub", { alias: "hub", features: [{}] }))),
    ]);
    expect(program.only(COSMOS_ROLE).provider).toBe("azurerm.hub");
  });

  test("is waited for where the program makes it and names it by a literal id", () => {
    const program = synth((stack) => {
      AzureService.cosmosDb({
        id: ACCOUNT_ID,
        name: "orders",
        resourceGroupName: "my-rg",
        endpoint: "https://x",
      }).grantTo(importIdentity(stack));
      cosmosIn(stack);
    });
    expect(program.only(COSMOS_ROLE).depends_on).toEqual(["azurerm_cosmosdb_account.cosmos"]);
  });

  test.each([
    [{ name: "other" }, /name of the account is "other"; allowed: orders, as in its id/],
    [{ resourceGroupName: "other-rg" }, /resourceGroupName of the account is "other-rg"; allowed: my-rg, as in its id/],
  ])("refuses attributes that contradict the id: %p", (other, message) => {
    const identity = makeIdentity(newStack());
    const account = { id: ACCOUNT_ID, name: "orders", resourceGroupName: "MY-rg", endpoint: "https://x" };
    expect(() => AzureService.cosmosDb({ ...account, ...other }).grantTo(identity)).toThrow(message);
    expect(() => AzureService.cosmosDb(account).grantTo(identity)).not.toThrow();
  });
});

describe("Redis", () => {
  test("has access policies of its own, which the object id is the user name of", () => {
    const program = using((stack) => [AzureService.redis(redisIn(stack), RedisAccessPolicy.DATA_CONTRIBUTOR)]);
    const objectId = `\${azurerm_user_assigned_identity.${Object.keys(program.all("azurerm_user_assigned_identity"))[0]}.principal_id}`;
    expect(program.only(REDIS_POLICY)).toEqual({
      name: objectId,
      object_id: objectId,
      object_id_alias: objectId,
      redis_cache_id: "${azurerm_redis_cache.redis.id}",
      access_policy_name: "Data Contributor",
    });
    expect(variablesOf(program)).toEqual({
      REDIS_HOST: "${azurerm_redis_cache.redis.hostname}",
      REDIS_PORT: "${azurerm_redis_cache.redis.ssl_port}",
      REDIS_ENDPOINT: "${azurerm_redis_cache.redis.hostname}:${azurerm_redis_cache.redis.ssl_port}",
    });
    expect(program.only("azurerm_container_app").depends_on).toEqual([
      expect.stringMatching(/^azurerm_redis_cache_access_policy_assignment/),
    ]);
  });

  test("without Microsoft Entra authentication is refused, where synth can see it", () => {
    const program = (isEntraOn?: boolean) => () =>
      synth((stack) => AzureService.redis(redisIn(stack, isEntraOn)).grantTo(makeIdentity(stack)));
    expect(program(false)).toThrow(
      /gives an identity access to \[test\/redis\], which accepts no identities; allowed: a cache with Microsoft Entra authentication/,
    );
    expect(program(true)).not.toThrow();
    const exists = () =>
      synth((stack) => AzureService.redis({ id: CACHE_ID, hostname: "x", sslPort: 6380 }).grantTo(makeIdentity(stack)));
    expect(exists).not.toThrow();
  });
});
