import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack } from "cdktf";
import { IPrivateDnsZones, PrivateDnsZones, PrivateEndpoint, PrivateEndpointTarget } from "../../lib/index";
import { NETWORK_ID, STORAGE_ID, SUBNET_ID } from "../support/every-argument";
import { PLACE, storageIn } from "../support/services";
import { synthApp } from "../support/stacks";
import { Body, importVault, synth, Synthesized } from "../support/synth";

const OTHER_NETWORK_ID = `${NETWORK_ID}-2`;
const ZONE = "privatelink.vaultcore.azure.net";
const GROUP_ID = STORAGE_ID.replace(/\/providers\/.*/, "").replace("my-rg", "hub-dns");
const ZONE_ID = `${GROUP_ID}/providers/Microsoft.Network/privateDnsZones/${ZONE}`;
const LINK = "azurerm_private_dns_zone_virtual_network_link";

const inside = (privateDnsZones: IPrivateDnsZones) => ({ ...PLACE, subnetId: SUBNET_ID, privateDnsZones });
const zonesIn = (stack: TerraformStack, virtualNetworks: Record<string, string> = { main: NETWORK_ID }, id = "zones") =>
  new PrivateDnsZones(stack, id, { resourceGroupName: "my-rg", virtualNetworks });
const idsOf = (program: Synthesized) =>
  (program.only("azurerm_private_endpoint").private_dns_zone_group as Body).private_dns_zone_ids;
const withVault = (zonesOf: (stack: TerraformStack) => IPrivateDnsZones) =>
  synth((stack) => importVault(stack).addPrivateEndpoint("inside", inside(zonesOf(stack))));

describe("made here", () => {
  test("each zone is there once, however many endpoints enter their names in it", () => {
    const program = synth((stack) => {
      const zones = zonesIn(stack);
      for (const name of ["orders", "invoices"]) {
        const storage = storageIn(stack, name);
        [PrivateEndpointTarget.storageBlobs(storage), PrivateEndpointTarget.storageQueues(storage)].forEach(
          (target, i) => new PrivateEndpoint(stack, `${name}-${i}`, { ...inside(zones), target }),
        );
      }
    });
    expect(Object.keys(program.all("azurerm_private_endpoint"))).toHaveLength(4);
    expect(Object.keys(program.all("azurerm_private_dns_zone"))).toHaveLength(2);
    expect(Object.keys(program.all(LINK))).toHaveLength(2);
  });

  test("nothing is made for zones that no endpoint uses", () => {
    expect(synth((stack) => zonesIn(stack)).addresses).toEqual([]);
  });

  test("each zone is linked to each network, by the names of the links", () => {
    const program = synth((stack) => {
      const zones = zonesIn(stack, { main: NETWORK_ID, build: OTHER_NETWORK_ID });
      importVault(stack).addPrivateEndpoint("inside", inside(zones));
    });
    expect(Object.values(program.all(LINK))).toEqual([
      expect.objectContaining({ name: "build", virtual_network_id: OTHER_NETWORK_ID }),
      expect.objectContaining({ name: "main", virtual_network_id: NETWORK_ID }),
    ]);
  });

  test("a network more, or a line more, moves no address", () => {
    const addressesWith = (networks: Record<string, string>, isFirst: boolean) =>
      synth((stack) => {
        const zones = zonesIn(stack, networks);
        const blobs = () =>
          new PrivateEndpoint(stack, "blobs", {
            ...inside(zones),
            target: PrivateEndpointTarget.storageBlobs({ id: STORAGE_ID }),
          });
        if (isFirst) {
          blobs();
        }
        importVault(stack).addPrivateEndpoint("inside", inside(zones));
        if (!isFirst) {
          blobs();
        }
      }).addresses;
    const few = addressesWith({ main: NETWORK_ID }, false);
    expect(addressesWith({ main: NETWORK_ID }, true)).toEqual(few);
    expect(addressesWith({ build: OTHER_NETWORK_ID, main: NETWORK_ID }, true)).toEqual(expect.arrayContaining(few));
  });

  test("the zones and the links have the provider, and so the subscription, and the tags", () => {
    const program = withVault((stack) => {
      const provider = new AzurermProvider(stack, "hub", {
        features: [{}],
        alias: "hub",
        subscriptionId: "${var.hub}",
      });
      const tags = { team: "network" };
      return new PrivateDnsZones(stack, "zones", {
        resourceGroupName: "hub-dns",
        virtualNetworks: { main: NETWORK_ID },
        provider,
        tags,
      });
    });
    for (const type of ["azurerm_private_dns_zone", LINK]) {
      expect(program.only(type)).toMatchObject({ provider: "azurerm.hub", tags: { team: "network" } });
    }
    expect(program.only("azurerm_private_endpoint").provider).toBeUndefined();
  });

  test("zones of a literal resource group wait for the group that the program makes", () => {
    const program = synth((stack) => {
      new ResourceGroup(stack, "group", { name: "my-rg", location: "westeurope" });
      zonesIn(stack).zoneIdsFor(PrivateEndpointTarget.storageBlobs({ id: STORAGE_ID }));
    });
    expect(program.only("azurerm_private_dns_zone").depends_on).toEqual(["azurerm_resource_group.group"]);
  });

  test("in another stack, the zone and its link are there, and that stack comes first", () => {
    const { stacks, dependencies } = synthApp((newStack) => {
      const zones = zonesIn(newStack("network"));
      importVault(newStack("shop")).addPrivateEndpoint("inside", inside(zones));
    });
    expect(stacks.network!.addresses.map((address) => address.split(".")[0])).toEqual([
      "azurerm_private_dns_zone",
      LINK,
    ]);
    expect(stacks.shop!.addresses.map((address) => address.split(".")[0])).toEqual(["azurerm_private_endpoint"]);
    expect(dependencies.shop).toEqual(["network"]);
  });
});

describe("imported", () => {
  test("from a resource group, the zones have the names that Microsoft recommends, and no link", () => {
    const program = withVault((stack) => PrivateDnsZones.fromResourceGroupId(stack, "hub", GROUP_ID));
    expect(idsOf(program)).toEqual([ZONE_ID]);
    expect(program.addresses).toHaveLength(1);
  });

  test("from a resource group of the program", () => {
    const program = withVault((stack) =>
      PrivateDnsZones.fromResourceGroupId(
        stack,
        "hub",
        new ResourceGroup(stack, "group", { name: "hub-dns", location: "westeurope" }).id,
        { virtualNetworks: { main: NETWORK_ID } },
      ),
    );
    const group = "${azurerm_resource_group.group.id}";
    expect(idsOf(program)).toEqual([`${group}/providers/Microsoft.Network/privateDnsZones/${ZONE}`]);
    expect(program.only(LINK)).toMatchObject({
      resource_group_name: "${basename(azurerm_resource_group.group.id)}",
      private_dns_zone_name: ZONE,
    });
  });

  test("by ids, of azurerm's own class too", () => {
    const program = withVault((stack) =>
      PrivateDnsZones.fromZoneIds(stack, "hub", {
        [ZONE]: new PrivateDnsZone(stack, "zone", { name: ZONE, resourceGroupName: "hub-dns" }).id,
      }),
    );
    expect(idsOf(program)).toEqual(["${azurerm_private_dns_zone.zone.id}"]);
    expect(program.all(LINK)).toEqual({});
  });

  test.each<[string, (stack: TerraformStack) => IPrivateDnsZones]>([
    [
      "from a resource group",
      (stack) => PrivateDnsZones.fromResourceGroupId(stack, "hub", GROUP_ID, { virtualNetworks: { shop: NETWORK_ID } }),
    ],
    [
      "by ids",
      (stack) =>
        PrivateDnsZones.fromZoneIds(stack, "hub", { [ZONE]: ZONE_ID }, { virtualNetworks: { shop: NETWORK_ID } }),
    ],
  ])("%s, they get a link to a network where one is asked for", (_, zonesOf) => {
    const program = withVault(zonesOf);
    expect(program.all("azurerm_private_dns_zone")).toEqual({});
    expect(program.only(LINK)).toEqual({
      name: "shop",
      private_dns_zone_name: ZONE,
      resource_group_name: "hub-dns",
      virtual_network_id: NETWORK_ID,
    });
  });

  test("kept by others, the endpoint has no zone group, and leaves alone the one that it is given", () => {
    const withLifecycle = (lifecycle?: object) =>
      synth((stack) =>
        importVault(stack).addPrivateEndpoint("inside", { ...inside(PrivateDnsZones.givenByOthers()), lifecycle }),
      ).only("azurerm_private_endpoint");
    expect(withLifecycle().private_dns_zone_group).toBeUndefined();
    expect(withLifecycle().lifecycle).toEqual({ ignore_changes: ["private_dns_zone_group"] });
    expect(withLifecycle({ preventDestroy: true, ignoreChanges: ["tags"] }).lifecycle).toEqual({
      prevent_destroy: true,
      ignore_changes: ["tags", "private_dns_zone_group"],
    });
    expect(withLifecycle({ ignoreChanges: "all" }).lifecycle).toEqual({ ignore_changes: "all" });
  });
});

describe("is refused:", () => {
  test.each<[string, (stack: TerraformStack) => IPrivateDnsZones, RegExp]>([
    [
      "the name of a resource group for its id",
      (stack) => PrivateDnsZones.fromResourceGroupId(stack, "hub", "hub-dns"),
      /^\[test\/hub\] is refused:\n {2}- resourceGroupId is "hub-dns"/,
    ],
    ["no ids at all", (stack) => PrivateDnsZones.fromZoneIds(stack, "hub", null as never), /zoneIds is null/],
    [
      "the id of another zone",
      (stack) => PrivateDnsZones.fromZoneIds(stack, "hub", { "privatelink.azurecr.io": ZONE_ID }),
      /zoneIds\.privatelink\.azurecr\.io is .*; allowed: the id of the zone of that name/,
    ],
    [
      "the zone of another service",
      (stack) => PrivateDnsZones.fromZoneIds(stack, "hub", { "privatelink.azurecr.io": "${var.zone}" }),
      /\[test\/hub\] is refused:\n {2}- zoneIds is \["privatelink\.azurecr\.io"\]; allowed: .*privatelink\.vaultcore\.azure\.net/,
    ],
    [
      "a zone that is no name",
      (stack) => PrivateDnsZones.fromZoneIds(stack, "hub", { vault: ZONE_ID }),
      /zoneIds: the name is "vault"/,
    ],
    [
      "a network that is none",
      (stack) => PrivateDnsZones.fromResourceGroupId(stack, "hub", GROUP_ID, { virtualNetworks: { main: SUBNET_ID } }),
      /virtualNetworks\.main is /,
    ],
  ])("%s", (_, zonesOf, message) => {
    expect(() => withVault(zonesOf)).toThrow(message);
  });

  test("two zones of one name for one network, this library's or azurerm's own; another network may have another", () => {
    const with2 = (networkId: string, other: (stack: TerraformStack) => unknown) => () =>
      synth((stack) => {
        importVault(stack).addPrivateEndpoint("inside", inside(zonesIn(stack)));
        const zones = PrivateDnsZones.fromResourceGroupId(stack, "more", GROUP_ID, {
          virtualNetworks: { main: networkId },
        });
        importVault(stack, "other", undefined, "other-vault").addPrivateEndpoint("inside", inside(zones));
        other(stack);
      });
    const own = (networkId: string) => (stack: TerraformStack) =>
      new PrivateDnsZoneVirtualNetworkLink(stack, "own", {
        name: "own",
        privateDnsZoneName: ZONE,
        resourceGroupName: "own-rg",
        virtualNetworkId: networkId,
      });
    const REFUSAL = /links a virtual network to a zone privatelink\.vaultcore\.azure\.net, as \[test\/zones\/.*\] does/;
    expect(with2(NETWORK_ID, () => undefined)).toThrow(REFUSAL);
    expect(with2(OTHER_NETWORK_ID, own(NETWORK_ID))).toThrow(REFUSAL);
    expect(with2(OTHER_NETWORK_ID, own(`${NETWORK_ID}-3`))).not.toThrow();
  });

  test("two sets of zones in one resource group, which would be one zone", () => {
    const inGroup = (resourceGroupName: string) => () =>
      synth((stack) => {
        importVault(stack).addPrivateEndpoint("inside", inside(zonesIn(stack)));
        const zones = new PrivateDnsZones(stack, "more", {
          resourceGroupName,
          virtualNetworks: { b: OTHER_NETWORK_ID },
        });
        importVault(stack, "other", undefined, "other-vault").addPrivateEndpoint("inside", inside(zones));
      });
    expect(inGroup("my-rg")).toThrow(/has the name "privatelink\.vaultcore\.azure\.net" of \[test\/zones/);
    expect(inGroup("other-rg")).not.toThrow();
  });
});
