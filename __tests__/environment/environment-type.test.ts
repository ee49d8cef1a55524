import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { TerraformStack, Token } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerAppEnvironmentProps,
  ContainerImage,
  EnvironmentType,
  JobTrigger,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
} from "../../lib/index";
import { appProps, Body, ENVIRONMENT_ID, importVault, synth } from "../support/synth";
import { SUBNET_ID } from "../support/every-argument";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const { CONSUMPTION_ONLY, WORKLOAD_PROFILES } = EnvironmentType;
const CONSUMPTION = [{ name: "Consumption", workload_profile_type: "Consumption" }];
const GROUP = "infrastructure_resource_group_name";

const environmentOf = (props: Partial<ContainerAppEnvironmentProps>) =>
  synth((stack) => new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "my-env", ...props })).only(
    "azurerm_container_app_environment",
  );

describe("an environment", () => {
  test.each<[string, Partial<ContainerAppEnvironmentProps>]>([
    ["that says nothing", {}],
    ["that says so", { environmentType: WORKLOAD_PROFILES }],
    ["with an empty list", { workloadProfiles: [] }],
    ["in a subnet", { infrastructureSubnetId: SUBNET_ID }],
  ])("%s has workload profiles, and the one that Azure gives it", (_, props) => {
    expect(environmentOf(props).workload_profile).toEqual(CONSUMPTION);
  });

  test("keeps the profiles of the program, and a list that synth does not know", () => {
    const workloadProfiles = [{ name: "big", workloadProfileType: "D4", minimumCount: 1, maximumCount: 2 }];
    expect(environmentOf({ workloadProfiles }).workload_profile).toEqual([
      { name: "big", workload_profile_type: "D4", minimum_count: 1, maximum_count: 2 },
    ]);
    expect(environmentOf({ workloadProfiles: Token.asAny("${var.profiles}") as never }).workload_profile).toBe(
      "${var.profiles}",
    );
  });

  test("is Consumption-only by one word, in a subnet too, and has no infrastructure group then", () => {
    const place = { name: "my-env", resource_group_name: "my-rg", location: "westeurope" };
    expect(environmentOf({ environmentType: CONSUMPTION_ONLY })).toEqual(place);
    expect(environmentOf({ environmentType: CONSUMPTION_ONLY, infrastructureSubnetId: SUBNET_ID })).toEqual({
      ...place,
      infrastructure_subnet_id: SUBNET_ID,
    });
  });
});

describe("the infrastructure group of an environment in a subnet", () => {
  test("is left as it is where the program does not name it", () => {
    expect(environmentOf({ infrastructureSubnetId: SUBNET_ID })).toMatchObject({
      [GROUP]: "my-env-my-rg-infrastructure",
      lifecycle: { ignore_changes: [GROUP] },
    });
  });

  test("is left as it is beside what else is ignored", () => {
    const of = (ignoreChanges: string[] | "all") =>
      environmentOf({ infrastructureSubnetId: SUBNET_ID, lifecycle: { preventDestroy: true, ignoreChanges } });
    expect(of(["tags", GROUP]).lifecycle).toEqual({ prevent_destroy: true, ignore_changes: ["tags", GROUP] });
    expect(of("all").lifecycle).toEqual({ prevent_destroy: true, ignore_changes: "all" });
  });

  test("is the program's where it names it: there is nothing to ignore", () => {
    const named = environmentOf({ infrastructureSubnetId: SUBNET_ID, infrastructureResourceGroupName: "ME_e_g_r" });
    expect(named).toMatchObject({ [GROUP]: "ME_e_g_r" });
    expect(named.lifecycle).toBeUndefined();
  });
});

/** An app and a job in an environment of the program. */
const programIn = (props: Partial<ContainerAppEnvironmentProps>, cpu = 0.25) =>
  synth((stack) => {
    const environment = new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "my-env", ...props });
    const containers = [{ image: ContainerImage.of("nginx"), cpu }];
    new ManagedIdentityContainerApp(stack, "app", appProps(stack, { environment, containers }));
    const trigger = JobTrigger.manual();
    new ManagedIdentityContainerAppJob(stack, "job", {
      ...appProps(stack, { environment, containers, name: "my-job" }),
      location: "westeurope",
      trigger,
    });
  });

describe("the apps and jobs of an environment", () => {
  test("name the profile that Azure answers with", () => {
    const program = programIn({});
    expect(program.only("azurerm_container_app").workload_profile_name).toBe("Consumption");
    expect(program.only("azurerm_container_app_job").workload_profile_name).toBe("Consumption");
  });

  test("name none in a Consumption-only one, which has none", () => {
    const program = programIn({ environmentType: CONSUMPTION_ONLY });
    expect(program.only("azurerm_container_app").workload_profile_name).toBeUndefined();
    expect(program.only("azurerm_container_app_job").workload_profile_name).toBeUndefined();
  });

  test("have 4 vCPU, and 2 in a Consumption-only one", () => {
    expect(() => programIn({}, 4)).not.toThrow();
    expect(() => programIn({}, 4.25)).toThrow(/at most 4 vCPU and 8Gi/);
    expect(() => programIn({ environmentType: CONSUMPTION_ONLY }, 2)).not.toThrow();
    expect(() => programIn({ environmentType: CONSUMPTION_ONLY }, 2.25)).toThrow(
      /at most 2 vCPU and 4Gi .*leave environmentType of the environment out/,
    );
  });
});

describe("the subnet of an environment", () => {
  const DELEGATION = [{ name: "apps", serviceDelegation: { name: "Microsoft.App/environments" } }];
  const inSubnet =
    (
      environmentType: EnvironmentType,
      prefix: string,
      delegation?: typeof DELEGATION,
      change?: (subnet: Subnet) => unknown,
    ) =>
    () =>
      synth((stack) => {
        const subnet = new Subnet(stack, "subnet", {
          name: "apps",
          resourceGroupName: "my-rg",
          virtualNetworkName: "net",
          addressPrefixes: [prefix],
          delegation,
        });
        change?.(subnet);
        new ContainerAppEnvironment(stack, "env", {
          ...PLACE,
          name: "e1",
          environmentType,
          infrastructureSubnetId: subnet.id,
        });
      });

  test("is delegated, but for a Consumption-only one", () => {
    expect(inSubnet(WORKLOAD_PROFILES, "10.0.0.0/23", DELEGATION)).not.toThrow();
    expect(inSubnet(WORKLOAD_PROFILES, "10.0.0.0/23")).toThrow(
      /\[test\/subnet\] is the subnet of \[test\/env\] and not delegated to it/,
    );
    expect(inSubnet(CONSUMPTION_ONLY, "10.0.0.0/23")).not.toThrow();
    expect(inSubnet(CONSUMPTION_ONLY, "10.0.0.0/23", DELEGATION)).toThrow(
      /\[test\/subnet\] is the subnet of \[test\/env\], which is Consumption-only, and delegated; allowed: no delegation/,
    );
    const unknown = Token.asAny("${var.delegations}") as unknown as typeof DELEGATION;
    expect(inSubnet(CONSUMPTION_ONLY, "10.0.0.0/23", unknown)).not.toThrow();
  });

  test("is delegated for a Consumption-only one by an override, too, and perhaps not where Terraform ignores changes", () => {
    const overridden = (path: string, value: unknown) =>
      inSubnet(CONSUMPTION_ONLY, "10.0.0.0/23", undefined, (subnet) => subnet.addOverride(path, value));
    const delegation = { name: "apps", service_delegation: { name: "Microsoft.App/environments" } };
    expect(overridden("delegation", [delegation])).toThrow(/which is Consumption-only, and delegated/);
    expect(overridden("delegation", delegation)).toThrow(/which is Consumption-only, and delegated/);
    const ignored = (subnet: Subnet) => (subnet.lifecycle = { ignoreChanges: ["delegation"] });
    expect(inSubnet(CONSUMPTION_ONLY, "10.0.0.0/23", DELEGATION, ignored)).not.toThrow();
  });

  test("is a /27 or larger, of a Consumption-only one a /23 or larger", () => {
    expect(inSubnet(WORKLOAD_PROFILES, "10.0.0.0/27", DELEGATION)).not.toThrow();
    expect(inSubnet(WORKLOAD_PROFILES, "10.0.0.0/28", DELEGATION)).toThrow(
      /a prefix of \/28; allowed: a subnet of \/27 or larger/,
    );
    expect(inSubnet(CONSUMPTION_ONLY, "10.0.0.0/24")).toThrow(/a prefix of \/24; allowed: a subnet of \/23 or larger/);
  });
});

describe("init containers", () => {
  /** The names of the variables of the container and of the init container of an app. */
  const variablesIn = (
    environmentOf: (stack: TerraformStack) => ContainerAppEnvironment | undefined,
    workloadProfileName?: string,
  ) => {
    const program = synth((stack) => {
      const environment = environmentOf(stack) ?? ContainerAppEnvironment.fromEnvironmentId(stack, "e", ENVIRONMENT_ID);
      const vault = importVault(stack);
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, {
          environment,
          workloadProfileName,
          keyVault: vault,
          environmentVariables: { LEVEL: "info" },
          initContainers: [{ name: "init", image: ContainerImage.of("busybox"), environmentVariables: { STEP: "1" } }],
        }),
      );
    });
    const template = program.only("azurerm_container_app").template as Record<string, Body[]>;
    return ["container", "init_container"].map((kind) =>
      (template[kind]![0]!.env as Body[]).map(({ name }) => name as string),
    );
  };
  const made = (props: Partial<ContainerAppEnvironmentProps>) => (stack: TerraformStack) =>
    new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "my-env", ...props });
  const OF_IDENTITY = ["AZURE_CLIENT_ID", "AZURE_KEY_VAULT_ENDPOINT"];
  const WITH = [...OF_IDENTITY, "LEVEL", "STEP"];
  const WITHOUT = ["LEVEL", "STEP"];
  const PROFILES = { workloadProfiles: [{ name: "big", workloadProfileType: "D4" }] };
  const unknown = Token.asString({ a: 1 });

  test.each<[string, Parameters<typeof variablesIn>, string[]]>([
    ["on the Consumption profile", [made({})], WITH],
    ["in a Consumption-only environment", [made({ environmentType: CONSUMPTION_ONLY })], WITHOUT],
    ["on a profile of dedicated machines", [made(PROFILES), "big"], WITHOUT],
    ["on the Consumption profile beside one of dedicated machines", [made(PROFILES)], WITH],
    ["on a profile that synth does not know", [made(PROFILES), unknown], WITH],
    ["in an imported environment, which may have profiles", [() => undefined], WITH],
    ["on a profile of an imported environment", [() => undefined, "big"], WITH],
  ])("%s are told which identity to use where they have one", (_, args, names) => {
    expect(variablesIn(...args)).toEqual([[...OF_IDENTITY, "LEVEL"], names]);
  });
});
