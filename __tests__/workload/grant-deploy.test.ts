import type { TerraformStack } from "cdktf";
import {
  AppIdentity,
  ContainerImage,
  ContainerRegistry,
  JobTrigger,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  RegistryCredentials,
  RegistryRoleAssignmentMode,
} from "../../lib/index";
import { appProps, newStack, synth } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

function program(isJob: boolean, roleAssignmentMode?: RegistryRoleAssignmentMode) {
  return synth((stack: TerraformStack) => {
    const identity = (name: string) => new ManagedIdentity(stack, name, { ...PLACE, name });
    const registry = ContainerRegistry.fromRegistryName(stack, "registry", {
      name: "images",
      resourceGroupName: "my-rg",
      roleAssignmentMode,
    });
    const props = {
      ...appProps(stack),
      ...PLACE,
      identity: AppIdentity.userAssigned(identity("code")),
      registries: [RegistryCredentials.fromRegistry(registry, identity("pull"))],
      containers: [{ image: ContainerImage.of("nginx") }],
    };
    const made = isJob
      ? new ManagedIdentityContainerAppJob(stack, "made", { ...props, trigger: JobTrigger.manual() })
      : new ManagedIdentityContainerApp(stack, "made", props);
    const pipeline = identity("pipeline");
    made.grantDeploy(pipeline);
    made.grantDeploy(pipeline);
  });
}

/** The roles of the pipeline, each with what it is assigned at. */
function rolesOf(of: ReturnType<typeof program>): string[] {
  return Object.values(of.all("azurerm_role_assignment") as Record<string, Record<string, string>>)
    .filter(({ principal_id: id }) => id?.includes(".pipeline"))
    .map(({ role_definition_name: role, scope }) => `${role} @ ${scope}`)
    .map((row) => row.replace(/_[0-9A-F]{8}(?=\.)/g, ""))
    .sort();
}

test.each([
  [false, "azurerm_container_app", "Container Apps Contributor"],
  [true, "azurerm_container_app_job", "Container Apps Jobs Contributor"],
])("a pipeline may push, write, join and assign, and nothing else (of a job: %s)", (isJob, type, role) => {
  const made = program(isJob);
  const roles = rolesOf(made);
  expect(roles).toHaveLength(5);
  expect(roles).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^AcrPush @ \$\{data\.azurerm_container_registry\./) as string,
      expect.stringMatching(new RegExp(`^${role} @ \\$\\{${type}\\.made`)) as string,
      expect.stringMatching(new RegExp(`^${role} @ .*managedEnvironments`)) as string,
      "Managed Identity Operator @ ${azurerm_user_assigned_identity.code.id}",
      "Managed Identity Operator @ ${azurerm_user_assigned_identity.pull.id}",
    ]),
  );
  expect(new TerraformGraph(made).onCycles).toEqual([]);
});

test("it pushes by the role that the registry's mode knows", () => {
  expect(rolesOf(program(false, RegistryRoleAssignmentMode.ABAC_REPOSITORY_PERMISSIONS)).join()).toContain(
    "Container Registry Repository Writer @",
  );
});

test.each([null, undefined, "pipeline", {}])("%p for a grantee is refused", (wrong) => {
  const stack = newStack();
  const app = new ManagedIdentityContainerApp(stack, "made", appProps(stack));
  expect(() => app.grantDeploy(wrong as never)).toThrow(/\[test\/made\] is refused/);
});
