import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  ContainerImage,
  Ingress,
  KeyVault,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Role,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

const PLACE = { resourceGroupName: "shop-rg", location: "westeurope" };
const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop-rg";

/**
 * An app, with all that it needs, that was written by hand before: each resource is taken over from its address there,
 * and says what it said there, so that the first plan moves six addresses and changes nothing.
 */
export class AdoptedStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });

    // #region adopted
    // Terraform refuses a plan that replaces one of these. Take it out again once the first plan is applied.
    const place = { ...PLACE, lifecycle: { preventDestroy: true } };

    const identity = new ManagedIdentity(this, "identity", { ...place, name: "shop-id" });
    identity.resource.moveFromId("azurerm_user_assigned_identity.shop");

    // In a subnet, the infrastructure resource group stays the one that Azure named.
    const environment = new ContainerAppEnvironment(this, "environment", {
      ...place,
      name: "shop",
      infrastructureSubnetId: `${GROUP}/providers/Microsoft.Network/virtualNetworks/shop/subnets/apps`,
    });
    environment.resource.moveFromId("azurerm_container_app_environment.shop");

    const vault = new KeyVault(this, "vault", { ...place, name: "shop-kv-2b9e", skuName: "premium" });
    vault.resource.moveFromId("azurerm_key_vault.shop");

    const app = new ManagedIdentityContainerApp(this, "shop", {
      ...place,
      name: "shop",
      environment,
      identity: AppIdentity.userAssigned(identity),
      // The names of the secret, of the container and of the variables are those that the app has, in its order.
      secrets: { DB_PASSWORD: vault.secret("db-password", { appSecretName: "database", dependsOn: [] }) },
      environmentVariables: { LEVEL: "info" },
      containers: [{ name: "main", image: ContainerImage.of("docker.io/library/nginx:1.29"), cpu: 0.5 }],
      ingress: Ingress.external(80, { allowInsecureConnections: true }),
      maxInactiveRevisions: 0,
    });
    app.resource.moveFromId("azurerm_container_app.shop");

    // Asked for again, a grant is the one that the reference made.
    vault.grantReadSecrets(app).resource.moveFromId("azurerm_key_vault_access_policy.shop");
    const storage = `${GROUP}/providers/Microsoft.Storage/storageAccounts/shop7f3a`;
    const blobs = app.assignRole(Role.STORAGE_BLOB_DATA_READER, storage);
    blobs.resource.moveFromId("azurerm_role_assignment.shop_blobs");
    // #endregion
  }
}
