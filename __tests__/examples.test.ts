import * as fs from "fs";
import * as path from "path";
import { TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";
import { Synthesized } from "./synth";
import { TerraformGraph } from "./terraform-graph";

const FOLDER = path.join(__dirname, "..", "examples");
const names = fs.readdirSync(FOLDER).map((file) => path.basename(file, ".ts"));

type Stack = new (scope: Construct, id: string) => TerraformStack;

describe.each(names)("the example %s", (name) => {
  let text: string;

  beforeAll(async () => {
    const [stack] = Object.values((await import(path.join(FOLDER, name))) as Record<string, Stack>);
    text = Testing.synth(new stack!(Testing.app(), name), true);
  });

  test("synthesizes to what it did", () => {
    expect(text).toMatchSnapshot();
  });

  test("has no cycle, and every app waits for every grant to its identities", () => {
    const program = new Synthesized(text);
    const graph = new TerraformGraph(program);
    expect(graph.onCycles).toEqual([]);
    for (const [app, { identity }] of Object.entries(program.all("azurerm_container_app"))) {
      const ids = ((identity as { identity_ids?: string[] }).identity_ids ?? []).map((id) => id.replace(/^\$\{(.*)\.id\}$/, "$1."));
      const grants = ["azurerm_key_vault_access_policy", "azurerm_role_assignment"].flatMap((type) =>
        Object.entries(program.all(type))
          .filter(([, body]) => ids.some((id) => JSON.stringify(body).includes(id)))
          .map(([grant]) => `${type}.${grant}`),
      );
      expect([...graph.before(`azurerm_container_app.${app}`)]).toEqual(expect.arrayContaining(grants));
    }
  });
});
