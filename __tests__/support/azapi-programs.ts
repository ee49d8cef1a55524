import type { Configuration } from "./review-programs";

const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
const ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";

export const RG = "${azapi_resource.rg.id}";
export const AZAPI_ID = "${azapi_resource.id.id}";
export const AZAPI_PRINCIPAL = "${azapi_resource.id.output.properties.principalId}";
export const AZAPI_VAULT = "${azapi_resource.kv.id}";
export const AZAPI_SECRET = "${azapi_resource.kv.output.properties.vaultUri}secrets/db";

/** A resource of a type in the resource group of the program. */
export function azapi(type: string, name: string, body: unknown = {}, over: Configuration = {}): Configuration {
  return { type, name, parent_id: RG, body, ...over };
}

/** A role assignment in the words of Azure's API. */
export function azapiRole(scope: string, role: keyof typeof ROLES, principalId = AZAPI_PRINCIPAL): Configuration {
  const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${ROLES[role]}`;
  return {
    type: "Microsoft.Authorization/roleAssignments@2022-04-01",
    name: "5f0e6a86-0000-4000-8000-000000000001",
    parent_id: scope,
    body: { properties: { principalId, roleDefinitionId } },
  };
}

const ROLES = { "Key Vault Secrets User": SECRETS_USER, AcrPull: ACR_PULL };

export const azapiVault = (properties: Configuration = {}, version = "2023-07-01") =>
  azapi(`Microsoft.KeyVault/vaults@${version}`, "kv", { properties });
export const azapiIdentity = azapi("Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31", "web-id");
export const azapiEnvironment = azapi("Microsoft.App/managedEnvironments@2025-01-01", "env");

/** An app that runs as the identity, with an identity in its body as Azure's API has it. */
export function azapiApp(configuration: unknown, over: Configuration = {}, version = "2025-01-01"): Configuration {
  const body = {
    identity: { type: "UserAssigned", userAssignedIdentities: { [AZAPI_ID]: {} } },
    properties: {
      managedEnvironmentId: "${azapi_resource.env.id}",
      configuration,
      template: {
        containers: [
          {
            name: "web",
            image: "nginx",
            env: [{ name: "AZURE_CLIENT_ID", value: "${azapi_resource.id.output.properties.clientId}" }],
          },
        ],
      },
    },
  };
  return azapi(`Microsoft.App/containerApps@${version}`, "web", body, over);
}

/** A program of azapi's alone: the group, the identity, the vault, the environment and whatever else. */
export function azapiProgram(resources: Configuration, others: Configuration = {}): Configuration {
  const { azapi_resource: made = {}, ...others_ } = resources as { azapi_resource?: Configuration };
  return {
    data: { azapi_client_config: { me: {} } },
    resource: {
      azapi_resource: {
        rg: {
          type: "Microsoft.Resources/resourceGroups@2024-11-01",
          name: "rg",
          parent_id: "/subscriptions/${data.azapi_client_config.me.subscription_id}",
          location: "westeurope",
        },
        id: azapiIdentity,
        kv: azapiVault({ enableRbacAuthorization: false }),
        env: azapiEnvironment,
        ...made,
      },
      ...others_,
    },
    ...others,
  };
}
