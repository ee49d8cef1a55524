import { KeyVault as AzurermKeyVault, KeyVaultConfig } from "@cdktf/provider-azurerm/lib/key-vault";
import { Subnet, SubnetConfig } from "@cdktf/provider-azurerm/lib/subnet";
import { TerraformHclModule, TerraformIterator, TerraformResource, TerraformStack } from "cdktf";
import { ContainerAppEnvironment, KeyVault, KeyVaultAccessModel, ManagedIdentityContainerApp } from "../../lib/index";
import { appProps, GUID, synth } from "../support/synth";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

/** A resource of a provider that has no classes here. */
function foreign(stack: TerraformStack, type: string, args: Record<string, unknown>): void {
  const resource = new TerraformResource(stack, "foreign", { terraformResourceType: type });
  Object.entries(args).forEach(([name, value]) => resource.addOverride(name, value));
}

describe("a subnet with nothing on it", () => {
  /** An environment in the subnet, and a vault that lets it in. */
  const inSubnet =
    (props: Partial<SubnetConfig>, beside: (stack: TerraformStack, subnet: Subnet) => unknown = () => undefined) =>
    () =>
      synth((stack) => {
        const subnet = new Subnet(stack, "subnet", {
          name: "apps",
          resourceGroupName: "my-rg",
          virtualNetworkName: "v",
          addressPrefixes: ["10.0.0.0/27"],
          ...props,
        });
        beside(stack, subnet);
        const environment = new ContainerAppEnvironment(stack, "environment", {
          ...PLACE,
          name: "my-env",
          infrastructureSubnetId: subnet.id,
          workloadProfiles: [{ name: "Consumption", workloadProfileType: "Consumption" }],
        });
        const vault = new KeyVault(stack, "vault", {
          ...PLACE,
          name: "my-vault",
          networkAcls: { defaultAction: "Deny", bypass: "None", virtualNetworkSubnetIds: [subnet.id] },
        });
        const secrets = { DB: vault.secret("db", { dependsOn: [] }) };
        new ManagedIdentityContainerApp(stack, "app", appProps(stack, { environment, secrets }));
      });

  test("is refused", () => {
    expect(inSubnet({})).toThrow(/not delegated to it/);
    expect(inSubnet({})).toThrow(/has no service endpoint for it/);
  });

  test.each<[string, Partial<SubnetConfig>]>([
    ["in either argument", { lifecycle: { ignoreChanges: ["delegation", "service_endpoints"] } }],
    ["in a part of it", { lifecycle: { ignoreChanges: ["delegation[0].service_delegation", "service_endpoints"] } }],
    ["in anything", { lifecycle: { ignoreChanges: "all" } }],
  ])("whose changes Terraform ignores %s may have got it elsewhere", (_, props) => {
    expect(inSubnet(props)).not.toThrow();
  });

  test("whose changes Terraform ignores elsewhere has still nothing", () => {
    expect(inSubnet({ lifecycle: { ignoreChanges: ["delegation"] } })).toThrow(/has no service endpoint for it/);
    expect(inSubnet({ lifecycle: { ignoreChanges: ["service_endpoints"] } })).toThrow(/not delegated/);
  });

  test("gets it by an override", () => {
    const delegation = { name: "apps", service_delegation: { name: "Microsoft.App/environments" } };
    const overriding =
      (...overrides: [string, unknown][]) =>
      (_: TerraformStack, subnet: Subnet) =>
        overrides.forEach(([path, value]) => subnet.addOverride(path, value));
    const delegated = overriding(["delegation", delegation], ["service_endpoints", ["Microsoft.KeyVault"]]);
    expect(inSubnet({}, delegated)).not.toThrow();
    const byBlocks = overriding(
      ["delegation", [delegation]],
      ["service_endpoint", [{ service: "Microsoft.KeyVault" }]],
    );
    expect(inSubnet({}, byBlocks)).not.toThrow();
    const ofOthers = overriding(
      ["delegation", { name: "x", service_delegation: [{ name: "Microsoft.Web/serverFarms" }] }],
      ["service_endpoint", [{ service: "Microsoft.Storage" }]],
    );
    expect(inSubnet({}, ofOthers)).toThrow(/not delegated/);
    expect(inSubnet({}, ofOthers)).toThrow(/has no service endpoint for it/);
  });

  test("has the blocks that only the plan knows", () => {
    const delegations = TerraformIterator.fromList("${var.delegations}" as never).dynamic({ name: "x" });
    expect(inSubnet({ delegation: delegations as never, serviceEndpoints: ["Microsoft.KeyVault"] })).not.toThrow();
  });

  test.each<[string, (stack: TerraformStack, subnet: Subnet) => unknown]>([
    ["an azapi_update_resource", (stack, { id }) => foreign(stack, "azapi_update_resource", { resource_id: id })],
    [
      "an azapi_update_resource by its literal id",
      (stack) => foreign(stack, "azapi_update_resource", { resource_id: "/subscriptions/1/x/subnets/apps" }),
    ],
    [
      "an azapi_update_resource of what only the plan knows",
      (stack) => foreign(stack, "azapi_update_resource", { resource_id: "${var.subnet}" }),
    ],
    [
      "an azapi_update_resource by its name",
      (stack, { name }) => foreign(stack, "azapi_update_resource", { name, parent_id: "${var.network}" }),
    ],
    ["a null_resource", (stack, { id }) => foreign(stack, "null_resource", { triggers: { id } })],
    [
      "a module",
      (stack, { id }) =>
        new TerraformHclModule(stack, "m", {
          source: "Azure/avm-res-network-virtualnetwork/azurerm",
          variables: { id },
        }),
    ],
  ])("may get it from %s", (_, beside) => {
    expect(inSubnet({}, beside)).not.toThrow();
  });

  test("gets it from no resource that is for another one", () => {
    const ofAnother = (stack: TerraformStack) =>
      foreign(stack, "azapi_update_resource", { resource_id: "/subscriptions/1/x/subnets/other" });
    expect(inSubnet({}, ofAnother)).toThrow(/not delegated/);
    expect(inSubnet({}, (stack) => foreign(stack, "random_pet", {}))).toThrow(/not delegated/);
  });
});

describe("a vault of azurerm's class with policies in it", () => {
  const POLICY = [{ objectId: GUID, tenantId: GUID }];

  /** The vault, imported with its attributes, and what is done with it. */
  const having =
    (props: Partial<KeyVaultConfig>, use: (stack: TerraformStack, vault: ReturnType<typeof imported>) => unknown) =>
    () =>
      synth((stack) => {
        const made = new AzurermKeyVault(stack, "made", {
          ...PLACE,
          name: "my-vault",
          skuName: "standard",
          tenantId: GUID,
          accessPolicy: POLICY,
          ...props,
        });
        use(stack, imported(stack, made));
      });
  const imported = (stack: TerraformStack, { id, vaultUri }: AzurermKeyVault) =>
    KeyVault.fromKeyVaultAttributes(stack, "vault", {
      keyVaultId: id,
      vaultUri,
      accessModel: KeyVaultAccessModel.ACCESS_POLICY,
    });
  const referring = (stack: TerraformStack, vault: ReturnType<typeof imported>) =>
    new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { secrets: { DB: vault.secret("db", { dependsOn: [] }) } }),
    );

  test("cannot have policies beside them", () => {
    expect(having({}, referring)).toThrow(
      /\[test\/made\] has access_policy blocks, and grants on \[test\/vault\] are policies/,
    );
  });

  test("is imported, where nothing makes a policy", () => {
    expect(having({}, () => undefined)).not.toThrow();
  });

  test("can have others, where Terraform leaves its own alone once it is made", () => {
    expect(having({ lifecycle: { ignoreChanges: ["access_policy"] } }, referring)).not.toThrow();
    expect(having({ lifecycle: { ignoreChanges: ["tags"] } }, referring)).toThrow(/has access_policy blocks/);
    expect(having({ accessPolicy: [] }, referring)).not.toThrow();
  });
});
