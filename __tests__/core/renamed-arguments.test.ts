import type { TerraformStack } from "cdktf";
import type * as Library from "../../lib/index";
import { classOfVersion } from "../support/class-of-version";
import type * as Synth from "../support/synth";

/** The types that azurerm 5 names another resource in by other arguments. */
const CLASSES = [
  ["federated-identity-credential", "FederatedIdentityCredential"],
  ["private-dns-zone-virtual-network-link", "PrivateDnsZoneVirtualNetworkLink"],
  ["private-dns-a-record", "PrivateDnsARecord"],
] as const;

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const NETWORKS =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dns-rg/providers/Microsoft.Network";
const DOMAINS = { id: `${NETWORKS}/privateDnsZones/contoso.com`, name: "contoso.com", resourceGroupName: "dns-rg" };

/** Makes one of each type. */
function make(library: typeof Library, { appProps, importVault }: typeof Synth, stack: TerraformStack): void {
  new library.ManagedIdentity(stack, "identity", { ...PLACE, name: "my-id" }).addFederatedCredential(
    "main",
    library.FederatedCredential.githubBranch("contoso/web", "main"),
  );
  const privateDnsZones = new library.PrivateDnsZones(stack, "zones", {
    resourceGroupName: "dns-rg",
    virtualNetworks: { hub: `${NETWORKS}/virtualNetworks/hub` },
  });
  const subnetId = `${NETWORKS}/virtualNetworks/hub/subnets/inside`;
  importVault(stack).addPrivateEndpoint("inside", { ...PLACE, subnetId, privateDnsZones });
  const environment = new library.ContainerAppEnvironment(stack, "environment", {
    ...PLACE,
    name: "my-environment",
    infrastructureSubnetId: `${NETWORKS}/virtualNetworks/hub/subnets/apps`,
    internalLoadBalancerEnabled: true,
  });
  const app = new library.ManagedIdentityContainerApp(
    stack,
    "app",
    appProps(stack, { environment, ingress: library.Ingress.external(80) }),
  );
  const certificate = library.ContainerAppEnvironmentCertificate.fromCertificateId(
    stack,
    "certificate",
    `${environment.environmentId}/certificates/web`,
  );
  app.addDomain("www.contoso.com", { certificate, privateDnsZone: DOMAINS });
}

/** The body of the one resource of each type, beside classes for a version of azurerm. */
function bodiesBeside(version: string): Synth.Body[] {
  const types = CLASSES.map(([file]) => `azurerm_${file.replace(/-/g, "_")}`);
  let bodies: Synth.Body[] = [];
  jest.isolateModules(() => {
    CLASSES.forEach(([file, name], i) =>
      jest.doMock(`@cdktf/provider-azurerm/lib/${file}`, () => ({ [name]: classOfVersion(types[i]!, version) })),
    );
    const library = jest.requireActual<typeof Library>("../../lib");
    const support = jest.requireActual<typeof Synth>("../support/synth");
    const program = support.synth((stack) => make(library, support, stack));
    bodies = types.map((type) => program.only(type));
  });
  return bodies;
}

const IDENTITY = expect.stringMatching(/^\$\{azurerm_user_assigned_identity\.identity\w*\.id\}$/) as string;
const ZONE_NAME = expect.stringMatching(/^\$\{azurerm_private_dns_zone\..*\.name\}$/) as string;
const ZONE = expect.stringMatching(/^\$\{azurerm_private_dns_zone\..*\.id\}$/) as string;

test.each(["4.55.0", "4.73.0"])("azurerm %s is told the names and the resource groups", (version) => {
  const [credential, link, record] = bodiesBeside(version);
  expect(credential).toMatchObject({ parent_id: IDENTITY, resource_group_name: "my-rg" });
  expect(credential).not.toHaveProperty("user_assigned_identity_id");
  expect(link).toMatchObject({ private_dns_zone_name: ZONE_NAME, resource_group_name: expect.anything() as unknown });
  expect(link).not.toHaveProperty("private_dns_zone_id");
  expect(record).toMatchObject({ zone_name: "contoso.com", resource_group_name: "dns-rg" });
  expect(record).not.toHaveProperty("private_dns_zone_id");
});

test.each(["5.0.0", "5.2.0"])("azurerm %s is told the ids", (version) => {
  const [credential, link, record] = bodiesBeside(version);
  expect(credential).toMatchObject({ user_assigned_identity_id: IDENTITY });
  expect(link).toMatchObject({ private_dns_zone_id: ZONE });
  expect(record).toMatchObject({ private_dns_zone_id: DOMAINS.id });
  for (const body of [credential, link, record]) {
    expect(body).not.toHaveProperty("resource_group_name");
  }
});
