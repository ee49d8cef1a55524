import { EXAMPLES } from "../scripts/examples";
import { synthExample } from "./support/examples";
import { Synthesized } from "./support/synth";
import { TerraformGraph } from "./support/terraform-graph";

/** What grants access. */
const GRANTS = [
  "azurerm_key_vault_access_policy",
  "azurerm_role_assignment",
  "azurerm_cosmosdb_sql_role_assignment",
  "azurerm_kusto_database_principal_assignment",
  "azurerm_redis_cache_access_policy_assignment",
];

describe.each(EXAMPLES)("the example %s", (name) => {
  let stacks: [string, string][];

  beforeAll(async () => (stacks = await synthExample(name)));

  test("synthesizes to what it did", () => {
    stacks.forEach(([, text]) => expect(text).toMatchSnapshot());
  });

  test("has no cycle, and every app waits for every grant to its identities", () => {
    for (const program of stacks.map(([, text]) => new Synthesized(text))) {
      const graph = new TerraformGraph(program);
      expect(graph.onCycles).toEqual([]);
      for (const [app, { identity }] of Object.entries(program.all("azurerm_container_app"))) {
        const ids = ((identity as { identity_ids?: string[] }).identity_ids ?? []).map((id) =>
          id.replace(/^\$\{(.*)\.id\}$/, "$1."),
        );
        const grants = GRANTS.flatMap((type) =>
          Object.entries(program.all(type))
            .filter(([, body]) => ids.some((id) => JSON.stringify({ ...body, scope: "" }).includes(id)))
            .map(([grant]) => `${type}.${grant}`),
        );
        expect([...graph.before(`azurerm_container_app.${app}`)]).toEqual(expect.arrayContaining(grants));
      }
    }
  });
});
