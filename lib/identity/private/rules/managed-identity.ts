import type { TerraformProvider } from "cdktf";
import { COMMON, tagRules } from "../../../rules/common";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import { Block, oneOf, ValueRule } from "../../../rules/rule";
import type { ManagedIdentityProps } from "../../managed-identity-props";

const AZURERM =
  "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/user_assigned_identity";

const ISOLATION_SCOPE: ValueRule = {
  accepts: () => false,
  allowed: "none before azurerm 4.59, which does not have it",
  change: "Remove it, or use the classes of a later azurerm.",
  source: AZURERM,
  later: { since: "4.59.0", rule: oneOf(["Regional"], AZURERM) },
};

export const MANAGED_IDENTITY: Block<ManagedIdentityProps> = {
  arguments: {
    name: NAMES.userAssignedIdentity,
    resourceGroupName: NAMES.resourceGroup,
    location: NAMES.location,
    isolationScope: ISOLATION_SCOPE,
    ...COMMON,
  },
  required: ["name", "resourceGroupName", "location"],
  together: tagRules(50),
};

/** The rules of the options for an import of an identity by its id. */
export const IDENTITY_IMPORT: Block<{ provider?: TerraformProvider }> = {
  arguments: { provider: { kind: KINDS.provider } },
};

/** The rules of the lookup of an identity by name. */
export const IDENTITY_LOOKUP: Block<{ name: string; resourceGroupName: string; provider?: TerraformProvider }> = {
  arguments: {
    name: NAMES.userAssignedIdentity,
    resourceGroupName: NAMES.resourceGroup,
    ...IDENTITY_IMPORT.arguments,
  },
  required: ["name", "resourceGroupName"],
};

/** The rules of the attributes of an identity; its ids have checks of their own. */
export const IDENTITY_ATTRIBUTES: Block<{ provider?: TerraformProvider }> = IDENTITY_IMPORT;
