import { Token } from "cdktf";
import { Construct } from "constructs";
import {
  AppIdentity,
  AppSecret,
  ContainerAppEnvironment,
  ContainerAppEnvironmentProps,
  ContainerRegistry,
  Deployer,
  Ingress,
  JobTrigger,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  RegistryCredentials,
  RevisionMode,
} from "../../lib/index";
import { APP } from "../../lib/workload/private/rules/app";
import { ENVIRONMENT } from "../../lib/environment/private/rules/environment";
import { MANAGED_IDENTITY } from "../../lib/identity/private/rules/managed-identity";
import { JOB } from "../../lib/workload/private/rules/job";
import { KEY_VAULT, KEY_VAULT_SECRET } from "../../lib/key-vault/private/rules/key-vault";
import { AnyBlock, Argument, OWN, Sentence } from "../../lib/rules/rule";
import {
  EVERY_ENVIRONMENT_PROPS,
  EVERY_IDENTITY_PROPS,
  EVERY_KEY_VAULT_PROPS,
  everyAppProps,
  everyJobProps,
  sensitive,
  SUBNET_ID,
  TCP_INGRESS,
  WORKSPACE_ID,
} from "../support/every-argument";
import { appProps, IDENTITY_ID, importVault, makeVault, newStack } from "../support/synth";

/** Changes to a valid program: values by their paths; `undefined` takes one out. */
type Changes = Record<string, unknown>;

/**
 * A copy with one value changed, whose path the messages use too: within an ingress or a trigger, that of azurerm's
 * block.
 */
function change(target: unknown, path: string, value: unknown): unknown {
  const [, key, rest] = /^\[?(\w+)\]?\.?(.*)$/.exec(path)!;
  if (target instanceof Ingress) {
    return Ingress.of(change(target.config, path, value) as never);
  }
  if (target instanceof JobTrigger) {
    return Object.assign(Object.create(JobTrigger.prototype) as object, change({ ...target }, path, value));
  }
  const copy = (Array.isArray(target) ? [...(target as unknown[])] : { ...(target as object) }) as Record<
    string,
    unknown
  >;
  copy[key!] = rest ? change(copy[key!] ?? {}, rest, value) : value;
  return copy;
}

function changed<T>(props: T, changes: Changes): T {
  return Object.entries(changes).reduce((result: unknown, [path, value]) => change(result, path, value), props) as T;
}

/** The programs that the rows change, each of which passes as it is. */
const MAKE = {
  app: (changes: Changes) => {
    const stack = newStack();
    new ManagedIdentityContainerApp(stack, "made", changed(everyAppProps(stack), changes));
  },
  "app by TCP": (changes: Changes) => {
    const stack = newStack();
    new ManagedIdentityContainerApp(
      stack,
      "made",
      changed({ ...everyAppProps(stack), ingress: TCP_INGRESS, revisionMode: RevisionMode.SINGLE }, changes),
    );
  },
  "smallest app": (changes: Changes) => {
    const stack = newStack();
    new ManagedIdentityContainerApp(stack, "made", changed(appProps(stack), changes));
  },
  "app in an environment of the program": (changes: Changes) => {
    const stack = newStack();
    const environment = new ContainerAppEnvironment(stack, "environment", {
      name: "my-env",
      resourceGroupName: "my-rg",
      location: "westeurope",
    });
    new ManagedIdentityContainerApp(stack, "made", changed(appProps(stack, { environment }), changes));
  },
  "app on a profile": (changes: Changes) => {
    const stack = newStack();
    const environment = new ContainerAppEnvironment(stack, "environment", EVERY_ENVIRONMENT_PROPS);
    new ManagedIdentityContainerApp(
      stack,
      "made",
      changed(appProps(stack, { environment, workloadProfileName: "dedicated" }), changes),
    );
  },
  job: (changes: Changes) => {
    const stack = newStack();
    new ManagedIdentityContainerAppJob(stack, "made", changed(everyJobProps(stack), changes));
  },
  "job in an environment of the program": (changes: Changes) => {
    const stack = newStack();
    const environment = new ContainerAppEnvironment(stack, "environment", EVERY_ENVIRONMENT_PROPS);
    new ManagedIdentityContainerAppJob(stack, "made", changed({ ...everyJobProps(stack), environment }, changes));
  },
  "scheduled job": (changes: Changes) => {
    const stack = newStack();
    const trigger = JobTrigger.scheduled({ cronExpression: "* * * * *" });
    new ManagedIdentityContainerAppJob(stack, "made", changed({ ...everyJobProps(stack), trigger }, changes));
  },
  environment: (changes: Changes) =>
    void new ContainerAppEnvironment(newStack(), "made", changed(EVERY_ENVIRONMENT_PROPS, changes)),
  "smallest environment": (changes: Changes) => {
    const props: ContainerAppEnvironmentProps = { name: "my-env", resourceGroupName: "my-rg", location: "westeurope" };
    new ContainerAppEnvironment(newStack(), "made", changed(props, changes));
  },
  vault: (changes: Changes) => void new KeyVault(newStack(), "made", changed(EVERY_KEY_VAULT_PROPS, changes)),
  secret: (changes: Changes) => {
    const stack = newStack();
    new KeyVaultSecret(
      stack,
      "made",
      changed({ vault: makeVault(stack), name: "db", value: sensitive(stack, "db") }, changes),
    );
  },
  identity: (changes: Changes) => void new ManagedIdentity(newStack(), "made", changed(EVERY_IDENTITY_PROPS, changes)),
};

type Made = keyof typeof MAKE;

const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`tag${i}`, "1"]));
const volume = (values: object) => [{ name: "files", ...values }];
const ipRules = (count: number) => Array.from({ length: count }, (_, i) => `203.${Math.floor(i / 250)}.113.${i % 250}`);
const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"].map((probe) => `containers[0].${probe}`);
const SCALE_RULES = ["azureQueueScaleRules", "customScaleRules", "httpScaleRules", "tcpScaleRules"];

/** What a program without types can pass for an object of this library's. */
const NO_OBJECTS = [null, "hunter2", 5, true, [], {}, () => "hunter2", Token.asString({ a: 1 }), Token.asAny("x")];
const NO_LISTS = [null, "hunter2", {}, Token.asList("${var.list}"), Token.asAny("x")];
const NO_MAPS = [null, "hunter2", ["hunter2"], Token.asStringMap("${var.map}"), Token.asAny("x")];

/** A value of one argument each: what is changed, the values that are refused, the nearest ones that pass. */
const VALUES: [Made, string, unknown[], unknown[]][] = [
  ["app", "environment", [...NO_OBJECTS, undefined], []],
  ["app", "identity", NO_OBJECTS, [AppIdentity.systemAndUserAssigned(), undefined]],
  ["smallest app", "identity", NO_OBJECTS.map((given) => AppIdentity.userAssigned(given as never)), []],
  ["app", "keyVault", NO_OBJECTS, [undefined]],
  ["app", "services", [...NO_LISTS, ...NO_OBJECTS.map((service) => [service])], [[], undefined]],
  ["app", "secrets", [...NO_MAPS, ...NO_OBJECTS.map((secret) => ({ A: secret }))], [{}, undefined]],
  ["app", "otherSecrets", [...NO_LISTS, ...NO_OBJECTS.map((secret) => [secret])], []],
  ["app", "registries", [...NO_LISTS, ...NO_OBJECTS.map((credentials) => [credentials])], [[], undefined]],
  ["app", "registries[0].identity", NO_OBJECTS, [undefined]],
  ["app", "registries[1].password", [...NO_OBJECTS, undefined], []],
  ["app", "containers", [...NO_LISTS, [], undefined, ...[null, "nginx", [], Token.asAny("x")].map((one) => [one])], []],
  ["app", "initContainers", [...NO_LISTS, ...[null, "nginx", [], Token.asAny("x")].map((one) => [one])], [undefined]],
  ["app", "containers[0].image", [...NO_OBJECTS, undefined], []],
  ["app", "containers[0].secrets", [...NO_MAPS, ...NO_OBJECTS.map((secret) => ({ A: secret }))], [{}, undefined]],
  ["app", "containers[0].environmentVariables", NO_MAPS, [{}, undefined]],
  ["app", "environmentVariables", NO_MAPS, [{ A: "${var.text}" }, undefined]],
  ["smallest app", "ingress", NO_OBJECTS, [Ingress.external(80), undefined]],
  ["smallest app", "ingress", [null, "80"].map((config) => Ingress.of(config as never)), []],
  ["app", "provider", NO_OBJECTS, [undefined]],
  ["app", "dependsOn", NO_LISTS, [[], undefined]],
  ["job", "trigger", [...NO_OBJECTS, { manualConfig: {}, eventConfig: {} }, undefined], [JobTrigger.manual()]],
  ["vault", "accessModel", ["rbac", null, Token.asString({ a: 1 })], [KeyVaultAccessModel.RBAC, undefined]],
  ["vault", "deployer", NO_OBJECTS, [Deployer.alreadyGranted(), undefined]],
  ["secret", "vault", [...NO_OBJECTS, undefined], []],
  ["app", "name", ["a", "1a", "My-app", "a--b", "a-", "a".repeat(33)], ["ab", "a1", "a-b", "a".repeat(32)]],
  ["app", "location", ["", "west-europe"], ["westeurope", "West Europe"]],
  ["app", "resourceGroupName", ["", "rg.", "r".repeat(91)], ["r", "rg.x", "r".repeat(90)]],
  ["app", "workloadProfileName", ["", " "], ["Consumption"]],
  ["app", "rolePropagation", ["90", "-1s", "1m30s"], ["90s", "2.5m"]],
  ["app", "timeouts.create", ["soon", "90", "1d"], ["90s", "1h30m"]],
  [
    "app",
    "containers[0].image.reference",
    ["", "my image", "https://docker.io/nginx", "docker.io/Nginx", "nginx:"],
    ["nginx", "localhost:5000/a/b_c:1.2-X", `nginx@sha256:${"a".repeat(64)}`],
  ],
  ["app", "containers[0].name", ["a.b", "A", "-a", "a".repeat(47)], ["a-b", "a", "1a", "a".repeat(46)]],
  ["app", "containers[0].cpu", [0.05, 0.255, "1", -1], [0.25]],
  ["app", "containers[0].memory", ["512Mi", "0.5G", "0.5", "1.555Gi", "0Gi", ".5Gi", "00.5Gi"], ["0.5Gi", "0.50Gi"]],
  ["app", "initContainers[0].name", ["a.b", undefined], ["a-b"]],
  ["app", "initContainers[0].cpu", [0.09, 0.101], [0.1, 0.11]],
  ...PROBES.flatMap((probe): (typeof VALUES)[number][] => [
    ["app", `${probe}.port`, [0, 65536, undefined], [1, 65535]],
    ["app", `${probe}.transport`, ["https", "UDP", undefined], ["HTTP", "HTTPS"]],
    ["app", `${probe}.initialDelay`, [-1, 61, 1.5], [0, 60]],
    ["app", `${probe}.intervalSeconds`, [0, 241], [1, 240]],
    ["app", `${probe}.timeout`, [0, 241], [1, 240]],
    ["app", `${probe}.failureCountThreshold`, [0, 31], [1, 30]],
    ["app", `${probe}.header[0].name`, ["", undefined], ["Host"]],
  ]),
  ["app", "containers[0].readinessProbe.successCountThreshold", [0, 11], [1, 10]],
  ["job", "containers[0].readinessProbe.initialDelay", [1], [0, undefined]],
  ["job", "containers[0].startupProbe.initialDelay", [1], [0]],
  ["job", "containers[0].livenessProbe.initialDelay", [61], [60]],
  ["app", "containers[0].volumeMounts[0].name", ["", undefined], ["files"]],
  ["app", "containers[0].volumeMounts[0].path", ["/", "//", "/a:b", ""], ["/a", "/a/", "a"]],
  ["app", "containers[0].volumeMounts[0].subPath", ["/a", "a/../b", "", ".."], ["a", "a/..b"]],
  [
    "app",
    "volumes[0].storageName",
    ["Files", "a--b", "1a", "a-", "a".repeat(33)],
    ["files", "a1", "a".repeat(32), `${"a".repeat(30)}1`],
  ],
  ["app", "volumes[0].mountOptions", [""], ["ro"]],
  ["app", "volumes[0].storageType", ["azureFile", "Nfs"], ["AzureFile", "NfsAzureFile"]],
  [
    "smallest app",
    "volumes",
    [[{ name: "A" }], [{ name: "a.b" }], [{ name: "a".repeat(64) }], [{}]],
    [[{ name: "a-1" }], [{ name: "a".repeat(63) }]],
  ],
  [
    "app",
    "registries[1].server",
    ["https://docker.io", "docker.io/a", "Docker.io", "", "x:0", "x:65536"],
    ["docker.io", "localhost:65535"],
  ],
  ["app", "registries[1].username", ["", undefined], ["me"]],
  ["app", "maxInactiveRevisions", [-1, 101], [0, 100]],
  ["app", "revisionMode", ["multiple", "Labels"], ["Multiple"]],
  ["app", "revisionSuffix", ["A", "a.b", "a--b", "a-"], ["a", "1-b"]],
  ["app", "minReplicas", [-1, 21, 0.5], [0, 20]],
  ["app", "maxReplicas", [0, 301], [1, 300]],
  ["app", "cooldownPeriodInSeconds", [0], [1]],
  ["app", "pollingIntervalInSeconds", [0], [1]],
  ["app", "terminationGracePeriodSeconds", [-1, 601], [0, 600]],
  ...SCALE_RULES.map((kind): (typeof VALUES)[number] => [
    "app",
    `${kind}[0].name`,
    ["A", "my rule", "", "a-"],
    ["a", "my-rule.1"],
  ]),
  ["app", "azureQueueScaleRules[0].queueLength", [0, 1.5], [1]],
  ["app", "azureQueueScaleRules[0].queueName", [""], ["q"]],
  [
    "app",
    "azureQueueScaleRules[0].authentication",
    [[], undefined],
    [[{ secretName: "queue-connection", triggerParameter: "connection" }]],
  ],
  ["app", "azureQueueScaleRules[0].authentication[0].triggerParameter", ["", undefined], ["connection"]],
  ["app", "customScaleRules[0].customRuleType", ["azure-bus", "Cron"], ["cron", "azure-servicebus"]],
  ["app", "customScaleRules[0].metadata", [undefined], [{}]],
  ["app", "httpScaleRules[0].concurrentRequests", ["0", "many", "1.5", 10], ["1", "1000"]],
  ["app", "tcpScaleRules[0].concurrentRequests", ["-1"], ["1"]],
  ["app", "httpScaleRules[0].authentication[0].triggerParameter", [""], [undefined]],
  ["app", "dapr.appId", ["", "Orders", "a.b", "a".repeat(59)], ["a", "a".repeat(58)]],
  ["app", "dapr.appPort", [0, 65536], [1, 65535]],
  ["app", "dapr.appProtocol", ["gRPC", "https"], ["http", "grpc"]],
  [
    "app",
    "containers[0].command",
    ["run", ["run", 5], ["run", undefined], ["echo ${HOME}"], ["curl -w %{http_code}"]],
    [["run"], [], ["echo $${HOME} ${var.text}"], ["curl -w %%{http_code} %{ if true }x%{ endif }"]],
  ],
  ["app", "containers[0].args", [{ 0: "a" }], [["a"]]],
  ["app", "containers[0].environmentVariables", [{ A: 1 }, { A: "${HOME}" }, { A: null }], [{ A: "" }]],
  [
    "app",
    "containers[0].livenessProbe",
    ["/health", [{ port: 80, transport: "TCP" }], true],
    [{ port: 80, transport: "TCP" }],
  ],
  ["app", "containers[0].livenessProbe.path", [5], ["", "/"]],
  ["app", "containers[0].livenessProbe.host", [5], ["localhost"]],
  ["app", "containers[0].livenessProbe.header[0].value", [3, undefined], [""]],
  ["app", "containers[0].volumeMounts", [{ name: "files", path: "/files" }, [null]], [[]]],
  ["app", "volumes", [{ name: "files" }, [null], "files"], [[{ name: "files" }]]],
  ["app", "httpScaleRules", [{ name: "http", concurrentRequests: "1" }], [[]]],
  ["app", "customScaleRules[0].metadata", [["a"], { a: 5 }], [{ a: "5" }]],
  ["app", "ignoreImageChanges", ["false"], [true]],
  ["app", "tags", [["a"], { a: 5 }, { a: undefined }, "a=b"], [{ a: "5" }]],
  ["app", "dapr", [true, [{ appId: "a" }]], [{ appId: "a" }]],
  ["app", "timeouts", ["30m"], [{ create: "30m" }]],
  ["app", "ingress.cors", [[{ allowedOrigins: ["*"] }]], [{ allowedOrigins: ["*"] }]],
  ["app", "ingress.cors.allowedOrigins[0]", [null], ["*"]],
  ["app", "ingress.externalEnabled", ["yes", 1], [false]],
  ["app", "ingress.allowInsecureConnections", ["no"], [false]],
  ["app", "ingress.trafficWeight[0].latestRevision", ["true"], [true]],
  ["app", "ingress.trafficWeight[1].revisionSuffix", ["A.B", "a".repeat(43)], ["a".repeat(42)]],
  ["app", "ingress.ipSecurityRestriction[0].description", [5], [""]],
  [
    "vault",
    "networkAcls",
    [[{ defaultAction: "Deny", bypass: "None" }], "Deny", [], true],
    [{ defaultAction: "Deny", bypass: "None" }],
  ],
  ["vault", "purgeProtectionEnabled", ["yes"], [true]],
  ["environment", "mutualTlsEnabled", ["yes"], [true]],
  [
    "environment",
    "workloadProfiles",
    [{ name: "a", workloadProfileType: "D4" }],
    [[{ name: "a", workloadProfileType: "D4" }]],
  ],
  ["environment", "infrastructureResourceGroupName", ["MY-rg"], ["other-rg"]],
  ["app", "ingress.targetPort", [0, 65536, undefined], [1, 65535]],
  ["app", "ingress.transport", ["HTTP", "http3"], ["auto", "http", "http2"]],
  ["app", "ingress.clientCertificateMode", ["Require"], ["require", "ignore"]],
  ["app", "ingress.cors.maxAgeInSeconds", [-1], [0]],
  ["app", "ingress.cors.allowedOrigins", [undefined], [["*"]]],
  ["app", "ingress.ipSecurityRestriction[0].action", ["allow"], ["Deny"]],
  [
    "app",
    "ingress.ipSecurityRestriction[0].ipAddressRange",
    ["office", "10.0.0.0/33", "999.0.0.1", "1.2.3.4/8/8", "fe80::1%eth0", 5],
    ["10.0.0.0/32", "10.0.0.1", "2001:db8::/32"],
  ],
  ["app", "ingress.ipSecurityRestriction[0].name", [""], ["x"]],
  ["app", "ingress.trafficWeight[1].percentage", [-1, 101, 20.5], [20]],
  ["app", "ingress.trafficWeight[0].label", [""], ["blue"]],
  [
    "app",
    "ingress.trafficWeight",
    [undefined, [], { latestRevision: true, percentage: 100 }],
    [[{ latestRevision: true, percentage: 100 }]],
  ],
  ["app by TCP", "ingress.exposedPort", [undefined, 80, 443, 36985, 0, 65536], [1, 81, 65535]],
  ["job", "location", [undefined], ["westeurope"]],
  ["job", "replicaTimeoutInSeconds", [0, 1.5], [1]],
  ["job", "replicaRetryLimit", [-1], [0, 20]],
  ["job", "trigger.eventConfig.parallelism", [0], [1]],
  ["job", "trigger.eventConfig.replicaCompletionCount", [0], [1]],
  ["job", "trigger.eventConfig.scale[0].minExecutions", [-1, 6], [0, 5]],
  ["job", "trigger.eventConfig.scale[0].maxExecutions", [0], [1]],
  ["job", "trigger.eventConfig.scale[0].pollingIntervalInSeconds", [0], [1]],
  [
    "job",
    "trigger.eventConfig.scale[0].rules",
    [undefined, []],
    [[{ name: "r", customRuleType: "cron", metadata: {} }]],
  ],
  ["job", "trigger.eventConfig.scale[0].rules[0].customRuleType", ["nothing"], ["cron"]],
  ["job", "trigger.eventConfig.scale[0].rules[0].name", ["A"], ["a"]],
  [
    "job",
    "trigger.eventConfig.scale",
    [undefined, [], [{}, {}]],
    [[{ rules: [{ name: "r", customRuleType: "cron", metadata: {} }] }]],
  ],
  [
    "scheduled job",
    "trigger.scheduleConfig.cronExpression",
    [
      "",
      "@daily",
      "* * * *",
      "0 0 3 * * *",
      "60 * * * *",
      "0 24 * * *",
      "0 0 0 * *",
      "0 0 1 13 *",
      "0 0 * * 8",
      "*/0 * * * *",
      "1-2-3 * * * *",
      "a * * * *",
      undefined,
    ],
    ["0 3 * * *", "*/15 0,12 1-5 JAN sun", "59 23 31 12 7", "0 0 ? * *"],
  ],
  [
    "environment",
    "name",
    ["a", "1a", "a-", "a_b", "a".repeat(61), `${"a".repeat(59)}1`],
    ["ab", "a--b", "A1", "a".repeat(60), `${"a".repeat(58)}1`],
  ],
  ["environment", "logsDestination", ["none"], ["log-analytics", undefined]],
  [
    "environment",
    "logAnalyticsWorkspaceId",
    ["my-logs", WORKSPACE_ID.replace("resourceGroups", "resourcegroups")],
    [WORKSPACE_ID],
  ],
  ["environment", "infrastructureSubnetId", [SUBNET_ID.replace("/subnets/apps", "")], [SUBNET_ID]],
  ["environment", "infrastructureResourceGroupName", ["rg."], ["rg"]],
  ["environment", "publicNetworkAccess", ["disabled"], ["Disabled"]],
  ["environment", "daprApplicationInsightsConnectionString", [""], ["x"]],
  ["environment", "identity.type", ["None", "SystemAssigned,UserAssigned", undefined], ["UserAssigned"]],
  ["environment", "identity.identityIds", [["my-identity"], [], undefined], [[IDENTITY_ID]]],
  ["environment", "workloadProfiles[1].name", ["", undefined, "consumption", "Consumption"], ["small"]],
  [
    "environment",
    "workloadProfiles[1].workloadProfileType",
    ["d4", "Flex", "Consumption-GPU-NC24-A100", undefined],
    ["D32", "NC24-A100"],
  ],
  ["environment", "workloadProfiles[1].minimumCount", [-1, 4], [0, 3]],
  ["environment", "workloadProfiles[1].maximumCount", [-1], [1]],
  ["environment", "workloadProfiles[0].minimumCount", [1], [0, undefined]],
  ["vault", "name", ["ab", "1ab", "a--b", "ab-", "a_b", "a".repeat(25)], ["abc", "A-1", "a".repeat(24)]],
  ["vault", "skuName", ["Standard"], ["standard"]],
  ["vault", "tenantId", ["my-tenant"], ["AAAAAAAA-0000-0000-0000-000000000000"]],
  ["vault", "softDeleteRetentionDays", [6, 91], [7, 90]],
  ["vault", "rolePropagation", ["soon"], ["90s"]],
  ["vault", "networkAcls.defaultAction", ["deny", undefined], ["Allow"]],
  ["vault", "networkAcls.bypass", ["azureServices", undefined], ["None"]],
  [
    "vault",
    "networkAcls.ipRules[0]",
    ["999.1.1.1", "203.0.113.0/33", "10.0.0.1", "172.16.0.0/12", "192.168.0.0/16", "2001:db8::1"],
    ["203.0.113.1", "172.15.0.0/31", "203.0.113.0/32"],
  ],
  ["vault", "networkAcls.ipRules", [ipRules(1001)], [ipRules(1000)]],
  [
    "vault",
    "networkAcls.virtualNetworkSubnetIds",
    [["apps"], Array(201).fill(SUBNET_ID)],
    [Array(200).fill(SUBNET_ID)],
  ],
  ["vault", "tags", [tags(51)], [tags(50)]],
  ["secret", "name", ["", "a_b", "a".repeat(128)], ["a", "-A-1", "a".repeat(127)]],
  ["secret", "valueVersion", [0, 1.5], [1]],
  ["secret", "contentType", ["x".repeat(256)], ["x".repeat(255), ""]],
  [
    "secret",
    "expirationDate",
    [
      "2030-12-31",
      "2030-12-31T00:00:00+02:00",
      "2030-12-31T00:00:00.5Z",
      "2030-13-31T00:00:00Z",
      "2030-02-30T00:00:00Z",
      "9999-12-31T23:59:59Z",
      "1969-12-31T23:59:59Z",
    ],
    ["2030-12-31T00:00:00Z", "2261-12-31T23:59:59Z", "2028-02-29T00:00:00Z"],
  ],
  ["secret", "notBeforeDate", ["tomorrow"], ["2030-01-01T23:59:59Z"]],
  ["secret", "tags", [tags(16)], [tags(15)]],
  ["identity", "name", ["ab", "-ab", "a.b", "a".repeat(129)], ["abc", "1_b-", "a".repeat(128)]],
  ["identity", "location", [""], ["westeurope"]],
  ["identity", "tags", [tags(51)], [tags(50)]],
];

const IMAGE = { reference: "nginx" };
const container = (values: object) => ({ image: IMAGE, ...values });

/** Of several arguments together: what is changed, where it is refused, and the nearest that passes. */
const TOGETHER: [string, Made, Changes, string, Changes][] = [
  [
    "a tag's name with a slash",
    "app",
    { tags: { "cost/center": "1" } },
    "tags: the name",
    { tags: { "cost:center": "1/2" } },
  ],
  [
    "a tag's name of 513 bytes",
    "app",
    { tags: { ["é".repeat(257)]: "1" } },
    "tags: the name",
    { tags: { ["é".repeat(256)]: "1" } },
  ],
  ["a tag's value of 258 bytes", "app", { tags: { a: "é".repeat(129) } }, "tags.a", { tags: { a: "é".repeat(128) } }],
  [
    "two tags that differ by case",
    "app",
    { tags: { team: "1", Team: "2" } },
    "tags: the name",
    { tags: { team: "1", teams: "2" } },
  ],
  ["no containers", "smallest app", { containers: [] }, "containers", { containers: [container({})] }],
  [
    "two containers of one name",
    "smallest app",
    { containers: [container({}), container({ name: "my-app" })] },
    "containers[1].name",
    { containers: [container({}), container({ name: "other" })] },
  ],
  [
    "an init container of a container's name",
    "app",
    { "initContainers[0].name": "everything" },
    "initContainers[0].name",
    { "initContainers[0].name": "other" },
  ],
  [
    "half of the memory",
    "smallest app",
    { "containers[0].memory": "0.25Gi" },
    "containers",
    { "containers[0].cpu": 0.5, "containers[0].memory": "1Gi" },
  ],
  [
    "a total between the steps",
    "smallest app",
    { containers: [container({ cpu: 0.3 }), container({ name: "b", cpu: 0.3 })] },
    "containers",
    { containers: [container({ cpu: 0.3, memory: "0.4Gi" }), container({ name: "b", cpu: 0.7, memory: "1.6Gi" })] },
  ],
  [
    "more than shared machines have",
    "smallest app",
    { "containers[0].cpu": 4.25 },
    "containers",
    { "containers[0].cpu": 4 },
  ],
  [
    "odd totals on a profile that synth does not know",
    "app",
    { "containers[0].memory": "0.7Gi" },
    "containers",
    { "containers[0].memory": "0.7Gi", workloadProfileName: "mine" },
  ],
  [
    "more than an environment without profiles has",
    "app in an environment of the program",
    { "containers[0].cpu": 2.25 },
    "containers",
    { "containers[0].cpu": 2 },
  ],
  [
    "a profile of an environment without any",
    "app in an environment of the program",
    { workloadProfileName: "Consumption" },
    "workloadProfileName",
    {},
  ],
  [
    "a profile that the environment does not have",
    "app on a profile",
    { workloadProfileName: "large" },
    "workloadProfileName",
    { workloadProfileName: "Consumption" },
  ],
  [
    "more CPU than a machine has",
    "app on a profile",
    { "containers[0].cpu": 4.1 },
    "containers",
    { "containers[0].cpu": 4 },
  ],
  [
    "more memory than a machine has",
    "app on a profile",
    { "containers[0].memory": "16.01Gi" },
    "containers",
    { "containers[0].memory": "16Gi" },
  ],
  [
    "more than shared machines have, beside dedicated ones",
    "app on a profile",
    { workloadProfileName: undefined, "containers[0].cpu": 4.25 },
    "containers",
    { workloadProfileName: undefined, "containers[0].cpu": 4 },
  ],
  [
    "TCP from outside without a subnet",
    "app in an environment of the program",
    { ingress: Ingress.external(5432, { transport: "tcp" }) },
    "ingress.externalEnabled",
    { ingress: Ingress.internalOnly(5432, { transport: "tcp" }) },
  ],
  [
    "a share by NFS without a subnet",
    "app in an environment of the program",
    { volumes: volume({ storageType: "NfsAzureFile", storageName: "files" }) },
    "volumes[0].storageType",
    { volumes: volume({ storageType: "AzureFile", storageName: "files" }) },
  ],
  [
    "a job elsewhere than its environment",
    "job in an environment of the program",
    { location: "northeurope" },
    "location",
    { location: "West Europe" },
  ],
  [
    "a secret for a system-assigned identity",
    "smallest app",
    { identity: AppIdentity.systemAssigned(), secrets: { A: importVault(newStack()).secret("a") } },
    "secrets.A",
    { identity: AppIdentity.systemAssigned() },
  ],
  [
    "two secrets of one name",
    "app",
    { "otherSecrets[2]": importVault(newStack(), "other", undefined, "other-vault").secret("db-password") },
    "otherSecrets[2]",
    {},
  ],
  [
    "an init container larger than the rest",
    "app",
    { "initContainers[0].cpu": 0.26 },
    "initContainers[0]",
    { "initContainers[0].cpu": 0.2 },
  ],
  [
    "a CPU that is a reference, without memory",
    "smallest app",
    { "containers[0].cpu": Token.asNumber("${var.cpu}") },
    "containers[0].memory",
    { "containers[0].cpu": Token.asNumber("${var.cpu}"), "containers[0].memory": "1Gi" },
  ],
  [
    "a variable's name",
    "app",
    { "containers[0].environmentVariables": { "A:B": "1" } },
    "containers[0].environmentVariables: the name",
    { "containers[0].environmentVariables": { "A.B": "1" } },
  ],
  [
    "an init container's variable",
    "app",
    { "initContainers[0].environmentVariables": { "1ST": "1" } },
    "initContainers[0].environmentVariables: the name",
    { "initContainers[0].environmentVariables": { FIRST: "1" } },
  ],
  [
    "one name for a variable and a secret",
    "app",
    { environmentVariables: { DB_PASSWORD: "1" } },
    "secrets.DB_PASSWORD",
    { environmentVariables: { DB_NAME: "1" } },
  ],
  [
    "an identity to make without a region",
    "smallest app",
    { location: undefined },
    "location",
    { location: "westeurope" },
  ],
  [
    "an undeclared volume",
    "app",
    { "containers[0].volumeMounts[0].name": "other" },
    "containers[0].volumeMounts[0].name",
    { "containers[0].volumeMounts[0].name": "files" },
  ],
  [
    "an init container's undeclared volume",
    "app",
    { "initContainers[0].volumeMounts[0].name": "other" },
    "initContainers[0].volumeMounts[0].name",
    {},
  ],
  [
    "two volumes at one path",
    "app",
    { "containers[0].volumeMounts[1]": { name: "files", path: "/files" } },
    "containers[0].volumeMounts[1].path",
    { "containers[0].volumeMounts[1]": { name: "files", path: "/other" } },
  ],
  [
    "two volumes of one name",
    "app",
    { "volumes[1]": { name: "files" } },
    "volumes[1].name",
    { "volumes[1]": { name: "other" } },
  ],
  [
    "a share without storage",
    "app",
    { "volumes[0].storageName": undefined },
    "volumes[0].storageName",
    { volumes: volume({}) },
  ],
  [
    "an empty folder with storage",
    "app",
    { volumes: volume({ storageName: "files" }) },
    "volumes[0].storageName",
    { volumes: volume({ storageType: "EmptyDir" }) },
  ],
  [
    "secrets with mount options",
    "app",
    { volumes: volume({ storageType: "Secret", mountOptions: "ro" }) },
    "volumes[0].mountOptions",
    { volumes: volume({ storageType: "Secret" }) },
  ],
  [
    "one registry twice",
    "app",
    { "registries[1].server": "orders.azurecr.io" },
    "registries[1].server",
    { "registries[1].server": "other.azurecr.io" },
  ],
  [
    "a pull by a system-assigned identity",
    "smallest app",
    { identity: AppIdentity.systemAssigned(), registries: [RegistryCredentials.withIdentity("a.azurecr.io")] },
    "registries[0].identity",
    { registries: [RegistryCredentials.withIdentity("a.azurecr.io")] },
  ],
  [
    "a scale rule's undeclared secret",
    "app",
    { "httpScaleRules[0].authentication[0].secretName": "other" },
    "httpScaleRules[0].authentication[0].secretName",
    { "httpScaleRules[0].authentication[0].secretName": "api-key" },
  ],
  [
    "a job's undeclared secret",
    "job",
    { "trigger.eventConfig.scale[0].rules[0].authentication[0].secretName": "other" },
    "trigger.eventConfig.scale[0].rules[0].authentication[0].secretName",
    { "trigger.eventConfig.scale[0].rules[0].authentication[0].secretName": "api-key" },
  ],
  [
    "two scale rules of one name",
    "app",
    { "tcpScaleRules[0].name": "http" },
    "tcpScaleRules[0].name",
    { "tcpScaleRules[0].name": "tcp2" },
  ],
  [
    "two scale rules of one name in a job",
    "job",
    { "trigger.eventConfig.scale[0].rules[1]": { name: "bus", customRuleType: "cron", metadata: {} } },
    "trigger.eventConfig.scale[0].rules[1].name",
    { "trigger.eventConfig.scale[0].rules[1]": { name: "cron", customRuleType: "cron", metadata: {} } },
  ],
  ["more replicas than the default has", "smallest app", { minReplicas: 11 }, "minReplicas", { minReplicas: 10 }],
  [
    "more executions than the default has",
    "job",
    { "trigger.eventConfig.scale[0].maxExecutions": undefined, "trigger.eventConfig.scale[0].minExecutions": 101 },
    "trigger.eventConfig.scale[0].minExecutions",
    { "trigger.eventConfig.scale[0].maxExecutions": undefined, "trigger.eventConfig.scale[0].minExecutions": 100 },
  ],
  [
    "a revision's name of 55 characters",
    "app",
    { revisionSuffix: "a".repeat(43) },
    "revisionSuffix",
    { revisionSuffix: "a".repeat(42) },
  ],
  [
    "a path of a TCP probe",
    "app",
    { "containers[0].livenessProbe.transport": "TCP", "containers[0].livenessProbe.header": undefined },
    "containers[0].livenessProbe.path",
    {
      "containers[0].livenessProbe.transport": "TCP",
      "containers[0].livenessProbe.header": undefined,
      "containers[0].livenessProbe.path": undefined,
    },
  ],
  [
    "headers of a TCP probe",
    "app",
    { "containers[0].livenessProbe.transport": "TCP", "containers[0].livenessProbe.path": undefined },
    "containers[0].livenessProbe.header",
    {
      "containers[0].livenessProbe.transport": "TCP",
      "containers[0].livenessProbe.header": [],
      "containers[0].livenessProbe.path": undefined,
    },
  ],
  [
    "an exposed port without TCP",
    "app",
    { "ingress.exposedPort": 8081 },
    "ingress.exposedPort",
    { "ingress.exposedPort": undefined },
  ],
  [
    "CORS by TCP",
    "app by TCP",
    { "ingress.cors": { allowedOrigins: ["*"] } },
    "ingress.cors",
    { "ingress.cors": undefined },
  ],
  [
    "client certificates by TCP",
    "app by TCP",
    { "ingress.clientCertificateMode": "ignore" },
    "ingress.clientCertificateMode",
    { "ingress.clientCertificateMode": undefined },
  ],
  [
    "insecure connections by TCP",
    "app by TCP",
    { "ingress.allowInsecureConnections": true },
    "ingress.allowInsecureConnections",
    { "ingress.allowInsecureConnections": false },
  ],
  ["a label by TCP", "app by TCP", { "ingress.trafficWeight[0].label": "blue" }, "ingress.trafficWeight[0].label", {}],
  [
    "allowed and denied addresses",
    "app",
    { "ingress.ipSecurityRestriction[1]": { name: "b", action: "Deny", ipAddressRange: "10.0.0.1" } },
    "ingress.ipSecurityRestriction[1].action",
    { "ingress.ipSecurityRestriction[1]": { name: "b", action: "Allow", ipAddressRange: "10.0.0.1" } },
  ],
  [
    "traffic of 99 percent",
    "app",
    { "ingress.trafficWeight[1].percentage": 19 },
    "ingress.trafficWeight",
    { "ingress.trafficWeight[1].percentage": 20 },
  ],
  [
    "traffic to no revision",
    "app",
    { "ingress.trafficWeight[1].revisionSuffix": undefined },
    "ingress.trafficWeight[1].revisionSuffix",
    {},
  ],
  [
    "traffic to the latest revision by its suffix",
    "app",
    { "ingress.trafficWeight[0].revisionSuffix": "two" },
    "ingress.trafficWeight[0].revisionSuffix",
    {},
  ],
  [
    "one revision twice",
    "app",
    { "ingress.trafficWeight[1]": { latestRevision: true, percentage: 20 } },
    "ingress.trafficWeight[1]",
    { "ingress.trafficWeight[1]": { revisionSuffix: "zero", percentage: 20 } },
  ],
  [
    "one label twice",
    "app",
    { "ingress.trafficWeight[1].label": "next" },
    "ingress.trafficWeight[1].label",
    { "ingress.trafficWeight[1].label": "stable" },
  ],
  [
    "traffic to another revision than the one there is",
    "app",
    { revisionMode: RevisionMode.SINGLE, "ingress.trafficWeight": [{ revisionSuffix: "one", percentage: 100 }] },
    "ingress.trafficWeight[0]",
    { revisionMode: RevisionMode.SINGLE, "ingress.trafficWeight": [{ latestRevision: true, percentage: 100 }] },
  ],
  [
    "logs to a workspace that is not said",
    "smallest environment",
    { logsDestination: "log-analytics" },
    "logAnalyticsWorkspaceId",
    { logsDestination: "azure-monitor" },
  ],
  [
    "logs elsewhere than to the workspace",
    "environment",
    { logsDestination: "azure-monitor" },
    "logsDestination",
    { logsDestination: "azure-monitor", logAnalyticsWorkspaceId: undefined },
  ],
  [
    "an internal load balancer without a subnet",
    "smallest environment",
    { internalLoadBalancerEnabled: true },
    "internalLoadBalancerEnabled",
    { internalLoadBalancerEnabled: false },
  ],
  [
    "zones without a subnet",
    "smallest environment",
    { zoneRedundancyEnabled: true },
    "zoneRedundancyEnabled",
    { zoneRedundancyEnabled: true, infrastructureSubnetId: SUBNET_ID },
  ],
  [
    "a group for what is not there",
    "smallest environment",
    { infrastructureResourceGroupName: "rg" },
    "infrastructureResourceGroupName",
    { infrastructureResourceGroupName: "rg", infrastructureSubnetId: SUBNET_ID },
  ],
  [
    "public access to an internal environment",
    "environment",
    { publicNetworkAccess: "Enabled" },
    "publicNetworkAccess",
    { publicNetworkAccess: "Enabled", internalLoadBalancerEnabled: false },
  ],
  [
    "one profile twice",
    "environment",
    { "workloadProfiles[2]": { name: "Dedicated", workloadProfileType: "D8" } },
    "workloadProfiles[2].name",
    { "workloadProfiles[2]": { name: "large", workloadProfileType: "D8" } },
  ],
  [
    "ids of a system-assigned identity",
    "environment",
    { "identity.type": "SystemAssigned" },
    "identity.identityIds",
    { identity: { type: "SystemAssigned" } },
  ],
];

/** The message of a program that has to be refused. */
function refusalOf(made: Made, changes: Changes): string {
  try {
    MAKE[made](changes);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error(`not refused: ${JSON.stringify(changes)}`);
}

/** Each property that a message names. */
function propertiesIn(message: string): string[] {
  return [...message.matchAll(/^ {2}- (.+?) is /gm)].map(([, property]) => property!);
}

test.each(Object.keys(MAKE) as Made[])("the %s that the rows change passes", (made) => {
  expect(() => MAKE[made]({})).not.toThrow();
});

describe("refuses a value, and takes the nearest:", () => {
  test.each(VALUES)("%s, %s", (made, property, refused, accepted) => {
    for (const value of refused) {
      const message = refusalOf(made, { [property]: value });
      expect(message).toMatch(/^\[test\/made\] is refused:\n/);
      expect({ value, refused: propertiesIn(message)[0] }).toEqual({
        value,
        refused: expect.stringMatching(startOf(property)) as string,
      });
    }
    for (const value of accepted) {
      expect(() => MAKE[made]({ [property]: value })).not.toThrow();
    }
  });
});

/** Where a value is wrong: at the property, or at something in it. */
function startOf(property: string): RegExp {
  return new RegExp(`^${property.replace(/[[\].]/g, "\\$&")}(?=$|[.[])`);
}

test("what is too large for a machine is told the workload profile's name and size", () => {
  expect(refusalOf("app on a profile", { "containers[0].cpu": 4.25 })).toMatch(
    /containers is "4\.25 vCPU and 8\.5Gi in all"; allowed: at most what .* has: dedicated \(D4: 4 vCPU and 16Gi\)\. Lower/,
  );
});

test("what may be a secret is in no message", () => {
  const may = [...NO_OBJECTS, ...NO_MAPS, ...NO_LISTS].filter((value) => JSON.stringify(value)?.includes("hunter2"));
  for (const value of may) {
    for (const [property, changed] of [
      ["secrets", value],
      ["secrets", { A: value }],
      ["otherSecrets", value],
      ["otherSecrets", [value]],
      ["registries[1].password", value],
      ["environmentVariables", value],
    ] as const) {
      expect(refusalOf("app", { [property]: changed })).not.toContain("hunter2");
    }
  }
});

test("an argument that breaks its rule, and nothing that follows from it alone, is named", () => {
  expect(propertiesIn(refusalOf("app", { "containers[0].cpu": 0, "containers[0].memory": undefined }))).toEqual([
    "containers[0].cpu",
  ]);
  expect(propertiesIn(refusalOf("app", { location: "", name: "A", minReplicas: 300 }))).toEqual([
    "name",
    "location",
    "minReplicas",
  ]);
  expect(propertiesIn(refusalOf("app on a profile", { environment: "x" }))).toEqual(["environment"]);
  expect(propertiesIn(refusalOf("app", { otherSecrets: "x" }))).toEqual(["otherSecrets"]);
  expect(propertiesIn(refusalOf("app", { "initContainers[0]": null }))).toEqual(["initContainers[0]"]);
  expect(
    propertiesIn(refusalOf("environment", { infrastructureResourceGroupName: 5, "identity.identityIds": "x" })),
  ).toEqual(["infrastructureResourceGroupName", "identity.identityIds"]);
});

/** The paths of everything in the props of a program, but for what is in constructs and this library's own objects. */
function pathsIn(value: unknown, path = ""): string[] {
  const isOpen = typeof value === "object" && value !== null && !Construct.isConstruct(value);
  const own = value instanceof Ingress ? value.config : value;
  const inner =
    isOpen && !Token.isUnresolved(value) && !(value instanceof AppSecret) ? Object.entries(own as object) : [];
  return inner.flatMap(([key, item]) => {
    if (/^_|^hasUserAssigned$/.test(key)) {
      return [];
    }
    const at = Array.isArray(value) ? `${path}[${key}]` : `${path}${path && "."}${key}`;
    return [at, ...pathsIn(item, at)];
  });
}

test.each<[Made, object]>([
  ["app", everyAppProps(newStack())],
  ["job", everyJobProps(newStack())],
  ["environment", EVERY_ENVIRONMENT_PROPS],
  ["vault", EVERY_KEY_VAULT_PROPS],
  ["identity", EVERY_IDENTITY_PROPS],
])("whatever stands anywhere in the props of the %s is taken or refused, and breaks nothing", (made, props) => {
  const broken = pathsIn(props).flatMap((path) =>
    [null, "", 0, [null], {}].flatMap((value) => {
      try {
        MAKE[made]({ [path]: value });
      } catch (error) {
        const { message } = error as Error;
        return message.startsWith("[test/made] is refused:\n  - ") ? [] : [`${path}: ${message}`];
      }
      return [];
    }),
  );
  expect(broken).toEqual([]);
});

test.each<[string, (stack: ReturnType<typeof newStack>, props: never) => unknown]>([
  ["an app", (stack, props) => new ManagedIdentityContainerApp(stack, "made", props)],
  ["a job", (stack, props) => new ManagedIdentityContainerAppJob(stack, "made", props)],
  ["an environment", (stack, props) => new ContainerAppEnvironment(stack, "made", props)],
  ["an environment by name", (stack, props) => ContainerAppEnvironment.fromEnvironmentName(stack, "made", props)],
  ["a vault", (stack, props) => new KeyVault(stack, "made", props)],
  ["a vault by name", (stack, props) => KeyVault.fromKeyVaultName(stack, "made", props)],
  ["a vault by attributes", (stack, props) => KeyVault.fromKeyVaultAttributes(stack, "made", props)],
  ["a secret", (stack, props) => new KeyVaultSecret(stack, "made", props)],
  ["an identity", (stack, props) => new ManagedIdentity(stack, "made", props)],
  ["a registry by name", (stack, props) => ContainerRegistry.fromRegistryName(stack, "made", props)],
  ["a registry by attributes", (stack, props) => ContainerRegistry.fromRegistryAttributes(stack, "made", props)],
])("%s of nothing at all is refused", (_, make) => {
  for (const props of [undefined, null, "props"]) {
    expect(() => make(newStack(), props as never)).toThrow(/^\[test\/made\] is refused:\n {2}- props is /);
  }
});

describe("refuses together:", () => {
  test.each(TOGETHER)("%s (%s)", (_, made, refused, property, accepted) => {
    expect(propertiesIn(refusalOf(made, refused))).toEqual([property]);
    expect(() => MAKE[made](accepted)).not.toThrow();
  });
});

describe("every rule", () => {
  const rules = new Set(
    [APP, JOB, ENVIRONMENT, KEY_VAULT, KEY_VAULT_SECRET, MANAGED_IDENTITY].flatMap((block) => rulesIn(block)),
  );
  test("refuses something in these tests", () => {
    const lines = [
      ...VALUES.flatMap(([made, property, refused]) => refused.map((value) => refusalOf(made, { [property]: value }))),
      ...TOGETHER.map(([, made, changes]) => refusalOf(made, changes)),
    ].flatMap((message) => message.split("\n"));
    const tested = ({ allowed, change: toChange, source }: Sentence) =>
      lines.some(
        (line) =>
          line.includes(`; allowed: ${allowed}`) && line.endsWith(`. ${toChange}${source ? ` See ${source}` : ""}`),
      );
    expect([...rules].filter((rule) => rule !== OWN && !tested(rule)).map(({ allowed }) => allowed)).toEqual([]);
  });

  test("names a page that says it", () => {
    const pages =
      /^https:\/\/(learn\.microsoft\.com|registry\.terraform\.io|developer\.hashicorp\.com|kubernetes\.io|github\.com)\//;
    expect([...rules].filter(({ source }) => source !== undefined && !pages.test(source))).toEqual([]);
  });
});

/** The rules of a block and of all blocks in it. */
function rulesIn({ arguments: rules, together = [] }: AnyBlock): Sentence[] {
  return [...together, ...Object.values(rules).flatMap(rulesOf)];
}

function rulesOf(argument: Argument): Sentence[] {
  if ("accepts" in argument) {
    return [argument];
  }
  if ("block" in argument) {
    return rulesIn(argument.block);
  }
  if ("kind" in argument) {
    return [argument.kind, ...(argument.holds ? rulesOf(argument.holds) : [])];
  }
  return "list" in argument
    ? [...rulesOf(argument.list), ...(argument.nonEmpty ? [argument.nonEmpty] : [])]
    : rulesOf(argument.map);
}
