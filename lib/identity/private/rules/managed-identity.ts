import { RESOURCE_IDS } from "../../../rules/resource-id";
import type { ManagedIdentityProps } from "../../managed-identity-props";
import { isReference } from "../../../core/problems";
import { COMMON, tagRules } from "../../../rules/common";
import { NAMES } from "../../../rules/names";
import { Block, known, oneOf } from "../../../rules/rule";

const AZURERM =
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app_environment#identity";

/** An `identity` block, where the program writes it itself. */
export const IDENTITY: Block<{ type: string; identityIds?: string[] }> = {
  arguments: {
    type: oneOf(["SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"], AZURERM),
    identityIds: { list: RESOURCE_IDS.userAssignedIdentity },
  },
  required: ["type"],
  together: [
    {
      breaches: ({ type, identityIds }) =>
        known(type) === "SystemAssigned" && known(identityIds) !== undefined && identityIds!.length > 0
          ? [{ at: "identityIds", value: identityIds }]
          : [],
      allowed: "none with the type SystemAssigned",
      change: "Take them out, or set the type to SystemAssigned, UserAssigned.",
      source: AZURERM,
    },
    {
      breaches: ({ type, identityIds }) =>
        known(type)?.includes("UserAssigned") && !isReference(identityIds) && !identityIds?.length
          ? [{ at: "identityIds", value: identityIds }]
          : [],
      allowed: "at least one id with a type of UserAssigned",
      change: "Pass the ids of the identities.",
      source: AZURERM,
    },
  ],
};

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
