import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { ResourceGroupTemplateDeployment } from "@cdktf/provider-azurerm/lib/resource-group-template-deployment";
import { TerraformOutput, TerraformStack } from "cdktf";
import {
  AppIdentity,
  AppSecret,
  ContainerAppEnvironment,
  ContainerImage,
  Ingress,
  ManagedIdentity,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** The client id of the application in Microsoft Entra ID that people sign in to. */
const APPLICATION = "33333333-0000-0000-0000-000000000000";

/**
 * An app that people sign in to. The application in Microsoft Entra ID has no secret: it trusts the app's identity, by a
 * federated credential that whoever keeps the application makes from the outputs.
 */
export class EasyAuthStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "intranet-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const environment = new ContainerAppEnvironment(this, "environment", { ...place, name: "intranet" });

    // #region app
    const identity = new ManagedIdentity(this, "identity", { ...place, name: "intranet-id" });
    // The name that tells Container Apps to sign in with the identity of this client id, which is no secret.
    const signIn = AppSecret.fromValue(this, "override-use-mi-fic-assertion-client-id", identity.clientId);
    const app = new ManagedIdentityContainerApp(this, "intranet", {
      ...place,
      name: "intranet",
      environment,
      identity: AppIdentity.userAssigned(identity),
      otherSecrets: [signIn],
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      ingress: Ingress.external(80),
    });
    new ResourceGroupTemplateDeployment(this, "sign-in", {
      name: "intranet-sign-in",
      resourceGroupName: group.name,
      deploymentMode: "Incremental",
      templateContent: JSON.stringify({
        $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        contentVersion: "1.0.0.0",
        resources: [
          {
            type: "Microsoft.App/containerApps/authConfigs",
            apiVersion: "2025-07-01",
            name: "intranet/current",
            properties: {
              platform: { enabled: true },
              globalValidation: { unauthenticatedClientAction: "RedirectToLoginPage" },
              identityProviders: {
                azureActiveDirectory: {
                  registration: {
                    clientId: APPLICATION,
                    clientSecretSettingName: signIn.appSecretName,
                    openIdIssuer: "[concat(environment().authentication.loginEndpoint, tenant().tenantId, '/v2.0')]",
                  },
                },
              },
            },
          },
        ],
      }),
      dependsOn: [app.resource],
    });
    new TerraformOutput(this, "federated_credential_issuer", {
      value: `https://login.microsoftonline.com/${identity.tenantId}/v2.0`,
    });
    new TerraformOutput(this, "federated_credential_subject", { value: identity.principalId });
    new TerraformOutput(this, "redirect_uri", { value: `${app.url}/.auth/login/aad/callback` });
    // #endregion
  }
}
