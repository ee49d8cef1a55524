import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  KeyVault,
  KeyVaultAccessModel,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** An app whose code reads a vault, under an identity of its own; the vault and the environment exist. */
export class MainStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });

    const vault = KeyVault.fromKeyVaultName(this, "vault", {
      name: "my-vault",
      resourceGroupName: "my-rg",
      accessModel: KeyVaultAccessModel.ACCESS_POLICY,
    });
    const environment = ContainerAppEnvironment.fromEnvironmentName(this, "environment", {
      name: "my-environment",
      resourceGroupName: "my-rg",
    });
    new ManagedIdentityContainerApp(this, "app", {
      name: "my-container-app",
      resourceGroupName: "my-rg",
      location: "westeurope",
      environment,
      keyVault: vault,
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/azure-cli"), command: ["tail", "-f", "/dev/null"] }],
      minReplicas: 1,
    });
  }
}
