import { KeyVaultCertificate } from "@cdktf/provider-azurerm/lib/key-vault-certificate";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerAppEnvironmentCertificate,
  EnvironmentIdentity,
  KeyVault,
  KeyVaultAccessModel,
  SecretGrantScope,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** An environment that reads its certificate in a vault by RBAC, by an identity of its own. */
export class EnvironmentCertificateStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "site-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const pfx = new TerraformVariable(this, "site_pfx", { type: "string", sensitive: true });

    // #region certificate
    const vault = new KeyVault(this, "vault", {
      ...place,
      name: "site-vault-7f3a",
      accessModel: KeyVaultAccessModel.RBAC,
    });
    new KeyVaultCertificate(this, "site", {
      name: "site",
      keyVaultId: vault.keyVaultId,
      certificate: { contents: pfx.stringValue },
    });

    const environment = new ContainerAppEnvironment(this, "environment", {
      ...place,
      name: "site",
      managedIdentity: EnvironmentIdentity.userAssigned(),
    });
    new ContainerAppEnvironmentCertificate(this, "certificate", {
      name: "site",
      environment,
      source: vault.certificate("site", { grantScope: SecretGrantScope.SECRET }),
    });
    // #endregion
  }
}
