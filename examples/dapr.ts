import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  DaprComponent,
  DaprComponentType,
  DaprUse,
  KeyVault,
  KeyVaultAccessModel,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** An app whose Dapr components reach Azure by its identity, and a cache outside Azure by a secret of a vault. */
export class DaprStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "cart-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const storage = new StorageAccount(this, "storage", {
      ...place,
      name: "cart7f3a",
      accountTier: "Standard",
      accountReplicationType: "LRS",
    });
    const container = new StorageContainer(this, "carts", { name: "carts", storageAccountId: storage.id });
    const bus = new ServicebusNamespace(this, "bus", { ...place, name: "cart-7f3a", sku: "Standard" });
    const vault = KeyVault.fromKeyVaultName(this, "vault", {
      name: "my-vault",
      resourceGroupName: "my-rg",
      accessModel: KeyVaultAccessModel.ACCESS_POLICY,
    });
    const environment = new ContainerAppEnvironment(this, "environment", { ...place, name: "shop" });

    // #region app
    const cart = new ManagedIdentityContainerApp(this, "cart", {
      ...place,
      name: "cart",
      environment,
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      dapr: { appId: "cart", appPort: 80 },
    });
    new DaprComponent(this, "carts-state", {
      name: "carts",
      environment,
      componentType: DaprComponentType.stateBlobs(storage, container),
      apps: [cart],
    });
    // #endregion
    // #region send
    new DaprComponent(this, "orders", {
      name: "orders",
      environment,
      componentType: DaprComponentType.pubSubServiceBus(bus, DaprUse.SEND),
      apps: [cart],
    });
    // #endregion
    // #region secret
    new DaprComponent(this, "prices", {
      name: "prices",
      environment,
      componentType: DaprComponentType.of("state.redis"),
      metadata: { redisHost: "prices.example.com:6380", enableTLS: "true" },
      secretMetadata: { redisPassword: vault.secret("prices-password") },
      apps: [cart],
    });
    // #endregion
  }
}
