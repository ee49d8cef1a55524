import { COMMON, tagRules } from "../../../rules/common";
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
