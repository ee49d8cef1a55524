import type { TerraformStack } from "cdktf";
import { isLiteral } from "../../core/problems";
import { textOf } from "../../core/token-text";
import type { ContainerAppEnvironmentProps } from "../container-app-environment-props";

/** Matches a reference to an attribute of a resource or a data source, which is never null. */
const ATTRIBUTE = /^(?:\$\{|[^:]*:)?(?:data\.)?[a-z]+_\w+\.[\w-]+(?:\[[^\]]+\])?\.\w+\}?$/;

/**
 * Where the logs go: what the program sets, or `log-analytics` with a workspace, because azurerm 5 requires it. A
 * workspace that is a variable or an expression may be null, and azurerm refuses `log-analytics` without a workspace. For
 * such a one the destination is left out: azurerm 4 takes it from the workspace.
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
