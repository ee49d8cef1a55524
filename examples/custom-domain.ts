import { DataAzurermDnsZone } from "@cdktf/provider-azurerm/lib/data-azurerm-dns-zone";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformOutput, TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerAppEnvironmentCertificate,
  ContainerImage,
  Ingress,
  KeyVault,
  KeyVaultAccessModel,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** An app at two domains of a zone in another subscription, and at one whose records somebody else makes. */
export class CustomDomainStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const hub = new AzurermProvider(this, "hub", {
      alias: "hub",
      features: [{}],
      subscriptionId: "00000000-0000-0000-0000-000000000001",
    });
    const group = new ResourceGroup(this, "group", { name: "shop-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const vault = KeyVault.fromKeyVaultName(this, "vault", {
      name: "my-vault",
      resourceGroupName: "my-rg",
      accessModel: KeyVaultAccessModel.ACCESS_POLICY,
    });
    const environment = new ContainerAppEnvironment(this, "environment", { ...place, name: "shop" });

    // #region domains
    const shop = new ManagedIdentityContainerApp(this, "shop", {
      ...place,
      name: "shop",
      environment,
      ingress: Ingress.external(80),
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
    });
    const certificate = new ContainerAppEnvironmentCertificate(this, "certificate", {
      name: "contoso",
      environment,
      source: vault.certificate("contoso"),
    });
    const dnsZone = new DataAzurermDnsZone(this, "zone", {
      name: "contoso.com",
      resourceGroupName: "dns-rg",
      provider: hub,
    });
    shop.addDomain("contoso.com", { certificate, dnsZone });
    shop.addDomain("www.contoso.com", { certificate, dnsZone });
    // #endregion

    // #region records
    new TerraformOutput(this, "records", { value: shop.domainRecordsFor("shop.example.org") });
    // #endregion
  }
}
