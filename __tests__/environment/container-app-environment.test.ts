import { Token } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerAppEnvironmentProps,
  ContainerImage,
  ManagedIdentityContainerApp,
} from "../../lib/index";
import { appProps, ENVIRONMENT_ID, IDENTITY_ID, newStack, synth } from "../support/synth";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const PROVIDERS = "/subscriptions/1/resourceGroups/my-rg/providers";
const WORKSPACE_ID = `${PROVIDERS}/Microsoft.OperationalInsights/workspaces/w`;
const SUBNET_ID = `${PROVIDERS}/Microsoft.Network/virtualNetworks/v/subnets/s`;

const environmentOf = (props: Partial<ContainerAppEnvironmentProps> = {}) =>
  synth((stack) => new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "my-env", ...props })).only(
    "azurerm_container_app_environment",
  );

describe("minimal", () => {
  test("an environment says no more than it has to", () => {
    expect(environmentOf()).toEqual({
      name: "my-env",
      resource_group_name: "my-rg",
      location: "westeurope",
      workload_profile: [{ name: "Consumption", workload_profile_type: "Consumption" }],
    });
  });
});

describe("options", () => {
  test("passes what azurerm takes", () => {
    const props = {
      logsDestination: "azure-monitor",
      infrastructureSubnetId: SUBNET_ID,
      infrastructureResourceGroupName: "g",
      internalLoadBalancerEnabled: true,
      workloadProfiles: [{ name: "big", workloadProfileType: "D4", minimumCount: 1, maximumCount: 2 }],
      zoneRedundancyEnabled: true,
      mutualTlsEnabled: true,
      publicNetworkAccess: "Disabled",
      daprApplicationInsightsConnectionString: "c",
      identity: { type: "SystemAssigned" },
      tags: { a: "b" },
      timeouts: { create: "9m" },
      lifecycle: { preventDestroy: true },
    };
    expect(environmentOf(props)).toEqual({
      name: "my-env",
      resource_group_name: "my-rg",
      location: "westeurope",
      logs_destination: "azure-monitor",
      infrastructure_subnet_id: SUBNET_ID,
      infrastructure_resource_group_name: "g",
      internal_load_balancer_enabled: true,
      workload_profile: [{ name: "big", workload_profile_type: "D4", minimum_count: 1, maximum_count: 2 }],
      zone_redundancy_enabled: true,
      mutual_tls_enabled: true,
      public_network_access: "Disabled",
      dapr_application_insights_connection_string: "c",
      identity: { type: "SystemAssigned" },
      tags: { a: "b" },
      timeouts: { create: "9m" },
      lifecycle: { prevent_destroy: true },
    });
  });

  test("with a workspace, its logs go there, and it says so", () => {
    expect(environmentOf({ logAnalyticsWorkspaceId: WORKSPACE_ID })).toMatchObject({
      log_analytics_workspace_id: WORKSPACE_ID,
      logs_destination: "log-analytics",
    });
  });

  test("in a subnet, it names the profile and the resource group that Azure would choose", () => {
    expect(environmentOf({ infrastructureSubnetId: SUBNET_ID })).toMatchObject({
      infrastructure_subnet_id: SUBNET_ID,
      infrastructure_resource_group_name: "my-env-my-rg-infrastructure",
      workload_profile: [{ name: "Consumption", workload_profile_type: "Consumption" }],
    });
  });

  describe("an environment in a subnet", () => {
    test("whose profiles synth does not know has a group, and its apps the Consumption profile", () => {
      const program = synth((stack) => {
        const workloadProfiles = Token.asAny("${var.profiles}") as never;
        const environment = new ContainerAppEnvironment(stack, "environment", {
          ...PLACE,
          name: "my-env",
          infrastructureSubnetId: SUBNET_ID,
          workloadProfiles,
        });
        new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, { environment, containers: [{ image: ContainerImage.of("nginx"), cpu: 4 }] }),
        );
      });
      expect(program.only("azurerm_container_app_environment")).toMatchObject({
        workload_profile: "${var.profiles}",
        infrastructure_resource_group_name: "my-env-my-rg-infrastructure",
      });
      expect(program.only("azurerm_container_app").workload_profile_name).toBe("Consumption");
    });

    test("with an empty list of profiles has the Consumption profile, as Azure gives it one", () => {
      expect(environmentOf({ infrastructureSubnetId: SUBNET_ID, workloadProfiles: [] }).workload_profile).toEqual([
        { name: "Consumption", workload_profile_type: "Consumption" },
      ]);
    });

    test("has a group whose name Azure takes, however long the others are", () => {
      const names = { name: "e".repeat(59), resourceGroupName: "r".repeat(60) };
      expect(environmentOf({ ...names, infrastructureSubnetId: SUBNET_ID }).infrastructure_resource_group_name).toBe(
        `${"e".repeat(59)}-${"r".repeat(15)}-infrastructure`,
      );
    });
  });

  test("an environment without a subnet does not write what takes one, but for what may be nothing", () => {
    expect(
      environmentOf({ internalLoadBalancerEnabled: false, zoneRedundancyEnabled: Token.asAny("${var.zones}") }),
    ).toEqual({
      name: "my-env",
      resource_group_name: "my-rg",
      location: "westeurope",
      workload_profile: [{ name: "Consumption", workload_profile_type: "Consumption" }],
      zone_redundancy_enabled: "${var.zones}",
    });
  });
});

describe("imported", () => {
  test("one that exists is looked up by name", () => {
    const program = synth((stack) =>
      ContainerAppEnvironment.fromEnvironmentName(stack, "e", { name: "my-env", resourceGroupName: "my-rg" }),
    );
    expect(Object.values(program.json.data!.azurerm_container_app_environment!)).toEqual([
      { name: "my-env", resource_group_name: "my-rg" },
    ]);
  });

  test("an imported one can say the profile of its apps, whose machines synth does not know", () => {
    const program = synth((stack) => {
      const environment = ContainerAppEnvironment.fromEnvironmentId(stack, "imported", ENVIRONMENT_ID, {
        defaultWorkloadProfileName: "large",
      });
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { environment, containers: [{ image: ContainerImage.of("nginx"), cpu: 8 }] }),
      );
    });
    expect(program.only("azurerm_container_app").workload_profile_name).toBe("large");
  });
});

describe("refused", () => {
  test.each([
    ["e", "en"],
    ["1env", "env1"],
    ["env-", "env"],
    ["e".repeat(61), "e".repeat(60)],
  ])("one called %s is refused, %s is not", (name, good) => {
    expect(() => environmentOf({ name })).toThrow(/\[test\/environment\] is refused:\n  - name is .*2 to 60 letters/);
    expect(() => environmentOf({ name: good })).not.toThrow();
    expect(() =>
      ContainerAppEnvironment.fromEnvironmentName(newStack(), "e", { name, resourceGroupName: "my-rg" }),
    ).toThrow(/2 to 60/);
  });

  test("a literal id of something else than an environment is refused", () => {
    const stack = newStack();
    expect(() => ContainerAppEnvironment.fromEnvironmentId(stack, "bad", IDENTITY_ID)).toThrow(
      /\[test\/bad\] is refused:\n  - environmentId is .*managedEnvironments\/<name>/,
    );
    expect(() => ContainerAppEnvironment.fromEnvironmentId(stack, "good", ENVIRONMENT_ID)).not.toThrow();
  });
});
