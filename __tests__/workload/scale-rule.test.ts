import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import type * as Cdktf from "cdktf";
import { TerraformStack, TerraformVariable, Token } from "cdktf";
import {
  AppIdentity,
  AzureService,
  Ingress,
  JobTrigger,
  KeyVaultAccessModel,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  ManagedIdentityContainerAppProps,
  ScaleRule,
  Role,
} from "../../lib/index";
import type * as Library from "../../lib/index";
import { Beside, runBeside, synthBeside } from "../support/beside-azurerm";
import {
  BUS,
  CHECKPOINTS,
  CONTAINER,
  CRON,
  HUB,
  HUBS,
  QUEUE,
  scaleRulesOf,
  STORAGE,
  STORAGE_QUEUE,
  SUBSCRIPTION,
  TOPIC,
  WORKSPACE,
} from "../support/scale-rules";
import type * as Stacks from "../support/stacks";
import { appProps, Body, importVault, synth, Synthesized } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

type Rule = Library.ScaleRule;

const appOf = (props: (stack: TerraformStack) => Partial<ManagedIdentityContainerAppProps>) =>
  synth((stack) => new ManagedIdentityContainerApp(stack, "app", appProps(stack, props(stack))));

const INGRESS = Ingress.internalOnly(8080);
const KAFKA = { name: "kafka", customRuleType: "kafka", metadata: { topic: "t" } };

/** azurerm's block for a queue, which signs in by a secret of the app. */
function ownQueue(stack: TerraformStack): Partial<ManagedIdentityContainerAppProps> {
  const authentication = [{ secretName: "queue", triggerParameter: "connection" }];
  return {
    otherSecrets: [importVault(stack).secret("queue")],
    azureQueueScaleRules: [{ name: "queue", queueName: "orders", queueLength: 5, authentication }],
  };
}

const template = (program: Synthesized) => program.only("azurerm_container_app").template as Body;

describe("minimal", () => {
  test("a rule by HTTP is azurerm's block, with the number as azurerm has it", () => {
    const program = appOf(() => ({
      ingress: INGRESS,
      scaleRules: [ScaleRule.http("requests", { concurrentRequests: 50 })],
    }));
    expect(template(program).http_scale_rule).toEqual([{ name: "requests", concurrent_requests: "50" }]);
    expect(template(program)).not.toHaveProperty("custom_scale_rule");
  });

  test("no rules write nothing", () => {
    expect(Object.keys(template(appOf(() => ({ scaleRules: [] }))))).toEqual(["container"]);
  });
});

describe("by secrets", () => {
  const program = appOf(scaleRulesOf);
  const rules = template(program).custom_scale_rule as Body[];
  const ruleOf = (name: string) => rules.find((rule) => rule.name === name)!;

  const EXPECTED: [name: string, type: string, metadata: Body, secrets: Record<string, string>][] = [
    ["cpu", "cpu", { type: "Utilization", value: "70" }, {}],
    ["memory", "memory", { type: "Utilization", value: "80" }, {}],
    [
      "cron",
      "cron",
      { timezone: "Europe/Berlin", start: "0 7 * * 1-5", end: "0 19 * * 1-5", desiredReplicas: "2" },
      {},
    ],
    [
      "bus-queue",
      "azure-servicebus",
      {
        namespace: "mybus",
        queueName: "orders",
        messageCount: "20",
        activationMessageCount: "5",
        cloud: "AzurePublicCloud",
      },
      { connection: "bus" },
    ],
    [
      "bus-topic",
      "azure-servicebus",
      { namespace: "mybus", topicName: "orders", subscriptionName: "all" },
      { connection: "bus" },
    ],
    [
      "storage-queue",
      "azure-queue",
      { accountName: "mystorage", queueName: "incoming", queueLength: "10", activationQueueLength: "2" },
      { connection: "storage" },
    ],
    [
      "event-hub",
      "azure-eventhub",
      {
        eventHubNamespace: "myhubs",
        eventHubName: "readings",
        consumerGroup: "orders",
        storageAccountName: "mystorage",
        blobContainer: "checkpoints",
        checkpointStrategy: "goSdk",
        unprocessedEventThreshold: "100",
        activationUnprocessedEventThreshold: "10",
      },
      { connection: "hubs", storageConnection: "storage" },
    ],
    [
      "log-analytics",
      "azure-log-analytics",
      {
        workspaceId: WORKSPACE.workspaceId,
        query: "T | count",
        threshold: "0.5",
        activationThreshold: "0",
        clientId: "id",
        tenantId: "id",
      },
      { clientSecret: "client" },
    ],
    ["custom", "azure-blob", { blobContainerName: "orders" }, { connection: "storage" }],
  ];

  test.each(EXPECTED)("%s is the scaler %s", (name, custom_rule_type, metadata, secrets) => {
    const authentication = Object.entries(secrets).map(([trigger_parameter, secret_name]) => ({
      secret_name,
      trigger_parameter,
    }));
    expect(ruleOf(name)).toEqual({
      name,
      custom_rule_type,
      metadata,
      ...(authentication.length > 0 ? { authentication } : {}),
    });
  });

  test("each secret is one of the app, which may read it, and no role is assigned", () => {
    const { secret, depends_on } = program.only("azurerm_container_app");
    expect((secret as Body[]).map(({ name }) => name).sort()).toEqual(["bus", "client", "hubs", "storage"]);
    expect(depends_on).toEqual([expect.stringMatching(/^azurerm_key_vault_access_policy\./)]);
    expect(program.all("azurerm_role_assignment")).toEqual({});
  });

  test("a secret that an environment variable holds, too, is one secret", () => {
    const shared = appOf((stack) => {
      const connection = importVault(stack).secret("bus");
      return {
        secrets: { BUS: connection },
        scaleRules: [ScaleRule.serviceBusQueue("bus", BUS, QUEUE, { connection })],
      };
    });
    expect(shared.only("azurerm_container_app").secret).toMatchObject([{ name: "bus" }]);
  });

  test("another secret of that name is refused", () => {
    expect(() =>
      appOf((stack) => ({
        secrets: { BUS: importVault(stack).secret("bus") },
        scaleRules: [
          ScaleRule.serviceBusQueue("bus", BUS, QUEUE, {
            connection: importVault(stack, "other", KeyVaultAccessModel.RBAC, "other-vault").secret("bus"),
          }),
        ],
      })),
    ).toThrow(
      /\[test\/app\] is refused:\n {2}- scaleRules\[0\]\.serviceBusQueue\.connection is "bus"; allowed: one secret/,
    );
  });

  test("numbers may be known at plan", () => {
    const planned = appOf((stack) => {
      const size = new TerraformVariable(stack, "size", { type: "number" }).numberValue;
      return {
        ingress: INGRESS,
        scaleRules: [
          ScaleRule.http("http", { concurrentRequests: size }),
          ScaleRule.cpu("cpu", { utilizationPercentage: size }),
        ],
      };
    });
    expect(template(planned)).toMatchObject({
      http_scale_rule: [{ concurrent_requests: "${var.size}" }],
      custom_scale_rule: [{ metadata: { value: "${var.size}" } }],
    });
  });

  test("azurerm's own blocks come before the rules", () => {
    const mixed = appOf((stack) => ({
      customScaleRules: [{ name: "own", customRuleType: "kafka", metadata: { topic: "t" } }],
      httpScaleRules: [{ name: "own-http", concurrentRequests: "5" }],
      ...scaleRulesOf(stack),
    }));
    expect((template(mixed).custom_scale_rule as Body[]).map(({ name }) => name).slice(0, 2)).toEqual(["own", "cpu"]);
    expect((template(mixed).http_scale_rule as Body[]).map(({ name }) => name)).toEqual(["own-http", "http"]);
  });

  test("a job starts for the events of its rules", () => {
    const job = synth((stack) => {
      const connection = importVault(stack).secret("queue");
      new ManagedIdentityContainerAppJob(stack, "job", {
        ...appProps(stack),
        ...PLACE,
        trigger: JobTrigger.onEvents(
          [ScaleRule.storageQueue("incoming", STORAGE, STORAGE_QUEUE, { queueLength: 1, connection })],
          { parallelism: 2, maxExecutions: 5, pollingIntervalInSeconds: 60 },
        ),
      });
    }).only("azurerm_container_app_job");
    expect(job.event_trigger_config).toEqual({
      parallelism: 2,
      scale: [
        {
          max_executions: 5,
          polling_interval_in_seconds: 60,
          rules: [
            {
              name: "incoming",
              custom_rule_type: "azure-queue",
              metadata: { accountName: "mystorage", queueName: "incoming", queueLength: "1" },
              authentication: [{ secret_name: "queue", trigger_parameter: "connection" }],
            },
          ],
        },
      ],
    });
    expect(job.secret).toMatchObject([{ name: "queue" }]);
  });
});

/** The identities that the rules of an app or job read as, which the installed classes do not render. */
function readersOf(resource: unknown): (string | undefined)[] {
  const { templateInput, eventTriggerConfigInput } = resource as {
    readonly templateInput?: { readonly customScaleRule?: readonly { readonly identityId?: string }[] };
    readonly eventTriggerConfigInput?: {
      readonly scale?: readonly { readonly rules: readonly { readonly identityId?: string }[] }[];
    };
  };
  const rules = eventTriggerConfigInput?.scale?.[0]?.rules ?? templateInput?.customScaleRule ?? [];
  return rules.map(({ identityId }) => identityId);
}

/** The text that a token renders. */
function resolve(stack: TerraformStack, token: string | undefined): string | undefined {
  const { DefaultTokenResolver, StringConcat, Tokenization } = jest.requireActual<typeof Cdktf>("cdktf");
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(token, { scope: stack, resolver, preparing: false }) as string | undefined;
}

/** What a program beside azurerm 4.73 makes of rules, and the identities that they read as. */
function byIdentity(
  rulesOf: (beside: Beside) => Rule[],
  { isJob = false, propsOf = (() => ({})) as (beside: Beside) => object, version = "4.73.0" } = {},
): { readonly program: Synthesized; readonly readers: (string | undefined)[] } {
  let readers: (string | undefined)[] = [];
  const program = synthBeside(version, (beside) => {
    const { library, support, stack } = beside;
    const props = { ...support.appProps(stack, propsOf(beside)), ...PLACE };
    const rules = rulesOf(beside);
    const { resource } = isJob
      ? new library.ManagedIdentityContainerAppJob(stack, "made", {
          ...props,
          trigger: library.JobTrigger.onEvents(rules),
        })
      : new library.ManagedIdentityContainerApp(stack, "made", { ...props, scaleRules: rules });
    readers = readersOf(resource).map((id) => resolve(stack, id));
  });
  return { program, readers };
}

const rolesIn = (program: Synthesized) =>
  Object.values(program.all("azurerm_role_assignment")).map((body) => [body.role_definition_name, body.scope]);

describe.each([false, true])("by identity (of a job: %s)", (isJob) => {
  const type = isJob ? "azurerm_container_app_job" : "azurerm_container_app";
  const addressOf = (program: Synthesized) => program.addresses.find((address) => address.startsWith(`${type}.`))!;

  const READ: [string, (library: typeof Library) => Rule, (readonly [string, string])[]][] = [
    [
      "a queue of Service Bus",
      ({ ScaleRule: rule }) => rule.serviceBusQueue("r", BUS, QUEUE),
      [["Azure Service Bus Data Receiver", QUEUE.id]],
    ],
    [
      "a subscription of a topic",
      ({ ScaleRule: rule }) => rule.serviceBusTopic("r", BUS, TOPIC, SUBSCRIPTION),
      [["Azure Service Bus Data Receiver", SUBSCRIPTION.id]],
    ],
    [
      "a storage queue",
      ({ ScaleRule: rule }) => rule.storageQueue("r", STORAGE, STORAGE_QUEUE),
      [["Storage Queue Data Reader", STORAGE_QUEUE.resourceManagerId]],
    ],
    [
      "a storage queue, as classes for azurerm 5 have it",
      ({ ScaleRule: rule }) =>
        rule.storageQueue("r", STORAGE, { name: "in", id: `${STORAGE.id}/queueServices/default/queues/in` }),
      [["Storage Queue Data Reader", `${STORAGE.id}/queueServices/default/queues/in`]],
    ],
    [
      "an event hub",
      ({ ScaleRule: rule }) => rule.eventHub("r", HUBS, HUB, CHECKPOINTS),
      [
        ["Azure Event Hubs Data Receiver", HUB.id],
        ["Storage Blob Data Reader", CONTAINER.resourceManagerId],
      ],
    ],
    [
      "a query of Log Analytics",
      ({ ScaleRule: rule }) => rule.logAnalytics("r", WORKSPACE, { query: "T | count", threshold: 5 }),
      [["Log Analytics Data Reader", WORKSPACE.id]],
    ],
    [
      "a service that the program names",
      (library) =>
        library.ScaleRule.custom("r", "azure-blob", {
          metadata: { accountName: "mystorage", blobContainerName: "orders" },
          services: [library.AzureService.storageBlobs(STORAGE, library.Role.STORAGE_BLOB_DATA_READER)],
        }),
      [["Storage Blob Data Reader", STORAGE.id]],
    ],
  ];

  test.each(READ)("%s is read by the app's identity with the least role, which is waited for", (_, rule, roles) => {
    const { program, readers } = byIdentity(({ library }) => [rule(library)], { isJob });
    const [identity] = Object.keys(program.all("azurerm_user_assigned_identity"));
    const id = `\${azurerm_user_assigned_identity.${identity}.id}`;
    expect(readers).toEqual([id]);
    expect(program.only(type).identity).toEqual({ type: "UserAssigned", identity_ids: [id] });
    expect(rolesIn(program).sort()).toEqual([...roles].sort());
    const assignments = program.addresses.filter((address) => address.startsWith("azurerm_role_assignment."));
    const before = new TerraformGraph(program).before(addressOf(program));
    expect([...before]).toEqual(expect.arrayContaining(assignments));
    const wait = program.only("time_sleep");
    expect(Object.values(wait.triggers as Body).sort()).toEqual(assignments.map((at) => `\${${at}.id}`).sort());
    expect([...before].filter((at) => at.startsWith("time_sleep."))).toHaveLength(1);
  });

  test("another identity than the app's is attached, and granted alone", () => {
    const { program, readers } = byIdentity(
      ({ library, stack }) => {
        const identity = new library.ManagedIdentity(stack, "scaler", { ...PLACE, name: "scaler-id" });
        return [library.ScaleRule.storageQueue("r", STORAGE, STORAGE_QUEUE, { identity })];
      },
      { isJob },
    );
    const scaler = expect.stringContaining("scaler") as string;
    expect(readers).toEqual([scaler]);
    expect((program.only(type).identity as Body).identity_ids).toEqual([expect.stringContaining("made"), scaler]);
    expect(program.only("azurerm_role_assignment").principal_id).toEqual(scaler);
  });

  test("a system-assigned identity alone reads, and its role comes after", () => {
    const { program, readers } = byIdentity(({ library }) => [library.ScaleRule.serviceBusQueue("r", BUS, QUEUE)], {
      isJob,
      propsOf: ({ library }) => ({ identity: library.AppIdentity.systemAssigned() }),
    });
    expect(readers).toEqual(["System"]);
    const graph = new TerraformGraph(program);
    const role = program.addresses.find((address) => address.startsWith("azurerm_role_assignment."))!;
    expect([...graph.before(role)]).toContain(addressOf(program));
    expect(graph.onCycles).toEqual([]);
    expect(program.only(type)).not.toHaveProperty("depends_on");
  });

  test("beside a user-assigned identity, the system-assigned one reads nothing", () => {
    const { readers } = byIdentity(({ library }) => [library.ScaleRule.serviceBusQueue("r", BUS, QUEUE)], {
      isJob,
      propsOf: ({ library }) => ({ identity: library.AppIdentity.systemAndUserAssigned() }),
    });
    expect(readers).toEqual([expect.stringContaining("azurerm_user_assigned_identity")]);
  });

  test("two rules of one queue take one role, which the code may use, too", () => {
    const { program } = byIdentity(
      ({ library }) => [
        library.ScaleRule.serviceBusQueue("one", BUS, QUEUE),
        library.ScaleRule.serviceBusQueue("two", BUS, QUEUE, { activationMessageCount: 100 }),
      ],
      {
        isJob,
        propsOf: ({ library: { AzureService: service, Role: role } }) => ({
          services: [service.serviceBus(BUS, role.SERVICE_BUS_DATA_RECEIVER, { scope: QUEUE.id })],
        }),
      },
    );
    expect(rolesIn(program)).toEqual([["Azure Service Bus Data Receiver", QUEUE.id]]);
  });

  test("a rule that is added moves nothing", () => {
    const addresses = (...more: ((library: typeof Library) => Rule)[]) =>
      byIdentity(
        ({ library }) => [
          library.ScaleRule.storageQueue("r", STORAGE, STORAGE_QUEUE),
          ...more.map((rule) => rule(library)),
        ],
        { isJob },
      ).program.addresses;
    const before = addresses();
    const after = addresses(({ ScaleRule: rule }) => rule.serviceBusQueue("bus", BUS, QUEUE));
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after).toHaveLength(before.length + 1);
  });

  test("one of several queues is named by its index", () => {
    const at = (attribute: string) => `\${azurerm_servicebus_queue.many[0].${attribute}}`;
    const { program } = byIdentity(
      ({ library }) => [library.ScaleRule.serviceBusQueue("r", BUS, { id: at("id"), name: at("name") })],
      { isJob },
    );
    expect(rolesIn(program)).toEqual([["Azure Service Bus Data Receiver", at("id")]]);
  });

  test("a queue of another stack is referred to, and a namespace of another subscription granted by its provider", () => {
    let dangling: string[] = ["not run"];
    runBeside("4.73.0", ({ library, support }) => {
      const { danglingDependencies, synthApp } = jest.requireActual<typeof Stacks>("../support/stacks");
      const { stacks, dependencies } = synthApp((newStack) => {
        const queues = newStack("queues");
        const bus = new ServicebusNamespace(queues, "bus", { ...PLACE, name: "my-bus", sku: "Standard" });
        const queue = new ServicebusQueue(queues, "queue", { name: "orders", namespaceId: bus.id });
        const apps = newStack("apps");
        const provider = new AzurermProvider(apps, "other", { alias: "other", features: [{}] });
        const rules = [
          library.ScaleRule.serviceBusQueue("here", bus, queue),
          library.ScaleRule.serviceBusQueue("there", { ...BUS, provider }, QUEUE),
        ];
        const props = { ...support.appProps(apps), ...PLACE };
        return isJob
          ? new library.ManagedIdentityContainerAppJob(apps, "made", {
              ...props,
              trigger: library.JobTrigger.onEvents(rules),
            })
          : new library.ManagedIdentityContainerApp(apps, "made", { ...props, scaleRules: rules });
      });
      dangling = danglingDependencies(stacks.apps!);
      expect(dependencies.apps).toEqual(["queues"]);
      const roles = Object.values(stacks.apps!.all("azurerm_role_assignment"));
      expect(roles.map(({ scope, provider }) => [scope, provider]).sort()).toEqual([
        [expect.stringContaining("terraform_remote_state"), undefined],
        [QUEUE.id, "azurerm.other"],
      ]);
    });
    expect(dangling).toEqual([]);
  });

  test("a custom rule names an identity whose access the program gives elsewhere", () => {
    const custom = (isGranted: boolean) => () =>
      byIdentity(
        ({ library, stack }) => {
          const identity = new library.ManagedIdentity(stack, "scaler", { ...PLACE, name: "scaler-id" });
          if (isGranted) {
            identity.assignRole(library.Role.STORAGE_BLOB_DATA_READER, STORAGE.id);
          }
          const metadata = { accountName: "mystorage", blobContainerName: "orders" };
          return [library.ScaleRule.custom("r", "azure-blob", { metadata, identity })];
        },
        { isJob },
      );
    expect(custom(false)).toThrow(
      /\[test\/made\] authenticates at \S+\[0\]\.custom\.identity with an identity that this program makes and gives no access/,
    );
    expect(custom(true)().readers).toEqual([expect.stringContaining("scaler")]);
  });
});

describe("refused", () => {
  const queue = (beside: Beside): Rule[] => [beside.library.ScaleRule.serviceBusQueue("r", BUS, QUEUE)];

  test("a rule without a secret beside azurerm that drops its identity, with the version that has it", () => {
    expect(() => appOf(() => ({ scaleRules: [ScaleRule.serviceBusQueue("r", BUS, QUEUE)] }))).toThrow(
      "[test/app] is refused:\n  - scaleRules[0].serviceBusQueue.connection is missing; allowed: a secret to sign in with: " +
        "azurerm 4.55.0 drops the identity of a scale rule, 4.69.0 is the first that has it. Pass connection: " +
        "vault.secret(name); or use the classes of azurerm 4.69.0 or later, such as @cdktn/provider-azurerm 16.1.0 (4.73).",
    );
    expect(() => byIdentity(queue, { version: "4.68.9" })).toThrow(/4\.69\.0 is the first/);
    expect(() => byIdentity(queue, { version: "4.69.0" })).not.toThrow();
    expect(() => byIdentity(queue, { version: "4.72.0", isJob: true })).toThrow(
      /trigger\.events\.rules\[0\]\.serviceBusQueue\.connection is missing; .* 4\.73\.0 is the first/,
    );
    expect(() => byIdentity(queue, { version: "5.2.0", isJob: true })).not.toThrow();
  });

  test.each<[string, (stack: TerraformStack) => Rule, RegExp]>([
    [
      "an event hub",
      () => ScaleRule.eventHub("r", HUBS, HUB, CHECKPOINTS),
      /eventHub\.connection .*checkpointConnection/,
    ],
    [
      "a query",
      () => ScaleRule.logAnalytics("r", WORKSPACE, { query: "T | count", threshold: 1 }),
      /logAnalytics\.clientSecret is missing; .* service principal/,
    ],
    [
      "a custom rule",
      () =>
        ScaleRule.custom("r", "azure-blob", {
          metadata: { accountName: "mystorage", blobContainerName: "orders" },
          services: [AzureService.storageBlobs(STORAGE, Role.STORAGE_BLOB_DATA_READER)],
        }),
      /custom\.secrets is missing; .* secrets: \{ connection/,
    ],
  ])("%s, likewise, with what it takes instead", (_, rule, refusal) => {
    expect(() => appOf((stack) => ({ scaleRules: [rule(stack)] }))).toThrow(refusal);
  });

  test("TCP, which no azurerm sends, with the way that works", () => {
    expect(() => appOf(() => ({ scaleRules: [ScaleRule.tcp("tcp", { concurrentConnections: 5 })] }))).toThrow(
      /scaleRules\[0\]\.tcp is another object; allowed: none, because no version of azurerm sends .* azapi_update_resource/,
    );
  });

  test("CPU and memory alone, which start no first replica", () => {
    const load = [
      ScaleRule.cpu("cpu", { utilizationPercentage: 70 }),
      ScaleRule.custom("memory", "memory", { metadata: { value: "70" } }),
    ];
    expect(() => appOf(() => ({ scaleRules: load }))).toThrow(
      /scaleRules\[0\] is "cpu"; allowed: not alone with minReplicas 0.*\n.*scaleRules\[1\] is "memory"/,
    );
    expect(() => appOf(() => ({ scaleRules: load, minReplicas: 1 }))).not.toThrow();
    const http = ScaleRule.http("http", { concurrentRequests: 5 });
    expect(() => appOf(() => ({ ingress: INGRESS, scaleRules: [...load, http] }))).not.toThrow();
    const httpScaleRules = [{ name: "http", concurrentRequests: "5" }];
    expect(() => appOf(() => ({ ingress: INGRESS, scaleRules: load, httpScaleRules }))).not.toThrow();
    const customScaleRules = [{ name: "own", customRuleType: "kafka", metadata: { topic: "t" } }];
    expect(() => appOf(() => ({ scaleRules: load, customScaleRules }))).not.toThrow();
  });

  describe("requests where none come in, which start no first replica", () => {
    const http = ScaleRule.http("http", { concurrentRequests: 5 });
    const httpScaleRules = [{ name: "own", concurrentRequests: "5" }];
    const cpu = ScaleRule.cpu("cpu", { utilizationPercentage: 70 });
    const refusal = (place: string) =>
      new RegExp(`refused:\\n {2}- ${place} is "http"; allowed: not without an ingress at minReplicas 0`);

    test.each<[string, string, Partial<ManagedIdentityContainerAppProps>]>([
      ["a rule", "scaleRules\\[0\\]", { scaleRules: [http] }],
      ["azurerm's block", "httpScaleRules\\[0\\]", { httpScaleRules }],
      ["one beside the load", "scaleRules\\[1\\]", { scaleRules: [cpu, http] }],
      ["one at the default said", "scaleRules\\[0\\]", { scaleRules: [http], minReplicas: 0 }],
      [
        "a scaler of that name",
        "customScaleRules\\[0\\].customRuleType",
        { customScaleRules: [{ name: "own", customRuleType: "http", metadata: {} }] },
      ],
    ])("%s", (_, place, props) => {
      expect(() => appOf(() => props)).toThrow(refusal(place));
      expect(() => appOf(() => ({ ...props, ingress: INGRESS }))).not.toThrow();
      expect(() => appOf(() => ({ ...props, minReplicas: 1 }))).not.toThrow();
    });

    test.each<[string, (stack: TerraformStack) => Partial<ManagedIdentityContainerAppProps>]>([
      ["a queue", (stack) => ({ scaleRules: [http, ...scaleRulesOf(stack).scaleRules.slice(4, 5)] })],
      ["a time", () => ({ scaleRules: [http, ScaleRule.cron("cron", CRON)] })],
      ["azurerm's queue", (stack) => ({ scaleRules: [http], ...ownQueue(stack) })],
      ["azurerm's scaler", () => ({ httpScaleRules, customScaleRules: [KAFKA] })],
      ["rules that the plan knows", () => ({ httpScaleRules, customScaleRules: Token.asAny("${var.rules}") as never })],
      ["blocks that the plan knows", () => ({ httpScaleRules: Token.asAny("${var.rules}") as never })],
      [
        "a scaler that the plan knows",
        () => ({ httpScaleRules, customScaleRules: [{ ...KAFKA, customRuleType: "${var.type}" }] }),
      ],
      ["a minimum that the plan knows", () => ({ scaleRules: [http], minReplicas: Token.asNumber("${var.least}") })],
    ])("not beside %s", (_, props) => {
      expect(() => appOf(props)).not.toThrow();
    });
  });

  describe("more replicas by cron than there may be", () => {
    const wants = (desiredReplicas: number) => [ScaleRule.cron("cron", { ...CRON, desiredReplicas })];
    const metadata = (desiredReplicas: string) => ({
      timezone: "Etc/UTC",
      start: "0 6 * * *",
      end: "0 20 * * *",
      desiredReplicas,
    });
    const own = (desiredReplicas: string) => [
      { name: "own", customRuleType: "cron", metadata: metadata(desiredReplicas) },
    ];
    const custom = (desiredReplicas: string) => [
      ScaleRule.custom("own", "cron", { metadata: metadata(desiredReplicas) }),
    ];

    test.each<[string, Partial<ManagedIdentityContainerAppProps>, string, Partial<ManagedIdentityContainerAppProps>]>([
      [
        "than the default",
        { scaleRules: wants(11) },
        "scaleRules[0].cron.desiredReplicas is 11",
        { scaleRules: wants(10) },
      ],
      [
        "than the app says",
        { scaleRules: wants(6), maxReplicas: 5 },
        "scaleRules[0].cron.desiredReplicas is 6",
        { scaleRules: wants(6), maxReplicas: 6 },
      ],
      [
        "by azurerm's block",
        { customScaleRules: own("11") },
        "customScaleRules[0].metadata.desiredReplicas is 11",
        { customScaleRules: own("11"), maxReplicas: 11 },
      ],
      [
        "by the scaler",
        { scaleRules: custom("11") },
        "scaleRules[0].custom.metadata.desiredReplicas is 11",
        { scaleRules: custom("10") },
      ],
    ])("%s", (_, refused, message, taken) => {
      expect(() => appOf(() => refused)).toThrow(`${message}; allowed: at most maxReplicas (10 by default)`);
      expect(() => appOf(() => taken)).not.toThrow();
    });

    test("is taken where the plan knows one of the two", () => {
      const number = Token.asNumber("${var.most}");
      expect(() => appOf(() => ({ scaleRules: wants(11), maxReplicas: number }))).not.toThrow();
      expect(() => appOf(() => ({ scaleRules: wants(number) }))).not.toThrow();
      expect(() => appOf(() => ({ customScaleRules: own("${var.most}") }))).not.toThrow();
    });
  });

  test("what is no rule", () => {
    expect(() => appOf(() => ({ scaleRules: [{ name: "http", concurrentRequests: "5" } as never] }))).toThrow(
      /\[test\/app\] is refused:\n {2}- scaleRules\[0\] is another object; allowed: a ScaleRule/,
    );
    expect(() => appOf(() => ({ identity: AppIdentity.userAssigned(), scaleRules: null as never }))).toThrow(
      /scaleRules is null; allowed: a list/,
    );
  });
});
