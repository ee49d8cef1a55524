import { Token } from "cdktf";
import {
  AppIdentity,
  Ingress,
  ManagedIdentityContainerApp,
  RegistryCredentials,
  RevisionMode,
  SecretReader,
} from "../../lib/index";
import { APP } from "../../lib/workload/private/rules/app";
import { everyAppProps } from "../support/every-argument";
import {
  NO_LISTS,
  NO_MAPS,
  NO_MAPS_AT_ALL,
  NO_OBJECTS,
  PLANNED_MAPS,
  rulesIn,
  SHARED_RULES,
  tags,
  testRules,
  testWithoutProps,
  testWrongTypes,
  TogetherRow,
  ValueRow,
  without,
} from "../support/rules";
import { importVault, newStack } from "../support/synth";
import { CONTAINER_RULES, INGRESS_RULES, SCALE_RULE_RULES, SCALE_RULES, VOLUME_RULES } from "../support/workload-rules";

const volume = (values: object) => [{ name: "files", ...values }];
const container = (values: object) => ({ image: { reference: "nginx" }, ...values });

const CPU_RULE = { name: "cpu", customRuleType: "cpu", metadata: { type: "Utilization", value: "70" } };

const HTTP_RULE = { name: "http", concurrentRequests: "50" };

const cronRule = (desiredReplicas: string) => ({
  name: "day",
  customRuleType: "cron",
  metadata: { timezone: "Etc/UTC", start: "0 6 * * *", end: "0 20 * * *", desiredReplicas },
});

/** A value of one argument each. */
const VALUES: ValueRow[] = [
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
  [
    "app",
    "registries[1].server",
    ["https://docker.io", "docker.io/a", "Docker.io", "", "x:0", "x:65536"],
    ["docker.io", "localhost:65535"],
  ],
  ["app", "registries[1].username", ["", undefined], ["me"]],
  ["app", "containers", [...NO_LISTS, [], undefined, ...[null, "nginx", [], Token.asAny("x")].map((one) => [one])], []],
  ["app", "initContainers", [...NO_LISTS, ...[null, "nginx", [], Token.asAny("x")].map((one) => [one])], [undefined]],
  ["app", "environmentVariables", NO_MAPS_AT_ALL, [{ A: "${var.text}" }, undefined, ...PLANNED_MAPS]],
  ["app", "name", ["a", "1a", "My-app", "a--b", "a-", "a".repeat(33)], ["ab", "a1", "a-b", "a".repeat(32)]],
  ["app", "workloadProfileName", ["", " "], ["Consumption"]],
  ["app", "maxInactiveRevisions", [-1, 101], [0, 100]],
  ["app", "revisionMode", ["multiple", "Labels"], ["Multiple"]],
  ["app", "revisionSuffix", ["A", "a.b", "a--b", "a-"], ["a", "1-b"]],
  ["app", "minReplicas", [-1, 21, 0.5], [0, 20]],
  ["app", "maxReplicas", [0, 301], [1, 300]],
  ["app", "cooldownPeriodInSeconds", [0], [1]],
  ["app", "pollingIntervalInSeconds", [0], [1]],
  ["app", "terminationGracePeriodSeconds", [-1, 601], [0, 600]],
  ["app", "dapr.appId", ["", "Orders", "a.b", "1a", "a-", "a".repeat(59)], ["a", "a1", "a".repeat(58)]],
  ["app", "dapr.appPort", [-1, 65536], [0, 1, 65535]],
  ["app", "dapr.appProtocol", ["gRPC", "https"], ["http", "grpc"]],
  ["app", "dapr", [true, [{ appId: "a" }]], [{ appId: "a" }]],
  ["app", "ignoreImageChanges", ["false"], [true]],
  ["app", "tags", [tags(51)], [tags(50)]],
];

const readBy = (reader: SecretReader) => importVault(newStack()).secret("a", { reader });

/** Several arguments together. */
const TOGETHER: TogetherRow[] = [
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
    "a secret for a system-assigned identity",
    "smallest app",
    { identity: AppIdentity.systemAssigned(), secrets: { A: importVault(newStack()).secret("a") } },
    "secrets.A",
    { identity: AppIdentity.systemAssigned() },
  ],
  [
    "a secret for a system-assigned identity beside another one",
    "smallest app",
    { identity: AppIdentity.systemAndUserAssigned(), secrets: { A: readBy(SecretReader.SYSTEM_ASSIGNED_IDENTITY) } },
    "secrets.A",
    {
      identity: AppIdentity.systemAndUserAssigned(),
      secrets: { A: readBy(SecretReader.GRANTED_SYSTEM_ASSIGNED_IDENTITY) },
    },
  ],
  [
    "a secret for a system-assigned identity that there is not",
    "smallest app",
    { secrets: { A: readBy(SecretReader.GRANTED_SYSTEM_ASSIGNED_IDENTITY) } },
    "secrets.A",
    { secrets: { A: readBy(SecretReader.USER_ASSIGNED_IDENTITY) } },
  ],
  [
    "two secrets of one name",
    "app",
    { "otherSecrets[2]": importVault(newStack(), "other", undefined, "other-vault").secret("db-password") },
    "otherSecrets[2]",
    {},
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
    "two scale rules of one name",
    "app",
    { "customScaleRules[0].name": "http" },
    "httpScaleRules[0].name",
    { "customScaleRules[0].name": "http2" },
  ],
  [
    "a registry of others by an identity",
    "app",
    { "registries[0]": RegistryCredentials.withIdentity("ghcr.io") },
    "registries[0].server",
    { "registries[0]": RegistryCredentials.withIdentity("orders.azurecr.io") },
  ],
  [
    "a registry of others, or a host named alike, by an identity that is said",
    "app",
    { "registries[0].server": "azurecr.io.example.com" },
    "registries[0].server",
    { "registries[0].server": "orders-abc123.azurecr.us" },
  ],
  [
    "replicas from none by their load",
    "smallest app",
    { customScaleRules: [CPU_RULE] },
    "customScaleRules[0].customRuleType",
    { customScaleRules: [CPU_RULE], minReplicas: 1 },
  ],
  [
    "replicas from none by requests that cannot come in",
    "smallest app",
    { httpScaleRules: [HTTP_RULE] },
    "httpScaleRules[0]",
    { httpScaleRules: [HTTP_RULE], ingress: Ingress.internalOnly(8080) },
  ],
  [
    "more replicas by cron than the default has",
    "smallest app",
    { customScaleRules: [cronRule("11")] },
    "customScaleRules[0].metadata.desiredReplicas",
    { customScaleRules: [cronRule("10")] },
  ],
  ["more replicas than the default has", "smallest app", { minReplicas: 11 }, "minReplicas", { minReplicas: 10 }],
  [
    "a revision's name of 55 characters",
    "app",
    { revisionSuffix: "a".repeat(43) },
    "revisionSuffix",
    { revisionSuffix: "a".repeat(42) },
  ],
  [
    "traffic to another revision than the one there is",
    "app",
    { revisionMode: RevisionMode.SINGLE, "ingress.trafficWeight": [{ revisionSuffix: "one", percentage: 100 }] },
    "ingress.trafficWeight[0]",
    { revisionMode: RevisionMode.SINGLE, "ingress.trafficWeight": [{ latestRevision: true, percentage: 100 }] },
  ],
];

testRules(
  without(rulesIn(APP), CONTAINER_RULES, INGRESS_RULES, SCALE_RULES, SCALE_RULE_RULES, VOLUME_RULES, SHARED_RULES),
  VALUES,
  TOGETHER,
);

testWrongTypes("app", everyAppProps(newStack()));

testWithoutProps([["an app", (stack, props) => new ManagedIdentityContainerApp(stack, "made", props)]]);
