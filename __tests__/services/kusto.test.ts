import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { KustoCluster } from "@cdktf/provider-azurerm/lib/kusto-cluster";
import { KustoDatabase } from "@cdktf/provider-azurerm/lib/kusto-database";
import { KustoDatabasePrincipalAssignment } from "@cdktf/provider-azurerm/lib/kusto-database-principal-assignment";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { AzureService, GrantHandOver, KustoRole, Principal, PrincipalType } from "../../lib/index";
import { importIdentity, makeIdentity, PLACE, using, variablesOf } from "../support/services";
import { newStack, synth } from "../support/synth";

const IN_DATABASE = "azurerm_kusto_database_principal_assignment";
const IN_CLUSTER = "azurerm_kusto_cluster_principal_assignment";
const CLUSTER_ID =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg/providers/Microsoft.Kusto/clusters/logs7f3a";

const clusterIn = (stack: TerraformStack) =>
  new KustoCluster(stack, "cluster", { ...PLACE, name: "logs7f3a", sku: { name: "Standard_E2ads_v5", capacity: 2 } });
const databaseIn = (stack: TerraformStack, cluster: KustoCluster) =>
  new KustoDatabase(stack, "database", { ...PLACE, name: "orders", clusterName: cluster.name });

/** The program of an app that reads one database. */
const reading = () =>
  using((stack) => {
    const cluster = clusterIn(stack);
    return [AzureService.kusto(cluster, KustoRole.VIEWER, { database: databaseIn(stack, cluster).name })];
  });

describe("minimal", () => {
  test("a role in one database, after Entra shows the new identity, and before the app", () => {
    const program = reading();
    const [identity] = Object.keys(program.all("azurerm_user_assigned_identity"));
    const [wait] = Object.keys(program.all("time_sleep"));
    const principalId = `\${azurerm_user_assigned_identity.${identity}.principal_id}`;
    expect(program.only(IN_DATABASE)).toEqual({
      name: `Viewer-${principalId}`,
      resource_group_name: "${azurerm_kusto_cluster.cluster.resource_group_name}",
      cluster_name: "${azurerm_kusto_cluster.cluster.name}",
      database_name: "${azurerm_kusto_database.database.name}",
      tenant_id: expect.stringMatching(/^\$\{data\.azurerm_client_config\..*\.tenant_id\}$/) as string,
      principal_id: principalId,
      principal_type: "App",
      role: "Viewer",
      depends_on: [`time_sleep.${wait}`],
    });
    expect(variablesOf(program)).toEqual({
      AZURE_KUSTO_ENDPOINT: "${azurerm_kusto_cluster.cluster.uri}",
      AZURE_KUSTO_DATABASE: "${azurerm_kusto_database.database.name}",
    });
    expect(program.only("azurerm_container_app").depends_on).toEqual([expect.stringContaining(`${IN_DATABASE}.`)]);
  });

  test("a role in all databases of the cluster", () => {
    const program = using((stack) => [AzureService.kusto(clusterIn(stack))]);
    expect(program.only(IN_CLUSTER)).toMatchObject({ role: "AllDatabasesViewer", principal_type: "App" });
    expect(Object.keys(variablesOf(program))).toEqual(["AZURE_KUSTO_ENDPOINT"]);
  });
});

describe("options", () => {
  test("asked for twice, a grant is one; two roles are two", () => {
    const stack = newStack();
    const [cluster, identity] = [clusterIn(stack), makeIdentity(stack)];
    const give = (role: KustoRole) => AzureService.kusto(cluster, role, { database: "orders" }).grantTo(identity);
    expect(give(KustoRole.VIEWER)).toBe(give(KustoRole.VIEWER));
    expect(give(KustoRole.INGESTOR)).not.toBe(give(KustoRole.VIEWER));
  });

  test.each([
    [PrincipalType.GROUP, "Group"],
    [PrincipalType.USER, "User"],
    [PrincipalType.SERVICE_PRINCIPAL, "App"],
  ])("a principal of the kind %s is for Kusto of the kind %s", (type, kind) => {
    const program = synth((stack) => {
      const principal = Principal.fromObjectId(stack, "aaaaaaaa-0000-0000-0000-000000000000", type);
      AzureService.kusto(clusterIn(stack), KustoRole.ADMIN).grantTo(principal);
    });
    expect(program.only(IN_CLUSTER)).toMatchObject({ principal_type: kind, role: "AllDatabasesAdmin" });
    expect(program.all("time_sleep")).toEqual({});
  });

  test("a stack that hands its grants over says the role and the cluster", () => {
    const stack = newStack();
    const [handOver, identity] = [GrantHandOver.enable(stack), importIdentity(stack)];
    const cluster = { id: CLUSTER_ID, name: "logs7f3a", resourceGroupName: "my-rg", uri: "https://x" };
    AzureService.kusto(cluster, KustoRole.USER, { database: "orders" }).grantTo(identity);
    AzureService.kusto(cluster, KustoRole.MONITOR).grantTo(identity);
    expect(handOver.grants.map(({ access, scope, resourceType }) => [access, scope, resourceType]).sort()).toEqual([
      ["AllDatabasesMonitor", "logs7f3a", IN_CLUSTER],
      ["User", "logs7f3a/databases/orders", IN_DATABASE],
    ]);
  });

  test("the provider of the cluster makes the assignment, and says the tenant", () => {
    const program = synth((stack) => {
      const provider = new AzurermProvider(stack, "hub", { alias: "hub", features: [{}] });
      const cluster = { id: CLUSTER_ID, name: "logs7f3a", resourceGroupName: "my-rg", uri: "https://x", provider };
      AzureService.kusto(cluster).grantTo(makeIdentity(stack));
    });
    expect(program.only(IN_CLUSTER)).toMatchObject({
      provider: "azurerm.hub",
      tenant_id: expect.stringMatching(/ClientConfig-hub/) as string,
    });
  });
});

describe("refused", () => {
  test("the role of a database for a whole cluster, and what is no role", () => {
    const give = (role: KustoRole, database?: string) => () => {
      const stack = newStack();
      AzureService.kusto(clusterIn(stack), role, { database }).grantTo(makeIdentity(stack));
    };
    expect(give(KustoRole.INGESTOR)).toThrow(
      /- role is "Ingestor"; allowed: KustoRole\.VIEWER, MONITOR or ADMIN for a whole cluster\. Pass the database/,
    );
    expect(give(KustoRole.INGESTOR, "orders")).not.toThrow();
    expect(give("Viewer" as never)).toThrow(/- role is a string; allowed: a KustoRole/);
    expect(give(KustoRole.VIEWER, "a/b")).toThrow(/- database is "a\/b"; allowed: 1 to 260/);
  });

  test("a name that contradicts the id", () => {
    const cluster = { id: CLUSTER_ID, name: "other", resourceGroupName: "my-rg", uri: "https://x" };
    const give = (name: string) => () => AzureService.kusto({ ...cluster, name }).grantTo(makeIdentity(newStack()));
    expect(give("other")).toThrow(/name of the cluster is "other"; allowed: logs7f3a, as in its id/);
    expect(give("logs7f3a")).not.toThrow();
  });

  test("a principal whose kind synth does not know", () => {
    const stack = newStack();
    const { objectId } = new DataAzurermClientConfig(stack, "me", {});
    const give = (type?: PrincipalType) => () =>
      AzureService.kusto(clusterIn(newStack())).grantTo(Principal.fromObjectId(newStack(), objectId, type));
    expect(give()).toThrow(/principalType of whoever applies the program/);
  });

  test("azurerm's own class for the same role, database and principal; not for another role", () => {
    const beside = (role: string) => () =>
      synth((stack) => {
        const [cluster, identity] = [clusterIn(stack), makeIdentity(stack)];
        AzureService.kusto(cluster, KustoRole.VIEWER, { database: "orders" }).grantTo(identity);
        new KustoDatabasePrincipalAssignment(stack, "own", {
          name: "own",
          resourceGroupName: "my-rg",
          clusterName: cluster.name,
          databaseName: "orders",
          tenantId: identity.tenantId,
          principalId: identity.principalId,
          principalType: "App",
          role,
        });
      });
    expect(beside("Viewer")).toThrow(/\[test\/own\] is the same role assignment as the Kusto role Viewer/);
    expect(beside("Admin")).not.toThrow();
  });
});
