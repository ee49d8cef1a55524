import { CosmosdbSqlRoleDefinition } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-role-definition";
import { TerraformStack } from "cdktf";
import { AzureService, CosmosDbRole } from "../../lib/index";
import { ACCOUNT_ID, CACHE_ID, cosmosIn, makeIdentity } from "../support/services";
import { newStack, synth } from "../support/synth";

const COSMOS_ROLE = "azurerm_cosmosdb_sql_role_assignment";

describe("options", () => {
  describe("Cosmos DB", () => {
    test.each([
      [{ database: "shop" }, "/dbs/shop"],
      [{ database: "shop", container: "my orders" }, "/dbs/shop/colls/my orders"],
    ])("gives a role for %p alone", (options, path) => {
      const program = synth((stack) =>
        AzureService.cosmosDb(cosmosIn(stack), undefined, options).grantTo(makeIdentity(stack)),
      );
      expect(program.only(COSMOS_ROLE).scope).toBe(`\${azurerm_cosmosdb_account.cosmos.id}${path}`);
    });

    test("takes one role once, and others beside it", () => {
      const program = synth((stack) => {
        const [account, identity] = [cosmosIn(stack), makeIdentity(stack)];
        const own = new CosmosdbSqlRoleDefinition(stack, "own", {
          name: "own",
          resourceGroupName: "my-rg",
          accountName: account.name,
          assignableScopes: [account.id],
          permissions: [{ dataActions: ["x"] }],
        });
        [CosmosDbRole.DATA_READER, CosmosDbRole.DATA_READER, CosmosDbRole.fromDefinitionId(own.id)].forEach((role) =>
          AzureService.cosmosDb(account, role).grantTo(identity),
        );
        AzureService.cosmosDb(account, CosmosDbRole.DATA_READER, { database: "shop" }).grantTo(identity);
      });
      expect(Object.values(program.all(COSMOS_ROLE)).map(({ scope }) => scope)).toHaveLength(3);
    });

    test.each([
      [[{}, { database: "Default" }]],
      [[{ database: "a", container: "b" }, { database: "a--b" }, { database: "a", container: "Default" }]],
    ])("keeps apart the roles for %j", (parts) => {
      const program = synth((stack) => {
        const [account, identity] = [cosmosIn(stack), makeIdentity(stack)];
        parts.forEach((options) => AzureService.cosmosDb(account, undefined, options).grantTo(identity));
      });
      expect(Object.keys(program.all(COSMOS_ROLE))).toHaveLength(parts.length);
    });

    test("takes a built-in role by the id of its definition as the same", () => {
      const program = synth((stack) => {
        const [account, identity] = [cosmosIn(stack), makeIdentity(stack)];
        const byId = CosmosDbRole.fromDefinitionId(
          `${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001`,
        );
        [CosmosDbRole.DATA_READER, byId].forEach((role) => AzureService.cosmosDb(account, role).grantTo(identity));
      });
      expect(Object.keys(program.all(COSMOS_ROLE))).toHaveLength(1);
    });
  });
});

describe("refused", () => {
  describe("Cosmos DB", () => {
    test.each([
      [{ container: "c" }, {}, /container is "c"; allowed: a container of a database/],
      [{ database: "a/b" }, { database: "a b" }, /database is "a\/b"; allowed: 1 to 255 characters/],
    ])("refuses %p", (refused, accepted, message) => {
      const stack = newStack();
      const [account, identity] = [cosmosIn(stack), makeIdentity(stack)];
      expect(() => AzureService.cosmosDb(account, undefined, refused).grantTo(identity)).toThrow(message);
      expect(() => AzureService.cosmosDb(account, undefined, accepted).grantTo(identity)).not.toThrow();
    });

    test("refuses the id of something else, and roles of no account", () => {
      const identity = makeIdentity(newStack());
      const of = (id: string) => () =>
        AzureService.cosmosDb({ id, name: "orders", resourceGroupName: "my-rg", endpoint: "https://x" }).grantTo(
          identity,
        );
      expect(of(CACHE_ID)).toThrow(/id of the account is /);
      expect(of(cosmosIn(newStack()).name)).toThrow(
        /id of the account is "azurerm_cosmosdb_account\.cosmos\.name"; allowed: the attribute id/,
      );
      expect(of(ACCOUNT_ID)).not.toThrow();
      const account = cosmosIn(TerraformStack.of(identity));
      const byId = (id: string) => () =>
        AzureService.cosmosDb(account, CosmosDbRole.fromDefinitionId(id)).grantTo(identity);
      expect(byId(ACCOUNT_ID)).toThrow(
        /\[test\/identity\] is refused:\n  - the role's definition id is .*; allowed: .*sqlRoleDefinitions\/<GUID>/,
      );
      expect(byId(`${ACCOUNT_ID}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002`)).not.toThrow();
    });
  });
});
