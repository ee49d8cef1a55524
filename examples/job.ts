import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  JobTrigger,
  KeyVault,
  KeyVaultAccessModel,
  ManagedIdentityContainerAppJob,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** Two jobs: one that works off a queue whose connection is a secret of a vault, and one that cleans up every night. */
export class JobStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const place = { resourceGroupName: "orders-rg", location: "westeurope" };
    const environment = ContainerAppEnvironment.fromEnvironmentName(this, "environment", {
      name: "orders",
      resourceGroupName: "orders-rg",
      defaultWorkloadProfileName: "Consumption",
    });
    const vault = KeyVault.fromKeyVaultName(this, "vault", {
      name: "orders-vault",
      resourceGroupName: "orders-rg",
      accessModel: KeyVaultAccessModel.ACCESS_POLICY,
    });

    // #region events
    new ManagedIdentityContainerAppJob(this, "import", {
      ...place,
      name: "import-orders",
      environment,
      trigger: JobTrigger.eventDriven({
        scale: [
          {
            maxExecutions: 5,
            rules: [
              {
                name: "orders",
                customRuleType: "azure-queue",
                metadata: { accountName: "orders", queueName: "incoming", queueLength: "1" },
                authentication: [{ secretName: "queue-connection", triggerParameter: "connection" }],
              },
            ],
          },
        ],
      }),
      otherSecrets: [vault.secret("queue-connection")],
      secrets: { DB_PASSWORD: vault.secret("db-password") },
      initContainers: [{ name: "migrate", image: ContainerImage.of("docker.io/flyway/flyway:11") }],
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart-jobs:latest") }],
    });
    // #endregion
    // #region scheduled
    new ManagedIdentityContainerAppJob(this, "clean-up", {
      ...place,
      name: "clean-up-orders",
      environment,
      trigger: JobTrigger.scheduled({ cronExpression: "0 3 * * *" }),
      keyVault: vault,
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart-jobs:latest") }],
    });
    // #endregion
  }
}
