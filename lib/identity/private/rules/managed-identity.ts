import type { ManagedIdentityProps } from "../../managed-identity";
import { COMMON, tagRules } from "../../../rules/common";
import { NAMES } from "../../../rules/names";
import { Block } from "../../../rules/rule";

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
