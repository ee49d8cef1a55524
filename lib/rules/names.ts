import { text, ValueRule } from "./rule";

const NAME_RULES = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules";

function name(pattern: RegExp, allowed: string, source: string): ValueRule {
  return text(pattern, allowed, source, "Pass such a name, or a reference to one.");
}

/**
 * The rules for names, as Azure has them. azurerm is less strict about some, and checks no name in a block that holds a
 * reference to a value known only after apply.
 */
export const NAMES = {
  containerApp: name(
    /^(?!.*--)[a-z][a-z0-9-]{0,30}[a-z0-9]$/,
    "2 to 32 lower-case letters, digits and single hyphens, starting with a letter and ending with a letter or digit",
    `${NAME_RULES}#microsoftapp`,
  ),
  containerAppEnvironment: {
    ...name(
      /^[a-zA-Z]([a-zA-Z0-9-]{0,57}[a-zA-Z0-9]|[a-zA-Z0-9-]{58}[a-z])$/,
      "2 to 60 letters, digits and hyphens, starting with a letter " +
        "and ending with a letter or digit, at 60 with a lower-case letter",
      `${NAME_RULES}#microsoftapp`,
    ),
    later: {
      since: "4.74.0",
      rule: name(
        /^[a-zA-Z0-9][a-zA-Z0-9-]{0,58}[a-zA-Z0-9]$/,
        "2 to 60 letters, digits and hyphens, starting and ending with a letter or digit",
        `${NAME_RULES}#microsoftapp`,
      ),
    },
  },
  workloadProfile: name(
    /^[a-zA-Z][a-zA-Z0-9_-]{0,14}$/,
    "1 to 15 letters, digits, hyphens and underscores, starting with a letter",
    "https://github.com/Azure/azure-cli/issues/31239",
  ),
  /** The name is that of a Kubernetes container, an RFC 1123 label; Container Apps allows 46 characters of it. */
  container: name(
    /^[a-z0-9]([a-z0-9-]{0,44}[a-z0-9])?$/,
    "1 to 46 lower-case letters, digits and hyphens, starting and ending with a letter or digit",
    "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names",
  ),
  appSecret: name(
    /^[a-z0-9]([a-z0-9-]{0,251}[a-z0-9])?$/,
    "1 to 253 lower-case letters, digits and hyphens, starting and ending with a letter or digit",
    "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app#name-3",
  ),
  containerRegistry: name(
    /^[a-zA-Z0-9]{5,50}$/,
    "5 to 50 letters and digits; unique in all of Azure",
    `${NAME_RULES}#microsoftcontainerregistry`,
  ),
  registryServer: text(
    /^(?=localhost\b|.*[.:])[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?$/,
    "a host name in lower case such as myregistry.azurecr.io, without https:// and without a path",
    "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app#registry",
    "Pass the host name alone.",
  ),
  keyVault: name(
    /^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
    "3 to 24 letters, digits and single hyphens, starting with a letter and ending with a letter or digit; " +
      "unique in all of Azure",
    `${NAME_RULES}#microsoftkeyvault`,
  ),
  keyVaultSecret: name(
    /^[a-zA-Z0-9-]{1,127}$/,
    "1 to 127 letters, digits and hyphens",
    `${NAME_RULES}#microsoftkeyvault`,
  ),
  userAssignedIdentity: name(
    /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$/,
    "3 to 128 letters, digits, hyphens and underscores, starting with a letter or digit",
    `${NAME_RULES}#microsoftmanagedidentity`,
  ),
  resourceGroup: name(
    /^[-\p{L}\p{N}_.()]{0,89}[-\p{L}\p{N}_()]$/u,
    "1 to 90 letters, digits, underscores, parentheses, hyphens and full stops, not ending with a full stop",
    `${NAME_RULES}#microsoftresources`,
  ),
  revisionSuffix: name(
    /^(?!.*--)[a-z0-9]([a-z0-9-]{0,52}[a-z0-9])?$/,
    "1 to 54 lower-case letters, digits and single hyphens, starting and ending with a letter or digit, " +
      "without the name of the app before it",
    "https://learn.microsoft.com/azure/container-apps/revisions#name-suffix",
  ),
  /** azurerm accepts the display name too: "West Europe". */
  location: name(
    /^[A-Za-z0-9][A-Za-z0-9 ]*$/,
    "the name of an Azure region, such as westeurope",
    "https://learn.microsoft.com/azure/reliability/regions-list",
  ),
  /** Container Apps accepts the names that Kubernetes accepts. */
  environmentVariable: name(
    /^[-._a-zA-Z][-._a-zA-Z0-9]*$/,
    "letters, digits, hyphens, full stops and underscores, not starting with a digit",
    "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables",
  ),
} satisfies Record<string, ValueRule>;
