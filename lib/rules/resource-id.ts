import { RESOURCE_ID } from "../core/resource-ids";
import { NAMES } from "./names";
import { text, ValueRule } from "./rule";

/**
 * The rule for the id of a resource.
 *
 * @param kind the type of the resource, such as `Microsoft.KeyVault/vaults`; for a resource within another one, both
 *   types: `Microsoft.Network/virtualNetworks/subnets`
 * @param name the rule for the name at the end of the id
 */
export function resourceId(kind: string, name?: ValueRule): ValueRule {
  const [namespace, ...types] = kind.split("/");
  const path = `${namespace}${types.map((type) => `/${type}/<name>`).join("")}`;
  const id = `/subscriptions/<subscription id>/resourceGroups/<resource group>/providers/${path}`;
  const pattern = new RegExp(`^${id.replace(/\./g, "\\.").replace(/<[^>]+>/g, "[^/]+")}$`);
  const source = "https://learn.microsoft.com/rest/api/resources/resources/get-by-id";
  const form = text(
    pattern,
    `${id}, in exactly this case${name ? `, where the name has ${name.allowed}` : ""}`,
    source,
    "Pass the id as Azure shows it, or a reference to one.",
  );
  return {
    ...form,
    accepts: (value) => form.accepts(value) && (name?.accepts((value as string).split("/").pop()) ?? true),
  };
}

/** The rules for the ids that a program gives to this library, as azurerm spells them: it compares ids by case. */
export const RESOURCE_IDS = {
  /** A vault is looked up by its name, which azurerm checks. */
  keyVault: resourceId(RESOURCE_ID.keyVault, NAMES.keyVault),
  userAssignedIdentity: resourceId(RESOURCE_ID.userAssignedIdentity),
  containerAppEnvironment: resourceId(RESOURCE_ID.containerAppEnvironment),
  environmentCertificate: resourceId("Microsoft.App/managedEnvironments/certificates"),
  /** A registry is looked up by its name, which azurerm checks. */
  containerRegistry: resourceId(RESOURCE_ID.containerRegistry, NAMES.containerRegistry),
  cosmosDbAccount: resourceId(RESOURCE_ID.cosmosDbAccount),
  redisCache: resourceId(RESOURCE_ID.redisCache),
  managedRedis: resourceId(RESOURCE_ID.managedRedis),
  kustoCluster: resourceId(RESOURCE_ID.kustoCluster),
  logAnalyticsWorkspace: resourceId("Microsoft.OperationalInsights/workspaces"),
  subnet: resourceId("Microsoft.Network/virtualNetworks/subnets"),
  virtualNetwork: resourceId("Microsoft.Network/virtualNetworks"),
  privateDnsZone: resourceId("Microsoft.Network/privateDnsZones"),
};
