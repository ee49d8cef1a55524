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
