import { KeyVaultNetworkAcls } from "@cdktf/provider-azurerm/lib/key-vault";
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { TerraformStack, TerraformVariable, Token } from "cdktf";
import { ContainerAppEnvironment, KeyVault, KeyVaultProps, KeyVaultSecret, ManagedIdentity, ManagedIdentityContainerApp } from "../lib";
import { sensitive, SUBNET_ID } from "./every-argument";
import { appProps, importVault, newStack, synth, synthStack } from "./synth";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

type Environment = "imported" | "in a subnet" | "without a subnet";

/** An app with a secret of a vault that has a firewall. */
function reading(environment: Environment, vaultProps: Partial<KeyVaultProps>, beside: (stack: TerraformStack) => unknown = () => undefined) {
  return () =>
    synth((stack) => {
      const vault = new KeyVault(stack, "vault", { ...PLACE, name: "my-vault", ...vaultProps });
      const secret = new KeyVaultSecret(stack, "db", { vault, name: "db", value: sensitive(stack, "value") });
      const infrastructureSubnetId = environment === "in a subnet" ? SUBNET_ID : undefined;
      const own =
        environment === "imported"
          ? {}
          : { environment: new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "my-env", infrastructureSubnetId }) };
      beside(stack);
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { ...own, secrets: { DB: secret.reference() } }));
    });
}

const denying = (acls: Partial<KeyVaultNetworkAcls> = {}): Partial<KeyVaultProps> => ({
  networkAcls: { defaultAction: "Deny", bypass: "AzureServices", ...acls },
});
const REFUSAL =
  /\[test\] is refused:\n  - \[test\/app\] refers to secrets of \[test\/vault\/Resource\], whose firewall does not let the environment in; .*virtualNetworkSubnetIds/;

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
  ["in a subnet", "lets in what synth does not know", denying({ virtualNetworkSubnetIds: Token.asList("${var.subnets}") })],
  ["without a subnet", "lets the addresses of the region in", denying({ ipRules: ["20.0.0.0/8"] })],
  ["without a subnet", "has no firewall", {}],
  ["without a subnet", "lets everyone in", { networkAcls: { defaultAction: "Allow", bypass: "None" } }],
  ["imported", "lets a subnet in", denying({ virtualNetworkSubnetIds: [SUBNET_ID] })],
])("an environment %s, and a vault that %s: taken", (environment, _, vaultProps) => {
  expect(reading(environment, vaultProps)).not.toThrow();
});

test("a private endpoint is another way in", () => {
  const endpoint = (stack: TerraformStack) =>
    new PrivateEndpoint(stack, "endpoint", {
      ...PLACE,
      name: "e",
      subnetId: SUBNET_ID,
      privateServiceConnection: { name: "c", isManualConnection: false, subresourceNames: ["vault"] },
    });
  expect(reading("in a subnet", { publicNetworkAccessEnabled: false }, endpoint)).not.toThrow();
});

test("a subnet that is a reference is the same one, however often it is read", () => {
  const stack = newStack();
  const subnet = new TerraformVariable(stack, "subnet", { type: "string" });
  const environment = new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "my-env", infrastructureSubnetId: subnet.stringValue });
  const vault = new KeyVault(stack, "vault", { ...PLACE, name: "my-vault", ...denying({ virtualNetworkSubnetIds: [subnet.stringValue] }) });
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
        vault.grantReadSecrets(ManagedIdentity.fromIdentityAttributes(stack, `identity${i}`, { identityId, principalId: guid(i), clientId: guid(i + 5000) }));
      }
    });
  expect(granting(1025)).toThrow(/the vault my-vault is given 1025 access policies; allowed: at most 1024/);
  expect(granting(1024)).not.toThrow();
});

function guid(i: number): string {
  return `00000000-0000-0000-0000-${String(i).padStart(12, "0")}`;
}
