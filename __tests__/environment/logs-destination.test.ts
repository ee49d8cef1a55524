import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { TerraformStack, TerraformVariable } from "cdktf";
import { ContainerAppEnvironment, ContainerAppEnvironmentProps } from "../../lib/index";
import { WORKSPACE_ID } from "../support/every-argument";
import { synth } from "../support/synth";

const PLACE = { name: "my-env", resourceGroupName: "my-rg", location: "westeurope" };

function destinationOf(props: (stack: TerraformStack) => Partial<ContainerAppEnvironmentProps>) {
  const program = synth(
    (stack) => void new ContainerAppEnvironment(stack, "environment", { ...PLACE, ...props(stack) }),
  );
  return program.only("azurerm_container_app_environment").logs_destination;
}

const workspace = (stack: TerraformStack) =>
  new LogAnalyticsWorkspace(stack, "logs", {
    name: "my-logs",
    resourceGroupName: "my-rg",
    location: "westeurope",
  });

test("logs go to the workspace, which azurerm 5 wants to be told", () => {
  expect(destinationOf(() => ({ logAnalyticsWorkspaceId: WORKSPACE_ID }))).toBe("log-analytics");
  expect(destinationOf((stack) => ({ logAnalyticsWorkspaceId: workspace(stack).id }))).toBe("log-analytics");
  expect(destinationOf(() => ({ logAnalyticsWorkspaceId: "${azurerm_log_analytics_workspace.logs[0].id}" }))).toBe(
    "log-analytics",
  );
});

test("nothing is said of a workspace that may be null, because azurerm refuses log-analytics without one", () => {
  const variable = (stack: TerraformStack) => new TerraformVariable(stack, "workspace", { nullable: true });
  expect(destinationOf((stack) => ({ logAnalyticsWorkspaceId: variable(stack).stringValue }))).toBeUndefined();
  expect(
    destinationOf((stack) => ({ logAnalyticsWorkspaceId: `\${var.logs ? ${workspace(stack).id} : null}` })),
  ).toBeUndefined();
  expect(
    destinationOf(() => ({ logAnalyticsWorkspaceId: "${one(azurerm_log_analytics_workspace.logs[*].id)}" })),
  ).toBeUndefined();
});

test("what the program says is written", () => {
  expect(destinationOf(() => ({ logAnalyticsWorkspaceId: "${var.logs}", logsDestination: "log-analytics" }))).toBe(
    "log-analytics",
  );
  expect(destinationOf(() => ({ logsDestination: "azure-monitor" }))).toBe("azure-monitor");
  expect(destinationOf(() => ({ logsDestination: "" }))).toBeUndefined();
});
