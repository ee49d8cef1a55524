import { PrivateDnsARecord } from "@cdktf/provider-azurerm/lib/private-dns-a-record";
import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  Ingress,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** An app that only the virtual network of its environment reaches. */
export class SubnetStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "wages-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };

    // #region environment
    const network = new VirtualNetwork(this, "network", { ...place, name: "wages", addressSpace: ["10.0.0.0/16"] });
    const subnet = new Subnet(this, "apps", {
      resourceGroupName: group.name,
      virtualNetworkName: network.name,
      name: "apps",
      addressPrefixes: ["10.0.0.0/27"],
      delegation: [
        {
          name: "apps",
          serviceDelegation: {
            name: "Microsoft.App/environments",
            actions: ["Microsoft.Network/virtualNetworks/subnets/join/action"],
          },
        },
      ],
    });
    const environment = new ContainerAppEnvironment(this, "environment", {
      ...place,
      name: "wages",
      infrastructureSubnetId: subnet.id,
      internalLoadBalancerEnabled: true, // leave it out for an environment that the internet reaches
    });
    // #endregion
    // #region dns
    const zone = new PrivateDnsZone(this, "zone", {
      resourceGroupName: group.name,
      name: environment.defaultDomain,
    });
    new PrivateDnsZoneVirtualNetworkLink(this, "link", {
      resourceGroupName: group.name,
      name: "wages",
      privateDnsZoneName: zone.name,
      virtualNetworkId: network.id,
    });
    new PrivateDnsARecord(this, "apps-record", {
      resourceGroupName: group.name,
      zoneName: zone.name,
      name: "*",
      ttl: 300,
      records: [environment.staticIpAddress],
    });
    // #endregion
    new ManagedIdentityContainerApp(this, "wages", {
      ...place,
      name: "wages",
      environment,
      ingress: Ingress.external(80),
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
    });
  }
}
