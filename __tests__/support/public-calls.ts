import { ContainerRegistry as AzurermContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { App, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import * as library from "../../lib/index";
import { everyPostgresqlUsersProps, everySqlUsersProps, postgresqlUsers, sqlUsers } from "./databases";
import {
  EVERY_ENVIRONMENT_PROPS,
  EVERY_IDENTITY_PROPS,
  EVERY_KEY_VAULT_PROPS,
  everyAppProps,
  everyJobProps,
  sensitive,
  SUBNET_ID,
} from "./every-argument";
import { CRON, WORKSPACE } from "./scale-rules";
import { appProps, CLIENT_ID, ENVIRONMENT_ID, GUID, IDENTITY_ID, importVault, newStack, VAULT_ID } from "./synth";

const PROVIDERS = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg/providers";
const REGISTRY_ID = `${PROVIDERS}/Microsoft.ContainerRegistry/registries/myregistry`;
const STORAGE = {
  id: `${PROVIDERS}/Microsoft.Storage/storageAccounts/mystorage`,
  name: "mystorage",
  primaryBlobEndpoint: "https://mystorage.blob.core.windows.net/",
  primaryQueueEndpoint: "https://mystorage.queue.core.windows.net/",
  primaryTableEndpoint: "https://mystorage.table.core.windows.net/",
};
const NAMESPACE = (kind: string) => ({ id: `${PROVIDERS}/${kind}/namespaces/mybus`, name: "mybus" });
const ENDPOINT = (kind: string) => ({ id: `${PROVIDERS}/${kind}/my-service`, endpoint: "https://my-service" });
const COSMOS_DB = {
  ...ENDPOINT("Microsoft.DocumentDB/databaseAccounts"),
  name: "my-service",
  resourceGroupName: "my-rg",
};
const HOST = (kind: string) => ({ id: `${PROVIDERS}/${kind}/my-service`, hostname: "my-service.example" });
const COMPONENT = {
  id: `${PROVIDERS}/Microsoft.Insights/components/my-app`,
  connectionString: `InstrumentationKey=${GUID};IngestionEndpoint=https://westeurope-0.in.applicationinsights.azure.com/`,
};
const SEARCH = {
  id: `${PROVIDERS}/Microsoft.Search/searchServices/my-search`,
  name: "my-search",
  endpoint: "https://s",
};
const PROJECT = { id: `${PROVIDERS}/Microsoft.CognitiveServices/accounts/ai/projects/chat`, name: "chat" };
const KUSTO = {
  id: `${PROVIDERS}/Microsoft.Kusto/clusters/mylogs`,
  name: "mylogs",
  resourceGroupName: "my-rg",
  uri: "https://mylogs.westeurope.kusto.windows.net",
};
const MANAGED_REDIS = { id: `${PROVIDERS}/Microsoft.Cache/redisEnterprise/orders`, hostname: "orders", port: 10000 };
const REDIS = { id: `${PROVIDERS}/Microsoft.Cache/redis/my-cache`, hostname: "my-cache", sslPort: 6380 };
const BY_NAME = { name: "myregistry", resourceGroupName: "my-rg" };
const ACCESS_MODEL = library.KeyVaultAccessModel.ACCESS_POLICY;

/** What the calls of one program share. */
export class Kit {
  /** In an app that no other call sees, and that makes no folder. */
  public readonly stack = newStack("test", new App({ outdir: os.tmpdir() }));

  public get identity() {
    return this.once("kit-identity", (id) => library.ManagedIdentity.fromIdentityId(this.stack, id, IDENTITY_ID));
  }

  public get vault() {
    return this.once("kit-vault", (id) => importVault(this.stack, id));
  }

  public get registry() {
    return this.once("kit-registry", (id) => library.ContainerRegistry.fromRegistryName(this.stack, id, BY_NAME));
  }

  private once<T>(id: string, make: (id: string) => T): T {
    return (this.stack.node.tryFindChild(id) as T | undefined) ?? make(id);
  }

  /** An app with the props, to see what becomes of a value that a factory without a construct took. */
  public app(props: Partial<library.ManagedIdentityContainerAppProps>) {
    return new library.ManagedIdentityContainerApp(this.stack, "kit-app", appProps(this.stack, props));
  }
}

/** A public call: arguments that are taken, the call, and what a program does with what it returns. */
export interface PublicCall {
  readonly args: (kit: Kit) => readonly unknown[];
  readonly run: (args: readonly never[], kit: Kit) => unknown;
  readonly use?: (returned: never, kit: Kit) => unknown;
}

type Callable = (...args: never[]) => unknown;

/** The call of a static method. */
function of<C>(owner: C, name: keyof C, args: (kit: Kit) => readonly unknown[], use?: PublicCall["use"]): PublicCall {
  return { args, run: (given) => (owner[name] as Callable)(...given), use };
}

/** The call of a constructor. */
function made(owner: unknown, args: (kit: Kit) => readonly unknown[], use?: PublicCall["use"]): PublicCall {
  const make = owner as new (...args: never[]) => unknown;
  return { args: (kit) => [kit.stack, "made", ...args(kit)], run: (given) => new make(...given), use };
}

/** The call of a method of an object. */
function on<T>(
  object: (kit: Kit) => T,
  name: keyof T,
  args: (kit: Kit) => readonly unknown[],
  use?: PublicCall["use"],
): PublicCall {
  return {
    args,
    run: (given, kit) => {
      const target = object(kit);
      return (target[name] as Callable).call(target, ...given);
    },
    use,
  };
}

const inServices = (service: library.AzureService, kit: Kit) => kit.app({ services: [service] });
const inIdentity = (identity: library.AppIdentity, kit: Kit) => kit.app({ identity });
const inContainers = (image: library.ContainerImage, kit: Kit) => kit.app({ containers: [{ image }] });
const inRegistries = (credentials: library.RegistryCredentials, kit: Kit) => kit.app({ registries: [credentials] });
const inSecrets = (secret: library.AppSecret, kit: Kit) => kit.app({ secrets: { SECRET: secret } });
const inIngress = (ingress: library.Ingress, kit: Kit) => kit.app({ ingress });
const byConnection = (kit: Kit) => ({ connection: kit.vault.secret("queue"), metadata: { cloud: "Private" } });
const inScaleRules = (rule: library.ScaleRule, kit: Kit) =>
  kit.app({ scaleRules: [rule], minReplicas: 1, maxReplicas: 2 });
const scaleRule = (name: keyof typeof library.ScaleRule, args: (kit: Kit) => readonly unknown[]) =>
  of(library.ScaleRule, name, args, inScaleRules as never);
const inTrigger = (trigger: library.JobTrigger, kit: Kit) =>
  new library.ManagedIdentityContainerAppJob(kit.stack, "kit-job", {
    ...appProps(kit.stack),
    location: "westeurope",
    trigger,
  });
const inGrant = (principal: library.IGrantable, kit: Kit) => kit.vault.grantReadSecrets(principal);
const inEnvironment = (environment: library.IContainerAppEnvironment, kit: Kit) => kit.app({ environment });
const inEnvironmentProps = (managedIdentity: library.EnvironmentIdentity, { stack }: Kit) =>
  new library.ContainerAppEnvironment(stack, "kit-environment", {
    ...EVERY_ENVIRONMENT_PROPS,
    identity: undefined,
    managedIdentity,
  });
const certificateProps = (source: library.CertificateSource, kit: Kit) => ({
  name: "web",
  environment: inEnvironmentProps(library.EnvironmentIdentity.userAssigned(kit.identity), kit),
  source,
  tags: { a: "1" },
});
const inCertificate = (source: library.CertificateSource, kit: Kit) =>
  new library.ContainerAppEnvironmentCertificate(kit.stack, "kit-certificate", certificateProps(source, kit));
const daprProps = (type: library.DaprComponentType, kit: Kit): library.DaprComponentProps => ({
  name: "component",
  environment: library.ContainerAppEnvironment.fromEnvironmentId(kit.stack, "kit-dapr-environment", ENVIRONMENT_ID),
  componentType: type,
  apps: [kit.app({ dapr: { appId: "web" }, identity: library.AppIdentity.userAssigned(kit.identity) })],
  identity: kit.identity,
  appIds: ["other"],
  metadata: { extra: "1" },
  initTimeout: "10s",
});
const inDapr = (type: library.DaprComponentType, kit: Kit) =>
  new library.DaprComponent(kit.stack, "kit-component", daprProps(type, kit));
const STORAGE_ENTITY = { name: "part", resourceManagerId: `${STORAGE.id}/queueServices/default/queues/part` };
const CONTAINER = { name: "state", resourceManagerId: `${STORAGE.id}/blobServices/default/containers/state` };
const CHECKPOINTS = { account: STORAGE, container: CONTAINER };
const part = (kind: string, parts: string) => ({ id: `${NAMESPACE(kind).id}/${parts}/part`, name: "part" });
const BUS = "Microsoft.ServiceBus";
const HUBS = "Microsoft.EventHub";
const BOTH = library.DaprUse.SEND_AND_RECEIVE;

/** The call of a factory of a type of Dapr component, used in a component. */
const daprType = (name: keyof typeof library.DaprComponentType, args: (kit: Kit) => readonly unknown[]) =>
  of(library.DaprComponentType, name, args, inDapr as never);
const withIdentity = (identity: library.IManagedIdentity, kit: Kit) =>
  kit.app({ identity: library.AppIdentity.userAssigned(identity) });
const withVault = (vault: library.IKeyVault, kit: Kit) =>
  kit.app({ secrets: { S: vault.secret("s", { dependsOn: [] }) } });
const withRegistry = (registry: library.IContainerRegistry, kit: Kit) =>
  inContainers(library.ContainerImage.fromRegistry(registry, "api:1"), kit);
const asDeployer = (deployer: library.Deployer, kit: Kit) => {
  const vault = new library.KeyVault(kit.stack, "kit-made-vault", {
    name: "my-vault",
    resourceGroupName: "my-rg",
    location: "westeurope",
    deployer,
  });
  return new library.KeyVaultSecret(kit.stack, "kit-secret", { vault, name: "db", value: sensitive(kit.stack, "db") });
};
const ZONE = { name: "contoso.com", resourceGroupName: "dns-rg", id: "id", recordName: "www" };
const domainOptions = ({ stack }: Kit) => ({
  certificate: library.ContainerAppEnvironmentCertificate.fromCertificateId(
    stack,
    "kit-domain-certificate",
    `${ENVIRONMENT_ID}/certificates/web`,
  ),
  dnsZone: ZONE,
  privateDnsZone: ZONE,
  recordType: library.DomainRecordType.CNAME,
  ttlSeconds: 60,
  tags: { a: "1" },
  dependsOn: [],
});
const reached = (kit: Kit) => kit.app({ ingress: library.Ingress.external(80) });
const asCredential = (credential: library.FederatedCredential, kit: Kit) =>
  kit.identity.addFederatedCredential("main", credential);
const asRole = (role: library.Role, kit: Kit) => kit.identity.assignRole(role, STORAGE.id);
const secretOf = (kit: Kit) =>
  new library.KeyVaultSecret(kit.stack, "kit-secret", {
    vault: kit.vault,
    name: "db",
    value: sensitive(kit.stack, "db"),
  });
const everything = (kit: Kit) => [kit.identity];
const roleArgs = () => [library.Role.STORAGE_BLOB_DATA_READER, STORAGE.id, { description: "why" }];
const REVIEWED = '{"resource":{}}';

const pusher = ({ stack }: Kit) =>
  child(stack, "pusher", (id) => new ResourceGroup(stack, id, { name: "pusher", location: "westeurope" }));

const madeVault = ({ stack }: Kit) =>
  new library.KeyVault(stack, "kit-made-vault", { name: "made-vault", resourceGroupName: "my-rg", location: "l" });
const madeIdentity = ({ stack }: Kit) =>
  new library.ManagedIdentity(stack, "kit-made", { name: "made-id", resourceGroupName: "my-rg", location: "l" });
const importedVault = (kit: Kit) => kit.vault as library.KeyVault;

const NETWORKS = { virtualNetworks: { main: SUBNET_ID.replace(/\/subnets\/.*/, "") }, tags: { a: "1" } };
const ZONES = { resourceGroupName: "my-rg", ...NETWORKS, cloud: library.AzureCloud.PUBLIC };
const ZONE_NAME = "privatelink.blob.core.windows.net";
const endpointOptions = (kit: Kit, privateDnsZones?: library.IPrivateDnsZones): library.PrivateEndpointOptions => ({
  resourceGroupName: "my-rg",
  location: "westeurope",
  subnetId: SUBNET_ID,
  privateDnsZones: privateDnsZones ?? new library.PrivateDnsZones(kit.stack, "kit-zones", ZONES),
  customNetworkInterfaceName: "my-nic",
  ipConfiguration: [{ name: "a", privateIpAddress: "10.0.0.5", memberName: "default", subresourceName: "blob" }],
  tags: { a: "1" },
});
const inEndpoint = (target: library.PrivateEndpointTarget, kit: Kit) =>
  new library.PrivateEndpoint(kit.stack, "kit-endpoint", { ...endpointOptions(kit), target });
const inZones = (zones: library.IPrivateDnsZones, kit: Kit) =>
  new library.PrivateEndpoint(kit.stack, "kit-endpoint", {
    ...endpointOptions(kit, zones),
    target: library.PrivateEndpointTarget.storageBlobs(STORAGE),
  });

/** The services that a private endpoint can lead to, by the types in their ids. */
const PRIVATE_LINK_KINDS = {
  storageBlobs: "Microsoft.Storage/storageAccounts",
  storageQueues: "Microsoft.Storage/storageAccounts",
  storageTables: "Microsoft.Storage/storageAccounts",
  storageFiles: "Microsoft.Storage/storageAccounts",
  storageDataLake: "Microsoft.Storage/storageAccounts",
  staticWebsite: "Microsoft.Storage/storageAccounts",
  serviceBus: "Microsoft.ServiceBus/namespaces",
  eventHubs: "Microsoft.EventHub/namespaces",
  eventGridTopic: "Microsoft.EventGrid/topics",
  eventGridDomain: "Microsoft.EventGrid/domains",
  cosmosDb: "Microsoft.DocumentDB/databaseAccounts",
  cosmosDbForMongoDb: "Microsoft.DocumentDB/databaseAccounts",
  postgreSql: "Microsoft.DBforPostgreSQL/flexibleServers",
  mySql: "Microsoft.DBforMySQL/flexibleServers",
  azureSql: "Microsoft.Sql/servers",
  redis: "Microsoft.Cache/redis",
  managedRedis: "Microsoft.Cache/redisEnterprise",
  appConfiguration: "Microsoft.AppConfiguration/configurationStores",
  aiSearch: "Microsoft.Search/searchServices",
  openAi: "Microsoft.CognitiveServices/accounts",
  aiServices: "Microsoft.CognitiveServices/accounts",
  signalR: "Microsoft.SignalRService/signalR",
  webPubSub: "Microsoft.SignalRService/webPubSub",
} as const;

/** The public calls, by class and member. */
export const PUBLIC_CALLS: Record<string, PublicCall> = {
  "ManagedIdentityContainerApp.constructor": made(library.ManagedIdentityContainerApp, ({ stack }) => [
    everyAppProps(stack),
  ]),
  "ManagedIdentityContainerApp.assignRole": on((kit) => kit.app({}), "assignRole", roleArgs),
  "ManagedIdentityContainerApp.grantDeploy": on((kit) => kit.app({}), "grantDeploy", everything),
  "ManagedIdentityContainerApp.addDomain": on(reached, "addDomain", (kit) => ["www.contoso.com", domainOptions(kit)]),
  "ManagedIdentityContainerApp.domainRecordsFor": on(reached, "domainRecordsFor", () => [
    "www.contoso.com",
    library.DomainRecordType.CNAME,
  ]),
  "ContainerAppCustomDomain.constructor": made(library.ContainerAppCustomDomain, (kit) => [
    { app: reached(kit), name: "www.contoso.com", ...domainOptions(kit) },
  ]),
  "ManagedIdentityContainerAppJob.grantDeploy": on(
    (kit) => inTrigger(library.JobTrigger.manual(), kit),
    "grantDeploy",
    everything,
  ),
  "ManagedIdentityContainerAppJob.constructor": made(library.ManagedIdentityContainerAppJob, ({ stack }) => [
    everyJobProps(stack),
  ]),
  "ManagedIdentityContainerAppJob.assignRole": on(
    (kit) => inTrigger(library.JobTrigger.manual(), kit),
    "assignRole",
    roleArgs,
  ),
  "AppIdentity.userAssigned": of(library.AppIdentity, "userAssigned", everything, inIdentity as never),
  "AppIdentity.systemAssigned": of(library.AppIdentity, "systemAssigned", () => [], inIdentity as never),
  "AppIdentity.systemAndUserAssigned": of(
    library.AppIdentity,
    "systemAndUserAssigned",
    everything,
    inIdentity as never,
  ),
  "ContainerImage.of": of(
    library.ContainerImage,
    "of",
    (kit) => ["nginx", { pushedBy: [pusher(kit)] }],
    inContainers as never,
  ),
  "ContainerImage.fromRegistry": of(
    library.ContainerImage,
    "fromRegistry",
    (kit) => [kit.registry, "api:1", { identity: kit.identity, pushedBy: [pusher(kit)] }],
    inContainers as never,
  ),
  "ContainerRegistry.fromRegistryName": of(
    library.ContainerRegistry,
    "fromRegistryName",
    ({ stack }) => [stack, "made", BY_NAME],
    withRegistry as never,
  ),
  "ContainerRegistry.fromRegistryId": of(
    library.ContainerRegistry,
    "fromRegistryId",
    ({ stack }) => [stack, "made", REGISTRY_ID, {}],
    withRegistry as never,
  ),
  "ContainerRegistry.fromRegistryAttributes": of(
    library.ContainerRegistry,
    "fromRegistryAttributes",
    ({ stack }) => [stack, "made", { registryId: REGISTRY_ID, loginServer: "myregistry.azurecr.io" }],
    withRegistry as never,
  ),
  "IContainerRegistry.grantPush": on((kit) => kit.registry, "grantPush", everything),
  "IContainerRegistry.grantPull": on((kit) => kit.registry, "grantPull", everything),
  "RegistryCredentials.fromRegistry": of(
    library.RegistryCredentials,
    "fromRegistry",
    (kit) => [kit.registry, kit.identity],
    inRegistries as never,
  ),
  "RegistryCredentials.withIdentity": of(
    library.RegistryCredentials,
    "withIdentity",
    (kit) => ["myregistry.azurecr.io", kit.identity],
    inRegistries as never,
  ),
  "RegistryCredentials.withPassword": of(
    library.RegistryCredentials,
    "withPassword",
    (kit) => ["docker.io", "user", kit.vault.secret("docker")],
    inRegistries as never,
  ),
  "Ingress.internalOnly": of(library.Ingress, "internalOnly", () => [8080, { transport: "http" }], inIngress as never),
  "Ingress.external": of(library.Ingress, "external", () => [8080, { transport: "http" }], inIngress as never),
  "Ingress.of": of(
    library.Ingress,
    "of",
    () => [{ targetPort: 80, trafficWeight: [{ latestRevision: true, percentage: 100 }] }],
    inIngress as never,
  ),
  "JobTrigger.manual": of(library.JobTrigger, "manual", () => [{ parallelism: 1 }], inTrigger as never),
  "JobTrigger.scheduled": of(
    library.JobTrigger,
    "scheduled",
    () => [{ cronExpression: "0 3 * * *" }],
    inTrigger as never,
  ),
  "JobTrigger.eventDriven": of(
    library.JobTrigger,
    "eventDriven",
    () => [{ scale: [{ rules: [{ name: "r", customRuleType: "kafka", metadata: { topic: "t" } }] }] }],
    inTrigger as never,
  ),
  "JobTrigger.onEvents": of(
    library.JobTrigger,
    "onEvents",
    (kit) => [[library.ScaleRule.storageQueue("r", STORAGE, STORAGE_ENTITY, byConnection(kit))], { maxExecutions: 5 }],
    inTrigger as never,
  ),
  "ScaleRule.http": scaleRule("http", () => ["rule", { concurrentRequests: 50 }]),
  "ScaleRule.tcp": of(library.ScaleRule, "tcp", () => ["rule", { concurrentConnections: 50 }]),
  "ScaleRule.cpu": scaleRule("cpu", () => ["rule", { utilizationPercentage: 70 }]),
  "ScaleRule.memory": scaleRule("memory", () => ["rule", { utilizationPercentage: 70 }]),
  "ScaleRule.cron": scaleRule("cron", () => ["rule", CRON]),
  "ScaleRule.serviceBusQueue": scaleRule("serviceBusQueue", (kit) => [
    "rule",
    NAMESPACE(BUS),
    part(BUS, "queues"),
    { messageCount: 5, activationMessageCount: 0, ...byConnection(kit) },
  ]),
  "ScaleRule.serviceBusTopic": scaleRule("serviceBusTopic", (kit) => [
    "rule",
    NAMESPACE(BUS),
    part(BUS, "topics"),
    part(BUS, "topics"),
    byConnection(kit),
  ]),
  "ScaleRule.storageQueue": scaleRule("storageQueue", (kit) => [
    "rule",
    STORAGE,
    STORAGE_ENTITY,
    { queueLength: 5, ...byConnection(kit) },
  ]),
  "ScaleRule.eventHub": scaleRule("eventHub", (kit) => [
    "rule",
    NAMESPACE(HUBS),
    part(HUBS, "eventhubs"),
    CHECKPOINTS,
    { ...byConnection(kit), checkpointConnection: kit.vault.secret("storage") },
  ]),
  "ScaleRule.logAnalytics": scaleRule("logAnalytics", (kit) => [
    "rule",
    WORKSPACE,
    { query: "T | count", threshold: 5, clientId: GUID, tenantId: GUID, clientSecret: kit.vault.secret("client") },
  ]),
  "ScaleRule.custom": scaleRule("custom", (kit) => [
    "rule",
    "azure-blob",
    { metadata: { blobContainerName: "c" }, secrets: { connection: kit.vault.secret("storage") }, services: [] },
  ]),
  "ContainerAppEnvironment.constructor": made(
    library.ContainerAppEnvironment,
    () => [EVERY_ENVIRONMENT_PROPS],
    inEnvironment as never,
  ),
  "DaprComponent.constructor": made(library.DaprComponent, (kit) => [
    daprProps(library.DaprComponentType.stateBlobs(STORAGE, CONTAINER), kit),
  ]),
  "DaprComponentType.stateCosmosDb": daprType("stateCosmosDb", () => [COSMOS_DB, { name: "c", databaseName: "d" }]),
  "DaprComponentType.stateBlobs": daprType("stateBlobs", () => [STORAGE, CONTAINER]),
  "DaprComponentType.bindingBlobs": daprType("bindingBlobs", () => [STORAGE, CONTAINER]),
  "DaprComponentType.pubSubServiceBus": daprType("pubSubServiceBus", () => [NAMESPACE(BUS), BOTH]),
  "DaprComponentType.bindingServiceBusQueue": daprType("bindingServiceBusQueue", () => [
    NAMESPACE(BUS),
    part(BUS, "queues"),
    BOTH,
  ]),
  "DaprComponentType.bindingStorageQueue": daprType("bindingStorageQueue", () => [STORAGE, STORAGE_ENTITY, BOTH]),
  "DaprComponentType.pubSubEventHubs": daprType("pubSubEventHubs", () => [NAMESPACE(HUBS), BOTH, CHECKPOINTS]),
  "DaprComponentType.bindingEventHub": daprType("bindingEventHub", () => [
    NAMESPACE(HUBS),
    part(HUBS, "eventhubs"),
    BOTH,
    CHECKPOINTS,
  ]),
  "DaprComponentType.secretStoreKeyVault": daprType("secretStoreKeyVault", (kit) => [kit.vault]),
  "DaprComponentType.of": daprType("of", () => [
    "state.any",
    library.AzureService.storageBlobs(STORAGE, library.Role.STORAGE_BLOB_DATA_READER),
  ]),
  "ContainerAppEnvironment.assignRole": on(
    (kit) => inEnvironmentProps(library.EnvironmentIdentity.userAssigned(kit.identity), kit),
    "assignRole",
    roleArgs,
  ),
  "EnvironmentIdentity.userAssigned": of(
    library.EnvironmentIdentity,
    "userAssigned",
    everything,
    inEnvironmentProps as never,
  ),
  "EnvironmentIdentity.systemAssigned": of(
    library.EnvironmentIdentity,
    "systemAssigned",
    () => [],
    inEnvironmentProps as never,
  ),
  "EnvironmentIdentity.systemAndUserAssigned": of(
    library.EnvironmentIdentity,
    "systemAndUserAssigned",
    everything,
    inEnvironmentProps as never,
  ),
  "ContainerAppEnvironment.fromEnvironmentId": of(
    library.ContainerAppEnvironment,
    "fromEnvironmentId",
    ({ stack }) => [stack, "made", ENVIRONMENT_ID, { defaultWorkloadProfileName: "Consumption" }],
    inEnvironment as never,
  ),
  "ContainerAppEnvironment.fromEnvironmentId whose domain is read": of(
    library.ContainerAppEnvironment,
    "fromEnvironmentId",
    ({ stack }) => [stack, "made", ENVIRONMENT_ID, {}],
    ((environment: library.ContainerAppEnvironment) => environment.defaultDomain) as never,
  ),
  "ContainerAppEnvironment.fromEnvironmentName": of(
    library.ContainerAppEnvironment,
    "fromEnvironmentName",
    ({ stack }) => [stack, "made", { name: "my-env", resourceGroupName: "my-rg" }],
    inEnvironment as never,
  ),
  "ManagedIdentity.constructor": made(library.ManagedIdentity, () => [EVERY_IDENTITY_PROPS], withIdentity as never),
  "ManagedIdentity.fromIdentityName": of(
    library.ManagedIdentity,
    "fromIdentityName",
    ({ stack }) => [stack, "made", { name: "my-identity", resourceGroupName: "my-rg" }],
    withIdentity as never,
  ),
  "ManagedIdentity.fromIdentityId": of(
    library.ManagedIdentity,
    "fromIdentityId",
    ({ stack }) => [stack, "made", IDENTITY_ID, {}],
    withIdentity as never,
  ),
  "ManagedIdentity.fromIdentityAttributes": of(
    library.ManagedIdentity,
    "fromIdentityAttributes",
    ({ stack }) => [stack, "made", { identityId: IDENTITY_ID, principalId: GUID, clientId: CLIENT_ID, tenantId: GUID }],
    withIdentity as never,
  ),
  "ManagedIdentity.assignRole": on((kit) => kit.identity, "assignRole", roleArgs),
  "ManagedIdentity.addFederatedCredential": on(
    (kit) => kit.identity,
    "addFederatedCredential",
    () => ["main", library.FederatedCredential.githubBranch("contoso/web", "main")],
  ),
  "FederatedCredential.githubEnvironment": of(
    library.FederatedCredential,
    "githubEnvironment",
    () => ["contoso/web", "production"],
    asCredential as never,
  ),
  "FederatedCredential.githubBranch": of(
    library.FederatedCredential,
    "githubBranch",
    () => ["contoso/web", "main"],
    asCredential as never,
  ),
  "FederatedCredential.gitlabBranch": of(
    library.FederatedCredential,
    "gitlabBranch",
    () => ["contoso/web", "main", "https://gitlab.com"],
    asCredential as never,
  ),
  "FederatedCredential.azureDevOps": of(
    library.FederatedCredential,
    "azureDevOps",
    () => [{ organization: "contoso", organizationId: GUID, project: "web", serviceConnection: "azure" }],
    asCredential as never,
  ),
  "FederatedCredential.kubernetes": of(
    library.FederatedCredential,
    "kubernetes",
    () => [{ issuer: "https://oidc.example", serviceAccountNamespace: "web", serviceAccount: "deployer" }],
    asCredential as never,
  ),
  "FederatedCredential.of": of(
    library.FederatedCredential,
    "of",
    () => ["https://oidc.example", "me", "api://me"],
    asCredential as never,
  ),
  "ManagedIdentity.assignRole of one that is made": on(madeIdentity, "assignRole", roleArgs),
  "AppSecret.fromValue": of(
    library.AppSecret,
    "fromValue",
    ({ stack }) => [stack, "db", sensitive(stack, "db")],
    inSecrets as never,
  ),
  "AppSecret.fromSecretUri": of(
    library.AppSecret,
    "fromSecretUri",
    (kit) => [kit.stack, "db", "https://my-vault.vault.azure.net/secrets/db", { identity: kit.identity }],
    inSecrets as never,
  ),
  "KeyVault.constructor": made(library.KeyVault, () => [EVERY_KEY_VAULT_PROPS], inGrantOn as never),
  "KeyVault.fromKeyVaultName": of(
    library.KeyVault,
    "fromKeyVaultName",
    ({ stack }) => [stack, "made", { name: "my-vault", resourceGroupName: "my-rg", accessModel: ACCESS_MODEL }],
    withVault as never,
  ),
  "KeyVault.fromKeyVaultId": of(
    library.KeyVault,
    "fromKeyVaultId",
    ({ stack }) => [stack, "made", VAULT_ID, { accessModel: ACCESS_MODEL }],
    withVault as never,
  ),
  "KeyVault.fromKeyVaultAttributes": of(
    library.KeyVault,
    "fromKeyVaultAttributes",
    ({ stack }) => [
      stack,
      "made",
      {
        keyVaultId: VAULT_ID,
        vaultUri: "https://my-vault.vault.azure.net/",
        accessModel: ACCESS_MODEL,
        tenantId: GUID,
        grants: library.KeyVaultGrants.GIVEN_BY_OTHERS,
      },
    ],
    withVault as never,
  ),
  "KeyVault.fromVaultUri": of(
    library.KeyVault,
    "fromVaultUri",
    ({ stack }) => [stack, "made", "https://my-vault.vault.azure.net/"],
    withVault as never,
  ),
  "KeyVault.secret": on(
    importedVault,
    "secret",
    (kit) => [
      "db",
      {
        appSecretName: "db",
        identity: kit.identity,
        reader: library.SecretReader.USER_ASSIGNED_IDENTITY,
        version: "0".repeat(32),
        dependsOn: [],
        grantScope: library.SecretGrantScope.VAULT,
      },
    ],
    inSecrets as never,
  ),
  "KeyVault.grantReadSecrets": on(importedVault, "grantReadSecrets", (kit) => [kit.identity, {}]),
  "KeyVault.grantPermissions": on(importedVault, "grantPermissions", (kit) => [
    kit.identity,
    { secretPermissions: ["Get"] },
  ]),
  "KeyVault.secret of one that is made": on(
    madeVault,
    "secret",
    (kit) => ["db", { appSecretName: "db", identity: kit.identity, dependsOn: [] }],
    inSecrets as never,
  ),
  "KeyVault.grantReadSecrets of one that is made": on(madeVault, "grantReadSecrets", (kit) => [kit.identity, {}]),
  "KeyVault.grantPermissions of one that is made": on(madeVault, "grantPermissions", (kit) => [
    kit.identity,
    { secretPermissions: ["Get"], keyPermissions: ["Get"] },
  ]),
  "KeyVaultSecret.constructor": made(library.KeyVaultSecret, (kit) => [
    { vault: kit.vault, name: "db", value: sensitive(kit.stack, "db"), valueVersion: 1, tags: { a: "1" } },
  ]),
  "KeyVaultSecret.reference": on(secretOf, "reference", () => [{ appSecretName: "db" }], inSecrets as never),
  "KeyVault.certificate": on(
    importedVault,
    "certificate",
    (kit) => ["web", { identity: kit.identity, dependsOn: [], grantScope: library.SecretGrantScope.VAULT }],
    inCertificate as never,
  ),
  "KeyVaultCertificateReference.grantRead": on((kit) => kit.vault.certificate("web"), "grantRead", everything),
  "CertificateSource.fromPfx": of(
    library.CertificateSource,
    "fromPfx",
    ({ stack }) => [sensitive(stack, "pfx"), sensitive(stack, "pfx_password")],
    inCertificate as never,
  ),
  "ContainerAppEnvironmentCertificate.constructor": made(library.ContainerAppEnvironmentCertificate, (kit) => [
    certificateProps(kit.vault.certificate("web"), kit),
  ]),
  "ContainerAppEnvironmentCertificate.fromCertificateId": of(
    library.ContainerAppEnvironmentCertificate,
    "fromCertificateId",
    ({ stack }) => [stack, "made", `${ENVIRONMENT_ID}/certificates/web`],
  ),
  "ContainerAppEnvironmentCertificate.fromCertificateName": of(
    library.ContainerAppEnvironmentCertificate,
    "fromCertificateName",
    (kit) => [
      kit.stack,
      "made",
      { name: "web", environment: inEnvironmentProps(library.EnvironmentIdentity.userAssigned(), kit) },
    ],
  ),
  ...Object.fromEntries(
    Object.entries(PRIVATE_LINK_KINDS).map(([name, kind]) => [
      `PrivateEndpointTarget.${name}`,
      of(
        library.PrivateEndpointTarget,
        name as keyof typeof PRIVATE_LINK_KINDS,
        () => [{ id: `${PROVIDERS}/${kind}/mine`, name: "mine" }],
        inEndpoint as never,
      ),
    ]),
  ),
  "PrivateEndpointTarget.kusto": of(
    library.PrivateEndpointTarget,
    "kusto",
    () => [{ id: `${PROVIDERS}/Microsoft.Kusto/clusters/mine`, name: "mine" }, "West Europe"],
    inEndpoint as never,
  ),
  "PrivateEndpointTarget.of": of(
    library.PrivateEndpointTarget,
    "of",
    () => [{ id: STORAGE.id, name: "mine" }, "blob", [ZONE_NAME]],
    inEndpoint as never,
  ),
  "PrivateEndpoint.constructor": made(library.PrivateEndpoint, (kit) => [
    { ...endpointOptions(kit), target: library.PrivateEndpointTarget.storageBlobs(STORAGE) },
  ]),
  "PrivateDnsZones.constructor": made(library.PrivateDnsZones, () => [ZONES], inZones as never),
  "PrivateDnsZones.fromResourceGroupId": of(
    library.PrivateDnsZones,
    "fromResourceGroupId",
    ({ stack }) => [stack, "made", PROVIDERS.replace("/providers", ""), NETWORKS],
    inZones as never,
  ),
  "PrivateDnsZones.fromZoneIds": of(
    library.PrivateDnsZones,
    "fromZoneIds",
    ({ stack }) => [
      stack,
      "made",
      { [ZONE_NAME]: `${PROVIDERS}/Microsoft.Network/privateDnsZones/${ZONE_NAME}` },
      NETWORKS,
    ],
    inZones as never,
  ),
  "PrivateDnsZones.givenByOthers": of(library.PrivateDnsZones, "givenByOthers", () => [], inZones as never),
  "PrivateDnsZones.zoneIdsFor": on(
    ({ stack }) => new library.PrivateDnsZones(stack, "kit-zones", ZONES),
    "zoneIdsFor",
    () => [library.PrivateEndpointTarget.storageBlobs(STORAGE)],
  ),
  "KeyVault.addPrivateEndpoint": on(importedVault, "addPrivateEndpoint", (kit) => ["inside", endpointOptions(kit)]),
  "KeyVault.addPrivateEndpoint of one that is made": on(madeVault, "addPrivateEndpoint", (kit) => [
    "inside",
    endpointOptions(kit),
  ]),
  "IContainerRegistry.addPrivateEndpoint": on(
    (kit) => kit.registry,
    "addPrivateEndpoint",
    (kit) => ["inside", endpointOptions(kit)],
  ),
  "KeyVaultSecretReference.grantRead": on((kit) => kit.vault.secret("db"), "grantRead", everything),
  "AzureService.storageBlobs": of(
    library.AzureService,
    "storageBlobs",
    () => [STORAGE, library.Role.STORAGE_BLOB_DATA_READER, {}],
    inServices as never,
  ),
  "AzureService.storageQueues": of(
    library.AzureService,
    "storageQueues",
    () => [STORAGE, library.Role.STORAGE_QUEUE_DATA_READER, {}],
    inServices as never,
  ),
  "AzureService.storageTables": of(
    library.AzureService,
    "storageTables",
    () => [STORAGE, library.Role.STORAGE_TABLE_DATA_READER, {}],
    inServices as never,
  ),
  "AzureService.serviceBus": of(
    library.AzureService,
    "serviceBus",
    () => [NAMESPACE("Microsoft.ServiceBus"), library.Role.SERVICE_BUS_DATA_SENDER, { variablePrefix: "BUS" }],
    inServices as never,
  ),
  "AzureService.eventHubs": of(
    library.AzureService,
    "eventHubs",
    () => [NAMESPACE("Microsoft.EventHub"), library.Role.EVENT_HUBS_DATA_SENDER, {}],
    inServices as never,
  ),
  "AzureService.eventGrid": of(
    library.AzureService,
    "eventGrid",
    () => [ENDPOINT("Microsoft.EventGrid/topics"), library.Role.EVENT_GRID_DATA_SENDER, {}],
    inServices as never,
  ),
  "AzureService.signalR": of(
    library.AzureService,
    "signalR",
    () => [HOST("Microsoft.SignalRService/signalR"), library.Role.SIGNALR_APP_SERVER, {}],
    inServices as never,
  ),
  "AzureService.webPubSub": of(
    library.AzureService,
    "webPubSub",
    () => [HOST("Microsoft.SignalRService/webPubSub"), library.Role.WEB_PUBSUB_SERVICE_OWNER, {}],
    inServices as never,
  ),
  "AzureService.appConfiguration": of(
    library.AzureService,
    "appConfiguration",
    () => [ENDPOINT("Microsoft.AppConfiguration/configurationStores"), library.Role.APP_CONFIGURATION_DATA_READER, {}],
    inServices as never,
  ),
  "AzureService.applicationInsights": of(
    library.AzureService,
    "applicationInsights",
    () => [COMPONENT, library.Role.MONITORING_METRICS_PUBLISHER, {}],
    inServices as never,
  ),
  "AzureService.logAnalytics": of(
    library.AzureService,
    "logAnalytics",
    () => [WORKSPACE, library.Role.LOG_ANALYTICS_DATA_READER, {}],
    inServices as never,
  ),
  "AzureService.aiSearch": of(
    library.AzureService,
    "aiSearch",
    () => [SEARCH, library.Role.SEARCH_INDEX_DATA_READER, {}],
    inServices as never,
  ),
  "AzureService.openAi": of(
    library.AzureService,
    "openAi",
    () => [ENDPOINT("Microsoft.CognitiveServices/accounts"), library.Role.COGNITIVE_SERVICES_OPENAI_USER, {}],
    inServices as never,
  ),
  "AzureService.aiServices": of(
    library.AzureService,
    "aiServices",
    () => [ENDPOINT("Microsoft.CognitiveServices/accounts"), library.Role.COGNITIVE_SERVICES_USER, {}],
    inServices as never,
  ),
  "AzureService.aiFoundryProject": of(
    library.AzureService,
    "aiFoundryProject",
    () => [{ customSubdomainName: "ai-7f3a" }, PROJECT, library.Role.COGNITIVE_SERVICES_USER, {}],
    inServices as never,
  ),
  "AzureService.keyVault": of(
    library.AzureService,
    "keyVault",
    (kit) => [kit.vault, { variablePrefix: "VAULT" }],
    inServices as never,
  ),
  "AzureService.cosmosDb": of(
    library.AzureService,
    "cosmosDb",
    () => [COSMOS_DB, library.CosmosDbRole.DATA_READER, { database: "orders", container: "all" }],
    inServices as never,
  ),
  "AzureService.kusto": of(
    library.AzureService,
    "kusto",
    () => [KUSTO, library.KustoRole.VIEWER, { database: "orders" }],
    inServices as never,
  ),
  "AzureService.redis": of(
    library.AzureService,
    "redis",
    () => [REDIS, library.RedisAccessPolicy.DATA_READER, {}],
    inServices as never,
  ),
  // No app takes it beside this azurerm, which has no access policies of Managed Redis.
  "AzureService.managedRedis": of(library.AzureService, "managedRedis", () => [MANAGED_REDIS, {}]),
  "AzureService.postgresqlDatabase": of(
    library.AzureService,
    "postgresqlDatabase",
    ({ stack }) => [postgresqlUsers(stack), library.DatabasePrivilege.READ_WRITE, { variablePrefix: "PG" }],
    inServices as never,
  ),
  "AzureService.sqlDatabase": of(
    library.AzureService,
    "sqlDatabase",
    ({ stack }) => [sqlUsers(stack), library.DatabasePrivilege.READ, {}],
    inServices as never,
  ),
  "PostgresqlDatabaseUsers.constructor": made(
    library.PostgresqlDatabaseUsers,
    ({ stack }) => [everyPostgresqlUsersProps(stack)],
    ((users: library.PostgresqlDatabaseUsers, kit: Kit) =>
      inServices(library.AzureService.postgresqlDatabase(users), kit)) as never,
  ),
  "SqlDatabaseUsers.constructor": made(library.SqlDatabaseUsers, ({ stack }) => [everySqlUsersProps(stack)], ((
    users: library.SqlDatabaseUsers,
    kit: Kit,
  ) => inServices(library.AzureService.sqlDatabase(users), kit)) as never),
  "AzureService.of": of(
    library.AzureService,
    "of",
    () => [library.Role.STORAGE_BLOB_DATA_READER, STORAGE.id, { WHERE: "there" }],
    inServices as never,
  ),
  "AzureService.grantTo": on(() => library.AzureService.storageBlobs(STORAGE), "grantTo", everything),
  "CosmosDbRole.fromDefinitionId": of(
    library.CosmosDbRole,
    "fromDefinitionId",
    () => [`${COSMOS_DB.id}/sqlRoleDefinitions/${GUID}`],
    ((role: library.CosmosDbRole, kit: Kit) =>
      inServices(library.AzureService.cosmosDb(COSMOS_DB, role), kit)) as never,
  ),
  "RedisAccessPolicy.fromName": of(library.RedisAccessPolicy, "fromName", () => ["readers"], ((
    policy: library.RedisAccessPolicy,
    kit: Kit,
  ) => inServices(library.AzureService.redis(REDIS, policy), kit)) as never),
  "Deployer.currentCaller": of(library.Deployer, "currentCaller", () => [], asDeployer as never),
  "Deployer.objectId": of(library.Deployer, "objectId", () => [GUID, library.PrincipalType.GROUP], asDeployer as never),
  "Deployer.alreadyGranted": of(library.Deployer, "alreadyGranted", () => [], asDeployer as never),
  "Principal.fromObjectId": of(
    library.Principal,
    "fromObjectId",
    ({ stack }) => [stack, GUID, library.PrincipalType.GROUP],
    inGrant as never,
  ),
  "Principal.assignRole": on((kit) => kit.identity.grantPrincipal, "assignRole", roleArgs),
  "GrantHandOver.enable": of(library.GrantHandOver, "enable", ({ stack }) => [stack]),
  "Role.fromName": of(library.Role, "fromName", () => ["Reader"], asRole as never),
  "Role.fromDefinitionId": of(
    library.Role,
    "fromDefinitionId",
    () => [
      `/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/${GUID}`,
    ],
    asRole as never,
  ),
  "AccessReview.ofPath": of(library.AccessReview, "ofPath", () => [reviewedFile(), {}]),
  "AccessReview.ofSynthesized": of(library.AccessReview, "ofSynthesized", () => [REVIEWED, { acceptances: [] }]),
  "AccessReview.compareTo": on(
    () => library.AccessReview.ofSynthesized(REVIEWED),
    "compareTo",
    () => [library.AccessReview.ofSynthesized(REVIEWED), { names: { dev: "prod" } }],
  ),
  "AccessReview.checkNotGranted": on(
    () => library.AccessReview.ofSynthesized(REVIEWED),
    "checkNotGranted",
    () => [[{ actions: ["*"], reason: "nobody may do all" }]],
  ),
  "AccessReview.checkNothingBeyond": on(
    () => library.AccessReview.ofSynthesized(REVIEWED),
    "checkNothingBeyond",
    () => [library.AccessReview.ofSynthesized(REVIEWED).toReference()],
  ),
  "AccessReview.toMarkdown": on(
    () => library.AccessReview.ofSynthesized(REVIEWED),
    "toMarkdown",
    () => [{ maxLength: 8000 }],
  ),
  "AcceptedFinding.on": of(library.AcceptedFinding, "on", ({ stack }) => [
    new ResourceGroup(stack, "group", { name: "g", location: "westeurope" }),
    "broad-role",
    "it may",
  ]),
};

/** A file to review. */
function reviewedFile(): string {
  const file = path.join(os.tmpdir(), "public-calls.tf.json");
  fs.writeFileSync(file, REVIEWED);
  return file;
}

function inGrantOn(vault: library.KeyVault, kit: Kit) {
  return vault.grantReadSecrets(kit.identity);
}

/** An object of a class that is not this library's. */
class Foreign {
  public readonly value = "hunter2";
}

/** What stands for a secret in the values below, and in no other text. */
export const SECRET = /hunter2/i;

/** Texts that are secrets: a rule for names takes the first, and refuses the others. */
export const SECRETS = ["hunter2", "Hunter2!", "u:hunter2@r.io", "Server=x;Password=hunter2", "pa${hunter2"];

/** The places where programs pass secrets: in arguments that take them, and in those beside them, by mistake. */
const SECRET_PLACES: Readonly<Record<string, RegExp>> = {
  "ManagedIdentityContainerApp.constructor":
    /^2\.(.*\.)?(secrets|otherSecrets|registries|environmentVariables|metadata)(\.|$)/,
  "ManagedIdentityContainerAppJob.constructor":
    /^2\.(.*\.)?(secrets|otherSecrets|registries|environmentVariables|metadata)(\.|$)/,
  "AppSecret.fromValue": /^[12]$/,
  "KeyVaultSecret.constructor": /^2\.value$/,
  "RegistryCredentials.withPassword": /^[012]$/,
  "ScaleRule.serviceBusQueue": /^3\.(connection|metadata)(\.|$)/,
  "ScaleRule.eventHub": /^4\.(connection|checkpointConnection|metadata)(\.|$)/,
  "ScaleRule.logAnalytics": /^2\.(clientSecret|metadata)(\.|$)/,
  "ScaleRule.custom": /^2\.(secrets|metadata)(\.|$)/,
};

/** Whether programs pass secrets at the place in the arguments of a call. */
export function mayBeSecretAt(call: string, place: readonly string[]): boolean {
  return SECRET_PLACES[call]?.test(place.join(".")) ?? false;
}

/** What a program without types can pass instead of what is meant. */
export const WRONG_KINDS: readonly ((kit: Kit) => unknown)[] = [
  () => null,
  () => undefined,
  () => true,
  () => 5,
  () => NaN,
  () => 10n,
  () => "",
  () => "Wrong",
  () => "${wrong.x}",
  () => '${azurerm_user_assigned_identity.many["a"].id}',
  () => "${azurerm_user_assigned_identity.many[0].id}",
  () => [],
  () => ["Wrong"],
  () => [null],
  () => [undefined],
  () => [[]],
  () => ({}),
  () => ({ value: "hunter2" }),
  () => ({ name: null, value: 5 }),
  () => Object.create(null) as object,
  () => new Foreign(),
  () => new Map([["a", "hunter2"]]),
  () => new Date(0),
  () => /hunter2/,
  () => () => "hunter2",
  () => Symbol("hunter2"),
  () => Foreign,
  () => Token.asString({ a: 1 }),
  () => Token.asNumber("${var.number}"),
  () => Token.asList("${var.list}"),
  () => Token.asStringMap("${var.map}"),
  () => Token.asAny("${var.any}"),
  () => circular(),
  () => ({ environmentId: "hunter2" }),
  () => ({ identityId: IDENTITY_ID }),
  () => ({ hasUserAssigned: true, hasSystemAssigned: false }),
  () => ({ appSecretName: "db" }),
  () => ({ name: "db", value: "hunter2" }),
  () => ({ reference: "nginx" }),
  () => ({ server: "ghcr.io", username: "u", password: "hunter2" }),
  () => ({ environmentVariables: { A: "hunter2" } }),
  () => ({ config: null }),
  () => ({ manualConfig: null }),
  () => ({ grantPrincipal: null }),
  () => ({ grantPrincipal: { principalId: GUID } }),
  () => ({ grantReadSecrets: () => null, vaultUri: "https://wrong" }),
  () => ({ terraformResourceType: "azurerm" }),
  () => ({ fqn: "hunter2" }),
  () => ({ loginServer: "myregistry.azurecr.io", registryId: REGISTRY_ID }),
  () => ({ roleName: "Reader" }),
  ({ stack }) => stack,
  ({ stack }) => child(stack, "group", (id) => new ResourceGroup(stack, id, { name: "g", location: "westeurope" })),
  ({ stack }) =>
    child(
      stack,
      "registry",
      (id) =>
        new AzurermContainerRegistry(stack, id, {
          name: "myregistry",
          resourceGroupName: "my-rg",
          location: "westeurope",
          sku: "Basic",
        }),
    ),
  ({ stack }) => child(stack, "construct", (id) => new Construct(stack, id)),
  (kit) => kit.identity.grantPrincipal,
  () => library.Role.ACR_PULL,
  () => library.AppIdentity.systemAssigned(),
  () => library.ContainerImage.of("nginx"),
  () => library.Deployer.alreadyGranted(),
];

function child(stack: TerraformStack, name: string, make: (id: string) => Construct): Construct {
  const id = `beside-${name}`;
  return (stack.node.tryFindChild(id) as Construct | undefined) ?? make(id);
}

function circular(): object {
  const list: { self?: object } = {};
  list.self = list;
  return list;
}

/** Every place in some arguments, as the keys that lead there; not into constructs, tokens and objects of a class. */
export function placesIn(value: unknown): readonly (readonly string[])[] {
  const entries = isPlain(value) ? Object.entries(value) : [];
  return entries.flatMap(([key, item]) => [[key], ...placesIn(item).map((rest) => [key, ...rest])]);
}

function isPlain(value: unknown): value is object {
  const isObject = typeof value === "object" && value !== null && !Token.isUnresolved(value);
  return isObject && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);
}

/** A copy with another value at a place. */
export function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) {
    return by;
  }
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}
