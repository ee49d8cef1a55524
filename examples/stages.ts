import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { App, AzurermBackend, TerraformStack, TerraformVariable } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  Ingress,
  KeyVault,
  KeyVaultSecret,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

// #region stages
/** What differs between the stages, and nothing else. */
interface Stage {
  readonly subscriptionId: string;
  readonly minReplicas: number;
  readonly purgeProtectionEnabled: boolean;
}

const STAGES: Record<string, Stage> = {
  dev: { subscriptionId: "00000000-0000-0000-0000-00000000000d", minReplicas: 0, purgeProtectionEnabled: false },
  prod: { subscriptionId: "00000000-0000-0000-0000-00000000000e", minReplicas: 2, purgeProtectionEnabled: true },
};

/** The shop at one stage: one stack, one subscription, one state. */
class ShopStack extends TerraformStack {
  constructor(scope: Construct, id: string, { subscriptionId, minReplicas, purgeProtectionEnabled }: Stage) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}], subscriptionId });
    new AzurermBackend(this, {
      storageAccountName: `state7f3a${id}`,
      containerName: "tfstate",
      key: "shop.tfstate",
      useAzureadAuth: true,
    });
    const group = new ResourceGroup(this, "group", { name: `shop-${id}`, location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };

    const password = new TerraformVariable(this, "db_password", { type: "string", sensitive: true });
    const vault = new KeyVault(this, "vault", { ...place, name: `shop-7f3a-${id}`, purgeProtectionEnabled });
    new KeyVaultSecret(this, "db-password", { vault, name: "db-password", value: password.stringValue });

    new ManagedIdentityContainerApp(this, "shop", {
      ...place,
      name: "shop",
      environment: new ContainerAppEnvironment(this, "environment", { ...place, name: "shop" }),
      secrets: { DB_PASSWORD: vault.secret("db-password") },
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      ingress: Ingress.external(80),
      minReplicas,
    });
  }
}

export function program(app: App): void {
  for (const [name, stage] of Object.entries(STAGES)) {
    new ShopStack(app, name, stage);
  }
}
// #endregion
