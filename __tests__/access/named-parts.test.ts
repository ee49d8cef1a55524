import { ContainerAppCustomDomain } from "@cdktf/provider-azurerm/lib/container-app-custom-domain";
import { DnsARecord } from "@cdktf/provider-azurerm/lib/dns-a-record";
import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { ResourceGroupTemplateDeployment } from "@cdktf/provider-azurerm/lib/resource-group-template-deployment";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { TerraformStack } from "cdktf";
import { ManagedIdentityContainerApp } from "../../lib/index";
import { identityNamed, postgresqlUsers, SUBNET_ID } from "../support/databases";
import { appProps, newStack, synthStack } from "../support/synth";

const BUS = "/subscriptions/1/resourceGroups/my-rg/providers/Microsoft.ServiceBus/namespaces";

/** What is made twice under one name, in one place or in two: `place` is 0 and 0, or 0 and 1. */
type Maker = (stack: TerraformStack, id: string, place: number) => void;

const MAKERS: Readonly<Record<string, Maker>> = {
  "lists of users of databases": (stack, id, place) => {
    const resourceGroupName = ["my-rg", "other-rg"][place]!;
    postgresqlUsers(stack, { name: "users", resourceGroupName, database: `of-${id}` }, id);
  },
  deployments: (stack, id, place) => {
    const group =
      (stack.node.tryFindChild(`rg-${place}`) as ResourceGroup | undefined) ??
      new ResourceGroup(stack, `rg-${place}`, { name: `rg-${place}`, location: "x" });
    new ResourceGroupTemplateDeployment(stack, id, {
      name: "all",
      resourceGroupName: group.name,
      deploymentMode: "Incremental",
    });
  },
  "DNS records": (stack, id, place) => {
    const zoneName = ["example.org", "example.com"][place]!;
    new DnsARecord(stack, id, { name: "www", zoneName, resourceGroupName: "my-rg", ttl: 300, records: ["10.0.0.1"] });
  },
  "federated credentials": (stack, id, place) => {
    const { identityId: parentId } = identityNamed(stack, `identity-${place}`);
    const trusts = { audience: ["api://AzureADTokenExchange"], issuer: "https://example.org", subject: id };
    new FederatedIdentityCredential(stack, id, { name: "ci", resourceGroupName: "my-rg", parentId, ...trusts });
  },
  "links of a private DNS zone": (stack, id, place) => {
    const privateDnsZoneName = ["one.internal", "two.internal"][place]!;
    const virtualNetworkId = SUBNET_ID.replace(/\/subnets.*/, "");
    const link = { name: "main", resourceGroupName: "my-rg", privateDnsZoneName, virtualNetworkId };
    new PrivateDnsZoneVirtualNetworkLink(stack, id, link);
  },
  queues: (stack, id, place) =>
    void new ServicebusQueue(stack, id, { name: "orders", namespaceId: `${BUS}/b${place}` }),
  "custom domains": (stack, id, place) => {
    const app =
      (stack.node.tryFindChild(`app-${place}`) as ManagedIdentityContainerApp | undefined) ??
      new ManagedIdentityContainerApp(stack, `app-${place}`, appProps(stack, { name: `app-${place}` }));
    new ContainerAppCustomDomain(stack, id, { name: "www.example.org", containerAppId: app.resource.id });
  },
};

describe.each(Object.entries(MAKERS))("two %s of one name", (_, make) => {
  const program = (places: readonly [number, number]) => () => {
    const stack = newStack();
    // The library looks at programs that use it.
    identityNamed(stack, "any");
    make(stack, "one", places[0]);
    make(stack, "two", places[1]);
    return synthStack(stack);
  };

  test("are refused in one place", () => {
    expect(program([0, 0])).toThrow(/\[test\/two[^\]]*\] has the name "[^"]+" of \[test\/one/);
  });

  test("are taken in two", () => {
    expect(program([0, 1])).not.toThrow();
  });
});
