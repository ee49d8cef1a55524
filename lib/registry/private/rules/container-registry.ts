import { RegistryRoleAssignmentMode } from "../../../access/registry-role-assignment-mode";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import { RESOURCE_IDS } from "../../../rules/resource-id";
import { Block, memberOf } from "../../../rules/rule";
import type {
  ContainerRegistryAttributes,
  ContainerRegistryImportOptions,
  ContainerRegistryLookup,
} from "../../container-registry-import";

const MODES =
  "https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions";

const IMPORT_ARGUMENTS: Block<ContainerRegistryImportOptions>["arguments"] = {
  roleAssignmentMode: { ...memberOf("RegistryRoleAssignmentMode", RegistryRoleAssignmentMode, MODES), atSynth: true },
  provider: { kind: KINDS.provider },
};

export const REGISTRY_IMPORT: Block<ContainerRegistryImportOptions> = { arguments: IMPORT_ARGUMENTS };

export const REGISTRY_LOOKUP: Block<ContainerRegistryLookup> = {
  arguments: { name: NAMES.containerRegistry, resourceGroupName: NAMES.resourceGroup, ...IMPORT_ARGUMENTS },
  required: ["name", "resourceGroupName"],
};

export const REGISTRY_ATTRIBUTES: Block<ContainerRegistryAttributes> = {
  arguments: {
    registryId: RESOURCE_IDS.containerRegistry,
    loginServer: NAMES.registryServer,
    ...IMPORT_ARGUMENTS,
  },
  required: ["registryId", "loginServer"],
};
