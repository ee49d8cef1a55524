import { MonitorMetricAlert } from "@cdktf/provider-azurerm/lib/monitor-metric-alert";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AzureService,
  ContainerAppEnvironment,
  ContainerImage,
  ContainerRegistry,
  Ingress,
  KeyVault,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Role,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/**
 * The service of `examples/container`, which takes orders: it signs them with a secret that it reads by its identity,
 * stores them as blobs and announces them on a queue.
 */
export class InTheContainerStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "sample-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const environment = new ContainerAppEnvironment(this, "environment", { ...place, name: "sample" });

    const vault = new KeyVault(this, "vault", { ...place, name: "sample-vault-7f3a" });
    const sampleSecret = new TerraformVariable(this, "sample_secret", { type: "string", sensitive: true });
    new KeyVaultSecret(this, "sample-secret", { vault, name: "SampleSecret", value: sampleSecret.stringValue });
    const apiKey = new TerraformVariable(this, "api_key", { type: "string", sensitive: true });
    new KeyVaultSecret(this, "api-key", { vault, name: "api-key", value: apiKey.stringValue });

    const storage = new StorageAccount(this, "storage", {
      ...place,
      name: "sample7f3a",
      accountTier: "Standard",
      accountReplicationType: "LRS",
    });
    const blobs = new StorageContainer(this, "blobs", { name: "orders", storageAccountId: storage.id });
    const bus = new ServicebusNamespace(this, "bus", { ...place, name: "sample-7f3a", sku: "Basic" });
    const queue = new ServicebusQueue(this, "queue", { name: "orders", namespaceId: bus.id });

    // #region app
    const registry = ContainerRegistry.fromRegistryName(this, "registry", {
      name: "hub7f3a",
      resourceGroupName: "hub-rg",
    });
    const pull = new ManagedIdentity(this, "pull", { ...place, name: "sample-pull" });

    const app = new ManagedIdentityContainerApp(this, "sample", {
      ...place,
      name: "sample",
      environment,
      keyVault: vault,
      secrets: { API_KEY: vault.secret("api-key") },
      services: [
        AzureService.storageBlobs(storage, Role.STORAGE_BLOB_DATA_CONTRIBUTOR, { scope: blobs.id }),
        AzureService.serviceBus(bus, Role.SERVICE_BUS_DATA_SENDER, { scope: queue.id }),
      ],
      containers: [
        {
          image: ContainerImage.fromRegistry(registry, "sample:1.0", { identity: pull }),
          environmentVariables: {
            // Of the credentials that the SDKs know, only this one: its errors are then the ones to read.
            AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential",
            BLOB_CONTAINER: blobs.name,
            QUEUE: queue.name,
          },
          livenessProbe: { transport: "HTTP", port: 8080, path: "/live" },
          readinessProbe: { transport: "HTTP", port: 8080, path: "/ready", intervalSeconds: 5 },
        },
      ],
      ingress: Ingress.external(8080),
      minReplicas: 1,
    });
    new MonitorMetricAlert(this, "restarts", {
      name: "sample-restarts",
      resourceGroupName: group.name,
      scopes: [app.resource.id],
      criteria: [
        {
          metricNamespace: "Microsoft.App/containerApps",
          metricName: "RestartCount",
          aggregation: "Maximum",
          operator: "GreaterThan",
          threshold: 3,
        },
      ],
    });
    // #endregion
  }
}
