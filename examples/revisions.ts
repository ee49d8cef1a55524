import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  Ingress,
  ManagedIdentityContainerApp,
  RevisionMode,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** A new version beside the one that runs: it has a tenth of the traffic, and an address of its own by its label. */
export class RevisionsStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const environment = ContainerAppEnvironment.fromEnvironmentName(this, "environment", {
      name: "web",
      resourceGroupName: "web-rg",
    });

    // #region app
    new ManagedIdentityContainerApp(this, "web", {
      name: "web",
      resourceGroupName: "web-rg",
      location: "westeurope",
      environment,
      containers: [{ image: ContainerImage.of("docker.io/library/nginx:1.29") }],
      revisionMode: RevisionMode.MULTIPLE,
      revisionSuffix: "v2",
      ingress: Ingress.external(80, {
        trafficWeight: [
          { revisionSuffix: "v1", percentage: 90, label: "blue" },
          { revisionSuffix: "v2", percentage: 10, label: "green" },
        ],
        ipSecurityRestriction: [{ name: "office", action: "Allow", ipAddressRange: "203.0.113.0/24" }],
      }),
    });
    // #endregion
  }
}
