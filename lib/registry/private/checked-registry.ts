import { isObject, kindOf, refuseCall } from "../../core/problems";
import type { IContainerRegistry } from "../container-registry";

/**
 * The registry, after a check that it is one of this library's.
 *
 * @param call the class and the method, for the error
 * @throws Error for anything else, such as an azurerm_container_registry
 */
export function checkedRegistry(call: string, registry: IContainerRegistry): IContainerRegistry {
  const { _key, grantPull } = (isObject(registry) ? registry : {}) as Partial<IContainerRegistry>;
  const isOurs = _key !== undefined && typeof grantPull === "function";
  const allowed = "a registry of ContainerRegistry.from…()";
  const change = "Pass the attributes of an azurerm_container_registry to ContainerRegistry.fromRegistryAttributes(…).";
  refuseCall(call, isOurs ? [] : [{ property: "registry", value: kindOf(registry), allowed, change }]);
  return registry;
}
