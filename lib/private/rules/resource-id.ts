import { RESOURCE_ID } from "../resource-ids";
import { text, ValueRule } from "./rule";

/** The id of a resource of a kind: the provider and the type, and of a resource within another one the type of that too. */
function resourceId(kind: string): ValueRule {
  const [namespace, ...types] = kind.split("/");
  const path = `${namespace}${types.map((type) => `/${type}/<name>`).join("")}`;
  const id = `/subscriptions/<subscription id>/resourceGroups/<resource group>/providers/${path}`;
  const pattern = new RegExp(`^${id.replace(/\./g, "\\.").replace(/<[^>]+>/g, "[^/]+")}$`);
  return text(
    pattern,
    `${id}, in exactly this case`,
    "https://learn.microsoft.com/rest/api/resources/resources/get-by-id",
    "Pass the id as Azure shows it, or a reference to one.",
  );
}

/** The ids that this library is given, as azurerm spells them: it compares them by case. */
export const RESOURCE_IDS = {
  keyVault: resourceId(RESOURCE_ID.keyVault),
  userAssignedIdentity: resourceId(RESOURCE_ID.userAssignedIdentity),
  containerAppEnvironment: resourceId(RESOURCE_ID.containerAppEnvironment),
  logAnalyticsWorkspace: resourceId("Microsoft.OperationalInsights/workspaces"),
  subnet: resourceId("Microsoft.Network/virtualNetworks/subnets"),
};
