import { ContainerRegistry } from "../../lib/index";
import { testWithoutProps } from "../support/rules";

testWithoutProps([
  ["a registry by name", (stack, props) => ContainerRegistry.fromRegistryName(stack, "made", props)],
  ["a registry by attributes", (stack, props) => ContainerRegistry.fromRegistryAttributes(stack, "made", props)],
]);
