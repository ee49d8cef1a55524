import type { TerraformProvider } from "cdktf";
import { COMMON, tagRules } from "../../../rules/common";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import { Block } from "../../../rules/rule";
import type { ManagedIdentityProps } from "../../managed-identity-props";

export const MANAGED_IDENTITY: Block<ManagedIdentityProps> = {
  arguments: {
    name: NAMES.userAssignedIdentity,
    resourceGroupName: NAMES.resourceGroup,
    location: NAMES.location,
    ...COMMON,
  },
  required: ["name", "resourceGroupName", "location"],
  together: tagRules(50),
};

/** How an identity is imported by its id. */
export const IDENTITY_IMPORT: Block<{ provider?: TerraformProvider }> = {
  arguments: { provider: { kind: KINDS.provider } },
};

/** Where an identity is, to import it by name. */
export const IDENTITY_LOOKUP: Block<{ name: string; resourceGroupName: string; provider?: TerraformProvider }> = {
  arguments: {
    name: NAMES.userAssignedIdentity,
    resourceGroupName: NAMES.resourceGroup,
    ...IDENTITY_IMPORT.arguments,
  },
  required: ["name", "resourceGroupName"],
};

/** What is known of an identity; its ids have checks of their own. */
export const IDENTITY_ATTRIBUTES: Block<{ provider?: TerraformProvider }> = IDENTITY_IMPORT;
