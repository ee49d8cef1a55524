import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { App, TerraformStack, Testing } from "cdktf";
import {
  AcceptedFinding,
  AccessReview,
  AccessVerdict,
  FederatedCredential,
  FindingSeverity,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Role,
} from "../../../lib/index";
import { MainStack } from "../../../lib/main-stack";
import { main } from "../../../lib/review/door/cli";
import { RULES } from "../../../lib/review/findings/rules";
import { appProps, importVault, newStack } from "../../support/synth";
import { app, appWithSecret, policy, program, review, secretsUser, VAULT_ID } from "../../support/review-programs";

const ROOT = path.join(__dirname, "../../..");

const owner = program({
  azurerm_container_app: { web: appWithSecret({ depends_on: ["azurerm_key_vault_access_policy.p"] }) },
  azurerm_key_vault_access_policy: { p: policy },
  azurerm_role_assignment: { r: { ...secretsUser, role_definition_name: "Owner" } },
});

describe("what a review says in code", () => {
  test("its grants", () => {
    expect(review(owner).grants).toEqual([
      {
        principal: "web-id (identity)",
        permission: "secrets Get",
        plane: "data",
        target: "kv (key vault)",
        by: ["azurerm_key_vault_access_policy.p"],
        unresolved: undefined,
      },
      {
        principal: "web-id (identity)",
        permission: "Owner",
        plane: "control",
        target: "kv (key vault)",
        by: ["azurerm_role_assignment.r"],
        unresolved: undefined,
      },
    ]);
  });

  test("its findings, those that are accepted apart, and what is accepted in vain", () => {
    const acceptances = [
      { finding: "broad-role", address: "azurerm_role_assignment.r", reason: "a trial" },
      { finding: "broad-role", address: "azurerm_role_assignment.gone", reason: "it was one" },
    ];
    const accepted = AccessReview.ofSynthesized(JSON.stringify(owner), { acceptances });
    expect(review(owner).findings).toMatchObject([
      { id: "broad-role", severity: FindingSeverity.WARNING, address: "azurerm_role_assignment.r" },
    ]);
    expect(accepted.findings).toEqual([]);
    expect(accepted.acceptedFindings).toEqual([acceptances[0]]);
    expect(accepted.staleAcceptances).toEqual([acceptances[1]]);
    expect(() =>
      AccessReview.ofSynthesized(JSON.stringify(owner), {
        acceptances: [{ finding: "broad-role", address: "x", reason: " " }],
      }),
    ).toThrow(/entry 0 has no reason/);
    expect(() =>
      AccessReview.ofSynthesized(JSON.stringify(owner), {
        acceptances: [{ finding: "broad-rol", address: "x", reason: "y" }],
      }),
    ).toThrow(/entry 0 accepts the finding "broad-rol"; allowed: .*broad-role, /);
  });

  test("in Markdown with the resource group, where another one has the same name", () => {
    const named = (group: string) => ({ name: "web-id", resource_group_name: group, location: "westeurope" });
    const rolesOf = (...identities: string[]) =>
      Object.fromEntries(
        identities.map((name) => [
          name,
          {
            scope: "/subscriptions/1",
            role_definition_name: "Reader",
            principal_id: `\${azurerm_user_assigned_identity.${name}.principal_id}`,
          },
        ]),
      );
    const whoOf = (...identities: string[]) => {
      const markdown = review({
        resource: {
          azurerm_user_assigned_identity: Object.fromEntries(identities.map((name) => [name, named(name)])),
          azurerm_role_assignment: rolesOf(...identities),
        },
      }).toMarkdown();
      return [...markdown.matchAll(/^\| (web-id[^|]*) \|/gm)].map(([, who]) => who);
    };
    expect(whoOf("one", "two")).toEqual(["web-id (identity) in one", "web-id (identity) in two"]);
    expect(whoOf("one")).toEqual(["web-id (identity)"]);
  });

  test("a finding in a block of a resource that is accepted, as in the program", () => {
    const secrets = program({ azurerm_container_app: { web: app({ secret: { name: "key", value: "s3cret" } }) } });
    const accepted = AccessReview.ofSynthesized(JSON.stringify(secrets), {
      acceptances: [{ finding: "plain-text-secret", address: "azurerm_container_app.web", reason: "a trial" }],
    });
    expect([accepted.findings.length, accepted.acceptedFindings.length, accepted.staleAcceptances.length]).toEqual([
      0, 1, 0,
    ]);
  });

  test("a finding that is accepted at the path that the page shows, where one construct has it", () => {
    const scope = "/subscriptions/00000000-0000-0000-0000-000000000001";
    const owners = (...parts: string[]) =>
      program({
        azurerm_role_assignment: Object.fromEntries(
          parts.map((part, i) => [
            `owner${i}`,
            { scope, role_definition_name: "Owner", principal_id: "boss", "//": { metadata: { path: pathIn(part) } } },
          ]),
        ),
      });
    const pathIn = (part: string) => `main/identity-access/${part}/Owner/boss/Resource`;
    const long = (first: string) => `${first}-subscriptions-00000000-0000-0000-0000-000000000001`;
    const pathsOn = (page: string) => [...page.matchAll(/^- `(main[^`]*)`/gm)].map(([, shown]) => shown!);
    const accepted = (json: object, address: string) => {
      const acceptances = [{ finding: "broad-role", address, reason: "a trial" }];
      const access = AccessReview.ofSynthesized(JSON.stringify(json), { acceptances });
      return [access.acceptedFindings.length, access.staleAcceptances.length];
    };

    const one = owners(long("a"), "short");
    expect(pathsOn(review(one).toMarkdown())).toEqual([
      "main/identity-access/…0-0000-0000-000000000001/Owner/boss",
      "main/identity-access/short/Owner/boss",
    ]);
    pathsOn(review(one).toMarkdown()).forEach((shown) => expect(accepted(one, shown)).toEqual([1, 0]));
    expect(accepted(one, "main/identity-access/…2/Owner/boss")).toEqual([0, 1]);
    expect(accepted(one, "main/identity-access/…0-0000-0000-000000000001/Owner/bos")).toEqual([0, 1]);

    const two = owners(long("a"), long("b"));
    const [whole = ""] = pathsOn(review(two).toMarkdown());
    expect(whole).toBe(pathIn(long("a")));
    expect(accepted(two, whole)).toEqual([1, 0]);
    expect(accepted(two, "main/identity-access/…0-0000-0000-000000000001/Owner/boss")).toEqual([0, 1]);
  });

  test("a value for toMatchSnapshot(), in which logical ids do not show", () => {
    expect(review(owner).toSnapshot()).toEqual([
      "web-id (identity): secrets Get on kv (key vault)",
      "web-id (identity): Owner on kv (key vault)",
      "web (container app) runs as web-id (identity)",
      "warning broad-role: azurerm_role_assignment.r",
    ]);
  });

  test("a picture, unless it would be unreadable", () => {
    expect(review(owner).toMermaid()).toBe(
      [
        "flowchart LR",
        '  n0["web #40;container app#41;"]',
        '  n1(["web-id #40;identity#41;"])',
        '  n2[("kv #40;key vault#41;")]',
        "  n0 --> n1",
        '  n1 -- "secrets Get" --> n2',
        '  n1 -- "Owner" --> n2',
        "",
      ].join("\n"),
    );
    const many = review(
      program({
        azurerm_role_assignment: {
          r: { ...secretsUser, for_each: "${toset([for i in range(61) : tostring(i)])}", principal_id: "${each.key}" },
        },
      }),
    );
    expect(many.toMermaid()).toMatch(/^%% Left out: 61 arrows/);
    expect(many.toMarkdown()).toContain("The picture is left out: it would have 61 arrows.");
  });

  test("the same bytes for the same program in another order", () => {
    const reversed = (json: unknown): unknown =>
      typeof json === "object" && json !== null && !Array.isArray(json)
        ? Object.fromEntries(
            Object.entries(json)
              .reverse()
              .map(([name, value]) => [name, reversed(value)]),
          )
        : json;
    const [one, other] = [review(owner), review(reversed(owner))];
    expect([other.toMarkdown(), other.toJson(), other.toMermaid()]).toEqual([
      one.toMarkdown(),
      one.toJson(),
      one.toMermaid(),
    ]);
  });

  test.each([
    ["https://example.com/x", "https<span>:</span>//example.com/x"],
    ["www.example.com", "www<span>.</span>example.com"],
    ["see #12", "see <span>#</span>12"],
    ["by @org/team", "by <span>@</span>org/team"],
    ["$x$", "<span>$</span>x<span>$</span>"],
    [":warning: :+1:", "<span>:</span>warning: <span>:</span>+1:"],
    [":white_check_mark:", "<span>:</span>white\\_check\\_mark:"],
    ["a: b.c (d) {e}!", "a: b.c (d) {e}!"],
    ["<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"],
    ["a|b", "a\\|b"],
    ["a\u061cb\u00adc", "a b c"],
  ])("the name %j as text in Markdown", (name, shown) => {
    const markdown = review(
      program({ azurerm_role_assignment: { r: { ...secretsUser, role_definition_name: name } } }),
    ).toMarkdown();
    expect(markdown).toContain(`| ${shown} |`);
  });

  test("a table of which no name ends a cell", () => {
    const markdown = review({ resource: { azurerm_role_assignment: { "a\\|b": secretsUser } } }).toMarkdown();
    const [row] = markdown.split("\n").filter((line) => line.includes("Key Vault Secrets User"));
    expect(row!.replace(/\\[^]/g, "").split("|")).toHaveLength(6 + 2);
  });

  test("names in a fixed font as they are, in which GitHub takes nothing for its own", () => {
    const name = "$x$ :warning: @org #12 <b>";
    expect(review({ resource: { azurerm_role_assignment: { [name]: secretsUser } } }).toMarkdown()).toContain(
      `| \`azurerm_role_assignment.${name}\` |`,
    );
  });

  test("names in a fixed font, however many backticks they hold", () => {
    const shown = (name: string) =>
      review({ resource: { azurerm_role_assignment: { [name]: secretsUser } } }).toMarkdown({ maxLength: 10_000_000 });
    expect(shown("a`b``c")).toContain("| ```azurerm_role_assignment.a`b``c``` |");
    expect(shown("a`".repeat(200_000))).toContain(`| \`\` azurerm_role_assignment.${"a`".repeat(200_000)} \`\` |`);
  });

  test("JSON as its schema has it", () => {
    const schema = JSON.parse(fs.readFileSync(path.join(ROOT, "docs/access-review.schema.json"), "utf8")) as Schema;
    const unknown = program(
      {
        azurerm_role_assignment: {
          r: { ...secretsUser, for_each: "${var.x}", principal_id: "${var.x}", condition: "c" },
        },
        azurerm_container_app: { web: app({ secret: "${var.x}" }) },
      },
      { variable: { x: {} }, module: { m: { source: "x" } } },
    );
    const plan = AccessReview.ofPath(path.join(__dirname, "../fixtures/plan.json"));
    for (const json of [
      review(owner).toJson(),
      review(unknown).toJson(),
      plan.toJson(),
      review(owner)
        .compareTo(review(program({})))
        .toJson(),
    ]) {
      expect(problemsOf(JSON.parse(json), schema, schema, "")).toEqual([]);
    }
  });
});

describe("what the deployer needs", () => {
  test("on both planes, each once, with what it is for", () => {
    const secret = { name: "s", key_vault_id: VAULT_ID, value_wo: "${var.v}" };
    const { deployer } = JSON.parse(
      review(
        program({ ...(owner.resource as object), azurerm_key_vault_secret: { s: secret } }, { variable: { v: {} } }),
      ).toJson(),
    ) as { deployer: { permission: string; scope: string; for: string[]; plan?: true }[] };
    const written = deployer.filter(({ plan, permission }) => !plan && !/delete|deletedVaults/.test(permission));
    expect(written.map((need) => `${need.permission} on ${need.scope} for ${need.for.join()}`)).toEqual([
      "Microsoft.App/containerApps/write on rg (resource group) for azurerm_container_app.web",
      "Microsoft.App/managedEnvironments/join/action on env (container app environment) for azurerm_container_app.web",
      "Microsoft.Authorization/roleAssignments/write on kv (key vault) for azurerm_role_assignment.r",
      "Microsoft.KeyVault/vaults/accessPolicies/write on kv (key vault) for azurerm_key_vault_access_policy.p",
      "Microsoft.KeyVault/vaults/write on rg (resource group) for azurerm_key_vault.vault",
      "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action on web-id (identity) for azurerm_container_app.web",
      "Microsoft.ManagedIdentity/userAssignedIdentities/write on rg (resource group) for azurerm_user_assigned_identity.app",
      "Key Vault Secrets Officer, or secrets Get, Set, Delete, Recover, Purge on kv (key vault) for azurerm_key_vault_secret.s",
    ]);
  });
});

describe("a finding that the program accepts", () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "review-"));
  afterAll(() => fs.rmSync(outdir, { recursive: true }));

  /** Synthesizes an owner whose role is accepted, to a folder of its own. */
  function synth(name: string, hclOutput: boolean): string {
    const folder = path.join(outdir, name);
    const program = new App({ outdir: folder, hclOutput });
    const stack = new TerraformStack(program, "main");
    new AzurermProvider(stack, "azurerm", { features: [{}] });
    const assignment = new RoleAssignment(stack, "owner", {
      scope: "/subscriptions/1",
      roleDefinitionName: "Owner",
      principalId: "p",
    });
    AcceptedFinding.on(assignment, "broad-role", "the pipeline assigns roles");
    program.synth();
    return folder;
  }

  const folder = synth("json", false);

  test("is in the comment of its resource, beside cdktf's own", () => {
    const { resource } = JSON.parse(fs.readFileSync(path.join(folder, "stacks/main/cdk.tf.json"), "utf8")) as {
      resource: { azurerm_role_assignment: { owner: { "//": object } } };
    };
    expect(resource.azurerm_role_assignment.owner["//"]).toEqual({
      accepted: { "broad-role": "the pipeline assigns roles" },
      metadata: { path: "main/owner", uniqueId: "owner" },
    });
  });

  test("is printed with its reason, and no finding any more", () => {
    const accepting = AccessReview.ofPath(folder);
    expect(accepting.findings).toEqual([]);
    expect(accepting.toMarkdown()).toContain(
      "| broad-role | `main/owner` | object id p has Owner on 1 (subscription). | the pipeline assigns roles |",
    );
  });

  test("of a grant that the library makes leaves the verdict as it is, and what fails on it", () => {
    const synth = (name: string, program: (stack: TerraformStack, shop: ManagedIdentityContainerApp) => void) => {
      const output = path.join(outdir, name);
      const stack = newStack("main", new App({ outdir: output }));
      const vault = importVault(stack);
      program(stack, new ManagedIdentityContainerApp(stack, "shop", appProps(stack, { keyVault: vault })));
      (stack.node.root as App).synth();
      return output;
    };
    const before = synth("before", () => undefined);
    const after = synth("after", (stack, shop) => {
      const ci = new ManagedIdentity(stack, "ci", {
        name: "ci-id",
        resourceGroupName: "my-rg",
        location: "westeurope",
      });
      ci.addFederatedCredential("main", FederatedCredential.githubBranch("contoso/shop", "main"));
      // #region accept
      const grant = ci.assignRole(Role.CONTAINER_APPS_CONTRIBUTOR, shop.resource.id);
      AcceptedFinding.on(grant.resource, "escalation-path", "The pipeline deploys the shop.");
      // #endregion
    });
    const access = AccessReview.ofPath(after);
    expect(access.findings).toEqual([]);
    expect(access.acceptedFindings).toMatchObject([{ finding: "escalation-path" }]);
    expect(access.compareTo(AccessReview.ofPath(before)).verdict).toBe(AccessVerdict.BROADENED);
    const streams = { out: () => undefined, err: () => undefined };
    expect(main([after, "--baseline", before, "--fail-on", "error,warning"], streams)).toBe(0);
    expect(main([after, "--baseline", before, "--fail-on", "broadened"], streams)).toBe(1);
  });

  test("is no argument in HCL", () => {
    // How the CLI asks for HCL. The `hclOutput` of an App alone names the file cdk.tf and fills it with JSON.
    process.env.SYNTH_HCL_OUTPUT = "true";
    try {
      const hcl = fs.readFileSync(path.join(synth("hcl", true), "stacks/main/cdk.tf"), "utf8");
      expect(hcl).toMatch(/resource "azurerm_role_assignment" "owner"/);
      expect(hcl).not.toMatch(/accepted|pipeline/);
    } finally {
      delete process.env.SYNTH_HCL_OUTPUT;
    }
  });

  const assignment = new RoleAssignment(newStack(), "owner", {
    scope: "/subscriptions/1",
    roleDefinitionName: "Owner",
    principalId: "p",
  });

  test.each([
    ["broad-roles", "why", /accepts the finding "broad-roles"; allowed: .*broad-role, /],
    ["broad-role", " ", /without a reason/],
  ])("needs an id and a reason: %j, %j", (finding, reason, message) => {
    expect(() => AcceptedFinding.on(assignment, finding, reason)).toThrow(message);
  });
});

test("a snapshot and a comparison", () => {
  const stack = newStack();
  const assignment = new RoleAssignment(stack, "pipeline", {
    scope: "/subscriptions/1",
    roleDefinitionName: "Owner",
    principalId: "p",
  });
  const baseline = AccessReview.ofSynthesized(JSON.stringify(program({})));
  AcceptedFinding.on(assignment, "broad-role", "the pipeline assigns roles in the whole subscription");
  const access = AccessReview.ofSynthesized(Testing.synth(stack));
  expect(access.toSnapshot()).toMatchSnapshot();
  expect(access.compareTo(baseline).verdict).toBe(AccessVerdict.BROADENED);
});

test("the page of the review names every finding, with its weight", () => {
  const page = fs.readFileSync(path.join(ROOT, "docs/reviewing.md"), "utf8");
  const rows = [...page.matchAll(/^\| \[`([\w-]+)`\]\(.*\) \| (error|warning|note) \|/gm)].map(([, id, severity]) => [
    id,
    severity,
  ]);
  expect(rows.sort()).toEqual(RULES.map(({ id, severity }) => [id, severity]).sort());
});

test("what runs the command in CI uses only what it has, and the workflows only what the action has", () => {
  const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
  const help: string[] = [];
  main(["--help"], { out: (text) => help.push(text), err: () => undefined });
  const commands = [
    ...read("docs/ci.md").matchAll(/^npx --no-install access-review .*\n(?: {2}--.*\n)*/gm),
    ...read(".github/actions/access-review/review.sh").matchAll(/^(?:.*arguments\[@\].*|.*arguments\+=.*)$/gm),
  ];
  const options = commands.flatMap(([command]) => command.replace("--no-install", "").match(/--[a-z][\w-]+/g) ?? []);
  expect(options).toEqual(expect.arrayContaining(["--baseline", "--fail-on", "--output", "--max-length", "--accept"]));
  expect(options.filter((option) => !help.join("").includes(`${option} `))).toEqual([]);

  const [known = ""] = read(".github/actions/access-review/action.yml").split("\noutputs:");
  for (const workflow of ["docs/access-review.yml", "docs/access-review-plan.yml"]) {
    const [, inputs = ""] = read(workflow).split(/uses: .*access-review@.*\n {8}with:\n/);
    const names = [...inputs.matchAll(/^ {10}([\w-]+):/gm)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !known.includes(`\n  ${name}:\n`))).toEqual([]);
  }
});

test("the workflow of a plan runs the command of the package, as the action says, on the file that it writes", () => {
  const workflow = fs.readFileSync(path.join(ROOT, "docs/access-review-plan.yml"), "utf8");
  const action = fs.readFileSync(path.join(ROOT, ".github/actions/access-review/action.yml"), "utf8");
  const [, command = ""] = /^ +command: (.*)$/m.exec(workflow) ?? [];
  expect(command).toMatch(/^npx --yes .* access-review$/);
  expect(action).toContain(`without a dependency on the package, ${command}\n`);
  expect(/^ +path: (.*)$/m.exec(workflow)?.[1]).toBe(/terraform show -json plan > (.*)$/m.exec(workflow)?.[1]);
});

test("the review of the main stack is the one that is committed", () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "review-"));
  try {
    const program = new App({ outdir });
    new MainStack(program, "main", {});
    program.synth();
    expect(AccessReview.ofPath(outdir).toMarkdown()).toBe(
      fs.readFileSync(path.join(ROOT, "docs/access-review.md"), "utf8"),
    );
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
});

/** What of JSON Schema the schema uses. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Record<string, Schema>;
  readonly allOf?: Schema[];
  readonly const?: unknown;
  readonly enum?: unknown[];
  readonly type?: string;
  readonly required?: string[];
  readonly properties?: Record<string, Schema>;
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
}

/** Where JSON is not as a schema has it. */
function problemsOf(json: unknown, schema: Schema, root: Schema, at: string): string[] {
  const { properties = {}, required = [] } = schema;
  const number = Number.isInteger(json) ? "integer" : typeof json;
  const type = Array.isArray(json) ? "array" : number;
  const names = type === "object" ? Object.keys(json as object) : [];
  return [
    ...(schema.$ref ? problemsOf(json, root.$defs![schema.$ref.split("/").pop()!]!, root, at) : []),
    ...(schema.allOf ?? []).flatMap((part) => problemsOf(json, part, root, at)),
    ...(schema.type && schema.type !== type ? [`${at} is of type ${type}`] : []),
    ...("const" in schema && schema.const !== json ? [`${at} is ${JSON.stringify(json)}`] : []),
    ...(schema.enum && !schema.enum.includes(json) ? [`${at} is ${JSON.stringify(json)}`] : []),
    ...required.filter((name) => !names.includes(name)).map((name) => `${at}.${name} is missing`),
    ...names
      .filter((name) => !(name in properties) && schema.additionalProperties === false)
      .map((name) => `${at}.${name} is not in the schema`),
    ...names
      .filter((name) => name in properties)
      .flatMap((name) => problemsOf((json as Record<string, unknown>)[name], properties[name]!, root, `${at}.${name}`)),
    ...(schema.items && type === "array"
      ? (json as unknown[]).flatMap((item, i) => problemsOf(item, schema.items!, root, `${at}[${i}]`))
      : []),
  ];
}
