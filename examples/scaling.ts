import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusNamespaceAuthorizationRule } from "@cdktf/provider-azurerm/lib/servicebus-namespace-authorization-rule";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageQueue } from "@cdktf/provider-azurerm/lib/storage-queue";
import { TerraformStack } from "cdktf";
import {
  AzureService,
  ContainerAppEnvironment,
  ContainerImage,
  JobTrigger,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  Role,
  ScaleRule,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** An app that scales by a queue of Service Bus and the time of day, and a job that messages of a storage queue start. */
export class ScalingStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "orders-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const bus = new ServicebusNamespace(this, "bus", { ...place, name: "orders-7f3a", sku: "Standard" });
    const orders = new ServicebusQueue(this, "orders", { name: "orders", namespaceId: bus.id });
    const storage = new StorageAccount(this, "storage", {
      ...place,
      name: "orders7f3a",
      accountTier: "Standard",
      accountReplicationType: "LRS",
    });
    const invoices = new StorageQueue(this, "invoices", { name: "invoices", storageAccountId: storage.id });
    const vault = KeyVault.fromKeyVaultName(this, "vault", {
      name: "my-vault",
      resourceGroupName: "my-rg",
      accessModel: KeyVaultAccessModel.ACCESS_POLICY,
    });
    const environment = new ContainerAppEnvironment(this, "environment", { ...place, name: "orders" });

    // #region connections
    const scaler = new ServicebusNamespaceAuthorizationRule(this, "scaler", {
      name: "scaler",
      namespaceId: bus.id,
      listen: true, // azurerm wants both beside manage
      send: true,
      manage: true,
    });
    new KeyVaultSecret(this, "bus-connection", {
      vault,
      name: "bus-connection",
      value: scaler.primaryConnectionString,
    });
    new KeyVaultSecret(this, "storage-connection", {
      vault,
      name: "storage-connection",
      value: storage.primaryConnectionString,
    });
    // #endregion
    // #region app
    new ManagedIdentityContainerApp(this, "worker", {
      ...place,
      name: "order-worker",
      environment,
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      services: [AzureService.serviceBus(bus, Role.SERVICE_BUS_DATA_RECEIVER, { scope: orders.id })],
      scaleRules: [
        ScaleRule.serviceBusQueue("orders", bus, orders, {
          messageCount: 20,
          connection: vault.secret("bus-connection"),
        }),
        ScaleRule.cron("working-hours", {
          timezone: "Europe/Berlin",
          start: "0 7 * * 1-5",
          end: "0 19 * * 1-5",
          desiredReplicas: 2,
        }),
      ],
    });
    // #endregion
    // #region job
    new ManagedIdentityContainerAppJob(this, "invoicing", {
      ...place,
      name: "send-invoices",
      environment,
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart-jobs:latest") }],
      services: [AzureService.storageQueues(storage, Role.STORAGE_QUEUE_DATA_MESSAGE_PROCESSOR)],
      trigger: JobTrigger.onEvents(
        [
          ScaleRule.storageQueue("invoices", storage, invoices, {
            queueLength: 1,
            connection: vault.secret("storage-connection"),
          }),
        ],
        { maxExecutions: 5 },
      ),
    });
    // #endregion
  }
}
