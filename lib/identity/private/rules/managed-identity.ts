import { COMMON, tagRules } from "../../../rules/common";
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
