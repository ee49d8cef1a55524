import { CosmosdbSqlContainer } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-container";
import { EventhubNamespace } from "@cdktf/provider-azurerm/lib/eventhub-namespace";
import { Eventhub } from "@cdktf/provider-azurerm/lib/eventhub";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { StorageQueue } from "@cdktf/provider-azurerm/lib/storage-queue";
import { TerraformStack } from "cdktf";
import {
  AppIdentity,
  AzureService,
  ContainerAppEnvironment,
  DaprComponent,
  DaprComponentProps,
  DaprComponentType,
  DaprUse,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppProps,
} from "../../lib/index";
import { sensitive } from "../support/every-argument";
import { cosmosIn, PLACE, rolesOf, storageIn } from "../support/services";
import { synthApp } from "../support/stacks";
import { appProps, ENVIRONMENT_ID, importVault, makeVault, synth, Synthesized } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const TYPE = "azurerm_container_app_environment_dapr_component";

const matching = (pattern: RegExp) => expect.stringMatching(pattern) as string;

interface Parts {
  readonly stack: TerraformStack;
  readonly environment: ContainerAppEnvironment;
  readonly app: (name: string, props?: Partial<ManagedIdentityContainerAppProps>) => ManagedIdentityContainerApp;
  readonly identity: (name: string) => ManagedIdentity;
}

const DAPR = (appId: string) => ({ appId, appPort: 80 });

/** The program of a component, of one app where it says no others. */
const withComponent = (component: (parts: Parts) => Partial<DaprComponentProps>): Synthesized =>
  synth((stack) => {
    const environment = new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop" });
    const parts: Parts = {
      stack,
      environment,
      app: (name, props) =>
        new ManagedIdentityContainerApp(
          stack,
          name,
          appProps(stack, { name, environment, dapr: DAPR(name), ...props }),
        ),
      identity: (name) => new ManagedIdentity(stack, name, { ...PLACE, name }),
    };
    const props = component(parts);
    new DaprComponent(stack, "component", {
      name: "orders",
      environment,
      componentType: DaprComponentType.of("state.redis"),
      apps: props.apps ?? (props.appIds ? undefined : [parts.app("web")]),
      ...props,
    });
  });

const ofType = (type: (stack: TerraformStack) => DaprComponentType) =>
  withComponent(({ stack }) => ({ componentType: type(stack) }));

const metadataOf = (program: Synthesized) =>
  Object.fromEntries(
    (program.only(TYPE).metadata as { name: string; value?: string; secret_name?: string }[]).map(
      ({ name, value, secret_name: secret }) => [name, value ?? { secret }],
    ),
  );

const container = (stack: TerraformStack) =>
  new StorageContainer(stack, "state", { name: "state", storageAccountId: "${azurerm_storage_account.storage.id}" });
const bus = (stack: TerraformStack) =>
  new ServicebusNamespace(stack, "bus", { ...PLACE, name: "mybus", sku: "Standard" });
const hubs = (stack: TerraformStack) =>
  new EventhubNamespace(stack, "hubs", { ...PLACE, name: "myhubs", sku: "Standard" });
const checkpoints = (stack: TerraformStack) => ({ account: storageIn(stack), container: container(stack) });
const CONTAINER_5 =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg/providers/Microsoft.Storage/storageAccounts/storage/blobServices/default/containers/state";
const CONTAINER = "${azurerm_storage_container.state.resource_manager_id}";

/** The types, each with the metadata beside `azureClientId`, and the roles with their scopes. */
const TYPES: [string, string, (stack: TerraformStack) => DaprComponentType, object, [string, string][]][] = [
  [
    "blobs as a state store",
    "state.azure.blobstorage",
    (stack) => DaprComponentType.stateBlobs(storageIn(stack), container(stack)),
    {
      accountName: "${azurerm_storage_account.storage.name}",
      containerName: "${azurerm_storage_container.state.name}",
      disableEntityManagement: "true",
    },
    [["Storage Blob Data Contributor", CONTAINER]],
  ],
  [
    "a binding to blobs",
    "bindings.azure.blobstorage",
    (stack) => DaprComponentType.bindingBlobs(storageIn(stack), container(stack)),
    {
      accountName: "${azurerm_storage_account.storage.name}",
      containerName: "${azurerm_storage_container.state.name}",
      disableEntityManagement: "true",
      direction: "output",
    },
    [["Storage Blob Data Contributor", CONTAINER]],
  ],
  [
    "a publisher to Service Bus",
    "pubsub.azure.servicebus.topics",
    (stack) => DaprComponentType.pubSubServiceBus(bus(stack), DaprUse.SEND),
    {
      namespaceName: "${azurerm_servicebus_namespace.bus.name}.servicebus.windows.net",
      disableEntityManagement: "true",
    },
    [["Azure Service Bus Data Sender", "${azurerm_servicebus_namespace.bus.id}"]],
  ],
  [
    "a subscriber of Service Bus",
    "pubsub.azure.servicebus.topics",
    (stack) => DaprComponentType.pubSubServiceBus({ id: bus(stack).id, name: "b", host: "b.example" }, DaprUse.RECEIVE),
    { namespaceName: "b.example", disableEntityManagement: "true" },
    [["Azure Service Bus Data Receiver", "${azurerm_servicebus_namespace.bus.id}"]],
  ],
  [
    "a binding to a queue of Service Bus",
    "bindings.azure.servicebusqueues",
    (stack) =>
      DaprComponentType.bindingServiceBusQueue(
        bus(stack),
        new ServicebusQueue(stack, "queue", { name: "in", namespaceId: "${azurerm_servicebus_namespace.bus.id}" }),
        DaprUse.SEND_AND_RECEIVE,
      ),
    {
      namespaceName: "${azurerm_servicebus_namespace.bus.name}.servicebus.windows.net",
      queueName: "${azurerm_servicebus_queue.queue.name}",
      disableEntityManagement: "true",
      direction: "input, output",
    },
    [
      ["Azure Service Bus Data Receiver", "${azurerm_servicebus_queue.queue.id}"],
      ["Azure Service Bus Data Sender", "${azurerm_servicebus_queue.queue.id}"],
    ],
  ],
  [
    "a binding to a queue of a storage account",
    "bindings.azure.storagequeues",
    (stack) =>
      DaprComponentType.bindingStorageQueue(
        storageIn(stack),
        new StorageQueue(stack, "queue", { name: "in", storageAccountName: "storage" }),
        DaprUse.RECEIVE,
      ),
    {
      accountName: "${azurerm_storage_account.storage.name}",
      queueName: "${azurerm_storage_queue.queue.name}",
      direction: "input",
    },
    [["Storage Queue Data Contributor", "${azurerm_storage_queue.queue.resource_manager_id}"]],
  ],
  [
    "a binding to blobs, as classes for azurerm 5 have them",
    "bindings.azure.blobstorage",
    (stack) => DaprComponentType.bindingBlobs(storageIn(stack), { name: "state", id: CONTAINER_5 }),
    {
      accountName: "${azurerm_storage_account.storage.name}",
      containerName: "state",
      direction: "output",
      disableEntityManagement: "true",
    },
    [["Storage Blob Data Contributor", CONTAINER_5]],
  ],
  [
    "a subscriber of Event Hubs",
    "pubsub.azure.eventhubs",
    (stack) => DaprComponentType.pubSubEventHubs(hubs(stack), DaprUse.RECEIVE, checkpoints(stack)),
    {
      eventHubNamespace: "${azurerm_eventhub_namespace.hubs.name}",
      storageAccountName: "${azurerm_storage_account.storage.name}",
      storageContainerName: "${azurerm_storage_container.state.name}",
    },
    [
      ["Azure Event Hubs Data Receiver", "${azurerm_eventhub_namespace.hubs.id}"],
      ["Storage Blob Data Contributor", CONTAINER],
    ],
  ],
  [
    "a binding that sends to an event hub",
    "bindings.azure.eventhubs",
    (stack) =>
      DaprComponentType.bindingEventHub(
        hubs(stack),
        new Eventhub(stack, "hub", {
          name: "orders",
          namespaceId: "${azurerm_eventhub_namespace.hubs.id}",
          partitionCount: 1,
        }),
        DaprUse.SEND,
      ),
    {
      eventHubNamespace: "${azurerm_eventhub_namespace.hubs.name}",
      eventHub: "${azurerm_eventhub.hub.name}",
      direction: "output",
    },
    [["Azure Event Hubs Data Sender", "${azurerm_eventhub.hub.id}"]],
  ],
  [
    "any other, by the services that it reaches",
    "bindings.azure.any",
    (stack) => DaprComponentType.of("bindings.azure.any", AzureService.storageBlobs(storageIn(stack))),
    {},
    [["Storage Blob Data Reader", "${azurerm_storage_account.storage.id}"]],
  ],
];

describe("by identity", () => {
  test.each(TYPES)("%s (%s)", (_, type, typeIn, metadata, roles) => {
    const program = ofType(typeIn);
    const { azureClientId, ...others } = metadataOf(program);
    expect(program.only(TYPE)).toMatchObject({ component_type: type, version: "v1", scopes: ["web"] });
    expect(azureClientId).toMatch(/^\$\{azurerm_user_assigned_identity\.web_Identity_\w+\.client_id\}$/);
    expect(others).toEqual(metadata);
    expect(rolesOf(program).sort()).toEqual(roles);
    const graph = new TerraformGraph(program);
    const app = `azurerm_container_app.${Object.keys(program.all("azurerm_container_app"))[0]}`;
    expect(graph.onCycles).toEqual([]);
    expect([...graph.before(app)]).toEqual(
      expect.arrayContaining([
        matching(new RegExp(`^${TYPE}\\.`)),
        matching(/^azurerm_role_assignment\./),
        matching(/^time_sleep\./),
      ]),
    );
    const { triggers } = program.only("time_sleep");
    expect(Object.values(triggers as object)).toHaveLength(roles.length);
  });

  test("a container of Cosmos DB, by its data role on the container", () => {
    const program = ofType((stack) =>
      DaprComponentType.stateCosmosDb(
        cosmosIn(stack),
        new CosmosdbSqlContainer(stack, "state", {
          resourceGroupName: "my-rg",
          accountName: "orders",
          databaseName: "shop",
          name: "state",
          partitionKeyPaths: ["/partitionKey"],
        }),
      ),
    );
    expect(metadataOf(program)).toMatchObject({
      url: "${azurerm_cosmosdb_account.cosmos.endpoint}",
      database: "${azurerm_cosmosdb_sql_container.state.database_name}",
      collection: "${azurerm_cosmosdb_sql_container.state.name}",
    });
    expect(program.only("azurerm_cosmosdb_sql_role_assignment")).toMatchObject({
      role_definition_id: matching(/00000000-0000-0000-0000-000000000002$/),
      scope: matching(/\/dbs\/\$\{.*\}\/colls\/\$\{.*\}$/),
    });
  });

  test("a vault as a secret store, by Get on secrets", () => {
    const program = ofType((stack) => DaprComponentType.secretStoreKeyVault(importVault(stack)));
    expect(program.only(TYPE).component_type).toBe("secretstores.azure.keyvault");
    expect(program.only("azurerm_key_vault_access_policy")).toMatchObject({
      object_id: matching(/web_Identity/),
      secret_permissions: ["Get"],
    });
  });

  test("a receiver of an event hub is in the default consumer group, unless the metadata says another", () => {
    const receiver = (metadata?: Record<string, string>) =>
      withComponent(({ stack }) => ({
        metadata,
        componentType: DaprComponentType.bindingEventHub(
          hubs(stack),
          { id: "${azurerm_eventhub_namespace.hubs.id}/eventhubs/orders", name: "orders" },
          DaprUse.RECEIVE,
          checkpoints(stack),
        ),
      }));
    expect(metadataOf(receiver()).consumerID).toBe("$Default");
    expect(metadataOf(receiver({ consumerID: "shop" })).consumerID).toBe("shop");
  });
});

describe("the apps", () => {
  const blobs = (stack: TerraformStack) => DaprComponentType.stateBlobs(storageIn(stack), container(stack));

  test("share a component by an identity that they share", () => {
    const program = withComponent(({ stack, app, identity }) => {
      const shared = identity("shared");
      const apps = ["web", "worker"].map((name) => app(name, { identity: AppIdentity.userAssigned(shared) }));
      return { componentType: blobs(stack), apps, appIds: ["elsewhere"] };
    });
    expect(program.only(TYPE).scopes).toEqual(["web", "worker", "elsewhere"]);
    expect(rolesOf(program)).toHaveLength(1);
    expect(metadataOf(program).azureClientId).toMatch(/identity\.shared/);
  });

  test("of system-assigned identities alone sign in each by its own, without a client id", () => {
    const program = withComponent(({ stack, app }) => ({
      componentType: blobs(stack),
      apps: ["web", "worker"].map((name) => app(name, { identity: AppIdentity.systemAssigned() })),
    }));
    expect(metadataOf(program).azureClientId).toBeUndefined();
    expect(rolesOf(program)).toHaveLength(2);
    expect(new TerraformGraph(program).onCycles).toEqual([]);
  });

  test.each<[string, (parts: Parts) => Partial<DaprComponentProps>, RegExp]>([
    [
      "with different identities",
      ({ stack, app }) => ({ componentType: blobs(stack), apps: [app("web"), app("worker")] }),
      /identity is "that of each app"; allowed: one user-assigned identity that all apps have: a component has one azureClientId/,
    ],
    [
      "without the identity of the component",
      ({ stack, app, identity }) => ({ componentType: blobs(stack), apps: [app("web")], identity: identity("own") }),
      /apps\[0\] is "\[test\/web\]"; allowed: an app that has the identity of the component/,
    ],
    [
      "that are known by their ids alone",
      ({ stack }) => ({ componentType: blobs(stack), appIds: ["web"] }),
      /identity is missing; allowed: one user-assigned identity/,
    ],
    [
      "without Dapr",
      ({ app }) => ({ apps: [app("web", { dapr: undefined })] }),
      /apps\[0\] is "\[test\/web\]"; allowed: an app with Dapr\. Give the app dapr/,
    ],
    [
      "in another environment",
      ({ stack, app }) => ({
        apps: [app("web", { environment: new ContainerAppEnvironment(stack, "other", { ...PLACE, name: "other" }) })],
      }),
      /apps\[0\] is "\[test\/web\]"; allowed: an app of \[test\/environment\]/,
    ],
    ["that are none", () => ({ apps: [] }), /apps is missing; allowed: the apps that load the component/],
  ])("are refused %s", (_, component, refusal) => {
    expect(() => withComponent(component)).toThrow(refusal);
  });

  test("of another stack come after the component, unless the component refers to them", () => {
    const orders = (byId: boolean) =>
      synthApp((newStack) => {
        const [shop, platform] = ["shop", "platform"].map(newStack) as [TerraformStack, TerraformStack];
        const web = new ManagedIdentityContainerApp(shop, "web", appProps(shop, { dapr: DAPR("web") }));
        new DaprComponent(platform, "component", {
          name: "orders",
          environment: ContainerAppEnvironment.fromEnvironmentId(platform, "environment", ENVIRONMENT_ID),
          componentType: DaprComponentType.of("state.redis"),
          metadata: byId ? undefined : { owner: web.containerAppId },
          appIds: ["web"],
        });
      }).dependencies;
    expect(orders(true)).toEqual({ shop: ["platform"], platform: [] });
    expect(orders(false)).toEqual({ shop: [], platform: ["shop"] });
  });

  test("with different identities may share what takes none", () => {
    const program = withComponent(({ app }) => ({ apps: [app("web"), app("worker")] }));
    expect(program.only(TYPE)).toMatchObject({ component_type: "state.redis", scopes: ["web", "worker"] });
    expect(program.all("azurerm_role_assignment")).toEqual({});
  });
});

describe("secrets", () => {
  test("of a vault are read by the environment, which is granted that, after they are written", () => {
    const program = withComponent(({ stack }) => {
      const vault = makeVault(stack);
      new KeyVaultSecret(stack, "password", { vault, name: "redis", value: sensitive(stack, "redis") });
      return { metadata: { redisHost: "redis:6379" }, secretMetadata: { redisPassword: vault.secret("redis") } };
    });
    expect(program.only(TYPE).secret).toEqual([
      {
        name: "redis",
        identity: matching(/environment_Identity/),
        key_vault_secret_id: matching(/vault_uri\}secrets\/redis$/),
      },
    ]);
    expect(metadataOf(program)).toEqual({ redisHost: "redis:6379", redisPassword: { secret: "redis" } });
    const graph = new TerraformGraph(program);
    expect([...graph.before(`${TYPE}.${Object.keys(program.all(TYPE))[0]}`)]).toEqual(
      expect.arrayContaining([
        matching(/^azurerm_key_vault_secret\./),
        matching(/^azurerm_key_vault_access_policy\..*environment_Identity/),
      ]),
    );
    expect(graph.onCycles).toEqual([]);
  });

  test("that nothing writes into a vault of the program are refused", () => {
    const run = () =>
      withComponent(({ stack }) => ({ secretMetadata: { redisPassword: makeVault(stack).secret("redis") } }));
    expect(run).toThrow(/\[test\/component\] reads "redis" of a vault that this program makes, and nothing writes it/);
  });

  test("have names of their own", () => {
    const run = () =>
      withComponent(({ stack }) => {
        const vault = importVault(stack);
        return {
          secretMetadata: {
            a: vault.secret("a", { appSecretName: "one" }),
            b: vault.secret("b", { appSecretName: "one" }),
          },
        };
      });
    expect(run).toThrow(/secretMetadata\.a is "one"; allowed: one secret of each name in a component/);
  });
});

describe("arguments", () => {
  test.each<[string, Partial<DaprComponentProps>, RegExp | undefined]>([
    ["a name", { name: "Orders" }, /name is "Orders"; allowed: 1 to 60 lower-case/],
    ["a timeout", { initTimeout: "1m30s" }, /initTimeout is "1m30s"; allowed: whole seconds/],
    ["a Dapr id", { appIds: ["Web"] }, /appIds\[0\] is "Web"; allowed: 1 to 58/],
    ["one name twice", { metadata: { a: "1" }, secretMetadata: { a: undefined as never } }, /secretMetadata\.a/],
    ["what is right", { name: "o", initTimeout: "90s", ignoreErrors: true, version: "v2" }, undefined],
  ])("%s", (_, props, refusal) => {
    const run = () => withComponent(() => props);
    if (refusal) {
      expect(run).toThrow(refusal);
    } else {
      expect(run().only(TYPE)).toMatchObject({ name: "o", init_timeout: "90s", ignore_errors: true, version: "v2" });
    }
  });

  test("metadata of the type cannot be said twice", () => {
    expect(() =>
      withComponent(({ stack }) => ({
        componentType: DaprComponentType.stateBlobs(storageIn(stack), container(stack)),
        metadata: { accountName: "other" },
      })),
    ).toThrow(/metadata\.accountName is "accountName"; allowed: a name that neither the type nor other metadata/);
  });

  test.each<[string, () => unknown, RegExp]>([
    ["no use", () => DaprComponentType.pubSubServiceBus({ id: "a", name: "b" }, "BOTH" as never), /allowed: a DaprUse/],
    [
      "a receiver without checkpoints",
      () => DaprComponentType.pubSubEventHubs({ id: "a", name: "b" }, DaprUse.RECEIVE),
      /checkpoints is missing; allowed: a storage account and a container/,
    ],
    [
      "no vault",
      () => DaprComponentType.secretStoreKeyVault("vault" as never),
      /vault is a string; allowed: a KeyVault/,
    ],
    [
      "no container",
      () => DaprComponentType.stateBlobs({ id: "a", name: "b", primaryBlobEndpoint: "c" }, null as never),
      /container is null/,
    ],
  ])("a type with %s is refused", (_, make, refusal) => {
    expect(make).toThrow(refusal);
  });
});
