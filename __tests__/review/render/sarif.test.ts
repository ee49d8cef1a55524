import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { AccessReview } from "../../../lib/index";
import { main } from "../../../lib/review/door/cli";
import { RULES } from "../../../lib/review/findings/rules";
import { renderFindings } from "../../../scripts/findings";
import { app, program, review } from "../../support/review-programs";

const ROOT = path.join(__dirname, "../../..");

interface Rule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly helpUri: string;
  readonly defaultConfiguration: { readonly level: string };
}

interface Result {
  readonly ruleId: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
    readonly logicalLocations?: readonly { readonly name: string; readonly fullyQualifiedName: string }[];
  }[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
  readonly baselineState?: string;
}

interface Run {
  readonly tool: {
    readonly driver: { readonly name: string; readonly informationUri: string; readonly rules: Rule[] };
  };
  readonly results: Result[];
  readonly properties: { readonly verdict?: string };
}

/** The one run of a log. */
function runOf(sarif: string): Run {
  const { $schema, version, runs } = JSON.parse(sarif) as { $schema: string; version: string; runs: Run[] };
  expect([$schema, version, runs.length]).toEqual(["https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", 1]);
  return runs[0]!;
}

const role = (name: string, scope = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg") => ({
  scope,
  role_definition_name: name,
  principal_id: "${azurerm_user_assigned_identity.app.principal_id}",
});
const withRoles = (roles: Record<string, unknown>) =>
  review(program({ azurerm_role_assignment: roles, azurerm_container_app: { web: app() } }));

describe("the rules", () => {
  const { driver } = runOf(withRoles({}).toSarif()).tool;

  test("are those of the review, and one for what broadens", () => {
    expect(driver.rules.map(({ id }) => id)).toEqual([...RULES.map(({ id }) => id), "access-broadened"].sort());
  });

  test("have what code scanning shows", () => {
    for (const rule of driver.rules) {
      expect(rule.name).toMatch(/^[A-Z]\w+$/);
      expect(rule.shortDescription.text).toMatch(/^[A-Z][\w ]+$/);
      expect(rule.fullDescription.text).toMatch(/\.$/);
      expect(rule.help.text).toContain(rule.fullDescription.text);
      expect(rule.help.markdown).toContain("**What to do:**");
      expect(["error", "warning", "note"]).toContain(rule.defaultConfiguration.level);
    }
  });

  test("have a page that is there", () => {
    const { repository } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
      repository: { url: string };
    };
    const project = repository.url.replace(/\.git$/, "");
    const page = fs.readFileSync(path.join(ROOT, "docs/findings.md"), "utf8");
    expect(page).toBe(renderFindings());
    expect(driver.informationUri).toBe(project);
    for (const { id, helpUri } of driver.rules) {
      expect(helpUri).toBe(`${project}/blob/main/docs/findings.md#${id}`);
      expect(page).toContain(`\n## ${id}\n`);
    }
  });
});

describe("the results", () => {
  test("are the findings with their severities, and no accepted ones", () => {
    const json = JSON.stringify(program({ azurerm_role_assignment: { r: role("Owner"), s: role("Reader") } }));
    const levels = (acceptances: { finding: string; address: string; reason: string }[]) =>
      runOf(AccessReview.ofSynthesized(json, { acceptances }).toSarif()).results.map(
        ({ ruleId, level }) => `${level} ${ruleId}`,
      );
    const all = ["warning broad-role", "note broad-scope", "note unused-grant", "note unused-grant"];
    expect(levels([])).toEqual(all);
    expect(levels([{ finding: "broad-role", address: "azurerm_role_assignment.r", reason: "x" }])).toEqual(
      all.slice(1),
    );
  });

  test("say which are new and what broadens, where there is a baseline", () => {
    const { results, properties } = runOf(
      withRoles({ r: role("Owner"), s: role("Owner", "/subscriptions/1") })
        .compareTo(withRoles({ r: role("Owner"), gone: role("Reader", "/subscriptions/2") }))
        .toSarif(),
    );
    expect(properties.verdict).toBe("broadened");
    expect(results.map(({ ruleId, baselineState, message }) => [ruleId, baselineState, message.text])).toEqual([
      ["broad-role", "unchanged", "web-id (identity) has Owner on rg (resource group)."],
      ["broad-role", "new", "web-id (identity) has Owner on 1 (subscription)."],
      ["access-broadened", "new", "web-id (identity) now has Owner on 1 (subscription)."],
      ["access-broadened", "new", "web-id (identity) can give itself any role on 1 (subscription)."],
    ]);
    expect(runOf(withRoles({ r: role("Owner") }).toSarif()).results[0]).not.toHaveProperty("baselineState");
  });

  test("have fingerprints that other lines, other words and other results leave as they are", () => {
    const printsOf = (one: AccessReview) =>
      Object.fromEntries(
        runOf(one.toSarif()).results.map(({ locations: [place], partialFingerprints }) => [
          place!.logicalLocations![0]!.fullyQualifiedName,
          partialFingerprints.primaryLocationLineHash,
        ]),
      );
    const few = printsOf(withRoles({ r: role("Owner"), s: role("Owner", "/subscriptions/1") }));
    const more = printsOf(
      withRoles({ a: role("Owner", "/subscriptions/3"), r: role("Contributor"), s: role("Owner", "/subscriptions/1") }),
    );
    expect(Object.keys(few)).toHaveLength(2);
    expect(more).toMatchObject(few);
    expect(new Set(Object.values(more)).size).toBe(3);
  });

  test("have fingerprints of their own where a rule has two at one place", () => {
    const secrets = [
      { name: "a", value: "s3cret" },
      { name: "a", value: "s3cret2" },
    ];
    const { results } = runOf(
      review(
        program({ azurerm_container_app: { web: app({ secret: secrets }), two: app({ secret: secrets }) } }),
      ).toSarif(),
    );
    const prints = results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
    expect(prints.length).toBeGreaterThan(1);
    expect(new Set(prints).size).toBe(prints.length);
  });

  test("hold no link that a name makes", () => {
    const { results } = runOf(withRoles({ r: { ...role("Owner"), principal_id: "[a](http://b)" } }).toSarif());
    expect(results[0]!.message.text).toContain("[a] (http://b)");
  });
});

describe("the locations", () => {
  let folder: string;
  const home = process.cwd();
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "sarif-"));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(home);
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const text = JSON.stringify(
    { resource: { azurerm_role_assignment: { owner: { ...role("Owner"), principal_id: "p" } } } },
    undefined,
    2,
  );
  const lineOf = (key: string) => text.split("\n").findIndex((line) => line.includes(`"${key}":`)) + 1;

  /** The places of the results of the command, as `<file>:<line>`. */
  function placesOf(...args: string[]): string[] {
    let out = "";
    expect(main([...args, "--format", "sarif"], { out: (part) => (out += part), err: fail })).toBe(0);
    return runOf(out).results.map(({ locations: [place] }) => {
      const { artifactLocation, region } = place!.physicalLocation;
      return `${artifactLocation.uri}:${region.startLine}`;
    });
  }
  const fail = (message: string) => {
    throw new Error(message);
  };

  test("are the line of the resource in the stack's file, from the folder where the command runs", () => {
    fs.mkdirSync("out dir/stacks/prod", { recursive: true });
    fs.writeFileSync("out dir/stacks/prod/cdk.tf.json", text);
    const stacks = { prod: { synthesizedStackPath: "stacks/prod/cdk.tf.json" } };
    fs.writeFileSync("out dir/manifest.json", JSON.stringify({ version: "0.21.0", stacks }));
    const line = lineOf("owner");
    expect(line).toBeGreaterThan(1);
    expect(placesOf("out dir")).toEqual([`out%20dir/stacks/prod/cdk.tf.json:${line}`]);
    expect(placesOf("out dir/stacks/prod/cdk.tf.json")).toEqual([`out%20dir/stacks/prod/cdk.tf.json:${line}`]);
    expect(placesOf(path.join(folder, "out dir"))).toEqual(placesOf("out dir"));
  });

  test("are the file among several of one module", () => {
    fs.mkdirSync("module");
    fs.writeFileSync("module/a.tf.json", JSON.stringify({ locals: { x: 1 } }));
    fs.writeFileSync("module/b.tf.json", text);
    expect(placesOf("module")).toEqual([`module/b.tf.json:${lineOf("owner")}`]);
  });

  test("are the line of the call for what a local module makes", () => {
    fs.mkdirSync("inner");
    fs.writeFileSync("inner/main.tf.json", text);
    fs.writeFileSync("main.tf.json", `{\n\n  "module": {\n    "in": { "source": "./inner" }\n  }\n}`);
    expect(placesOf("main.tf.json")).toEqual(["main.tf.json:4"]);
  });

  test("are the first line of a plan", () => {
    fs.copyFileSync(path.join(ROOT, "__tests__/review/fixtures/plan.json"), "plan.json");
    expect(new Set(placesOf("plan.json"))).toEqual(new Set(["plan.json:1"]));
  });
});
