import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import * as fc from "fast-check";
import { AccessReview } from "../../../lib/index";
import { main } from "../../../lib/review/door/cli";
import { app, program, review } from "../../support/review-programs";

/** A resource that the construct of a path makes. */
const made = (construct: string, body: object) => ({ "//": { metadata: { path: construct } }, ...body });

const role = (identity: string, more: object = {}) => ({
  scope: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg",
  role_definition_name: "Reader",
  principal_id: `\${azurerm_user_assigned_identity.${identity}.principal_id}`,
  ...more,
});

/** The role that the program of `many` defines, where it is given one. */
const ID_OF_CUSTOM = "${azurerm_role_definition.custom.role_definition_resource_id}";

/** A program with as many identities, each with a role on a group: a note. */
function many(count: number, roleName = "Reader", roles: object = {}, others: object = {}) {
  const names = [...Array(count).keys()].map((i) => `worker${i}`);
  return program({
    azurerm_user_assigned_identity: Object.fromEntries(
      names.map((name) => [name, { name, resource_group_name: "rg", location: "westeurope" }]),
    ),
    azurerm_role_assignment: {
      ...roles,
      ...Object.fromEntries(
        names.map((name) => [name, made(`prod/${name}/reader`, role(name, { role_definition_name: roleName }))]),
      ),
    },
    ...others,
  });
}

/** A program with as many vaults with long names, each with a role of an identity of its own. */
function withVaults(count: number) {
  const numbers = [...Array(count).keys()];
  const each = (body: (i: number) => object) => Object.fromEntries(numbers.map((i) => [`v${i}`, body(i)]));
  const nameOf = (i: number) => `kv${i}-\${substr(sha256("\${var.salt}-${i}-and-more-to-make-it-long"), 0, 18)}`;
  return program(
    {
      azurerm_user_assigned_identity: each((i) => ({ name: `id${i}`, resource_group_name: "rg", location: "west" })),
      azurerm_key_vault: each((i) =>
        made(`prod/v${i}/Resource`, { name: nameOf(i), resource_group_name: "rg", location: "west" }),
      ),
      azurerm_role_assignment: each((i) =>
        made(`prod/v${i}/role`, role(`v${i}`, { scope: `\${azurerm_key_vault.v${i}.id}` })),
      ),
    },
    { variable: { salt: {} } },
  );
}

/** The titles of the sections, open or folded, in their order. */
function titlesOf(markdown: string): string[] {
  return [...markdown.matchAll(/^(?:### |<details><summary><strong>)([^<\n]+)/gm)].map(([, title]) => title!);
}

/** The text of a section. */
function sectionOf(markdown: string, title: string): string {
  const [, text = ""] = markdown.split(new RegExp(`^(?:### |<details><summary><strong>)${title}[^\n]*\n`, "m"));
  return text.split(/^(?:### |<details>)/m)[0]!;
}

describe("the page", () => {
  const before = program({ azurerm_role_assignment: { one: made("prod/one", role("app")) } });
  const after = program({
    azurerm_role_assignment: {
      one: made("prod/one", role("app")),
      two: made("prod/two/Resource", role("app", { role_definition_name: "Owner" })),
    },
    azurerm_container_app: { web: made("prod/web", app({ secret: "${var.unknown}" })) },
  });
  const markdown = review(after).compareTo(review(before)).toMarkdown();

  test("begins with the verdict and what changes, and ends with what no review sees", () => {
    expect(markdown).toMatch(/^## Access review: 🔴 broadened\n\nThis change leaves access \*\*broadened\*\*\.\n/);
    const titles = titlesOf(markdown);
    expect(titles.slice(0, 3)).toEqual(["What changes", "What runs, and may do more or less", "New findings"]);
    expect(titles[titles.length - 1]).toBe("What this cannot see");
    expect(titles.indexOf("What is not known")).toBeLessThan(titles.indexOf("Who may do what after this change"));
  });

  test("folds the access that is as it was, of a comparison only", () => {
    expect(markdown).toContain("<details><summary><strong>Who may do what after this change</strong>: 2 grants");
    expect(review(after).toMarkdown()).toContain("### Who may do what\n");
  });

  test("has who, what and where in each row of a change, with what runs as it", () => {
    const [row] = sectionOf(markdown, "What changes")
      .split("\n")
      .filter((line) => line.includes("Owner"));
    expect(row).toBe(
      "| 🔴&nbsp;broadened<br>added | web-id (identity)<br><em>runs web (container app)</em> | " +
        "<strong>Owner</strong> on rg (resource group)<br>`prod/two` |",
    );
  });

  test("says of a grant that is gone by which construct it was", () => {
    const gone = review(before).compareTo(review(after)).toMarkdown();
    expect(sectionOf(gone, "What changes")).toContain("<br>`prod/two` |");
  });
});

describe("findings", () => {
  const owner = (name: string) => made(`prod/${name}`, role("app", { role_definition_name: "Owner" }));
  const before = review(program({ azurerm_role_assignment: { old: owner("old"), gone: owner("gone") } }));

  test("that are new come before those that stood", () => {
    const scoped = { ...owner("fresh"), scope: "/subscriptions/00000000-0000-0000-0000-000000000000" };
    const markdown = review(program({ azurerm_role_assignment: { old: owner("old"), fresh: scoped } }))
      .compareTo(before)
      .toMarkdown();
    expect(sectionOf(markdown, "New findings").match(/^- .*/gm)).toEqual([
      "- `prod/fresh`: web-id (identity) has Owner on 00000000-0000-0000-0000-000000000000 (subscription).",
    ]);
    expect(sectionOf(markdown, "Findings that stood before this change").match(/^- .*/gm)).toEqual([
      "- `prod/old`: web-id (identity) has Owner on rg (resource group).",
    ]);
    expect(markdown).toContain(
      "- Findings: **1 new warning**, 1 new note, **1 standing warning**, 1 standing note, 2 no longer found\n",
    );
  });

  test("stand at another address, too", () => {
    const renamed = review(program({ azurerm_role_assignment: { old: owner("old"), other: owner("other") } }));
    expect(sectionOf(renamed.compareTo(before).toMarkdown(), "New findings")).toContain("None.");
  });

  test("as often as they are there", () => {
    const twice = review(
      program({ azurerm_role_assignment: { old: owner("old"), gone: owner("gone"), third: owner("third") } }),
    );
    const markdown = twice.compareTo(before).toMarkdown();
    expect(sectionOf(markdown, "New findings").match(/^- .*/gm)).toHaveLength(1);
  });

  test("of a plan are not called new, because a state shows fewer", () => {
    const plan = AccessReview.ofPath(path.join(__dirname, "../fixtures/plan.json")).toMarkdown();
    expect(plan).toContain("Which of them are new is not known");
    expect(titlesOf(plan)).toContain("Findings");
    expect(titlesOf(plan)).not.toContain("New findings");
  });
});

test("notes stand together by identity, and identities of one name in two groups apart", () => {
  const identity = (group: string) => ({ name: "idle-id", resource_group_name: group, location: "westeurope" });
  const markdown = review(
    program({
      azurerm_user_assigned_identity: { a: identity("dev"), b: identity("prod") },
      azurerm_role_assignment: {
        a1: made(
          "dev/one",
          role("a", { scope: "/subscriptions/1/resourceGroups/x/providers/Microsoft.Storage/storageAccounts/s" }),
        ),
        a2: made(
          "dev/two",
          role("a", { scope: "/subscriptions/1/resourceGroups/x/providers/Microsoft.Storage/storageAccounts/t" }),
        ),
        b1: made(
          "prod/one",
          role("b", { scope: "/subscriptions/1/resourceGroups/x/providers/Microsoft.Storage/storageAccounts/s" }),
        ),
      },
    }),
  ).toMarkdown();
  expect(sectionOf(markdown, "Notes").match(/^ *- [^:]*/gm)).toEqual([
    "- idle-id (identity) in dev",
    "  - `dev/one`",
    "  - `dev/two`",
    "- `prod/one`",
  ]);
});

describe("names and addresses", () => {
  const vault = (name: string, own: string) => ({
    [name]: made(`prod/${name}/Resource`, {
      name: `${own}-\${substr(sha256("\${var.salt}-${name}-and-more-to-make-it-long"), 0, 18)}`,
      resource_group_name: "rg",
      location: "westeurope",
    }),
  });
  const onVault = (name: string) => role("app", { scope: `\${azurerm_key_vault.${name}.id}` });
  const shown = (...vaults: object[]) =>
    review(
      program(
        {
          azurerm_key_vault: Object.assign({}, ...vaults) as object,
          azurerm_role_assignment: Object.fromEntries(
            vaults.flatMap((one) => Object.keys(one)).map((name) => [name, made(`prod/${name}/role`, onVault(name))]),
          ),
        },
        { variable: { salt: {} } },
      ),
    ).toMarkdown();

  test("that are expressions are short, with the whole below", () => {
    const markdown = shown(vault("one", "kv"));
    expect(sectionOf(markdown, "Who may do what")).toContain("| kv-… (key vault) |");
    expect(sectionOf(markdown, "Names in full")).toMatch(
      /\| kv-… \(key vault\) \| `kv-\{substr\(.*\)\} \(key vault\)` \|/,
    );
  });

  test("that would be the same are numbered", () => {
    const markdown = shown(vault("one", "kv"), vault("two", "kv"));
    expect(
      sectionOf(markdown, "Who may do what")
        .match(/kv-…\d \(key vault\)/g)
        ?.sort(),
    ).toEqual(["kv-…1 (key vault)", "kv-…2 (key vault)"]);
    expect(shown(vault("one", "kv"), vault("two", "st"))).not.toMatch(/…\d/);
  });

  test("are the paths of constructs, with the addresses below", () => {
    const markdown = shown(vault("one", "kv"));
    expect(sectionOf(markdown, "Who may do what")).toContain("| `prod/one/role` |");
    expect(sectionOf(markdown, "Addresses")).toContain("| `prod/one/role` | `azurerm_role_assignment.one` |");
    expect(markdown.replace(/<strong>Addresses[^]*/, "")).not.toContain("azurerm_role_assignment.one");
  });

  test("stay addresses where no construct is known", () => {
    const markdown = review(program({ azurerm_role_assignment: { one: role("app") } })).toMarkdown();
    expect(markdown).toContain("| `azurerm_role_assignment.one` |");
    expect(titlesOf(markdown)).not.toContain("Addresses");
  });

  test("of constructs name a finding in an acceptance, too", () => {
    const json = JSON.stringify(
      program({
        azurerm_role_assignment: {
          one: made("prod/one/Resource", role("app", { role_definition_name: "Owner" })),
          two: made("prod/two", role("app", { role_definition_name: "Owner", scope: "/subscriptions/1" })),
        },
      }),
    );
    const accepted = AccessReview.ofSynthesized(json, {
      acceptances: [{ finding: "broad-role", address: "prod/one", reason: "a trial" }],
    });
    expect(accepted.findings.filter(({ id }) => id === "broad-role").map(({ address }) => address)).toEqual([
      "azurerm_role_assignment.two",
    ]);
    expect(accepted.staleAcceptances).toEqual([]);
  });
});

test("a baseline of somebody's own may say nonsense of findings and resources", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "baseline-"));
  try {
    const now = program({ azurerm_role_assignment: { one: role("app") } });
    const report = JSON.parse(review(now).toJson()) as object;
    for (const nonsense of [null, "x", [null], [{}], {}, [{ address: 1 }]]) {
      fs.writeFileSync(
        path.join(folder, "b.json"),
        JSON.stringify({ ...report, findings: nonsense, resources: nonsense }),
      );
      fs.writeFileSync(path.join(folder, "a.json"), JSON.stringify(now));
      let out = "";
      const args = [path.join(folder, "a.json"), "--baseline", path.join(folder, "b.json")];
      expect(main(args, { out: (text) => (out += text), err: (text) => (out += text) })).toBe(0);
      expect(titlesOf(out)).toEqual(expect.arrayContaining(["Findings"]));
      expect(titlesOf(out)).not.toContain("New findings");
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

describe("a page that is too long", () => {
  const big = review(many(500, "Owner")).compareTo(review(program({})));
  const page = big.toMarkdown();

  test("fits GitHub's comments, and says what is left out and where it is whole", () => {
    expect(page.length).toBeLessThanOrEqual(65_536);
    expect(page).toMatch(
      /^This page is shortened to 65536 characters: \d+ rows are left out, \*\*\d+ of them broaden .*--format json/m,
    );
  });

  test("counts in each section what is left out there", () => {
    const rows = sectionOf(page, "What changes").match(/^\| 🔴/gmu)!.length;
    const [, more] = /^… and (\d+) rows more\.$/m.exec(sectionOf(page, "What changes"))!;
    expect(rows + Number(more)).toBe(500);
  });

  test("leaves out nothing that broadens and no finding before everything else is left out", () => {
    const kept = review(many(80, "Owner"))
      .compareTo(review(program({})))
      .toMarkdown();
    expect(kept).toMatch(/none of which broadens access, is an error or a warning, or is not known/);
    expect(sectionOf(kept, "What changes").match(/^\| 🔴/gmu)).toHaveLength(240);
    expect(sectionOf(kept, "New findings").match(/^- /gm)).toHaveLength(80);
    expect(sectionOf(kept, "Addresses")).toMatch(/^… and \d+ rows more\.$/m);
  });

  test("has only whole rows, whatever the length", () => {
    const whole = new Set(big.toMarkdown({ maxLength: 10_000_000 }).split("\n"));
    fc.assert(
      fc.property(fc.integer({ min: 8_000, max: 400_000 }), (maxLength) => {
        const short = big.toMarkdown({ maxLength });
        expect(short.length).toBeLessThanOrEqual(maxLength);
        const others = short.split("\n").filter((line) => !whole.has(line));
        const counts = /^(This page is shortened|… and \d+ rows? more\.$|<details><summary><strong>Addresses<)/;
        expect(others.filter((line) => !counts.test(line))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test("has in full what its rows mention, and counts no more", () => {
    const vaults = review(withVaults(60));
    const pathsIn = (markdown: string) => new Set(markdown.match(/`prod\/[^`]+`/g));
    const namesIn = (markdown: string) => new Set(markdown.match(/kv\d+-…/g));
    const whole = vaults.toMarkdown({ maxLength: 10_000_000 });
    fc.assert(
      fc.property(fc.integer({ min: 8_000, max: whole.length - 1 }), (maxLength) => {
        const short = vaults.toMarkdown({ maxLength });
        const rows = short.slice(0, short.indexOf("<strong>Names in full"));
        expect(short).toMatch(/^This page is shortened/m);
        expect(short).toContain(`<strong>Names in full</strong>: ${namesIn(rows).size}<`);
        expect(short).toContain(`<strong>Addresses</strong>: ${pathsIn(rows).size} constructs<`);
        const listed = pathsIn(sectionOf(short, "Addresses"));
        expect([...listed].filter((path) => !rows.includes(path))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test("goes on after a row that does not fit, but not with what is less important", () => {
    const actions = [...Array(3_000).keys()].map((i) => `Microsoft.Storage/storageAccounts/a${i}/read`);
    const custom = { name: "custom", scope: "/subscriptions/1", permissions: [{ actions, not_actions: [] }] };
    const long = role("app", { role_definition_name: undefined, role_definition_id: ID_OF_CUSTOM });
    const before = review(program({ azurerm_role_assignment: { gone: role("gone") } }));
    const markdownOf = (after: object) => review(after).compareTo(before).toMarkdown();
    const rowsOf = (markdown: string) => sectionOf(markdown, "What changes").match(/^\| (?:🔴|🟢).*/gmu)!;
    const [all, shown] = [
      rowsOf(markdownOf(many(3, "Owner"))),
      rowsOf(markdownOf(many(3, "Owner", { long }, { azurerm_role_definition: { custom } }))),
    ];
    expect(all.filter((row) => row.includes("🟢"))).toHaveLength(1);
    expect(shown).toEqual(all.filter((row) => row.includes("🔴")));
  });

  test.each([7_999, 0, 1.5, NaN])("is refused for a length of %p", (maxLength) => {
    expect(() => big.toMarkdown({ maxLength })).toThrow(/maxLength is "[^"]+"; allowed: a whole number from 8000/);
  });
});

describe("the resources of a report", () => {
  test("have the file and the line of a folder that cdktf wrote", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "places-"));
    try {
      fs.mkdirSync(path.join(folder, "stacks/prod"), { recursive: true });
      const text = JSON.stringify(
        {
          resource: { azurerm_role_assignment: { 'a"b': {}, one: made("prod/one", role("x", { principal_id: "p" })) } },
        },
        undefined,
        2,
      );
      fs.writeFileSync(path.join(folder, "stacks/prod/cdk.tf.json"), text);
      const stacks = { prod: { synthesizedStackPath: "stacks/prod/cdk.tf.json" } };
      fs.writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks }));
      const { resources } = JSON.parse(AccessReview.ofPath(folder).toJson()) as { resources: object[] };
      const line = text.split("\n").findIndex((one) => one.includes('"one":')) + 1;
      expect(resources).toContainEqual({
        address: "prod/azurerm_role_assignment.one",
        path: "prod/one",
        file: "stacks/prod/cdk.tf.json",
        line,
      });
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  test("have no place in a text", () => {
    const json = review(program({ azurerm_role_assignment: { one: made("prod/one", role("app")) } })).toJson();
    expect((JSON.parse(json) as { resources: object[] }).resources).toEqual([
      { address: "azurerm_role_assignment.one", path: "prod/one" },
    ]);
  });
});
