import { KeyVault, PrivateDnsZones } from "../../../lib/index";
import { AccessReview } from "../../../lib/review/door/access-review";
import { importVault, synth } from "../../support/synth";
import { NETWORK_ID, SUBNET_ID } from "../../support/every-argument";

test("whoever makes a private endpoint with its zone joins the subnet and the network", () => {
  const { text } = synth((stack) =>
    (importVault(stack) as KeyVault).addPrivateEndpoint("inside", {
      resourceGroupName: "my-rg",
      location: "westeurope",
      subnetId: SUBNET_ID,
      privateDnsZones: new PrivateDnsZones(stack, "zones", {
        resourceGroupName: "my-rg",
        virtualNetworks: { main: NETWORK_ID },
      }),
    }),
  );
  const { deployer } = JSON.parse(AccessReview.ofSynthesized(text).toJson()) as {
    readonly deployer: readonly { readonly permission: string; readonly scope: string }[];
  };
  const joins = deployer.filter(({ permission }) => permission.endsWith("join/action"));
  expect(joins.map(({ permission, scope }) => `${permission} on ${scope}`)).toEqual([
    "Microsoft.Network/virtualNetworks/join/action on my-network (virtual network)",
    "Microsoft.Network/virtualNetworks/subnets/join/action on apps (subnet of my-network (virtual network))",
  ]);
});
