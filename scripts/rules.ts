// Writes docs/rules.md: everything that the library refuses, from the tables of rules and the code that hold it.
import * as fs from "fs";
import * as path from "path";
import { COMMON, GUID, tagRules, WAIT } from "../lib/rules/common";
import { AnyBlock, Argument, BlockRule, OWN, Sentence, ValueRule } from "../lib/rules/rule";
import { withFooter } from "./footer";
import { anchorOf, plain, sourceLinks, tableOf } from "./page";
import { Refusal, refusalsInCode } from "./sentences";

const PAGE = path.join(__dirname, "../docs/rules.md");
const LIB = path.join(__dirname, "../lib");

/** The page's sections of tables: what a reader knows it by, and the constants of `private/rules/` that hold it. */
const SECTIONS: readonly (readonly [title: string, ...constants: string[]])[] = [
  ["App or job", "WORKLOAD"],
  ["ManagedIdentityContainerApp", "APP"],
  ["ManagedIdentityContainerAppJob", "JOB"],
  ["ContainerImage", "IMAGE", "IMAGE_IN_REGISTRY"],
  ["ContainerAppCustomDomain", "CUSTOM_DOMAIN", "DOMAIN", "HOST", "RECORD_TYPE"],
  ["DaprComponent", "DAPR_COMPONENT"],
  ["ContainerAppEnvironment", "ENVIRONMENT", "ENVIRONMENT_IMPORT", "ENVIRONMENT_LOOKUP"],
  ["ContainerAppEnvironmentCertificate", "ENVIRONMENT_CERTIFICATE", "CERTIFICATE_LOOKUP"],
  ["KeyVault", "KEY_VAULT", "KEY_VAULT_IMPORT", "KEY_VAULT_LOOKUP", "KEY_VAULT_ATTRIBUTES", "VAULT_URI"],
  ["KeyVaultPermissions", "PERMISSIONS"],
  ["KeyVaultSecret", "KEY_VAULT_SECRET"],
  ["AppSecret", "SECRET_URI", "SECRET_VERSION", "READER", "ONE_READER", "SECRET_URI_OPTIONS"],
  ["ContainerRegistry", "REGISTRY_ATTRIBUTES", "REGISTRY_IMPORT", "REGISTRY_LOOKUP"],
  ["ManagedIdentity", "MANAGED_IDENTITY", "IDENTITY_LOOKUP", "IDENTITY_IMPORT"],
  [
    "FederatedCredential",
    "CREDENTIAL_NAME",
    "ISSUER",
    "SUBJECT",
    "AUDIENCE",
    "GITHUB_ENVIRONMENT",
    "GITHUB_BRANCH",
    "GITLAB_BRANCH",
    "AZURE_DEVOPS",
    "KUBERNETES",
  ],
  ["Role assignment", "ROLE_ASSIGNMENT"],
  ["PrivateEndpoint", "PRIVATE_ENDPOINT", "ENDPOINT_NAME"],
  [
    "PrivateDnsZones",
    "PRIVATE_DNS_ZONES",
    "PRIVATE_DNS_ZONES_OPTIONS",
    "ZONE_NAME",
    "ZONE_ID",
    "SUBRESOURCE",
    "RESOURCE_GROUP_ID",
  ],
  ["PostgresqlDatabaseUsers", "POSTGRESQL_DATABASE_USERS"],
  ["SqlDatabaseUsers", "SQL_DATABASE_USERS"],
];

/** What the checks of a file are about, where its name does not say it. */
const GROUPS: Readonly<Record<string, string>> = {
  program: "names, ports and repetition",
  redis: "caches",
  "order-stack": "order and references",
};

const HEAD = `# Rules

Everything that the library refuses before Terraform runs: what is allowed, what to change, and the page of Microsoft or of
the provider that says so. To find the rule of an error, search this page for the words after \`allowed:\`.

- An argument in **bold** is required.
- A reference, whose value synth cannot know, passes every rule but those that say "known at synth".
- The first cell of each row has an anchor to link to. It is made of the argument, or of the sentence where a rule is for
  several arguments, and changes only with that.
- What an error says of your program is \\<so> here, and \`[…]\` is the path of a construct.
`;

/** A row of a table: the arguments, each with its anchor, and the sentence. */
interface Row {
  readonly names: readonly string[];
  readonly sentence: Sentence;
  readonly note: string;
}

/** A block of arguments, with its path in the construct. */
interface Place {
  readonly path: string;
  readonly block: AnyBlock;
}

/** The rules that the modules of `private/rules/` export, by the names of their constants. */
export function exportedRules(): Readonly<Record<string, unknown>> {
  const files = fs
    .readdirSync(LIB, { recursive: true, encoding: "utf8" })
    .filter((file) => /private[\\/]rules[\\/][\w-]+\.ts$/.test(file))
    .sort();
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return Object.assign({}, ...files.map((file) => require(path.join(LIB, file)) as object)) as Record<string, unknown>;
}

/** The page as the rules have it. */
export function renderRules(): string {
  const exported = exportedRules();
  const page = new Page();
  const shared: AnyBlock = {
    arguments: { ...COMMON, "an id of Microsoft Entra": GUID, "a wait": WAIT },
    together: tagRules(15),
  };
  page.section("Any construct", [shared]);
  SECTIONS.forEach(([title, ...constants]) =>
    page.section(
      title,
      constants.map((name) => exported[name]),
    ),
  );
  page.refusals();
  return withFooter("rules.md", page.text());
}

/** The page while it is written: each block of arguments is listed once, where it comes first. */
class Page {
  private readonly lines: string[] = [];
  private readonly titles: string[] = [];
  private readonly listed = new Map<AnyBlock, string>();
  private readonly anchors = new Set<string>();
  private readonly shared = new Set<unknown>();

  public text(): string {
    const contents = this.titles.map((title) => `[${title}](#${anchorOf(title)})`).join(" · ");
    return [HEAD, `${contents}\n`, ...this.lines].join("\n");
  }

  /** The section of a construct: its own arguments, and then each block in them. */
  public section(title: string, rules: readonly unknown[]): void {
    this.heading(title);
    const inner: Place[] = [];
    const rows = rules.flatMap((rule) => this.rowsOf(rule, title, inner));
    if (rows.length > 0) {
      this.table(rows);
    }
    inner.forEach((place) => this.block(title, place));
    // What an app and a job share, and what every construct has, is said once.
    if (this.titles.length <= 2) {
      rules.forEach((rule) => this.share(rule as AnyBlock));
    }
  }

  /** What code refuses, and no table: beside the rest of a program, and at calls. */
  public refusals(): void {
    const refusals = refusalsInCode();
    const isOfPass = ({ file }: Refusal) => file.startsWith("access/private/pass/");
    this.heading("What only the complete program shows");
    this.lines.push(
      "Refused at synth, by the construct that the error names first; `[…]` is the path of another one.\n",
    );
    this.grouped(refusals.filter(isOfPass), ({ file }) => {
      const name = path.basename(file, ".ts").replace(/^check-/, "");
      return GROUPS[name] ?? wordsOf(name);
    });
    this.heading("What a call refuses");
    this.lines.push("Refused at once, by what is called.\n");
    this.grouped(
      refusals.filter((refusal) => !isOfPass(refusal)),
      ({ file }) => wordsOf(file.split("/")[0] ?? ""),
    );
  }

  private grouped(refusals: readonly Refusal[], groupOf: (refusal: Refusal) => string): void {
    for (const group of new Set(refusals.map(groupOf))) {
      const ofGroup = refusals.filter((refusal) => groupOf(refusal) === group);
      const title = `${this.titles[this.titles.length - 1] === "What a call refuses" ? "Calls" : "Program"}: ${group}`;
      this.lines.push(`### ${title}\n`);
      this.lines.push(
        tableOf(
          ["refused", "allowed", "change", "source"],
          ofGroup.map((refusal) => [
            `${this.anchor(title, refusal.allowed.replace(/‹[^›]*›/g, ""))}${shown(refusal.refused)}`,
            shown(refusal.allowed),
            shown(refusal.change),
            sourceLinks(refusal.source),
          ]),
        ),
      );
    }
  }

  private heading(title: string): void {
    this.titles.push(title);
    this.lines.push(`## ${title}\n`);
  }

  private share({ arguments: rules, together = [] }: AnyBlock): void {
    [...Object.values(rules), ...together].forEach((rule) => this.shared.add(rule));
  }

  private block(title: string, { path: place, block }: Place): void {
    const name = `${title}: ${place}`;
    this.listed.set(block, name);
    const inner: Place[] = [];
    const rows = this.rowsOfBlock(block, title, place, inner);
    if (rows.length > 0) {
      this.lines.push(`### ${name}\n`);
      this.table(rows);
    }
    inner.forEach((one) => this.block(title, one));
  }

  private table(rows: readonly Row[]): void {
    this.lines.push(
      tableOf(
        ["argument", "allowed", "change", "source"],
        rows.map(({ names, sentence: { allowed, change, source }, note }) => [
          names.join(", "),
          `${plain(allowed)}${note}`,
          plain(change),
          sourceLinks(source),
        ]),
      ),
    );
  }

  private rowsOf(rule: unknown, title: string, inner: Place[]): Row[] {
    if (typeof rule !== "object" || rule === null) {
      throw new Error(`docs/rules.md: ${title} names a constant that is not there`);
    }
    if ("arguments" in rule) {
      return this.rowsOfBlock(rule as AnyBlock, title, "", inner);
    }
    return "breaches" in rule
      ? [this.together(rule as BlockRule<never>, title, "")]
      : [{ names: [`${this.anchor(title, (rule as Sentence).allowed)}a value`], sentence: rule as Sentence, note: "" }];
  }

  private rowsOfBlock(block: AnyBlock, title: string, place: string, inner: Place[]): Row[] {
    const rows = new Map<string, Row>();
    for (const [name, argument] of Object.entries(block.arguments)) {
      const at = place ? `${place}.${name}` : name;
      const leaves = this.shared.has(argument) ? [] : this.leavesOf(argument, at, inner);
      for (const { path: leaf, sentence, note } of leaves) {
        const code = `\`${place ? leaf.slice(place.length + 1) : leaf}\``;
        const shown = leaf === at && block.required?.includes(name) ? `**${code}**` : code;
        const key = JSON.stringify([sentence.allowed, sentence.change, sentence.source, note]);
        const names = [...(rows.get(key)?.names ?? []), `${this.anchor(title, leaf)}${shown}`];
        rows.set(key, { names, sentence, note });
      }
    }
    const together = (block.together ?? []).filter((rule) => !this.shared.has(rule));
    return [...rows.values(), ...together.map((rule) => this.together(rule, title, place))];
  }

  /** The sentences of an argument, with their paths; blocks that are not listed yet go to `inner`. */
  private leavesOf(argument: Argument, at: string, inner: Place[]): Leaf[] {
    if (argument === OWN) {
      return [];
    }
    if ("accepts" in argument) {
      return [{ path: at, sentence: argument, note: noteOf(argument) }];
    }
    if ("block" in argument) {
      return this.blockAt(argument.block, at, inner);
    }
    if ("kind" in argument) {
      const held = argument.holds ? this.leavesOf(argument.holds, at, inner) : [];
      return [{ path: at, sentence: argument.kind, note: "" }, ...held.filter(({ path: leaf }) => leaf !== at)];
    }
    if ("map" in argument) {
      return this.leavesOf(argument.map, `${at}.*`, inner);
    }
    const nonEmpty = argument.nonEmpty ? [{ path: at, sentence: argument.nonEmpty, note: "" }] : [];
    return [...nonEmpty, ...this.leavesOf(argument.list, `${at}[]`, inner)];
  }

  private blockAt(block: AnyBlock, at: string, inner: Place[]): Leaf[] {
    const known = this.listed.get(block);
    if (known) {
      return [{ path: at, sentence: { allowed: `as [${known}](#${anchorOf(known)})`, change: "" }, note: "" }];
    }
    inner.push({ path: at, block });
    return [];
  }

  private together(rule: BlockRule<never>, title: string, place: string): Row {
    const named = argumentsOf(rule).map((name) => `\`${name}\``);
    const names = `${this.anchor(title, `${place} ${rule.allowed}`)}${named.join(", ") || "several"}`;
    return { names: [names], sentence: rule, note: "" };
  }

  /** An anchor that no other row has: of the section, and of the argument or the first words of the sentence. */
  private anchor(title: string, text: string): string {
    const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    const base = [anchorOf(title), ...words.slice(0, 7)].join("-");
    let name = base;
    for (let i = 2; this.anchors.has(name); i++) {
      name = `${base}-${i}`;
    }
    this.anchors.add(name);
    return `<a id="${name}"></a>`;
  }
}

interface Leaf {
  readonly path: string;
  readonly sentence: Sentence;
  readonly note: string;
}

/** What else holds for a value: that synth has to know it, and what a later azurerm allows. */
function noteOf({ atSynth, later }: ValueRule): string {
  return [
    atSynth ? "; known at synth" : "",
    later ? `. With azurerm ${later.since} or later: ${plain(later.rule.allowed)}` : "",
  ].join("");
}

/**
 * The arguments of a rule for several, by which an error is found on the page: the one that errors name, if the rule
 * says it, and those that the rule looks at first, found by running it on a block that has none.
 */
export function argumentsOf(rule: BlockRule<never>): string[] {
  const read = new Set<string>(rule.named);
  const block = new Proxy({}, { get: (_, name) => void read.add(String(name)) });
  try {
    rule.breaches(block as never, (find) => find(block as never));
  } catch {
    // A rule that needs its arguments stops at the first one that is missing; it has been read by then.
  }
  return [...read];
}

/** A sentence with `<words>` for each value that only a program knows. */
function shown(sentence: string): string {
  return plain(sentence.replace(/‹/g, "<").replace(/›/g, ">"));
}

/** The name of a file as words. */
function wordsOf(name: string): string {
  return name.replace(/-/g, " ");
}

if (require.main === module) {
  fs.writeFileSync(PAGE, renderRules());
}
