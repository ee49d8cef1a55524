import { Testing } from "cdktf";
import { MainStack } from "../../lib/main-stack";
import { EXAMPLES } from "../../scripts/examples";
import { classOfVersion } from "../support/class-of-version";
import type * as Examples from "../support/examples";
import { synthExample } from "../support/examples";
import { problemsBeside, readSchema, unknownTypes } from "../support/provider-schema";
import { Body, Json, Synthesized } from "../support/synth";

const SCHEMA = { "4.55": readSchema("4.55"), "5.2": readSchema("5.2") };

const stacksOf = async (name: string, synth = synthExample) =>
  (await synth(name)).map(([, text]) => new Synthesized(text));

async function programOf(name: string): Promise<Synthesized[]> {
  return name === "main"
    ? [new Synthesized(Testing.synth(new MainStack(Testing.app(), "main", {}), true))]
    : stacksOf(name);
}

/** Types of azurerm's own classes in the examples that the schemas at hand do not have; azurerm has them in both versions. */
const NOT_AT_HAND = [
  "azurerm_cognitive_account_project",
  "azurerm_key_vault_key",
  "azurerm_kusto_cluster",
  "azurerm_kusto_database",
  "azurerm_kusto_database_principal_assignment",
  "azurerm_monitor_metric_alert",
  "azurerm_mssql_firewall_rule",
  "azurerm_postgresql_flexible_server_firewall_rule",
  "azurerm_resource_group_template_deployment",
  "azurerm_servicebus_namespace_authorization_rule",
  "azurerm_storage_share",
];

/** What azurerm's own classes for 4.55 write or read in the examples, and azurerm 5 has by another name. */
const RENAMED_IN_5: Record<string, string[]> = {
  // Since then local_authentication_enabled.
  assistant: ["azurerm_application_insights.insights.local_authentication_disabled is unknown"],
  // Since then the id.
  dapr: ["${azurerm_storage_container.carts.resource_manager_id} reads what is unknown"],
  // Since then blocks, service_endpoint.
  firewall: ["azurerm_subnet.apps.service_endpoints is unknown"],
  // Since then private_dns_zone_id alone.
  subnet: [
    "azurerm_private_dns_a_record.apps-record: private_dns_zone_id is missing",
    "azurerm_private_dns_a_record.apps-record.resource_group_name is unknown",
    "azurerm_private_dns_a_record.apps-record.zone_name is unknown",
    "azurerm_private_dns_zone_virtual_network_link.link: private_dns_zone_id is missing",
    "azurerm_private_dns_zone_virtual_network_link.link.private_dns_zone_name is unknown",
    "azurerm_private_dns_zone_virtual_network_link.link.resource_group_name is unknown",
  ],
};

/** The types whose arguments the library chooses by the version that the classes are for. */
const BY_VERSION = {
  "pipeline-identity": ["federated-identity-credential", "FederatedIdentityCredential"],
  "private-endpoints": ["private-dns-zone-virtual-network-link", "PrivateDnsZoneVirtualNetworkLink"],
} as const;

describe.each(["main", ...EXAMPLES])("what is synthesized of %s", (name) => {
  let stacks: Synthesized[];
  beforeAll(async () => (stacks = await programOf(name)));

  test("is of types that the schemas have", () => {
    for (const schema of Object.values(SCHEMA)) {
      const unknown = stacks.flatMap((stack) => unknownTypes(schema, stack));
      expect(unknown.filter((type) => !NOT_AT_HAND.includes(type))).toEqual([]);
    }
  });

  test("is what azurerm 4.55 takes", () => {
    expect(stacks.flatMap((stack) => problemsBeside(SCHEMA["4.55"], stack))).toEqual([]);
  });

  if (!(name in BY_VERSION)) {
    test("is what azurerm 5.2 takes", () => {
      expect(stacks.flatMap((stack) => problemsBeside(SCHEMA["5.2"], stack))).toEqual(RENAMED_IN_5[name] ?? []);
    });
  }
});

test.each(Object.entries(BY_VERSION))(
  "%s beside classes for azurerm 5.2 is what it takes",
  async (name, [file, type]) => {
    await jest.isolateModulesAsync(async () => {
      const terraformType = `azurerm_${file.replace(/-/g, "_")}`;
      jest.doMock(`@cdktf/provider-azurerm/lib/${file}`, () => ({ [type]: classOfVersion(terraformType, "5.2.0") }));
      const examples = jest.requireActual<typeof Examples>("../support/examples");
      const stacks = await stacksOf(name, examples.synthExample);
      expect(stacks.flatMap((stack) => Object.keys(stack.all(terraformType)))).not.toEqual([]);
      expect(stacks.flatMap((stack) => problemsBeside(SCHEMA["5.2"], stack))).toEqual([]);
    });
  },
);

describe("the comparison with a schema", () => {
  const IDENTITY = { name: "id", location: "westeurope", resource_group_name: "rg" };

  function problemsOf(type: string, body: Record<string, unknown>, version: keyof typeof SCHEMA = "5.2"): string[] {
    const program = new Synthesized(JSON.stringify({ resource: { [type]: { it: body } } }));
    return problemsBeside(SCHEMA[version], program).map((problem) => problem.replace(`${type}.it`, "it"));
  }

  test.each<[string, Record<string, Json>, string[]]>([
    ["nothing where all is right", {}, []],
    ["nothing of what Terraform takes in every resource", { depends_on: [], lifecycle: [] }, []],
    ["nothing of a null", { isolation_scope: null }, []],
    ["what is unknown", { colour: "red" }, ["it.colour is unknown"]],
    ["what azurerm alone sets", { client_id: "a" }, ["it.client_id is set by azurerm alone"]],
    ["what is of another type", { tags: ["a"] }, ["it.tags is no map"]],
    ["elements of another type", { tags: { a: [] } }, ["it.tags.a is no string"]],
    ["nothing of an expression", { tags: "${var.tags}" }, []],
    [
      "an attribute that no type has",
      { tags: { a: "${azurerm_search_service.s.url}", b: "${data.azurerm_key_vault.v.vault_uri}" } },
      ["${azurerm_search_service.s.url} reads what is unknown"],
    ],
  ])("says %s", (_, more, problems) => {
    expect(problemsOf("azurerm_user_assigned_identity", { ...IDENTITY, ...more })).toEqual(problems);
  });

  test("says what is missing", () => {
    expect(problemsOf("azurerm_user_assigned_identity", { name: "id" })).toEqual([
      "it: location is missing",
      "it: resource_group_name is missing",
    ]);
  });

  test("says what is wrong in blocks, and how many there may be", () => {
    const template = { container: [{ name: "a", image: "b", cpu: 0.5, memory: "1Gi", cpus: 1 }] };
    const app: Body = {
      name: "a",
      resource_group_name: "b",
      container_app_environment_id: "c",
      revision_mode: "Single",
    };
    expect(problemsOf("azurerm_container_app", { ...app, template })).toEqual([
      "it.template.container.cpus is unknown",
    ]);
    expect(problemsOf("azurerm_container_app", { ...app, template: [{}, {}] })).toEqual([
      "it.template: 2 blocks, at most 1",
      "it.template: container is missing",
      "it.template: container is missing",
    ]);
    expect(
      problemsOf("azurerm_container_app", { ...app, dynamic: { template: { for_each: [1], content: template } } }),
    ).toEqual(["it.template.container.cpus is unknown"]);
  });

  test("says what the provider is not told", () => {
    const json = { provider: { azurerm: [{ skip_provider_registration: true }] } };
    expect(problemsBeside(SCHEMA["5.2"], new Synthesized(JSON.stringify(json)))).toEqual([
      "provider.skip_provider_registration is unknown",
    ]);
  });
});
