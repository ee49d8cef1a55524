import type { TerraformStack } from "cdktf";
import type * as Library from "../../lib/index";
import type * as Synth from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

type Class = new (...args: unknown[]) => object;

/** What a program is written with, beside a version of azurerm. */
interface Beside {
  readonly library: typeof Library;
  readonly stack: TerraformStack;
  readonly app: (props?: Partial<Library.ManagedIdentityContainerAppProps>) => Library.ManagedIdentityContainerApp;
}

/** The classes that say which azurerm they are for. */
const CLASSES = {
  "container-app-custom-domain": "ContainerAppCustomDomain",
  "private-dns-a-record": "PrivateDnsARecord",
};

/** Synthesizes a program beside a version of azurerm: the types of the installed one have no managed certificate. */
function beside(providerVersion: string, program: (beside: Beside) => void): Synth.Synthesized {
  let synthesized: Synth.Synthesized;
  jest.isolateModules(() => {
    Object.entries(CLASSES).forEach(([file, name]) =>
      jest.doMock(`@cdktf/provider-azurerm/lib/${file}`, () => {
        const actual = jest.requireActual<Record<string, Class>>(`@cdktf/provider-azurerm/lib/${file}`);
        class OfVersion extends actual[name]! {
          public readonly terraformGeneratorMetadata = { providerName: "azurerm", providerVersion };
        }
        return { ...actual, [name]: OfVersion };
      }),
    );
    const support = jest.requireActual<typeof Synth>("../support/synth");
    const library = jest.requireActual<typeof Library>("../../lib");
    const stack = support.newStack();
    const app: Beside["app"] = (props) =>
      new library.ManagedIdentityContainerApp(
        stack,
        "shop",
        support.appProps(stack, { ingress: library.Ingress.external(80), ...props }),
      );
    program({ library, stack, app });
    synthesized = support.synthStack(stack);
  });
  return synthesized!;
}

const ZONE = { name: "contoso.com", resourceGroupName: "dns-rg" };
const MANAGED = "azurerm_container_app_environment_managed_certificate";
const NETWORK =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg/providers/Microsoft.Network/virtualNetworks/net";

test("is made, from azurerm 4.69 on, after the domain, which Azure asks for, and validated as the record says", () => {
  const of = (domain: string, options: Library.CustomDomainOptions = { dnsZone: ZONE }) =>
    beside(
      "4.69.0",
      ({ app }) =>
        void app().addDomain(domain, { ...options, managedCertificateName: "contoso", tags: { team: "shop" } }),
    );
  const program = of("www.contoso.com");
  expect(program.only(MANAGED)).toMatchObject({
    name: "contoso",
    container_app_environment_id: expect.stringMatching(/managedEnvironments\/my-environment$/) as string,
    subject_name: "www.contoso.com",
    domain_control_validation: "CNAME",
    tags: { team: "shop" },
  });
  const [id] = Object.keys(program.all(MANAGED));
  const graph = new TerraformGraph(program);
  expect(graph.onCycles).toEqual([]);
  expect([...graph.before(`${MANAGED}.${id}`)]).toEqual(
    expect.arrayContaining(
      ["container_app_custom_domain", "dns_txt_record", "dns_cname_record"].map(
        (type) => expect.stringMatching(new RegExp(`^azurerm_${type}\\.`)) as string,
      ),
    ),
  );
  expect(program.only("azurerm_container_app_custom_domain").lifecycle).toEqual({
    ignore_changes: ["certificate_binding_type", "container_app_environment_certificate_id"],
  });
  expect(of("contoso.com").only(MANAGED).domain_control_validation).toBe("HTTP");
  expect(of("contoso.com", {}).only(MANAGED).domain_control_validation).toBe("HTTP");
  expect(of("www.contoso.com", {}).only(MANAGED).domain_control_validation).toBe("CNAME");
});

test("is bound by a command that names it", () => {
  beside("5.2.0", ({ app }) => {
    const { bindCommand } = app().addDomain("www.contoso.com", { managedCertificateName: "www" });
    expect(bindCommand).toMatch(/--validation-method CNAME --certificate \$\{TfToken/);
  });
});

test("is refused before azurerm 4.69", () => {
  const program = ({ app }: Beside) => void app().addDomain("www.contoso.com", { managedCertificateName: "www" });
  expect(() => beside("4.68.9", program)).toThrow(
    /managedCertificateName is "www"; allowed: none before azurerm 4\.69\.0/,
  );
});

describe("is refused", () => {
  const REFUSAL = /managedCertificateName is "www"; allowed: only for an app that is reached by HTTP from the internet/;
  const environmentOf = ({ library, stack }: Beside, props: Partial<Library.ContainerAppEnvironmentProps>) =>
    new library.ContainerAppEnvironment(stack, "environment", {
      name: "shop",
      resourceGroupName: "my-rg",
      location: "westeurope",
      ...props,
    });
  const inSubnet = { infrastructureSubnetId: `${NETWORK}/subnets/apps` };

  test.each<[string, (program: Beside) => Partial<Library.ManagedIdentityContainerAppProps>, boolean]>([
    ["an internal ingress", ({ library }) => ({ ingress: library.Ingress.internalOnly(80) }), true],
    ["an ingress that is internal by azurerm's default", ({ library }) => ({ ingress: of(library, {}) }), true],
    [
      "an external ingress in azurerm's type",
      ({ library }) => ({ ingress: of(library, { externalEnabled: true }) }),
      false,
    ],
    [
      "an internal environment",
      (p) => ({ environment: environmentOf(p, { ...inSubnet, internalLoadBalancerEnabled: true }) }),
      true,
    ],
    [
      "an environment without public access",
      (p) => ({ environment: environmentOf(p, { publicNetworkAccess: "Disabled" }) }),
      true,
    ],
    ["an environment in a subnet", (p) => ({ environment: environmentOf(p, inSubnet) }), false],
    [
      "a TCP ingress",
      (p) => ({
        environment: environmentOf(p, inSubnet),
        ingress: p.library.Ingress.external(5432, { transport: "tcp" }),
      }),
      true,
    ],
  ])("for %s: %#", (_, props, isRefused) => {
    const run = () =>
      beside(
        "4.73.0",
        (program) => void program.app(props(program)).addDomain("www.contoso.com", { managedCertificateName: "www" }),
      );
    if (isRefused) {
      expect(run).toThrow(REFUSAL);
    } else {
      expect(run).not.toThrow();
    }
  });

  function of({ Ingress }: typeof Library, props: object): Library.Ingress {
    return Ingress.of({ targetPort: 80, trafficWeight: [{ latestRevision: true, percentage: 100 }], ...props });
  }

  test("beside another certificate, and for a wildcard", () => {
    const CERTIFICATE =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.App/managedEnvironments/e/certificates/c";
    const both = ({ library, stack, app }: Beside) => {
      const certificate = library.ContainerAppEnvironmentCertificate.fromCertificateId(stack, "c", CERTIFICATE);
      app().addDomain("www.contoso.com", { certificate, managedCertificateName: "www" });
    };
    expect(() => beside("4.73.0", both)).toThrow(/allowed: one certificate: of the environment, or managed/);
    const wildcard = ({ app }: Beside) => void app().addDomain("*.contoso.com", { managedCertificateName: "www" });
    expect(() => beside("4.73.0", wildcard)).toThrow(/allowed: none for a wildcard, since Azure validates/);
  });

  test.each(["W", "Www", "w--w", "-ww", "w_w"])("with the name %s", (managedCertificateName) => {
    const program = ({ app }: Beside) => void app().addDomain("www.contoso.com", { managedCertificateName });
    expect(() => beside("4.73.0", program)).toThrow(
      /managedCertificateName is .*allowed: at least 2 lower-case letters/,
    );
  });
});

test("a record in a private zone takes the id of the zone with azurerm 5", () => {
  const program =
    (id?: string) =>
    ({ app }: Beside) =>
      void app().addDomain("www.contoso.com", { privateDnsZone: { ...ZONE, id } });
  expect(() => beside("5.2.0", program())).toThrow(
    /privateDnsZone\.id is missing; allowed: the resource id of the zone/,
  );
  expect(() => beside("5.2.0", program(`${NETWORK}/privateDnsZones/contoso.com`))).not.toThrow();
  expect(beside("4.73.0", program()).only("azurerm_private_dns_a_record").zone_name).toBe("contoso.com");
});
