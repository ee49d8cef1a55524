import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  KeyVault,
  KeyVaultSecret,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** An app whose vault lets in the subnet of its environment, and the address of whoever applies the program. */
export class FirewallStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "vets-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const password = new TerraformVariable(this, "db_password", { type: "string", sensitive: true });

    // #region app
    const network = new VirtualNetwork(this, "network", { ...place, name: "vets", addressSpace: ["10.0.0.0/16"] });
    const subnet = new Subnet(this, "apps", {
      resourceGroupName: group.name,
      virtualNetworkName: network.name,
      name: "apps",
      addressPrefixes: ["10.0.0.0/24"],
      serviceEndpoints: ["Microsoft.KeyVault"],
      delegation: [
        {
          name: "apps",
          serviceDelegation: {
            name: "Microsoft.App/environments",
            actions: ["Microsoft.Network/virtualNetworks/subnets/join/action"],
          },
        },
      ],
    });
    const vault = new KeyVault(this, "vault", {
      ...place,
      name: "vets-vault-7f3a",
      networkAcls: {
        defaultAction: "Deny",
        bypass: "None",
        virtualNetworkSubnetIds: [subnet.id],
        ipRules: ["203.0.113.7"], // of whoever applies the program
      },
    });
    new KeyVaultSecret(this, "db-password", { vault, name: "db-password", value: password.stringValue });

    new ManagedIdentityContainerApp(this, "vets", {
      ...place,
      name: "vets",
      environment: new ContainerAppEnvironment(this, "environment", {
        ...place,
        name: "vets",
        infrastructureSubnetId: subnet.id,
      }),
      secrets: { DB_PASSWORD: vault.secret("db-password") },
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
    });
    // #endregion
  }
}
