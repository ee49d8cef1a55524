import { KeyVaultNetworkAcls } from "@cdktf/provider-azurerm/lib/key-vault";
import { ContainerAppEnvironmentStorage } from "@cdktf/provider-azurerm/lib/container-app-environment-storage";
import { NatGateway } from "@cdktf/provider-azurerm/lib/nat-gateway";
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { Subnet, SubnetConfig } from "@cdktf/provider-azurerm/lib/subnet";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformHclModule, TerraformStack, TerraformVariable, Token } from "cdktf";
import {
  ContainerAppEnvironment,
  KeyVault,
  KeyVaultProps,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
} from "../../lib/index";
import { sensitive, SUBNET_ID } from "../support/every-argument";
import { appProps, ENVIRONMENT_ID, importVault, newStack, synth, synthStack } from "../support/synth";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

type Environment = "imported" | "in a subnet" | "without a subnet";

/** An app with a secret of a vault that has a firewall. */
function reading(
  environment: Environment,
  vaultProps: Partial<KeyVaultProps>,
  beside: (stack: TerraformStack) => unknown = () => undefined,
) {
  return () =>
    synth((stack) => {
      const vault = new KeyVault(stack, "vault", { ...PLACE, name: "my-vault", ...vaultProps });
      const secret = new KeyVaultSecret(stack, "db", { vault, name: "db", value: sensitive(stack, "value") });
      const infrastructureSubnetId = environment === "in a subnet" ? SUBNET_ID : undefined;
      const own =
        environment === "imported"
          ? {}
          : {
              environment: new ContainerAppEnvironment(stack, "environment", {
                ...PLACE,
                name: "my-env",
                infrastructureSubnetId,
              }),
            };
      beside(stack);
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { ...own, secrets: { DB: secret.reference() } }));
    });
}

const denying = (acls: Partial<KeyVaultNetworkAcls> = {}): Partial<KeyVaultProps> => ({
  networkAcls: { defaultAction: "Deny", bypass: "AzureServices", ...acls },
});
const REFUSAL =
  /\[test\] is refused:\n  - \[test\/app\] refers to secrets of \[test\/vault\], whose firewall does not let the environment in; .*virtualNetworkSubnetIds/;

test.each<[Environment, string, Partial<KeyVaultProps>]>([
  ["in a subnet", "lets nobody in", denying()],
  ["in a subnet", "lets another subnet in", denying({ virtualNetworkSubnetIds: [SUBNET_ID.replace("apps", "other")] })],
  ["without a subnet", "lets the deployer in", denying({ ipRules: ["203.0.113.7"] })],
  ["without a subnet", "lets a subnet in", denying({ virtualNetworkSubnetIds: [SUBNET_ID] })],
  ["imported", "lets nobody in", denying()],
  ["imported", "is reached from no public network", { publicNetworkAccessEnabled: false }],
])("an environment %s, and a vault that %s: refused", (environment, _, vaultProps) => {
  expect(reading(environment, vaultProps)).toThrow(REFUSAL);
});

test.each<[Environment, string, Partial<KeyVaultProps>]>([
  ["in a subnet", "lets that subnet in", denying({ virtualNetworkSubnetIds: [SUBNET_ID] })],
  ["in a subnet", "lets the address of its gateway in", denying({ ipRules: ["203.0.113.7"] })],
  [
    "in a subnet",
    "lets in what synth does not know",
    denying({ virtualNetworkSubnetIds: Token.asList("${var.subnets}") }),
  ],
  ["without a subnet", "lets the addresses of the region in", denying({ ipRules: ["20.0.0.0/8"] })],
  ["without a subnet", "has no firewall", {}],
  ["without a subnet", "lets everyone in", { networkAcls: { defaultAction: "Allow", bypass: "None" } }],
  ["imported", "lets a subnet in", denying({ virtualNetworkSubnetIds: [SUBNET_ID] })],
])("an environment %s, and a vault that %s: taken", (environment, _, vaultProps) => {
  expect(reading(environment, vaultProps)).not.toThrow();
});

describe("a subnet that the program makes", () => {
  /** An environment in a subnet, and a vault that lets the subnet in. */
  const inSubnet =
    (
      subnetProps: Partial<SubnetConfig>,
      acls: (subnetId: string) => Partial<KeyVaultNetworkAcls>,
      beside: (stack: TerraformStack) => unknown = () => undefined,
    ) =>
    () =>
      synth((stack) => {
        const subnet = new Subnet(stack, "subnet", {
          name: "apps",
          resourceGroupName: "my-rg",
          virtualNetworkName: "v",
          addressPrefixes: ["10.0.0.0/27"],
          delegation: [{ name: "apps", serviceDelegation: { name: "Microsoft.App/environments" } }],
          serviceEndpoints: ["Microsoft.KeyVault"],
          ...subnetProps,
        });
        beside(stack);
        const environment = new ContainerAppEnvironment(stack, "environment", {
          ...PLACE,
          name: "my-env",
          infrastructureSubnetId: subnet.id,
        });
        const vault = new KeyVault(stack, "vault", { ...PLACE, name: "my-vault", ...denying(acls(subnet.id)) });
        new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, { environment, secrets: { DB: vault.secret("db", { dependsOn: [] }) } }),
        );
      });
  const byId = (subnetId: string) => ({ virtualNetworkSubnetIds: [subnetId] });

  test.each<[string, Partial<SubnetConfig>, RegExp]>([
    [
      "is not delegated",
      { delegation: undefined },
      /\[test\/subnet\] is the subnet of \[test\/environment\] and not delegated to it; allowed: the delegation Microsoft\.App\/environments/,
    ],
    [
      "is delegated to another service",
      { delegation: [{ name: "x", serviceDelegation: { name: "Microsoft.Web/serverFarms" } }] },
      /not delegated to it/,
    ],
    ["is too small", { addressPrefixes: ["10.0.0.0/28"] }, /has a prefix of \/28; allowed: a subnet of \/27 or larger/],
    [
      "has no way to the vault",
      { serviceEndpoints: ["Microsoft.Storage"] },
      /\[test\/subnet\] is let in by the firewall of \[test\/vault\] and has no service endpoint for it; allowed: the service endpoint Microsoft\.KeyVault/,
    ],
  ])("and %s is refused", (_, subnetProps, message) => {
    expect(inSubnet(subnetProps, byId)).toThrow(message);
  });

  test.each<[string, Partial<SubnetConfig>]>([
    ["that has all it takes", {}],
    [
      "of which synth does not know",
      {
        delegation: Token.asAny("${var.delegation}") as never,
        serviceEndpoints: Token.asList("${var.endpoints}"),
        addressPrefixes: Token.asList("${var.prefixes}"),
      },
    ],
  ])("%s is taken", (_, subnetProps) => {
    expect(inSubnet(subnetProps, byId)).not.toThrow();
  });

  test("reaches a vault by one address only where it has a gateway", () => {
    const byAddress = () => ({ ipRules: ["203.0.113.7"] });
    const gateway = (stack: TerraformStack) => new NatGateway(stack, "gateway", { ...PLACE, name: "g" });
    expect(inSubnet({}, byAddress)).toThrow(REFUSAL);
    expect(inSubnet({}, byAddress, gateway)).not.toThrow();
  });
});

describe("a volume of a storage", () => {
  const mounting =
    (storageName: string, made: string | undefined, isImported = false) =>
    () =>
      synth((stack) => {
        const environment = isImported
          ? ContainerAppEnvironment.fromEnvironmentId(stack, "imported", ENVIRONMENT_ID)
          : new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "my-env" });
        const app = () =>
          new ManagedIdentityContainerApp(
            stack,
            "app",
            appProps(stack, { environment, volumes: [{ name: "files", storageType: "AzureFile", storageName }] }),
          );
        app();
        if (made !== undefined) {
          new ContainerAppEnvironmentStorage(stack, "storage", {
            name: made,
            containerAppEnvironmentId: environment.environmentId,
            shareName: "s",
            accessMode: "ReadOnly",
          });
        }
      });

  test.each([false, true])("waits for the storage that the program makes (imported environment: %s)", (isImported) => {
    expect(mounting("files", "files", isImported)().only("azurerm_container_app").depends_on).toEqual([
      "azurerm_container_app_environment_storage.storage",
    ]);
  });

  test("that the program's own environment does not have is refused, and no other", () => {
    expect(mounting("files", undefined)).toThrow(
      /\[test\/app\] has a volume of the storage "files", which \[test\/environment\] does not have in this program/,
    );
    expect(mounting("filez", "files")).toThrow(/storage "filez"/);
    expect(mounting("files", undefined, true)).not.toThrow();
    expect(mounting("files", "${var.storage}")).not.toThrow();
  });
});

describe("a private endpoint", () => {
  const CLOSED = { publicNetworkAccessEnabled: false };
  const endpointOf = (stack: TerraformStack, target: string) =>
    new PrivateEndpoint(stack, "endpoint", {
      ...PLACE,
      name: "e",
      subnetId: SUBNET_ID.replace("apps", "endpoints"),
      privateServiceConnection: {
        name: "c",
        isManualConnection: false,
        subresourceNames: ["vault"],
        privateConnectionResourceId: target,
      },
    });
  const vaultIdIn = (stack: TerraformStack) => (stack.node.findChild("vault") as KeyVault).keyVaultId;

  test("of the vault is another way in, and the app waits for it", () => {
    const program = reading("in a subnet", CLOSED, (stack) => endpointOf(stack, vaultIdIn(stack)))();
    expect(program.only("azurerm_container_app").depends_on).toContain("azurerm_private_endpoint.endpoint");
  });

  test("of something else is none", () => {
    const group = (stack: TerraformStack) =>
      new ResourceGroup(stack, "group", { name: "other-rg", location: "westeurope" });
    expect(reading("in a subnet", CLOSED, (stack) => endpointOf(stack, group(stack).id))).toThrow(REFUSAL);
  });

  test("may be in a module, into which synth does not look", () => {
    const module = (stack: TerraformStack) =>
      new TerraformHclModule(stack, "endpoint", {
        source: "Azure/avm-res-network-privateendpoint/azurerm",
        variables: { id: vaultIdIn(stack) },
      });
    expect(reading("in a subnet", CLOSED, module)).not.toThrow();
  });
});

test("a subnet that is a reference may be the one that is let in", () => {
  const subnetBy = (one: string, other: string) => () =>
    synth((stack) => {
      const environment = new ContainerAppEnvironment(stack, "environment", {
        ...PLACE,
        name: "my-env",
        infrastructureSubnetId: one,
      });
      const vault = new KeyVault(stack, "vault", {
        ...PLACE,
        name: "my-vault",
        ...denying({ virtualNetworkSubnetIds: [other] }),
      });
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { environment, secrets: { DB: vault.secret("db", { dependsOn: [] }) } }),
      );
    });
  expect(subnetBy(SUBNET_ID, "${var.subnet}")).not.toThrow();
  expect(subnetBy("${var.subnets[0]}", "${var.subnet}")).not.toThrow();
  expect(subnetBy(SUBNET_ID, SUBNET_ID.replace("apps", "other"))).toThrow(REFUSAL);
});

test("two environments cannot be in one subnet", () => {
  const inSubnets =
    (...ids: string[]) =>
    () =>
      synth((stack) =>
        ids.forEach(
          (infrastructureSubnetId, i) =>
            new ContainerAppEnvironment(stack, `env${i}`, { ...PLACE, name: `env-${i}`, infrastructureSubnetId }),
        ),
      );
  expect(inSubnets(SUBNET_ID, SUBNET_ID)).toThrow(
    /\[test\/env1\] is in the subnet of \[test\/env0\]; allowed: one environment in a subnet/,
  );
  expect(inSubnets(SUBNET_ID, SUBNET_ID.replace("apps", "other"))).not.toThrow();
});

test("the group that Azure makes for an environment is none that the program makes", () => {
  const grouped = (groupName: (group: ResourceGroup) => string) => () =>
    synth((stack) => {
      const group = new ResourceGroup(stack, "group", { name: "infra-rg", location: "westeurope" });
      const infrastructureResourceGroupName = groupName(group);
      new ContainerAppEnvironment(stack, "environment", {
        ...PLACE,
        name: "my-env",
        infrastructureSubnetId: SUBNET_ID,
        infrastructureResourceGroupName,
      });
    });
  expect(grouped((group) => group.name)).toThrow(
    /infrastructureResourceGroupName is that of \[test\/group\]; allowed: a group that does not exist yet/,
  );
  expect(grouped(() => "Infra-rg")).toThrow(/infrastructureResourceGroupName is that of/);
  expect(grouped(() => "other-rg")).not.toThrow();
});

test("a subnet that is a reference is the same one, however often it is read", () => {
  const stack = newStack();
  const subnet = new TerraformVariable(stack, "subnet", { type: "string" });
  const environment = new ContainerAppEnvironment(stack, "environment", {
    ...PLACE,
    name: "my-env",
    infrastructureSubnetId: subnet.stringValue,
  });
  const vault = new KeyVault(stack, "vault", {
    ...PLACE,
    name: "my-vault",
    ...denying({ virtualNetworkSubnetIds: [subnet.stringValue] }),
  });
  const secrets = { DB: vault.secret("db", { dependsOn: [] }) };
  new ManagedIdentityContainerApp(stack, "app", appProps(stack, { environment, secrets }));
  expect(() => synthStack(stack)).not.toThrow();
});

test("a vault is given as many access policies as it takes, and no more", () => {
  const granting = (count: number) => () =>
    synth((stack) => {
      const vault = importVault(stack);
      for (let i = 0; i < count; i++) {
        const identityId = `/subscriptions/1/resourceGroups/my-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/identity-${i}`;
        vault.grantReadSecrets(
          ManagedIdentity.fromIdentityAttributes(stack, `identity${i}`, {
            identityId,
            principalId: guid(i),
            clientId: guid(i + 5000),
          }),
        );
      }
    });
  expect(granting(1025)).toThrow(
    /the vault my-vault, which has 1025 access policies in all stacks together; allowed: at most 1024/,
  );
  expect(granting(1024)).not.toThrow();
});

function guid(i: number): string {
  return `00000000-0000-0000-0000-${String(i).padStart(12, "0")}`;
}
