import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformOutput, TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  Ingress,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** A shop that calls an API of the same environment; what people need to reach both is an output. */
export class AddressesStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "shop-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const logs = new LogAnalyticsWorkspace(this, "logs", { ...place, name: "shop" });
    const environment = new ContainerAppEnvironment(this, "environment", {
      ...place,
      name: "shop",
      logAnalyticsWorkspaceId: logs.id,
    });

    // #region apps
    const api = new ManagedIdentityContainerApp(this, "api", {
      ...place,
      name: "api",
      environment,
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      ingress: Ingress.internalOnly(80),
      environmentVariables: { SHOP_URL: `https://shop.${environment.defaultDomain}` },
    });
    const shop = new ManagedIdentityContainerApp(this, "shop", {
      ...place,
      name: "shop",
      environment,
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      ingress: Ingress.external(80),
      environmentVariables: { API_URL: api.url },
    });
    new TerraformOutput(this, "url", { value: shop.url });
    new TerraformOutput(this, "revision", { value: shop.latestRevisionName });
    new TerraformOutput(this, "calls_from", { value: shop.outboundIpAddresses });
    new TerraformOutput(this, "environment_address", { value: environment.staticIpAddress });
    // #endregion
  }
}
