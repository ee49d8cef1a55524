import { ContainerAppEnvironmentCustomDomain } from "@cdktf/provider-azurerm/lib/container-app-environment-custom-domain";
import { DataAzurermDnsZone } from "@cdktf/provider-azurerm/lib/data-azurerm-dns-zone";
import { DnsZone } from "@cdktf/provider-azurerm/lib/dns-zone";
import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import {
  ContainerAppCustomDomain,
  ContainerAppEnvironment,
  ContainerAppEnvironmentCertificate,
  ContainerAppEnvironmentProps,
  CustomDomainOptions,
  DomainRecordType,
  IContainerAppEnvironment,
  Ingress,
  ManagedIdentityContainerApp,
} from "../../lib/index";
import { sensitive, SUBNET_ID } from "../support/every-argument";
import { PLACE } from "../support/services";
import { synthApp } from "../support/stacks";
import { appProps, Body, ENVIRONMENT_ID, newStack, synth, Synthesized, synthStack } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const DOMAIN = "azurerm_container_app_custom_domain";
const ZONE = { name: "contoso.com", resourceGroupName: "dns-rg" };
const CERTIFICATE_ID = `${ENVIRONMENT_ID}/certificates/contoso`;
const matching = (pattern: RegExp) => expect.stringMatching(pattern) as string;

const makeEnvironment = (stack: TerraformStack, props: Partial<ContainerAppEnvironmentProps> = {}) =>
  new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop", ...props });
const makeApp = (
  stack: TerraformStack,
  environment: IContainerAppEnvironment = makeEnvironment(stack),
  ingress: Ingress | undefined = Ingress.external(80),
) => new ManagedIdentityContainerApp(stack, "shop", appProps(stack, { environment, ingress }));
const importCertificate = (stack: TerraformStack, id = CERTIFICATE_ID) =>
  ContainerAppEnvironmentCertificate.fromCertificateId(stack, "certificate", id);

/** The program of an app at a domain. */
const adding = (domain: string, options?: (stack: TerraformStack) => CustomDomainOptions): Synthesized =>
  synth((stack) => void makeApp(stack).addDomain(domain, options?.(stack)));

const inZone = (domain: string, zone: CustomDomainOptions["dnsZone"] = ZONE) =>
  adding(domain, () => ({ dnsZone: zone }));

/** What has to exist before the resource of a type and name. */
const before = (program: Synthesized, type: string, name: string) => {
  const graph = new TerraformGraph(program);
  expect(graph.onCycles).toEqual([]);
  const [id] = Object.entries(program.all(type)).find(([, body]) => body.name === name)!;
  return [...graph.before(`${type}.${id}`)];
};

describe("in a zone", () => {
  test("a subdomain is proven by a TXT record and points to the host name of the app, both before the domain", () => {
    const program = inZone("www.contoso.com");
    const place = { zone_name: "contoso.com", resource_group_name: "dns-rg", ttl: 300 };
    expect(program.only("azurerm_dns_txt_record")).toMatchObject({
      ...place,
      name: "asuid.www",
      record: [{ value: matching(/^\$\{azurerm_container_app\.shop_\w+\.custom_domain_verification_id\}$/) }],
    });
    expect(program.only("azurerm_dns_cname_record")).toMatchObject({
      ...place,
      name: "www",
      record: matching(/azurerm_container_app\.shop_\w+\.ingress\[0\]\.fqdn/),
    });
    expect(program.only(DOMAIN).name).toBe("www.contoso.com");
    expect(before(program, DOMAIN, "www.contoso.com")).toEqual(
      expect.arrayContaining([
        matching(/^azurerm_dns_txt_record\./),
        matching(/^azurerm_dns_cname_record\./),
        matching(/^azurerm_container_app\./),
      ]),
    );
  });

  test("the apex points to the static IP address of the environment", () => {
    const program = inZone("contoso.com");
    expect(program.only("azurerm_dns_txt_record").name).toBe("asuid");
    expect(program.only("azurerm_dns_a_record")).toMatchObject({
      name: "@",
      records: [matching(/^\$\{azurerm_container_app_environment\.environment_\w+\.static_ip_address\}$/)],
    });
    expect(program.all("azurerm_dns_cname_record")).toEqual({});
    expect(before(program, DOMAIN, "contoso.com")).toEqual(
      expect.arrayContaining([matching(/^azurerm_dns_txt_record\./), matching(/^azurerm_dns_a_record\./)]),
    );
  });

  test("a subdomain may have an A record, and the records another time to live and tags", () => {
    const program = adding("a.b.contoso.com", () => ({
      dnsZone: ZONE,
      recordType: DomainRecordType.A,
      ttlSeconds: 60,
      tags: { team: "shop" },
    }));
    expect(program.only("azurerm_dns_a_record")).toMatchObject({ name: "a.b", ttl: 60, tags: { team: "shop" } });
    expect(program.only("azurerm_dns_txt_record")).toMatchObject({
      name: "asuid.a.b",
      ttl: 60,
      tags: { team: "shop" },
    });
  });

  test("of the program, or one that a data source finds, is a reference, and lends its provider", () => {
    const made = synth(
      (stack) => void makeApp(stack).addDomain("www.contoso.com", { dnsZone: new DnsZone(stack, "zone", ZONE) }),
    );
    expect(made.only("azurerm_dns_cname_record").zone_name).toBe("${azurerm_dns_zone.zone.name}");
    const found = synth((stack) => {
      const provider = new AzurermProvider(stack, "hub", { alias: "hub", features: [{}] });
      const dnsZone = new DataAzurermDnsZone(stack, "zone", { ...ZONE, provider });
      makeApp(stack).addDomain("www.contoso.com", { dnsZone });
    });
    expect(found.only("azurerm_dns_txt_record")).toMatchObject({
      provider: "azurerm.hub",
      zone_name: "${data.azurerm_dns_zone.zone.name}",
    });
    expect(found.only(DOMAIN).provider).toBeUndefined();
  });

  test("of another stack, whose provider of the same alias makes the records", () => {
    const withHub = (stack: TerraformStack) => new AzurermProvider(stack, "hub", { alias: "hub", features: [{}] });
    const { stacks, dependencies } = synthApp((stackOf) => {
      const network = stackOf("network");
      const dnsZone = new DnsZone(network, "zone", { ...ZONE, provider: withHub(network) });
      const apps = stackOf("apps");
      withHub(apps);
      makeApp(apps).addDomain("www.contoso.com", { dnsZone });
    });
    expect(dependencies.apps).toEqual(["network"]);
    expect(stacks.apps!.only("azurerm_dns_cname_record")).toMatchObject({
      name: "www",
      provider: "azurerm.hub",
      zone_name: matching(/^\$\{data\.terraform_remote_state\./),
    });
  });

  test.each([
    ["a variable is the end of both names", (zone: string) => `www.${zone}`, undefined, "www"],
    ["the name is the zone's own", (zone: string) => zone, undefined, "@"],
    ["the program says it", () => "${var.domain}", "shop", "shop"],
  ])("whose name synth does not know has the record, where %s", (_, domainOf, recordName, expected) => {
    const program = synth((stack) => {
      const name = new TerraformVariable(stack, "zone", { type: "string" }).stringValue;
      new ContainerAppCustomDomain(stack, "domain", {
        app: makeApp(stack),
        name: domainOf(name),
        dnsZone: { ...ZONE, name, recordName },
      });
    });
    const record = expected === "@" ? "azurerm_dns_a_record" : "azurerm_dns_cname_record";
    expect(program.only(record)).toMatchObject({ name: expected, zone_name: "${var.zone}" });
    expect(program.only("azurerm_dns_txt_record").name).toBe(expected === "@" ? "asuid" : `asuid.${expected}`);
  });

  test("a zone of the program is known by the name that the program gave it", () => {
    const program = synth((stack) => {
      const dnsZone = new DnsZone(stack, "zone", ZONE);
      new ContainerAppCustomDomain(stack, "domain", { app: makeApp(stack), name: `api.${dnsZone.name}`, dnsZone });
    });
    expect(program.only("azurerm_dns_cname_record").name).toBe("api");
    expect(program.only(DOMAIN).name).toBe("api.${azurerm_dns_zone.zone.name}");
  });

  test("is spelt in lower case, as Azure compares it", () => {
    const program = inZone("WWW.Contoso.com", { ...ZONE, name: "Contoso.COM" });
    expect(program.only(DOMAIN).name).toBe("www.contoso.com");
    expect(program.only("azurerm_dns_cname_record").name).toBe("www");
  });

  test("the address of an imported environment is looked up for an A record, and for nothing else", () => {
    const of = (domain: string, stack = newStack()) => {
      const environment = ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID);
      makeApp(stack, environment).addDomain(domain, { dnsZone: ZONE });
      return synthStack(stack).json.data?.azurerm_container_app_environment;
    };
    expect(of("www.contoso.com")).toBeUndefined();
    expect(Object.values(of("contoso.com")!)[0]).toMatchObject({
      name: "my-environment",
      resource_group_name: "my-rg",
    });
  });
});

describe("in a private zone", () => {
  const internal = (stack: TerraformStack) =>
    makeApp(stack, makeEnvironment(stack, { infrastructureSubnetId: SUBNET_ID, internalLoadBalancerEnabled: true }));

  test("a domain points to the address of the environment, without a proof that Azure would not read", () => {
    const program = synth((stack) => {
      const privateDnsZone = new PrivateDnsZone(stack, "zone", {
        name: "contoso.internal",
        resourceGroupName: "dns-rg",
      });
      internal(stack).addDomain("shop.contoso.internal", { certificate: importCertificate(stack), privateDnsZone });
    });
    expect(program.only("azurerm_private_dns_a_record")).toMatchObject({
      name: "shop",
      zone_name: "${azurerm_private_dns_zone.zone.name}",
      records: [matching(/static_ip_address/)],
    });
    expect(program.all("azurerm_dns_txt_record")).toEqual({});
    expect(before(program, DOMAIN, "shop.contoso.internal")).toContainEqual(
      matching(/^azurerm_private_dns_a_record\./),
    );
  });

  test("it may be beside a public one", () => {
    const program = adding("www.contoso.com", () => ({ dnsZone: ZONE, privateDnsZone: ZONE }));
    expect(program.only("azurerm_private_dns_a_record").name).toBe("www");
    expect(program.only("azurerm_dns_cname_record").name).toBe("www");
  });
});

describe("the certificate", () => {
  test("of the environment is bound, and nothing is ignored", () => {
    const program = adding("www.contoso.com", (stack) => ({ certificate: importCertificate(stack), dnsZone: ZONE }));
    expect(program.only(DOMAIN)).toMatchObject({
      container_app_environment_certificate_id: CERTIFICATE_ID,
      certificate_binding_type: "SniEnabled",
    });
    expect(program.only(DOMAIN).lifecycle).toBeUndefined();
  });

  test("that something else binds is left as it is, so that the next plan is empty", () => {
    const OF_AZURE = ["certificate_binding_type", "container_app_environment_certificate_id"];
    const lifecycleOf = (lifecycle?: CustomDomainOptions["lifecycle"]) =>
      adding("www.contoso.com", () => ({ lifecycle })).only(DOMAIN).lifecycle;
    expect(lifecycleOf()).toEqual({ ignore_changes: OF_AZURE });
    expect(lifecycleOf({ preventDestroy: true, ignoreChanges: ["name"] })).toEqual({
      prevent_destroy: true,
      ignore_changes: ["name", ...OF_AZURE],
    });
    expect(lifecycleOf({ ignoreChanges: "all" })).toEqual({ ignore_changes: "all" });
    expect(adding("www.contoso.com").only(DOMAIN).certificate_binding_type).toBeUndefined();
  });

  test("is bound by a command of the Azure CLI where Terraform binds none", () => {
    const commandOf = (domain: string, options: (stack: TerraformStack) => CustomDomainOptions) => {
      const stack = newStack();
      return makeApp(stack, importEnvironment(stack)).addDomain(domain, options(stack)).bindCommand;
    };
    expect(commandOf("www.contoso.com", () => ({ dnsZone: ZONE }))).toBe(
      "az containerapp hostname bind --hostname www.contoso.com --name my-app --resource-group my-rg " +
        `--environment ${ENVIRONMENT_ID} --validation-method CNAME`,
    );
    expect(commandOf("contoso.com", () => ({ dnsZone: ZONE }))).toMatch(/ --validation-method HTTP$/);
    expect(commandOf("www.contoso.com", (stack) => ({ certificate: importCertificate(stack) }))).toBeUndefined();
  });

  test("of another environment is refused", () => {
    const refused = (
      certificateOf: (stack: TerraformStack) => CustomDomainOptions["certificate"],
      isImported = false,
    ) => {
      const stack = newStack();
      const app = makeApp(stack, isImported ? importEnvironment(stack) : makeEnvironment(stack));
      return () => app.addDomain("www.contoso.com", { certificate: certificateOf(stack) });
    };
    const refusal =
      /certificate is "\[test\/certificate\]"; allowed: a certificate of the environment that the app is in/;
    expect(refused((stack) => importCertificate(stack, CERTIFICATE_ID.replace("my-env", "other-env")), true)).toThrow(
      refusal,
    );
    expect(refused((stack) => importCertificate(stack), true)).not.toThrow();
    expect(refused((stack) => importCertificate(stack))).not.toThrow();
  });
});

describe("several domains of an app", () => {
  test("are added one after the other, because azurerm writes the whole app for each", () => {
    const program = synth((stack) => {
      const app = makeApp(stack);
      ["contoso.com", "www.contoso.com", "api.contoso.com"].forEach((domain) =>
        app.addDomain(domain, { dnsZone: ZONE }),
      );
    });
    const dependsOn = Object.values(program.all(DOMAIN)).map(
      ({ depends_on: on }) => (on as string[]).filter((address) => address.startsWith(DOMAIN)).length,
    );
    expect(dependsOn.sort()).toEqual([0, 1, 1]);
    expect(before(program, DOMAIN, "api.contoso.com").filter((address) => address.startsWith(DOMAIN))).toHaveLength(2);
  });

  test("in a later stack come after those of the app's stack, whichever line comes first", () => {
    const { dependencies } = synthApp((stackOf) => {
      const apps = stackOf("apps");
      const app = makeApp(apps);
      new ContainerAppCustomDomain(stackOf("later"), "domain", { app, name: "www.contoso.com" });
      app.addDomain("contoso.com");
    });
    expect(dependencies).toEqual({ apps: [], later: ["apps"] });
  });

  test("depend on what the program says, too", () => {
    const program = synth((stack) => {
      const app = makeApp(stack);
      app.addDomain("www.contoso.com", { dependsOn: [new DnsZone(stack, "zone", ZONE)] });
    });
    expect(program.only(DOMAIN).depends_on).toEqual(["azurerm_dns_zone.zone"]);
  });
});

describe("without a zone", () => {
  test("the records are data to hand over", () => {
    const program = synth((stack) => {
      const app = makeApp(stack);
      new TerraformOutput(stack, "sub", { value: app.domainRecordsFor("WWW.contoso.com") });
      new TerraformOutput(stack, "apex", { value: app.domainRecordsFor("contoso.com") });
      new TerraformOutput(stack, "other", { value: app.domainRecordsFor("contoso.co.uk", DomainRecordType.A) });
    });
    const { sub, apex, other } = (program.json as { output: Record<string, { value: Body[] }> }).output;
    expect(sub!.value).toEqual([
      { recordType: "TXT", name: "asuid.www.contoso.com", value: matching(/custom_domain_verification_id/) },
      { recordType: "CNAME", name: "www.contoso.com", value: matching(/ingress\[0\]\.fqdn/) },
    ]);
    expect(apex!.value[1]).toEqual({ recordType: "A", name: "contoso.com", value: matching(/static_ip_address/) });
    expect(other!.value[1]).toMatchObject({ recordType: "A", name: "contoso.co.uk" });
  });

  test("no record is made, and the domain has the address that its url says", () => {
    const stack = newStack();
    const domain = makeApp(stack).addDomain("www.contoso.com");
    expect(domain.url).toBe("https://www.contoso.com");
    expect(domain.domainName).toBe("www.contoso.com");
    expect(synthStack(stack).addresses.filter((address) => address.includes("dns"))).toEqual([]);
  });

  test.each(["*.contoso.com", "*.apps.contoso.com"])("a wildcard is taken: %s", (domain) => {
    expect(adding(domain, (stack) => ({ certificate: importCertificate(stack) })).only(DOMAIN).name).toBe(domain);
  });
});

describe("refuses", () => {
  const refusals: [string, (stack: TerraformStack) => unknown, RegExp][] = [
    [
      "an app without an ingress",
      (stack) => new ManagedIdentityContainerApp(stack, "shop", appProps(stack)).addDomain("www.contoso.com"),
      /^\[test\/shop\/Domain-www\.contoso\.com\] is refused:\n {2}- app is "\[test\/shop\]"; allowed: an app with an ingress/,
    ],
    [
      "records for an app without an ingress",
      (stack) => new ManagedIdentityContainerApp(stack, "shop", appProps(stack)).domainRecordsFor("www.contoso.com"),
      /^\[test\/shop\] is refused:\n {2}- app is .*; allowed: an app with an ingress/,
    ],
    [
      "records for a wildcard",
      (stack) => makeApp(stack).domainRecordsFor("*.contoso.com"),
      /domain is "\*\.contoso\.com"; allowed: a host name without a wildcard/,
    ],
    [
      "a domain that is not in the zone",
      (stack) => makeApp(stack).addDomain("www.notcontoso.com", { dnsZone: ZONE }),
      /name is "www\.notcontoso\.com"; allowed: contoso\.com, which is the name of the zone of dnsZone, or a name that ends with \.contoso\.com/,
    ],
    [
      "a domain of which synth does not know where in the zone it is",
      (stack) => {
        const name = new TerraformVariable(stack, "domain", { type: "string" }).stringValue;
        return new ContainerAppCustomDomain(stack, "domain-of", { app: makeApp(stack), name, dnsZone: ZONE });
      },
      /dnsZone\.recordName is missing; allowed: the name of the record in the zone, where synth does not know/,
    ],
    [
      "another name of the record than the domain has",
      (stack) => makeApp(stack).addDomain("www.contoso.com", { dnsZone: { ...ZONE, recordName: "shop" } }),
      /dnsZone\.recordName is "shop"; allowed: www for www\.contoso\.com/,
    ],
    [
      "a domain that is not in the zone, with a name of the record",
      (stack) => makeApp(stack).addDomain("www.contoso.org", { dnsZone: { ...ZONE, recordName: "www" } }),
      /name is "www\.contoso\.org"; allowed: contoso\.com/,
    ],
    [
      "a reference as the domain of addDomain",
      (stack) => makeApp(stack).addDomain(new TerraformVariable(stack, "domain", { type: "string" }).stringValue),
      /^\[test\/shop\] is refused:\n {2}- domain is "?a reference/,
    ],
    [
      "a CNAME at the apex",
      (stack) => makeApp(stack).addDomain("contoso.com", { dnsZone: ZONE, recordType: DomainRecordType.CNAME }),
      /recordType is "CNAME"; allowed: A at the apex of a zone/,
    ],
    [
      "a private zone for the public one",
      (stack) => makeApp(stack).addDomain("www.contoso.com", { dnsZone: new PrivateDnsZone(stack, "zone", ZONE) }),
      /dnsZone is "azurerm_private_dns_zone"; allowed: azurerm_dns_zone/,
    ],
    [
      "the same domain of an app",
      (stack) => {
        const app = makeApp(stack);
        app.addDomain("www.contoso.com");
        return app.addDomain("WWW.contoso.com");
      },
      /^\[test\/shop\] is refused:\n {2}- domain is "WWW\.contoso\.com"; allowed: a domain that the app does not have yet/,
    ],
    [
      "the same domain on two apps of an environment",
      (stack) => {
        const environment = makeEnvironment(stack);
        makeApp(stack, environment).addDomain("www.contoso.com");
        const other = appProps(stack, { name: "other", environment, ingress: Ingress.external(80) });
        return new ManagedIdentityContainerApp(stack, "other", other).addDomain("www.contoso.com");
      },
      /name is "www\.contoso\.com"; allowed: one domain of each name in an environment and in a zone, and \[test\/shop\/Domain-www\.contoso\.com\] has this one/,
    ],
    [
      "the records of one domain for two environments",
      (stack) => {
        makeApp(stack).addDomain("www.contoso.com", { dnsZone: ZONE });
        const ingress = Ingress.external(80);
        const other = new ManagedIdentityContainerApp(stack, "other", appProps(stack, { name: "other", ingress }));
        return other.addDomain("www.contoso.com", { dnsZone: new DataAzurermDnsZone(stack, "zone", ZONE) });
      },
      /one domain of each name in an environment and in a zone/,
    ],
    [
      "a managed certificate before azurerm 4.69, with the way that works",
      (stack) => makeApp(stack).addDomain("www.contoso.com", { managedCertificateName: "www" }),
      /managedCertificateName is "www"; allowed: none before azurerm 4\.69\.0.*run what bindCommand says/,
    ],
  ];

  test.each(refusals)("%s", (_, program, refusal) => {
    expect(() => program(newStack())).toThrow(refusal);
  });

  test("a domain in the DNS suffix of the environment, and takes another one", () => {
    const beside = (dnsSuffix: string, isOther = false) =>
      synth((stack) => {
        const environment = makeEnvironment(stack);
        const other = new ContainerAppEnvironment(stack, "other", { ...PLACE, name: "other" });
        makeApp(stack, environment).addDomain("www.contoso.com");
        new ContainerAppEnvironmentCustomDomain(stack, "suffix", {
          containerAppEnvironmentId: (isOther ? other : environment).environmentId,
          certificateBlobBase64: sensitive(stack, "pfx"),
          certificatePassword: sensitive(stack, "password"),
          dnsSuffix,
        });
      });
    expect(() => beside("Contoso.com")).toThrow(
      /\[test\/shop\/Domain-www\.contoso\.com\] is www\.contoso\.com, in the DNS suffix Contoso\.com of the app's environment \(\[test\/suffix\]\)/,
    );
    expect(() => beside("apps.contoso.com")).not.toThrow();
    expect(() => beside("toso.com")).not.toThrow();
    expect(() => beside("contoso.com", true)).not.toThrow();
  });

  test("no domain that two environments have, of which one has the zone", () => {
    const program = synth((stack) => {
      makeApp(stack).addDomain("www.contoso.com", { dnsZone: ZONE });
      const ingress = Ingress.internalOnly(80);
      const other = new ManagedIdentityContainerApp(stack, "other", appProps(stack, { name: "other", ingress }));
      other.addDomain("www.contoso.com");
    });
    expect(Object.keys(program.all(DOMAIN))).toHaveLength(2);
  });
});

function importEnvironment(stack: TerraformStack): IContainerAppEnvironment {
  return ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID);
}
