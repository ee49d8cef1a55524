import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { main } from "../../../lib/review/door/cli";
import { PRINCIPAL_ID, program, review } from "../../support/review-programs";

const GROUP = "/subscriptions/1/resourceGroups/rg";
const assignment = (role: string, over: object = {}) => ({
  scope: GROUP,
  role_definition_name: role,
  principal_id: PRINCIPAL_ID,
  ...over,
});
const withRole = (role: string, over: object = {}) =>
  review(program({ azurerm_role_assignment: { a: assignment(role, over) } }));
const withCustomRole = (actions: readonly string[]) =>
  review(
    program({
      azurerm_role_definition: { r: { name: "Mine", scope: GROUP, permissions: [{ actions }] } },
      azurerm_role_assignment: { a: assignment("Mine") },
    }),
  );
const ROLE_READS = ["Microsoft.Authorization/roleAssignments/read", "Microsoft.Authorization/roleDefinitions/read"];

describe("a role in the place of another", () => {
  test.each([
    ["Cognitive Services User", "Cognitive Services OpenAI User"],
    ["SignalR Service Owner", "SignalR App Server"],
    ["Web PubSub Service Owner", "Web PubSub Service Reader"],
    ["Contributor", "Managed Identity Contributor"],
    ["Managed Identity Contributor", "Managed Identity Federated Identity Credential Contributor"],
  ])("%s to %s is narrowed, and broadened the other way", (wide, narrow) => {
    expect(withRole(narrow).compareTo(withRole(wide)).verdict).toBe("narrowed");
    expect(withRole(wide).compareTo(withRole(narrow)).verdict).toBe("broadened");
  });

  test.each([
    ["Reader", "Managed Identity Operator"],
    ["Contributor", "Managed Identity Federated Identity Credential Contributor"],
    ["Managed Identity Contributor", "Managed Identity Operator"],
    ["Container Apps Operator", "Container Apps Jobs Operator"],
  ])("%s to %s is judged by what both allow", (before, after) => {
    const isWithin = before === "Contributor";
    expect(withRole(after).compareTo(withRole(before)).verdict).toBe(isWithin ? "narrowed" : "broadened");
  });
});

test("reading which roles there are is something new, unless the grant is less in all else", () => {
  const [some, more] = [["Microsoft.App/jobs/read"], ["Microsoft.App/jobs/read", ...ROLE_READS]];
  const wide = ["Microsoft.App/jobs/*"];
  expect(withCustomRole(more).compareTo(withCustomRole(some)).verdict).toBe("broadened");
  expect(withCustomRole(ROLE_READS).compareTo(withCustomRole(some)).verdict).toBe("broadened");
  expect(withCustomRole(more).compareTo(withCustomRole(wide)).verdict).toBe("narrowed");
  expect(withCustomRole(ROLE_READS).compareTo(review(program({}))).verdict).toBe("broadened");
});

test("a role that Azure puts a condition on is said to have it, beside that of the assignment", () => {
  const conditions = (over: object) =>
    (
      JSON.parse(withRole("Key Vault Data Access Administrator", over).toJson()) as {
        grants: { condition?: string }[];
      }
    ).grants.map(({ condition }) => condition);
  const own = "the role Key Vault Data Access Administrator itself has a condition that holds";
  expect(conditions({})).toEqual([own]);
  expect(conditions({ condition: "x" })).toEqual([`x and ${own}`]);
});

test("a role of Azure's is the same one in a review that has known other actions of it", () => {
  const configuration = program({ azurerm_role_assignment: { a: assignment("SignalR Service Owner") } });
  const json = JSON.parse(review(configuration).toJson()) as { grants: { permission: { allowed?: object } }[] };
  json.grants.forEach(({ permission }) => delete permission.allowed);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "review-"));
  const [older, now] = [path.join(folder, "older.json"), path.join(folder, "main.tf.json")];
  fs.writeFileSync(older, JSON.stringify(json));
  fs.writeFileSync(now, JSON.stringify(configuration));
  let text = "";
  main([now, "--baseline", older, "--format", "json"], {
    out: (part) => (text += part),
    err: (part) => (text += part),
  });
  fs.rmSync(folder, { recursive: true });
  expect((JSON.parse(text) as { change: { verdict: string } }).change.verdict).toBe("same");
});
