import type { TerraformStack } from "cdktf";
import { isLiteral } from "../../core/problems";
import { textOf } from "../../core/token-text";
import type { ContainerAppEnvironmentProps } from "../container-app-environment-props";

/** A reference to an attribute of a resource or a data source, which is never null. */
const ATTRIBUTE = /^(?:\$\{|[^:]*:)?(?:data\.)?[a-z]+_\w+\.[\w-]+(?:\[[^\]]+\])?\.\w+\}?$/;

/**
 * Where the logs go: what the program says, or `log-analytics` with a workspace, which azurerm 5 requires. A variable or
 * an expression may be null, and then azurerm refuses `log-analytics`: azurerm 4 reads the destination from the
 * workspace, where it is left out.
 */
export function logsDestinationOf(
  stack: TerraformStack,
  { logsDestination, logAnalyticsWorkspaceId: workspace }: ContainerAppEnvironmentProps,
): string | undefined {
  if (logsDestination || !workspace) {
    return logsDestination || undefined;
  }
  return isLiteral(workspace) || ATTRIBUTE.test(textOf(stack, workspace)) ? "log-analytics" : undefined;
}
