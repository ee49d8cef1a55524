import { TerraformStack } from "cdktf";
import {
  ContainerImage,
  ContainerRegistry,
  IContainerRegistry,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppProps,
  RegistryRoleAssignmentMode,
} from "../../lib/index";
import { appProps, synth } from "./synth";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-rg";
export const ID = `${GROUP}/providers/Microsoft.ContainerRegistry/registries/hub7f3a`;
export const SERVER = "hub7f3a.azurecr.io";

export const find = (stack: TerraformStack, id = "registry", name = "hub7f3a") =>
  ContainerRegistry.fromRegistryName(stack, id, { name, resourceGroupName: "hub-rg" });

export const know = (stack: TerraformStack, id = "registry", roleAssignmentMode?: RegistryRoleAssignmentMode) =>
  ContainerRegistry.fromRegistryAttributes(stack, id, { registryId: ID, loginServer: SERVER, roleAssignmentMode });

export const pullIdentity = (stack: TerraformStack, id = "pull") =>
  ManagedIdentity.fromIdentityName(stack, id, { name: id, resourceGroupName: "hub-rg" });

/** The program of an app that runs one image of the registry. */
export const running = (
  registryIn: (stack: TerraformStack) => IContainerRegistry,
  props: (stack: TerraformStack) => Partial<ManagedIdentityContainerAppProps> = () => ({}),
) =>
  synth((stack) => {
    const containers = [{ image: ContainerImage.fromRegistry(registryIn(stack), "api:1.2", { pushedBy: [] }) }];
    new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers, ...props(stack) }));
  });
