import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AppIdentity,
  AppSecret,
  AzureCloud,
  ContainerAppEnvironmentProps,
  ContainerImage,
  Ingress,
  JobTrigger,
  KeyVaultProps,
  ManagedIdentity,
  ManagedIdentityContainerAppJobProps,
  ManagedIdentityContainerAppProps,
  ManagedIdentityProps,
  ManagedIdentityWorkloadProps,
  PrivateDnsZones,
  PrivateDnsZonesProps,
  PrivateEndpointProps,
  PrivateEndpointTarget,
  RegistryCredentials,
  RevisionMode,
} from "../../lib/index";
import { appProps, IDENTITY_ID, importVault } from "./synth";

/** Programs that between them set everything there is, since some arguments exclude others. */

const TIMEOUTS = { create: "40m", read: "6m", update: "40m", delete: "40m" };
const PLACE = {
  name: "everything",
  resourceGroupName: "my-rg",
  location: "westeurope",
  tags: { team: "orders" },
  timeouts: TIMEOUTS,
};
const PROVIDERS = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg/providers";

export const SUBNET_ID = `${PROVIDERS}/Microsoft.Network/virtualNetworks/my-network/subnets/apps`;
export const WORKSPACE_ID = `${PROVIDERS}/Microsoft.OperationalInsights/workspaces/my-logs`;

const HTTP_PROBE = {
  port: 8080,
  transport: "HTTPS",
  host: "localhost",
  path: "/healthy",
  header: [{ name: "X-Probe", value: "1" }],
  intervalSeconds: 5,
  timeout: 2,
  failureCountThreshold: 4,
};

/** A sensitive value. */
export function sensitive(stack: TerraformStack, id: string): string {
  return new TerraformVariable(stack, id, { type: "string", sensitive: true }).stringValue;
}

/** What both an app and a job have. */
function workload(stack: TerraformStack, initialDelay: number): ManagedIdentityWorkloadProps {
  const vault = importVault(stack);
  const pull = ManagedIdentity.fromIdentityName(stack, "pull", { name: "pull-id", resourceGroupName: "my-rg" });
  const volumeMounts = [{ name: "files", path: "/files", subPath: "orders" }];
  const command = {
    command: ["run"],
    args: ["--fast"],
    environmentVariables: { LEVEL: "info" },
    cpu: 0.25,
    memory: "0.5Gi",
  };
  return {
    ...appProps(stack, PLACE),
    identity: AppIdentity.systemAndUserAssigned(),
    keyVault: vault,
    secrets: { DB_PASSWORD: vault.secret("db-password") },
    otherSecrets: [
      vault.secret("queue-connection"),
      AppSecret.fromValue(stack, "api-key", sensitive(stack, "api_key")),
    ],
    registries: [
      RegistryCredentials.withIdentity("orders.azurecr.io", pull),
      RegistryCredentials.withPassword("docker.io", "orders", vault.secret("docker-password")),
    ],
    containers: [
      {
        ...command,
        image: ContainerImage.of("orders.azurecr.io/api:1.2"),
        volumeMounts,
        livenessProbe: { ...HTTP_PROBE, initialDelay: 3 },
        readinessProbe: { ...HTTP_PROBE, initialDelay, successCountThreshold: 2 },
        startupProbe: { ...HTTP_PROBE, initialDelay },
      },
    ],
    initContainers: [
      { ...command, name: "migrate", image: ContainerImage.of("docker.io/orders/migrate:1.2"), volumeMounts },
    ],
    volumes: [{ name: "files", storageType: "AzureFile", storageName: "files", mountOptions: "dir_mode=0777" }],
    workloadProfileName: "Consumption",
  };
}

const AUTHENTICATION = [{ secretName: "queue-connection", triggerParameter: "connection" }];
const CUSTOM_RULE = {
  name: "bus",
  customRuleType: "azure-servicebus",
  metadata: { queueName: "orders" },
  authentication: AUTHENTICATION,
};

/** An app with everything but what TCP alone has. */
export function everyAppProps(stack: TerraformStack): ManagedIdentityContainerAppProps {
  return {
    ...workload(stack, 3),
    location: PLACE.location,
    ingress: Ingress.of({
      targetPort: 8080,
      externalEnabled: true,
      allowInsecureConnections: true,
      clientCertificateMode: "accept",
      transport: "http2",
      cors: {
        allowedOrigins: ["https://example.com"],
        allowCredentialsEnabled: true,
        allowedHeaders: ["X-Order"],
        allowedMethods: ["GET"],
        exposedHeaders: ["X-Order"],
        maxAgeInSeconds: 60,
      },
      ipSecurityRestriction: [
        { name: "office", action: "Allow", ipAddressRange: "203.0.113.0/24", description: "the office" },
      ],
      trafficWeight: [
        { latestRevision: true, percentage: 80, label: "next" },
        { revisionSuffix: "one", percentage: 20, label: "stable" },
      ],
    }),
    revisionMode: RevisionMode.MULTIPLE,
    maxInactiveRevisions: 5,
    revisionSuffix: "two",
    minReplicas: 1,
    maxReplicas: 20,
    cooldownPeriodInSeconds: 60,
    pollingIntervalInSeconds: 15,
    terminationGracePeriodSeconds: 45,
    azureQueueScaleRules: [{ name: "queue", queueName: "orders", queueLength: 5, authentication: AUTHENTICATION }],
    customScaleRules: [CUSTOM_RULE],
    httpScaleRules: [{ name: "http", concurrentRequests: "50", authentication: AUTHENTICATION }],
    dapr: { appId: "orders", appPort: 8080, appProtocol: "grpc" },
  };
}

/** What an app is reached by TCP with. */
export const TCP_INGRESS = Ingress.of({
  targetPort: 5432,
  exposedPort: 5432,
  transport: "tcp",
  trafficWeight: [{ latestRevision: true, percentage: 100 }],
});

/** A job with everything but a trigger of another kind. */
export function everyJobProps(stack: TerraformStack): ManagedIdentityContainerAppJobProps {
  return {
    ...workload(stack, 0),
    location: PLACE.location,
    replicaTimeoutInSeconds: 600,
    replicaRetryLimit: 2,
    trigger: JobTrigger.eventDriven({
      parallelism: 2,
      replicaCompletionCount: 2,
      scale: [{ minExecutions: 1, maxExecutions: 5, pollingIntervalInSeconds: 15, rules: [CUSTOM_RULE] }],
    }),
  };
}

/** The triggers of the other kinds. */
export const OTHER_TRIGGERS = [
  JobTrigger.manual({ parallelism: 2, replicaCompletionCount: 2 }),
  JobTrigger.scheduled({ cronExpression: "*/15 8-18 * * MON-FRI", parallelism: 2, replicaCompletionCount: 2 }),
];

export const EVERY_ENVIRONMENT_PROPS: ContainerAppEnvironmentProps = {
  ...PLACE,
  logAnalyticsWorkspaceId: WORKSPACE_ID,
  logsDestination: "log-analytics",
  infrastructureSubnetId: SUBNET_ID,
  infrastructureResourceGroupName: "my-infrastructure-rg",
  internalLoadBalancerEnabled: true,
  zoneRedundancyEnabled: true,
  mutualTlsEnabled: true,
  publicNetworkAccess: "Disabled",
  daprApplicationInsightsConnectionString: "InstrumentationKey=00000000-0000-0000-0000-000000000000",
  identity: { type: "SystemAssigned, UserAssigned", identityIds: [IDENTITY_ID] },
  workloadProfiles: [
    { name: "Consumption", workloadProfileType: "Consumption" },
    { name: "dedicated", workloadProfileType: "D4", minimumCount: 1, maximumCount: 3 },
  ],
};

export const EVERY_KEY_VAULT_PROPS: KeyVaultProps = {
  ...PLACE,
  skuName: "premium",
  tenantId: "00000000-0000-0000-0000-000000000000",
  softDeleteRetentionDays: 7,
  purgeProtectionEnabled: true,
  publicNetworkAccessEnabled: false,
  enabledForDeployment: true,
  enabledForDiskEncryption: true,
  enabledForTemplateDeployment: true,
  networkAcls: {
    defaultAction: "Deny",
    bypass: "AzureServices",
    ipRules: ["203.0.113.0/24"],
    virtualNetworkSubnetIds: [SUBNET_ID],
  },
};

export const EVERY_IDENTITY_PROPS: ManagedIdentityProps = PLACE;

export const NETWORK_ID = SUBNET_ID.replace(/\/subnets\/.*/, "");
export const STORAGE_ID = `${PROVIDERS}/Microsoft.Storage/storageAccounts/mystorage`;

export const EVERY_PRIVATE_DNS_ZONES_PROPS: PrivateDnsZonesProps = {
  resourceGroupName: "my-rg",
  virtualNetworks: { main: NETWORK_ID },
  cloud: AzureCloud.PUBLIC,
  tags: { team: "orders" },
};

export function everyPrivateEndpointProps(stack: TerraformStack): PrivateEndpointProps {
  return {
    ...PLACE,
    subnetId: SUBNET_ID,
    privateDnsZones: new PrivateDnsZones(stack, "zones", EVERY_PRIVATE_DNS_ZONES_PROPS),
    customNetworkInterfaceName: "my-nic",
    ipConfiguration: [{ name: "blob", privateIpAddress: "10.0.1.5", subresourceName: "blob", memberName: "blob" }],
    target: PrivateEndpointTarget.storageBlobs({ id: STORAGE_ID }),
  };
}
