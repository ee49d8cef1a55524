import { AppConfiguration } from "@cdktf/provider-azurerm/lib/app-configuration";
import { CognitiveAccount } from "@cdktf/provider-azurerm/lib/cognitive-account";
import { CosmosdbAccount } from "@cdktf/provider-azurerm/lib/cosmosdb-account";
import { CosmosdbSqlRoleDefinition } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-role-definition";
import { DataAzurermCosmosdbAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-cosmosdb-account";
import { DataAzurermStorageAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-storage-account";
import { EventhubNamespace } from "@cdktf/provider-azurerm/lib/eventhub-namespace";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RedisCache } from "@cdktf/provider-azurerm/lib/redis-cache";
import { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { TerraformProvider, TerraformStack, TerraformVariable } from "cdktf";
import {
  AppIdentity,
  AzureService,
  CosmosDbRole,
  IGrantable,
  JobTrigger,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  ManagedIdentityContainerAppProps,
  Principal,
  RedisAccessPolicy,
  Role,
} from "../../lib/index";
import { appProps, newStack, Synthesized, synth } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";
const ACCOUNT_ID = `${GROUP}/providers/Microsoft.DocumentDB/databaseAccounts/orders`;
const CACHE_ID = `${GROUP}/providers/Microsoft.Cache/redis/orders`;
const STORAGE_ID = `${GROUP}/providers/Microsoft.Storage/storageAccounts/st`;
const BUS_ID = `${GROUP}/providers/Microsoft.ServiceBus/namespaces/bus`;
const COSMOS_ROLE = "azurerm_cosmosdb_sql_role_assignment";
const REDIS_POLICY = "azurerm_redis_cache_access_policy_assignment";

const storageIn = (stack: TerraformStack, id = "storage") =>
  new StorageAccount(stack, id, { ...PLACE, name: id, accountTier: "Standard", accountReplicationType: "LRS" });
const busIn = (stack: TerraformStack) => new ServicebusNamespace(stack, "bus", { ...PLACE, name: "bus", sku: "Basic" });
const cosmosIn = (stack: TerraformStack, provider?: TerraformProvider) =>
  new CosmosdbAccount(stack, "cosmos", {
    ...PLACE,
    name: "orders",
    offerType: "Standard",
    consistencyPolicy: { consistencyLevel: "Session" },
    geoLocation: [{ location: "westeurope", failoverPriority: 0 }],
    provider,
  });
const redisIn = (stack: TerraformStack, isEntraOn: boolean | undefined = true) =>
  new RedisCache(stack, "redis", {
    ...PLACE,
    name: "orders",
    capacity: 1,
    family: "C",
    skuName: "Basic",
    redisConfiguration: { activeDirectoryAuthenticationEnabled: isEntraOn },
  });
const importIdentity = (stack: TerraformStack) =>
  ManagedIdentity.fromIdentityName(stack, "identity", { name: "shared", resourceGroupName: "my-rg" });
const makeIdentity = (stack: TerraformStack) => new ManagedIdentity(stack, "identity", { ...PLACE, name: "my-id" });

/** The program of an app that uses services. */
const using = (
  servicesIn: (stack: TerraformStack) => AzureService[],
  props: Partial<ManagedIdentityContainerAppProps> = {},
) =>
  synth(
    (stack) =>
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { services: servicesIn(stack), ...props })),
  );

/** The variables of the app beside AZURE_CLIENT_ID. */
const variablesOf = (program: Synthesized) =>
  Object.fromEntries(
    (program.env as { name: string; value: string }[])
      .filter(({ name }) => name !== "AZURE_CLIENT_ID")
      .map(({ name, value }) => [name, value]),
  );

const rolesOf = (program: Synthesized) =>
  Object.values(program.all("azurerm_role_assignment")).map(({ role_definition_name: role, scope }) => [role, scope]);

test.each<[string, (stack: TerraformStack) => AzureService, string, string, Record<string, string>]>([
  [
    "storage blobs, to read",
    (stack) => AzureService.storageBlobs(storageIn(stack)),
    "Storage Blob Data Reader",
    "azurerm_storage_account.storage",
    {
      AZURE_STORAGE_ACCOUNT_NAME: "${azurerm_storage_account.storage.name}",
      AZURE_STORAGE_BLOB_ENDPOINT: "${azurerm_storage_account.storage.primary_blob_endpoint}",
    },
  ],
  [
    "storage blobs, to write",
    (stack) => AzureService.storageBlobs(storageIn(stack), Role.STORAGE_BLOB_DATA_CONTRIBUTOR),
    "Storage Blob Data Contributor",
    "azurerm_storage_account.storage",
    {
      AZURE_STORAGE_ACCOUNT_NAME: "${azurerm_storage_account.storage.name}",
      AZURE_STORAGE_BLOB_ENDPOINT: "${azurerm_storage_account.storage.primary_blob_endpoint}",
    },
  ],
  [
    "storage queues",
    (stack) => AzureService.storageQueues(storageIn(stack), Role.STORAGE_QUEUE_DATA_MESSAGE_SENDER),
    "Storage Queue Data Message Sender",
    "azurerm_storage_account.storage",
    {
      AZURE_STORAGE_ACCOUNT_NAME: "${azurerm_storage_account.storage.name}",
      AZURE_STORAGE_QUEUE_ENDPOINT: "${azurerm_storage_account.storage.primary_queue_endpoint}",
    },
  ],
  [
    "Service Bus",
    (stack) => AzureService.serviceBus(busIn(stack), Role.SERVICE_BUS_DATA_SENDER),
    "Azure Service Bus Data Sender",
    "azurerm_servicebus_namespace.bus",
    {
      AZURE_SERVICE_BUS_NAME: "${azurerm_servicebus_namespace.bus.name}",
      AZURE_SERVICE_BUS_HOST: "${azurerm_servicebus_namespace.bus.name}.servicebus.windows.net",
    },
  ],
  [
    "Event Hubs",
    (stack) =>
      AzureService.eventHubs(
        new EventhubNamespace(stack, "hubs", { ...PLACE, name: "hubs", sku: "Basic" }),
        Role.EVENT_HUBS_DATA_RECEIVER,
      ),
    "Azure Event Hubs Data Receiver",
    "azurerm_eventhub_namespace.hubs",
    {
      AZURE_EVENT_HUBS_NAME: "${azurerm_eventhub_namespace.hubs.name}",
      AZURE_EVENT_HUBS_HOST: "${azurerm_eventhub_namespace.hubs.name}.servicebus.windows.net",
    },
  ],
  [
    "App Configuration",
    (stack) => AzureService.appConfiguration(new AppConfiguration(stack, "settings", { ...PLACE, name: "settings" })),
    "App Configuration Data Reader",
    "azurerm_app_configuration.settings",
    { AZURE_APPCONFIGURATION_ENDPOINT: "${azurerm_app_configuration.settings.endpoint}" },
  ],
  [
    "Azure OpenAI",
    (stack) =>
      AzureService.openAi(
        new CognitiveAccount(stack, "ai", {
          ...PLACE,
          name: "ai",
          kind: "OpenAI",
          skuName: "S0",
          customSubdomainName: "ai",
        }),
      ),
    "Cognitive Services OpenAI User",
    "azurerm_cognitive_account.ai",
    { AZURE_OPENAI_ENDPOINT: "${azurerm_cognitive_account.ai.endpoint}" },
  ],
])("%s: the role, the variables and the wait are one line", (_, serviceIn, role, address, variables) => {
  const program = using((stack) => [serviceIn(stack)]);
  expect(rolesOf(program)).toEqual([[role, `\${${address}.id}`]]);
  expect(variablesOf(program)).toEqual(variables);
  expect(program.only("azurerm_container_app").depends_on).toEqual(
    Object.keys(program.all("azurerm_role_assignment")).map((name) => `azurerm_role_assignment.${name}`),
  );
});

test("any other service is its role, its scope and its variables", () => {
  const program = using((stack) => [
    AzureService.of(Role.SEARCH_INDEX_DATA_READER, new TerraformVariable(stack, "search", {}).stringValue, {
      AZURE_AI_SEARCH_ENDPOINT: "https://x",
    }),
  ]);
  expect(rolesOf(program)).toEqual([["Search Index Data Reader", "${var.search}"]]);
  expect(variablesOf(program)).toEqual({ AZURE_AI_SEARCH_ENDPOINT: "https://x" });
});

test("what exists is used by the attributes of a data source, or by what the program knows of it", () => {
  const program = using((stack) => [
    AzureService.storageBlobs(
      new DataAzurermStorageAccount(stack, "found", { name: "found", resourceGroupName: "my-rg" }),
    ),
    AzureService.serviceBus(
      {
        id: `${GROUP}/providers/Microsoft.ServiceBus/namespaces/bus`,
        name: "bus",
        host: "bus.servicebus.usgovcloudapi.net",
      },
      Role.SERVICE_BUS_DATA_RECEIVER,
    ),
  ]);
  expect(rolesOf(program).map(([, scope]) => scope)).toEqual([
    `${GROUP}/providers/Microsoft.ServiceBus/namespaces/bus`,
    "${data.azurerm_storage_account.found.id}",
  ]);
  expect(variablesOf(program)).toMatchObject({ AZURE_SERVICE_BUS_HOST: "bus.servicebus.usgovcloudapi.net" });
});

test("a role may be for a part of the service", () => {
  const program = using((stack) => [
    AzureService.storageBlobs(storageIn(stack), undefined, {
      scope: `${GROUP}/providers/Microsoft.Storage/storageAccounts/storage/blobServices/default/containers/in`,
    }),
  ]);
  expect(rolesOf(program)).toEqual([["Storage Blob Data Reader", expect.stringMatching(/containers\/in$/)]]);
});

test("two uses of one service share its variables; the variables of the app and of a container hold", () => {
  const program = using(
    (stack) => {
      const storage = storageIn(stack);
      return [
        AzureService.storageBlobs(storage),
        AzureService.storageQueues(storage, Role.STORAGE_QUEUE_DATA_MESSAGE_SENDER),
        AzureService.storageBlobs(storage),
      ];
    },
    { environmentVariables: { AZURE_STORAGE_ACCOUNT_NAME: "mine" } },
  );
  expect(rolesOf(program)).toHaveLength(2);
  expect(Object.keys(variablesOf(program))).toEqual([
    "AZURE_STORAGE_ACCOUNT_NAME",
    "AZURE_STORAGE_BLOB_ENDPOINT",
    "AZURE_STORAGE_QUEUE_ENDPOINT",
  ]);
  expect(variablesOf(program).AZURE_STORAGE_ACCOUNT_NAME).toBe("mine");
});

test("two services of one kind under one name are refused, under two are not", () => {
  const two = (variablePrefix?: string) => () =>
    using((stack) => [
      AzureService.storageBlobs(storageIn(stack)),
      AzureService.storageBlobs(storageIn(stack, "archive"), undefined, { variablePrefix }),
    ]);
  expect(two()).toThrow(
    /\[test\/app\] is refused:\n {2}- services\[1\]: the variable is "AZURE_STORAGE_ACCOUNT_NAME"; allowed: a name that no other service has.*variablePrefix/,
  );
  expect(variablesOf(two("ARCHIVE")())).toMatchObject({
    ARCHIVE_BLOB_ENDPOINT: "${azurerm_storage_account.archive.primary_blob_endpoint}",
  });
});

test("a job uses services, and so does a system-assigned identity, which nothing waits for", () => {
  const program = synth((stack) => {
    const services = [AzureService.storageBlobs(storageIn(stack))];
    new ManagedIdentityContainerAppJob(stack, "job", {
      ...appProps(stack, { services }),
      location: "westeurope",
      trigger: JobTrigger.manual(),
    });
    new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { name: "system", services, identity: AppIdentity.systemAssigned() }),
    );
  });
  expect(program.only("azurerm_container_app_job").depends_on).toHaveLength(1);
  expect(program.only("azurerm_container_app")).not.toHaveProperty("depends_on");
  expect(Object.keys(program.all("azurerm_role_assignment"))).toHaveLength(2);
  expect(new TerraformGraph(program).onCycles).toEqual([]);
});

test.each<[string, (role: Role) => AzureService, Role, Role]>([
  [
    "blobs",
    (role) => AzureService.storageBlobs({ id: STORAGE_ID, name: "st", primaryBlobEndpoint: "x" }, role),
    Role.STORAGE_QUEUE_DATA_READER,
    Role.STORAGE_BLOB_DATA_OWNER,
  ],
  [
    "queues",
    (role) => AzureService.storageQueues({ id: STORAGE_ID, name: "st", primaryQueueEndpoint: "x" }, role),
    Role.STORAGE_BLOB_DATA_READER,
    Role.fromName("My Role"),
  ],
  [
    "Service Bus",
    (role) => AzureService.serviceBus({ id: BUS_ID, name: "bus" }, role),
    Role.EVENT_HUBS_DATA_SENDER,
    Role.SERVICE_BUS_DATA_OWNER,
  ],
])("a built-in role for something else than %s is refused, the others are not", (_, use, refused, accepted) => {
  const stack = newStack();
  const make = (id: string, role: Role) => () =>
    new ManagedIdentityContainerApp(stack, id, appProps(stack, { name: id, services: [use(role)] }));
  expect(make("one", refused)).toThrow(
    new RegExp(
      `\\[test/one\\] is refused:\\n  - services\\[0\\]: role is "${refused.roleName}"; allowed: a role with .* in its name`,
    ),
  );
  expect(make("two", accepted)).not.toThrow();
  expect(() => use(refused).grantTo(makeIdentity(stack))).toThrow(
    new RegExp(`\\] is refused:\\n  - role is "${refused.roleName}"; allowed: a role with .* in its name`),
  );
});

test("an error names the app and the service of it", () => {
  const stack = newStack();
  const make = (id: string, service: AzureService) => () =>
    new ManagedIdentityContainerApp(
      stack,
      id,
      appProps(stack, { name: id, services: [AzureService.storageBlobs(storageIn(stack, `${id}st`)), service] }),
    );
  expect(make("one", AzureService.of(Role.SERVICE_BUS_DATA_SENDER, STORAGE_ID))).toThrow(
    /\[test\/one\] is refused:\n {2}- services\[1\]: scope is .*; allowed: for Azure Service Bus Data Sender/,
  );
  expect(make("two", AzureService.cosmosDb(cosmosIn(stack), undefined, { container: "c" }))).toThrow(
    /\[test\/two\] is refused:\n {2}- services\[1\]: container is "c"/,
  );
  expect(make("three", AzureService.of(Role.STORAGE_BLOB_DATA_READER, STORAGE_ID))).not.toThrow();
});

test.each([
  ["my archive", "ARCHIVE"],
  ["1", "_1"],
])("variables that start with %p are refused, with %p are not", (refused, accepted) => {
  const make = (variablePrefix: string) => () =>
    using((stack) => [AzureService.storageBlobs(storageIn(stack), undefined, { variablePrefix })]);
  expect(make(refused)).toThrow(
    /\[test\/app\] is refused:\n {2}- services\[0\]: the variable is .*_ACCOUNT_NAME"; allowed: letters, digits/,
  );
  expect(make(accepted)).not.toThrow();
});

test("a role is assigned by the provider of the service, where the stack of the grant has it, whichever line comes first", () => {
  const assigning = (isFirst: boolean) =>
    synth((stack) => {
      const provider = new AzurermProvider(stack, "hub", { alias: "hub", features: [{}] });
      const storage = new StorageAccount(stack, "storage", {
        ...PLACE,
        name: "st",
        accountTier: "Standard",
        accountReplicationType: "LRS",
        provider,
      });
      const identity = makeIdentity(stack);
      const lines = [
        () => AzureService.storageBlobs(storage).grantTo(identity),
        () => identity.assignRole(Role.STORAGE_BLOB_DATA_READER, storage.id, { description: "why" }),
      ];
      (isFirst ? lines : lines.reverse()).forEach((line) => line());
    });
  expect(assigning(true).only("azurerm_role_assignment")).toMatchObject({
    provider: "azurerm.hub",
    description: "why",
  });
  expect(assigning(false).text).toBe(assigning(true).text);
});

test("an account of Azure OpenAI without an address of its own is refused, with one it is not", () => {
  const make = (customSubdomainName?: string) => () =>
    synth((stack) => {
      const account = new CognitiveAccount(stack, "ai", {
        ...PLACE,
        name: "ai",
        kind: "OpenAI",
        skuName: "S0",
        customSubdomainName,
      });
      AzureService.openAi(account).grantTo(makeIdentity(stack));
    });
  expect(make()).toThrow(
    /gives an identity access to \[test\/ai\], which has no custom subdomain; .*customSubdomainName/,
  );
  expect(make("ai")).not.toThrow();
});

test("what is no service is refused", () => {
  const stack = newStack();
  expect(
    () => new ManagedIdentityContainerApp(stack, "app", appProps(stack, { services: ["storage" as never] })),
  ).toThrow(/- services\[0\] is "storage"; allowed: an AzureService/);
});

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

  test.each([
    [{ name: "other" }, /name of the account is "other"; allowed: orders, as in its id/],
    [{ resourceGroupName: "other-rg" }, /resourceGroupName of the account is "other-rg"; allowed: my-rg, as in its id/],
  ])("refuses attributes that contradict the id: %p", (other, message) => {
    const identity = makeIdentity(newStack());
    const account = { id: ACCOUNT_ID, name: "orders", resourceGroupName: "MY-rg", endpoint: "https://x" };
    expect(() => AzureService.cosmosDb({ ...account, ...other }).grantTo(identity)).toThrow(message);
    expect(() => AzureService.cosmosDb(account).grantTo(identity)).not.toThrow();
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

  test("gives a principal one policy, by default to read; a second one is refused", () => {
    const stack = newStack();
    const [cache, identity] = [redisIn(stack), makeIdentity(stack)];
    const first = AzureService.redis(cache).grantTo(identity);
    expect(AzureService.redis(cache, RedisAccessPolicy.DATA_READER).grantTo(identity).resource).toBe(first.resource);
    expect((first.resource as RedisCacheAccessPolicyAssignment).accessPolicyNameInput).toBe("Data Reader");
    expect(() => AzureService.redis(cache, RedisAccessPolicy.DATA_OWNER).grantTo(identity)).toThrow(
      /is given the access policies "Data Reader" and "Data Owner" of one cache; allowed: one access policy of a cache for a principal/,
    );
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

  test("beside azurerm's own class is refused, for another principal it is not", () => {
    const beside = (own: (mine: string) => string) => () =>
      synth((stack) => {
        const [cache, identity] = [redisIn(stack), makeIdentity(stack)];
        AzureService.redis(cache).grantTo(identity);
        new RedisCacheAccessPolicyAssignment(stack, "own", {
          name: "own",
          redisCacheId: cache.id,
          accessPolicyName: "Data Owner",
          objectId: own(identity.principalId),
          objectIdAlias: "own",
        });
      });
    expect(beside((mine) => mine)).toThrow(
      /\[test\/own\] is a second access policy beside the access policy of the cache of \[test\/identity\]/,
    );
    expect(beside(() => "aaaaaaaa-0000-0000-0000-000000000000")).not.toThrow();
  });

  test.each([
    ["", "abc"],
    [" Data Reader", "my own-1"],
    ["a_b", "a-b"],
  ])("a policy called %p is refused, %p is not", (refused, accepted) => {
    const named = (name: string) => () => {
      const stack = newStack();
      AzureService.redis(redisIn(stack), RedisAccessPolicy.fromName(name)).grantTo(makeIdentity(stack));
    };
    expect(named(refused)).toThrow(
      /\[test\/identity\] is refused:\n  - the name of the access policy is .*; allowed: 3 to 63/,
    );
    expect(named(accepted)).not.toThrow();
    expect(RedisAccessPolicy.fromName("data reader")).toBe(RedisAccessPolicy.DATA_READER);
  });
});
