import { KeyVault as AzurermKeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { KeyVaultKey } from "@cdktf/provider-azurerm/lib/key-vault-key";
import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { SubnetNatGatewayAssociation } from "@cdktf/provider-azurerm/lib/subnet-nat-gateway-association";
import { VirtualNetworkPeering } from "@cdktf/provider-azurerm/lib/virtual-network-peering";
import {
  ITerraformDependable,
  TerraformHclModule,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Token,
} from "cdktf";
import {
  AppIdentity,
  IKeyVault,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultProps,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppProps,
} from "../../lib/index";
import { sensitive, SUBNET_ID } from "../support/every-argument";
import { synthApp } from "../support/stacks";
import { appProps, importVault, synth, Synthesized } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const NETWORK_ID = SUBNET_ID.replace(/\/subnets\/.*/, "");
const ZONE = "privatelink.vaultcore.azure.net";
const CLOSED = { publicNetworkAccessEnabled: false };

const make = (stack: TerraformStack, props: Partial<KeyVaultProps> = {}) =>
  new KeyVault(stack, "vault", { ...PLACE, name: "my-vault", ...props });
const write = (stack: TerraformStack, vault: IKeyVault, name = "db") =>
  new KeyVaultSecret(stack, name, { vault, name, value: sensitive(stack, `${name}-value`) });
const app = (stack: TerraformStack, props: Partial<ManagedIdentityContainerAppProps>) =>
  new ManagedIdentityContainerApp(stack, "app", appProps(stack, props));

/** A private endpoint of the vault, its zone, and the link of that to a network. */
function wayInto(
  stack: TerraformStack,
  vaultId: string,
  { zoneName = ZONE, subresource = "vault", dependsOn = [] as ITerraformDependable[] } = {},
) {
  const zone = new PrivateDnsZone(stack, "zone", { name: zoneName, resourceGroupName: "my-rg" });
  new PrivateEndpoint(stack, "endpoint", {
    ...PLACE,
    name: "e",
    subnetId: SUBNET_ID,
    privateServiceConnection: {
      name: "c",
      isManualConnection: false,
      subresourceNames: [subresource],
      privateConnectionResourceId: vaultId,
    },
    privateDnsZoneGroup: { name: "g", privateDnsZoneIds: [zone.id] },
    dependsOn,
  });
  new PrivateDnsZoneVirtualNetworkLink(stack, "link", {
    name: "l",
    resourceGroupName: "my-rg",
    privateDnsZoneName: zone.name,
    virtualNetworkId: NETWORK_ID,
  });
}

const ENDPOINT = "azurerm_private_endpoint.endpoint";
const LINK = "azurerm_private_dns_zone_virtual_network_link.link";

/** What the one resource of a type waits for. */
const waitsOf = (program: Synthesized, type: string) => (program.only(type).depends_on ?? []) as string[];

describe("the endpoint of a vault and the link of its zone are there before", () => {
  test.each<[string, string, (stack: TerraformStack, vault: KeyVault) => unknown]>([
    ["a secret is written", "azurerm_key_vault_secret", write],
    [
      "a key of azurerm's own class is written",
      "azurerm_key_vault_key",
      (stack, { keyVaultId }) =>
        new KeyVaultKey(stack, "key", { keyVaultId, name: "k", keyType: "RSA", keyOpts: ["sign"] }),
    ],
    [
      "an app refers to a secret",
      "azurerm_container_app",
      (stack, vault) => app(stack, { secrets: { DB: vault.secret("db", { dependsOn: [] }) } }),
    ],
    ["an app's code reads the vault", "azurerm_container_app", (stack, keyVault) => app(stack, { keyVault })],
    [
      "an app's code reads it by its own identity",
      "azurerm_container_app",
      (stack, keyVault) => app(stack, { keyVault, identity: AppIdentity.systemAssigned() }),
    ],
    [
      "an app's identity is granted to read it",
      "azurerm_container_app",
      (stack, vault) => vault.grantReadSecrets(app(stack, {})),
    ],
  ])("%s", (_, type, use) => {
    for (const first of [false, true]) {
      const program = synth((stack) => {
        const vault = make(stack, CLOSED);
        if (first) {
          wayInto(stack, vault.keyVaultId);
        }
        use(stack, vault);
        if (!first) {
          wayInto(stack, vault.keyVaultId);
        }
      });
      expect(waitsOf(program, type)).toEqual(expect.arrayContaining([ENDPOINT, LINK]));
      expect(new TerraformGraph(program).onCycles).toEqual([]);
    }
  });

  test("of a vault under RBAC, and of one that is open to the public as well", () => {
    const program = synth((stack) => {
      const vault = make(stack, { accessModel: KeyVaultAccessModel.RBAC });
      wayInto(stack, vault.keyVaultId);
      app(stack, { secrets: { DB: write(stack, vault).reference() } });
    });
    for (const type of ["azurerm_key_vault_secret", "azurerm_container_app"]) {
      expect(waitsOf(program, type)).toEqual(expect.arrayContaining([ENDPOINT, LINK]));
    }
  });

  test("of a vault that is imported", () => {
    const program = synth((stack) => {
      const vault = importVault(stack);
      wayInto(stack, vault.keyVaultId);
      write(stack, vault);
    });
    expect(waitsOf(program, "azurerm_key_vault_secret")).toEqual([LINK, ENDPOINT]);
  });

  test("with the peering of networks", () => {
    const program = synth((stack) => {
      const vault = make(stack);
      wayInto(stack, vault.keyVaultId);
      new VirtualNetworkPeering(stack, "peering", {
        name: "p",
        resourceGroupName: "my-rg",
        virtualNetworkName: "spoke",
        remoteVirtualNetworkId: NETWORK_ID,
      });
      write(stack, vault);
    });
    expect(waitsOf(program, "azurerm_key_vault_secret")).toContain("azurerm_virtual_network_peering.peering");
  });
});

describe("no way into the vault is", () => {
  test.each<[string, (stack: TerraformStack, vault: KeyVault, other: KeyVault) => unknown]>([
    ["the endpoint of another vault", (stack, _, other) => wayInto(stack, other.keyVaultId)],
    [
      "an endpoint of storage",
      (stack) =>
        wayInto(stack, new TerraformVariable(stack, "storage", {}).stringValue, {
          subresource: "blob",
          zoneName: "privatelink.blob.core.windows.net",
        }),
    ],
  ])("%s", (_, beside) => {
    const program = synth((stack) => {
      const vault = make(stack);
      beside(stack, vault, new KeyVault(stack, "other", { ...PLACE, name: "other-vault" }));
      write(stack, vault);
    });
    expect(waitsOf(program, "azurerm_key_vault_secret")).toEqual([
      expect.stringContaining("azurerm_key_vault_access_policy"),
    ]);
  });

  test("the link of the zone of another service", () => {
    const program = synth((stack) => {
      const vault = make(stack);
      wayInto(stack, vault.keyVaultId);
      const blobs = new PrivateDnsZone(stack, "blobs", { ...PLACE, name: "privatelink.blob.core.windows.net" });
      new PrivateDnsZoneVirtualNetworkLink(stack, "blob-link", {
        name: "b",
        resourceGroupName: "my-rg",
        privateDnsZoneName: blobs.name,
        virtualNetworkId: NETWORK_ID,
      });
      write(stack, vault);
    });
    expect(waitsOf(program, "azurerm_key_vault_secret")).not.toContain(
      "azurerm_private_dns_zone_virtual_network_link.blob-link",
    );
  });
});

describe("no wait closes a cycle:", () => {
  test("an endpoint that waits for the secret", () => {
    const program = synth((stack) => {
      const vault = make(stack);
      wayInto(stack, vault.keyVaultId, { dependsOn: [write(stack, vault).resource] });
    });
    expect(waitsOf(program, "azurerm_key_vault_secret")).not.toContain(ENDPOINT);
    expect(new TerraformGraph(program).onCycles).toEqual([]);
  });

  test("an endpoint that waits for the app that reads the secret", () => {
    const program = synth((stack) => {
      const vault = make(stack);
      const { resource } = app(stack, { secrets: { DB: write(stack, vault).reference() } });
      wayInto(stack, vault.keyVaultId, { dependsOn: [resource] });
    });
    for (const type of ["azurerm_key_vault_secret", "azurerm_container_app"]) {
      expect(waitsOf(program, type)).not.toContain(ENDPOINT);
    }
    expect(new TerraformGraph(program).onCycles).toEqual([]);
  });
});

test("what synth does not see into, and is given the vault, is waited for: a module, a resource of another provider", () => {
  const program = synth((stack) => {
    const vault = make(stack, CLOSED);
    new TerraformHclModule(stack, "endpoint", {
      source: "Azure/avm-res-network-privateendpoint/azurerm",
      variables: { id: vault.keyVaultId },
    });
    const firewall = new TerraformResource(stack, "firewall", { terraformResourceType: "azapi_update_resource" });
    firewall.addOverride("resource_id", vault.keyVaultId);
    new TerraformHclModule(stack, "unrelated", { source: "Azure/avm-res-storage-storageaccount/azurerm" });
    app(stack, { secrets: { DB: write(stack, vault).reference() } });
  });
  for (const type of ["azurerm_key_vault_secret", "azurerm_container_app"]) {
    expect(waitsOf(program, type)).toEqual(
      expect.arrayContaining(["module.endpoint", "azapi_update_resource.firewall"]),
    );
    expect(waitsOf(program, type)).not.toContain("module.unrelated");
  }
});

test("an app waits for the gateway of a subnet whose address the firewall lets in", () => {
  const program = synth((stack) => {
    const vault = make(stack, {
      networkAcls: { defaultAction: "Deny", bypass: "None", ipRules: ["203.0.113.7"] },
    });
    new SubnetNatGatewayAssociation(stack, "gateway", { subnetId: SUBNET_ID, natGatewayId: "${var.gateway}" });
    app(stack, {
      identity: AppIdentity.userAssigned(new ManagedIdentity(stack, "identity", { ...PLACE, name: "my-id" })),
      keyVault: vault,
    });
  });
  expect(waitsOf(program, "azurerm_container_app")).toContain("azurerm_subnet_nat_gateway_association.gateway");
});

describe("a vault that the program writes into", () => {
  const denying = (virtualNetworkSubnetIds?: string[], ipRules?: string[]) => ({
    networkAcls: { defaultAction: "Deny", bypass: "AzureServices", virtualNetworkSubnetIds, ipRules },
  });
  const writing = (
    props: Partial<KeyVaultProps>,
    beside: (stack: TerraformStack, vault: KeyVault) => unknown = write,
  ) => synth((stack) => void beside(stack, make(stack, props)));
  const REFUSAL =
    /\[test\] is refused:\n {2}- \[test\/vault\] is closed to whoever applies the program, who writes \[test\/(db|key)\] into it; allowed: .*networkAcls.*azurerm_private_endpoint.*deployerHasNetworkAccess: true/;
  const writeKey = (stack: TerraformStack, { keyVaultId }: KeyVault) =>
    new KeyVaultKey(stack, "key", { keyVaultId, name: "k", keyType: "RSA", keyOpts: ["sign"] });

  test.each<[string, Partial<KeyVaultProps>]>([
    ["public access is off", CLOSED],
    ["public access is off, whatever the firewall lets in", { ...CLOSED, ...denying([SUBNET_ID], ["203.0.113.7"]) }],
    ["the firewall denies all", denying()],
    ["the firewall has empty lists", denying([], [])],
  ])("is refused where nobody can reach it: %s", (_, props) => {
    expect(() => writing(props)).toThrow(REFUSAL);
    expect(() => writing(props, writeKey)).toThrow(REFUSAL);
    expect(() => writing(props, (stack, vault) => app(stack, { keyVault: vault }))).not.toThrow();
  });

  test.each<[string, Partial<KeyVaultProps>]>([
    ["the program says that there is a way", { ...CLOSED, deployerHasNetworkAccess: true }],
    ["the firewall lets a subnet in that exists", denying([SUBNET_ID])],
    ["the firewall lets an address in", denying([], ["203.0.113.7"])],
    ["the firewall lets in what synth does not know", denying(Token.asList("${var.subnets}"))],
    ["the firewall lets everyone in", { networkAcls: { defaultAction: "Allow", bypass: "None" } }],
    ["synth does not know what the firewall does", { networkAcls: { defaultAction: "${var.x}", bypass: "None" } }],
    ["there is no firewall", {}],
  ])("is taken where %s", (_, props) => {
    expect(() => writing(props)).not.toThrow();
  });

  test("is refused where the firewall lets in a subnet alone that the stack makes: nobody is in that yet", () => {
    const inSubnet = (existing: boolean) => () =>
      synth((stack) => {
        const subnet = new Subnet(stack, "subnet", {
          name: "apps",
          resourceGroupName: "my-rg",
          virtualNetworkName: "v",
          addressPrefixes: ["10.0.0.0/27"],
          serviceEndpoints: ["Microsoft.KeyVault"],
        });
        if (existing) {
          subnet.importFrom(SUBNET_ID);
        }
        write(stack, make(stack, denying([subnet.id])));
      });
    expect(inSubnet(false)).toThrow(REFUSAL);
    expect(inSubnet(true)).not.toThrow();
  });

  test("is taken with a private endpoint, or with what may make one", () => {
    const endpoint = (stack: TerraformStack, vault: KeyVault) => {
      write(stack, vault);
      wayInto(stack, vault.keyVaultId);
    };
    const module = (stack: TerraformStack, vault: KeyVault) => {
      write(stack, vault);
      new TerraformHclModule(stack, "endpoint", { source: "Azure/avm-res-network-privateendpoint/azurerm" });
    };
    expect(() => writing(CLOSED, endpoint)).not.toThrow();
    expect(() => writing(CLOSED, module)).not.toThrow();
  });

  test("is refused with an endpoint of a later stack, and taken with one of an earlier stack", () => {
    const writeIn = (writer: "vault" | "app") => () =>
      synthApp((newStack) => {
        const stacks = { vault: newStack("vault"), network: newStack("network"), app: newStack("app") };
        const vault = make(stacks.vault, CLOSED);
        write(stacks[writer], vault);
        wayInto(stacks.network, vault.keyVaultId);
      });
    expect(writeIn("vault")).toThrow(/\[vault\/vault\] is closed to .* in this stack or in one that is applied before/);
    expect(writeIn("app")().dependencies.app).toEqual(expect.arrayContaining(["vault", "network"]));
  });

  test("is refused to an app that reads it, too, with an endpoint of a later stack", () => {
    const readIn = (reader: "vault" | "app") => () =>
      synthApp((newStack) => {
        const stacks = { vault: newStack("vault"), network: newStack("network"), app: newStack("app") };
        const vault = make(stacks.vault, CLOSED);
        wayInto(stacks.network, vault.keyVaultId);
        app(stacks[reader], { secrets: { DB: vault.secret("db", { dependsOn: [] }) } });
      });
    expect(readIn("vault")).toThrow(
      /refers to secrets of \[vault\/vault\], whose firewall does not let the environment in/,
    );
    expect(readIn("app")().dependencies.app).toEqual(expect.arrayContaining(["vault", "network"]));
  });

  test("is taken where it is there already, or an override says what its firewall does", () => {
    const id = "/subscriptions/1/resourceGroups/my-rg/providers/Microsoft.KeyVault/vaults/my-vault";
    const also = (change: (vault: KeyVault) => void) => (stack: TerraformStack, vault: KeyVault) => {
      change(vault);
      return write(stack, vault);
    };
    expect(() =>
      writing(
        CLOSED,
        also(({ resource }) => resource.importFrom(id)),
      ),
    ).not.toThrow();
    const opened = also(({ resource }) => resource.addOverride("public_network_access_enabled", "${var.public}"));
    expect(() => writing(CLOSED, opened)).not.toThrow();
  });

  test("is the program's own where azurerm's class makes it, unless a construct stands for it", () => {
    const own = (deployerHasNetworkAccess?: boolean) => () =>
      synth((stack) => {
        const { id: keyVaultId, vaultUri } = new AzurermKeyVault(stack, "vault", {
          ...PLACE,
          ...CLOSED,
          name: "my-vault",
          skuName: "standard",
          tenantId: "00000000-0000-0000-0000-000000000000",
        });
        const accessModel = KeyVaultAccessModel.ACCESS_POLICY;
        const attributes = { keyVaultId, vaultUri, accessModel, deployerHasNetworkAccess };
        write(stack, KeyVault.fromKeyVaultAttributes(stack, "known", attributes));
      });
    expect(own()).toThrow(REFUSAL);
    expect(own(true)).not.toThrow();
    const alone = () =>
      synth((stack) => {
        const { id: keyVaultId } = new AzurermKeyVault(stack, "vault", {
          ...PLACE,
          ...CLOSED,
          name: "my-vault",
          skuName: "standard",
          tenantId: "00000000-0000-0000-0000-000000000000",
        });
        new KeyVaultKey(stack, "key", { keyVaultId, name: "k", keyType: "RSA", keyOpts: ["sign"] });
      });
    expect(alone).not.toThrow();
  });
});
