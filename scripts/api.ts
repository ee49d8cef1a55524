// The reference of the API: docs/api/README.md, an index by task, and a page for each class with what it takes beside it.
import * as fs from "fs";
import * as path from "path";
import { TASKS } from "./api-tasks";
import { nameOf } from "./footer";
import { anchorOf, plain, tableOf } from "./page";

const ROOT = path.join(__dirname, "..");

/** The folder of the pages. */
export const API_PAGES = path.join(ROOT, "docs/api");

/** What of a jsii assembly this reads. */
interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly see?: string;
  readonly custom?: { readonly throws?: string };
}
interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: "array" | "map"; readonly elementtype: TypeReference };
  readonly union?: { readonly types: readonly TypeReference[] };
}
interface Member {
  readonly name: string;
  readonly docs?: Docs;
  readonly type?: TypeReference;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly const?: boolean;
  readonly variadic?: boolean;
  readonly parameters?: readonly Member[];
  readonly returns?: { readonly type: TypeReference };
}
interface Type {
  readonly name: string;
  readonly fqn: string;
  readonly kind: "class" | "interface" | "enum";
  readonly docs?: Docs;
  readonly interfaces?: readonly string[];
  readonly base?: string;
  readonly initializer?: { readonly docs?: Docs; readonly parameters?: readonly Member[] };
  readonly properties?: readonly Member[];
  readonly methods?: readonly Member[];
  readonly members?: readonly Member[];
}

/** The headings of docs/rules.md that are of the arguments in a property: `App or job: volumes[]`. */
const RULES: readonly string[] = [
  ...fs.readFileSync(path.join(ROOT, "docs/rules.md"), "utf8").matchAll(/^### (.+: .+)$/gm),
].map(([, heading = ""]) => heading);

/** The pages about properties of an app or job. */
const GUIDES: Readonly<Record<string, string>> = {
  dapr: "dapr",
  environment: "environment-identity",
  identity: "identities",
  ingress: "ingress",
  keyVault: "secrets",
  otherSecrets: "secrets",
  registries: "images",
  scaleRules: "scaling",
  secrets: "secrets",
  services: "services",
  trigger: "jobs",
  volumes: "volumes",
};

/** The pages by their file names, of the assembly that `npm run build` leaves in `.jsii`. */
export function renderApi(): ReadonlyMap<string, string> {
  const assembly = JSON.parse(fs.readFileSync(path.join(ROOT, ".jsii"), "utf8")) as { types: Record<string, Type> };
  return new Api(Object.values(assembly.types)).pages();
}

class Api {
  private readonly types: ReadonlyMap<string, Type>;
  /** The class on whose page a type is. */
  private readonly homes = new Map<Type, Type>();

  constructor(types: readonly Type[]) {
    this.types = new Map(types.map((type) => [type.fqn, type]));
    const classes = types.filter(({ kind }) => kind === "class");
    classes.forEach((one) => this.homes.set(one, one));
    // What is named after a class is on its page, and anything else on that of the first class that takes or gives it.
    const byLength = [...classes].sort((a, b) => b.name.length - a.name.length);
    types
      .filter((type) => !this.homes.has(type))
      .forEach((type) => {
        const owner = byLength.find(({ name }) => type.name.startsWith(name) || type.name === `I${name}`);
        if (owner) {
          this.homes.set(type, owner);
        }
      });
    const ordered = TASKS.flatMap(({ classes: names }) => names)
      .map((name) => classes.find((one) => one.name === name))
      .filter((one) => one !== undefined);
    ordered.forEach((one) => this.claim(one, one, new Set()));
  }

  public pages(): ReadonlyMap<string, string> {
    const classes = [...this.types.values()].filter(({ kind }) => kind === "class");
    return new Map([
      ["README.md", this.index()],
      ...classes.map((one): [string, string] => [fileOf(one), this.page(one)]),
    ]);
  }

  /** Takes all that a type refers to onto the page of a class, where it is on none. */
  private claim(owner: Type, type: Type, seen: Set<Type>): void {
    if (seen.has(type)) {
      return;
    }
    seen.add(type);
    for (const used of this.usedBy(type)) {
      if (!this.homes.has(used)) {
        this.homes.set(used, owner);
      }
      if (used.kind !== "class") {
        this.claim(owner, used, seen);
      }
    }
  }

  private usedBy(type: Type): Type[] {
    const own = [...this.membersOf(type, "properties"), ...this.membersOf(type, "methods")];
    const members = [...own, ...(type.initializer?.parameters ?? [])];
    const references = members.flatMap(({ type: its, parameters = [], returns }) => [
      its,
      returns?.type,
      ...parameters.map((one) => one.type),
    ]);
    return references
      .flatMap((one) => namesIn(one))
      .map((name) => this.types.get(name))
      .filter((one) => one !== undefined);
  }

  private index(): string {
    const sections = TASKS.map(({ task, classes }) => {
      const rows = classes.map((name) => {
        const type = [...this.types.values()].find((one) => one.name === name);
        return [`[${name}](${type ? fileOf(type) : ""})`, summaryOf(type?.docs)];
      });
      return `## ${task}\n\n${tableOf(["", ""], rows)}`;
    });
    return [
      "# API reference\n",
      "By task. Each page has a class, and beside it the props, options and enums that it takes. " +
        "[Rules](../rules.md) says what each argument accepts, [roles](../roles.md) what each role allows.\n",
      ...sections,
    ].join("\n");
  }

  private page(type: Type): string {
    const taken = new Set([...this.types.values()].flatMap((one) => this.usedBy(one)));
    const beside = [...this.homes]
      .filter(([one, home]) => home === type && one !== type && taken.has(one))
      .map(([one]) => one);
    const props = beside.filter(({ name }) => name === `${type.name}Props`);
    const others = beside.filter((one) => !props.includes(one)).sort((a, b) => (a.name < b.name ? -1 : 1));
    return [
      `# ${type.name}\n`,
      `${textOf(type.docs)}\n`,
      ...this.initializer(type),
      ...props.flatMap((one) => this.section(one)),
      ...this.methods("Class methods", type, ({ static: isStatic }) => isStatic === true),
      ...this.constants(type),
      ...this.methods("Methods", type, ({ static: isStatic }) => !isStatic),
      ...this.attributes(type),
      ...others.flatMap((one) => this.section(one)),
      "[API reference](README.md)\n",
    ].join("\n");
  }

  private initializer({ name, initializer }: Type): string[] {
    return initializer
      ? [`\`new ${name}(${signatureOf(initializer.parameters)})\`${throwsOf(initializer.docs)}\n`]
      : [];
  }

  private methods(title: string, type: Type, isOfThese: (method: Member) => boolean): string[] {
    const methods = this.membersOf(type, "methods").filter(isOfThese).sort(byName);
    const rows = methods.map((method) => [
      `\`${method.name}(${signatureOf(method.parameters)})\``,
      this.typeOf(type, method.returns?.type),
      [
        textOf(method.docs) + throwsOf(method.docs),
        ...(method.parameters ?? []).map((one) => this.parameter(type, one)),
      ]
        .filter(Boolean)
        .join("<br>"),
    ]);
    return rows.length > 0 ? [`## ${title}\n`, tableOf(["call", "returns", ""], rows)] : [];
  }

  /** A parameter, with its type where that is of the library, and what its docstring says. */
  private parameter(at: Type, { name, type, docs }: Member): string {
    const isOurs = namesIn(type).some((one) => this.types.has(one));
    const text = textOf(docs);
    return isOurs || text ? `\`${name}\`${isOurs ? `: ${this.typeOf(at, type)}` : ""}${text ? `: ${text}` : ""}` : "";
  }

  private constants(type: Type): string[] {
    const rows = this.membersOf(type, "properties").filter((one) => one.static);
    return rows.length > 0
      ? [
          "## Constants\n",
          tableOf(
            ["name", ""],
            rows.map(({ name, docs }) => [`\`${name}\``, textOf(docs)]),
          ),
        ]
      : [];
  }

  private attributes(type: Type): string[] {
    const rows = this.membersOf(type, "properties").filter((one) => !one.static);
    return rows.length > 0 ? ["## Attributes\n", this.properties(type, rows)] : [];
  }

  private section(type: Type): string[] {
    const heading = `## ${type.name}\n`;
    if (type.kind === "enum") {
      const rows = (type.members ?? []).map(({ name, docs }) => [`\`${name}\``, textOf(docs)]);
      return [heading, `${textOf(type.docs)}\n`, tableOf(["name", ""], rows)];
    }
    const home = this.homes.get(type);
    if (home?.interfaces?.includes(type.fqn)) {
      return [heading, `${textOf(type.docs)} It has the attributes and the methods above.\n`];
    }
    const properties = this.membersOf(type, "properties");
    const methods = this.methods("", type, () => true).slice(1);
    return [
      heading,
      `${textOf(type.docs)}\n`,
      ...(properties.length > 0 ? [this.properties(type, properties)] : []),
      ...methods,
    ];
  }

  /** A table of properties by their names, of a struct the required ones first and in bold. */
  private properties(at: Type, properties: readonly Member[]): string {
    const hasDefaults = properties.some(({ docs }) => docs?.default);
    const isStruct = at.kind === "interface" && !this.methodsIn(at);
    const isLater = ({ optional = false }: Member) => isStruct && optional;
    const sorted = [...properties].sort((a, b) => Number(isLater(a)) - Number(isLater(b)) || byName(a, b));
    return tableOf(
      hasDefaults ? ["name", "type", "default", ""] : ["name", "type", ""],
      sorted.map(({ name, type, optional, docs }) => [
        isStruct && !optional ? `**\`${name}\`**` : `\`${name}\``,
        this.typeOf(at, type, name),
        ...(hasDefaults ? [plain((docs?.default ?? "").replace(/^- /, ""))] : []),
        [textOf(docs), guideTo(at, name)].filter(Boolean).join(" "),
      ]),
    );
  }

  private methodsIn(type: Type): boolean {
    return this.membersOf(type, "methods").length > 0 || type.name.startsWith("I");
  }

  /** The members of a type and of what it extends, without those that every construct has. */
  private membersOf(type: Type, kind: "properties" | "methods"): readonly Member[] {
    const bases = [type.base, ...(type.interfaces ?? [])].map((name) => this.types.get(name ?? ""));
    const all = [...(type[kind] ?? []), ...bases.flatMap((base) => (base ? this.membersOf(base, kind) : []))];
    const named = new Map([...all].reverse().map((member) => [member.name, member]));
    return [...named.values()].filter(({ name }) => !["toString", "isConstruct", "node"].includes(name)).reverse();
  }

  /** A type, with a link to where it is: on a page here, or for azurerm's own to the rules for the property. */
  private typeOf(at: Type, type: TypeReference | undefined, property?: string): string {
    if (type?.collection) {
      const inner = this.typeOf(at, type.collection.elementtype, property);
      return type.collection.kind === "array" ? `list of ${inner}` : `map of ${inner}`;
    }
    if (type?.union) {
      return type.union.types.map((one) => this.typeOf(at, one, property)).join(" or ");
    }
    const ours = this.types.get(type?.fqn ?? "");
    const home = ours && this.homes.get(ours);
    if (!ours || !home) {
      const name = type?.fqn?.split(".").pop() ?? type?.primitive ?? "";
      const rules =
        type?.fqn?.startsWith("@cdktf/provider-azurerm.") &&
        property &&
        rulesFor(this.homes.get(at)?.name ?? "", property);
      return rules ? `[${name}](../rules.md#${anchorOf(rules)})` : name;
    }
    const file = home === this.homes.get(at) ? "" : fileOf(home);
    return `[${ours.name}](${file}#${anchorOf(ours.name)})`;
  }
}

/** The heading of the rules for the arguments in a property, of the class itself or of what it shares with others. */
function rulesFor(owner: string, property: string): string | undefined {
  const isOf = (heading: string) => new RegExp(`[ .]${property}(\\[\\])?$`).test(heading);
  const ofProperty = RULES.filter(isOf);
  const titles = [owner, "App or job", "Any construct"].map((title) => `${title}: `);
  return titles.flatMap((title) => ofProperty.find((heading) => heading.startsWith(title)) ?? [])[0] ?? ofProperty[0];
}

/** The page that answers what a property of an app or job is for, where there is one. */
function guideTo({ name: type }: Type, property: string): string {
  const page = /^ManagedIdentityContainerApp(Job)?Props$/.test(type) ? GUIDES[property] : undefined;
  return page ? `See [${nameOf(page)}](../${page}.md).` : "";
}

function byName({ name: one }: Member, { name: other }: Member): number {
  return one < other ? -1 : Number(one > other);
}

/** The names of the types in a reference. */
function namesIn(type: TypeReference | undefined): string[] {
  const inner = [type?.collection?.elementtype, ...(type?.union?.types ?? [])];
  return type ? [...(type.fqn ? [type.fqn] : []), ...inner.flatMap((one) => namesIn(one))] : [];
}

function fileOf({ name }: Type): string {
  return `${name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase()}.md`;
}

function signatureOf(parameters: readonly Member[] = []): string {
  return parameters
    .map(({ name, optional, variadic }) => `${variadic ? "…" : ""}${name}${optional ? "?" : ""}`)
    .join(", ");
}

function summaryOf(docs: Docs | undefined): string {
  return cleaned(docs?.summary ?? "");
}

function textOf(docs: Docs | undefined): string {
  const see = docs?.see ? `[Source](${docs.see})` : "";
  return [summaryOf(docs), cleaned(docs?.remarks ?? ""), see].filter(Boolean).join(" ");
}

function throwsOf(docs: Docs | undefined): string {
  return docs?.custom?.throws ? ` Throws: ${cleaned(docs.custom.throws).replace(/^Error /, "an error ")}.` : "";
}

/** The text of a docstring in one line. */
function cleaned(text: string): string {
  return text.replace(/\{@link (\w+)\}/g, "`$1`").replace(/\s*\n\s*/g, " ");
}
