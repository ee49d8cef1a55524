import { isLiteral, isReference, Problem } from "./problems";

/** What a name must look like: the pattern, and the sentence that says it. */
export interface NameRule {
  readonly pattern: RegExp;
  readonly allowed: string;
}

/**
 * The names that Azure takes, each with its source. azurerm checks some of them more loosely, and checks none
 * in a block that holds an unresolved reference.
 */
export const NAMES = {
  /** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftapp */
  containerApp: {
    pattern: /^(?!.*--)[a-z][a-z0-9-]{0,30}[a-z0-9]$/,
    allowed: "2 to 32 lower-case letters, digits and single hyphens, starting with a letter and ending with a letter or digit",
  },
  /** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftapp */
  containerAppEnvironment: {
    pattern: /^[a-zA-Z][a-zA-Z0-9-]{0,58}[a-zA-Z0-9]$/,
    allowed: "2 to 60 letters, digits and hyphens, starting with a letter and ending with a letter or digit",
  },
  /** A container is a Kubernetes container, so an RFC 1123 label; Container Apps takes at most 46 characters of it. */
  container: {
    pattern: /^[a-z0-9]([a-z0-9-]{0,44}[a-z0-9])?$/,
    allowed: "1 to 46 lower-case letters, digits and hyphens, starting and ending with a letter or digit",
  },
  /** https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app#name-3 */
  appSecret: {
    pattern: /^[a-z0-9]([a-z0-9-]{0,251}[a-z0-9])?$/,
    allowed: "1 to 253 lower-case letters, digits and hyphens, starting and ending with a letter or digit",
  },
  /** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault */
  keyVault: {
    pattern: /^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
    allowed: "3 to 24 letters, digits and single hyphens, starting with a letter and ending with a letter or digit; unique in all of Azure",
  },
  /** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault */
  keyVaultSecret: {
    pattern: /^[a-zA-Z0-9-]{1,127}$/,
    allowed: "1 to 127 letters, digits and hyphens",
  },
  /** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity */
  userAssignedIdentity: {
    pattern: /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$/,
    allowed: "3 to 128 letters, digits, hyphens and underscores, starting with a letter or digit",
  },
  /** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
  resourceGroup: {
    pattern: /^[-\p{L}\p{N}_.()]{0,89}[-\p{L}\p{N}_()]$/u,
    allowed: "1 to 90 letters, digits, underscores, parentheses, hyphens and full stops, not ending with a full stop",
  },
  /** https://learn.microsoft.com/azure/container-apps/revisions#name-suffix */
  revisionSuffix: {
    pattern: /^(?!.*--)[a-z0-9]([a-z0-9-]{0,52}[a-z0-9])?$/,
    allowed: "lower-case letters, digits and single hyphens, starting and ending with a letter or digit",
  },
  /** https://learn.microsoft.com/azure/reliability/regions-list; azurerm takes the display name too, as in "West Europe". */
  location: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9 ]*$/,
    allowed: "the name of an Azure region, such as westeurope",
  },
  /** Container Apps takes what Kubernetes does: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables */
  environmentVariable: {
    pattern: /^[-._a-zA-Z][-._a-zA-Z0-9]*$/,
    allowed: "letters, digits, hyphens, full stops and underscores, not starting with a digit",
  },
} satisfies Record<string, NameRule>;

/** The problem of a name that is missing or breaks its rule; none for a token, whose text synth cannot know. */
export function checkName(rule: NameRule, property: string, value: unknown): Problem[] {
  if (isLiteral(value) ? rule.pattern.test(value) : isReference(value)) {
    return [];
  }
  return [{ property, value, allowed: rule.allowed, change: "Pass such a name, or a reference to one." }];
}
