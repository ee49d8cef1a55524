import { AppConfiguration } from "@cdktf/provider-azurerm/lib/app-configuration";
import { CognitiveAccount } from "@cdktf/provider-azurerm/lib/cognitive-account";
import { DataAzurermStorageAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-storage-account";
import { EventhubNamespace } from "@cdktf/provider-azurerm/lib/eventhub-namespace";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AppIdentity,
  AzureService,
  JobTrigger,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  Role,
} from "../../lib/index";
import { cosmosIn, makeIdentity, PLACE, rolesOf, storageIn, using, variablesOf } from "../support/services";
import { appProps, newStack, synth } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";
const STORAGE_ID = `${GROUP}/providers/Microsoft.Storage/storageAccounts/st`;
const BUS_ID = `${GROUP}/providers/Microsoft.ServiceBus/namespaces/bus`;
const busIn = (stack: TerraformStack) => new ServicebusNamespace(stack, "bus", { ...PLACE, name: "bus", sku: "Basic" });

describe("minimal", () => {
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
});

describe("options", () => {
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
});

describe("imported", () => {
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
});

describe("refused", () => {
  test("what is no service is refused", () => {
    const stack = newStack();
    expect(
      () => new ManagedIdentityContainerApp(stack, "app", appProps(stack, { services: ["storage" as never] })),
    ).toThrow(/- services\[0\] is "storage"; allowed: an AzureService/);
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
});
