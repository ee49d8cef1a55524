import { ListedArguments } from "../program/arguments";
import type {
  Arguments,
  Expression,
  ModuleCall,
  ModuleDeclaration,
  ResourceDeclaration,
  Unreadable,
  VariableDeclaration,
} from "../program/declaration";
import { expandDynamic, isDynamic, withDynamic } from "./dynamic";
import { evaluate } from "../language/evaluate";
import type { Scope } from "../language/scope";
import { parseExpression, parseTemplate, SyntaxProblem } from "../language/parser";
import { Syntax, Traversal, traversalsIn } from "../language/syntax";
import { hashOf } from "../language/text";
import { TypeConstraint } from "../language/type";
import { bodiesIn, isObject, JsonObject, labelled } from "../base/json";
import { isScalar, literal, ObjectValue, Value } from "../language/value";

/** What a resource may say of itself that is no argument of its type. */
const META_ARGUMENTS = new Set([
  "//",
  "count",
  "for_each",
  "depends_on",
  "lifecycle",
  "provider",
  "provisioner",
  "connection",
]);

/** What a call of a module may say of itself that is no variable of the module. */
const CALL_ARGUMENTS = new Set([
  "//",
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "depends_on",
  "lifecycle",
]);

/**
 * Reads a module that is called with a local source, and says where it is and how to read what that calls; undefined
 * where it cannot be read.
 */
export type ReadModule = (
  source: string,
) => { readonly json: JsonObject; readonly readModule: ReadModule; readonly folder: string } | undefined;

/** More calls of modules than any program has, each of which is read anew. */
const MAX_CALLS = 10_000;

/** Reads one module in Terraform's JSON syntax: files that were merged into one object. */
export class ConfigurationReader {
  /** What was no expression, and where. */
  public readonly unreadable: Unreadable[] = [];
  private readonly templates = new Map<string, Syntax>();
  private calls = 0;

  constructor(private readonly readModule: ReadModule = () => undefined) {}

  public read(json: JsonObject, address = "", readModule = this.readModule, folder?: string): ModuleDeclaration {
    return {
      folder,
      resources: new Map([
        ...this.resourcesIn(json.resource, "managed", address),
        ...this.resourcesIn(json.data, "data", address),
      ]),
      locals: new Map(bodiesIn(json.locals).flatMap((body) => this.valuesOf(body, COMMENT, `${address}local`))),
      variables: new Map(labelled(json.variable).map(([name, body]) => [name, variableOf(body)])),
      outputs: new Map(
        labelled(json.output).map(([name, body]) => [name, this.value(body.value ?? null, `${address}output.${name}`)]),
      ),
      outputsWait: new Map(
        labelled(json.output).flatMap(([name, body]) =>
          body.depends_on === undefined ? [] : [[name, this.addressesIn(body.depends_on, `${address}output.${name}`)]],
        ),
      ),
      subscriptions: new Map(
        labelled(json.provider).flatMap(([type, body]) => this.subscriptionOf(type, body, address)),
      ),
      calls: new Map(labelled(json.module).map(([name, body]) => [name, this.callOf(name, body, address, readModule)])),
    };
  }

  private resourcesIn(json: unknown, mode: "managed" | "data", prefix: string): [string, ResourceDeclaration][] {
    return labelled(json).flatMap(([type, byName]) =>
      labelled(byName).map(([name, body]): [string, ResourceDeclaration] => {
        const key = `${mode === "data" ? "data." : ""}${type}.${name}`;
        return [key, { mode, type, name, ...this.bodyOf(body, `${prefix}${key}`) }];
      }),
    );
  }

  private subscriptionOf(
    type: string,
    { alias, subscription_id: id }: JsonObject,
    address: string,
  ): [string, Expression][] {
    const provider = typeof alias === "string" ? `${type}.${alias}` : type;
    return id === undefined || id === null ? [] : [[provider, this.expression(id, `${address}provider.${provider}`)]];
  }

  private bodyOf(body: JsonObject, address: string): Omit<ResourceDeclaration, "mode" | "type" | "name"> {
    const provisioners =
      body.provisioner === undefined
        ? []
        : bodiesIn(body.provisioner).flatMap((byType) => Object.values(byType).flatMap(bodiesIn));
    return {
      arguments:
        body.dynamic === undefined
          ? new BodyArguments(body, this, address)
          : new ListedArguments(new Map(this.expressionsOf(body, address))),
      provider: typeof body.provider === "string" ? withoutTemplate(body.provider) : undefined,
      count: this.optional(body.count, `${address}.count`),
      forEach: this.optional(body.for_each, `${address}.for_each`),
      waitsFor: this.awaitedBy(body, provisioners, address),
      ignoredChanges: body.lifecycle === undefined ? NONE_IGNORED : ignoredIn(body.lifecycle),
      commands:
        provisioners.length === 0
          ? NO_COMMANDS
          : provisioners.map(({ command }) => command).filter((command) => typeof command === "string"),
      accepted: acceptedIn(body["//"]),
    };
  }

  /** What `depends_on` names, and what preconditions and provisioners refer to. */
  private awaitedBy(
    { depends_on: dependsOn, lifecycle }: JsonObject,
    provisioners: readonly JsonObject[],
    address: string,
  ): readonly Traversal[] {
    if (dependsOn === undefined && lifecycle === undefined && provisioners.length === 0) {
      return NO_TRAVERSALS;
    }
    return [
      ...this.addressesIn(dependsOn, address),
      ...bodiesIn(lifecycle).flatMap(({ replace_triggered_by: triggers, precondition }) => [
        ...this.addressesIn(triggers, address),
        ...this.expression(precondition ?? null, `${address}.lifecycle`).traversals,
      ]),
      ...provisioners.flatMap((provisioner) => this.expression(provisioner, `${address}.provisioner`).traversals),
    ];
  }

  private callOf(name: string, body: JsonObject, prefix: string, readModule: ReadModule): ModuleCall {
    const address = `${prefix}module.${name}`;
    const { source, version, providers } = body;
    const found =
      typeof source === "string" && version === undefined && providers !== null && this.calls++ < MAX_CALLS
        ? readModule(source)
        : undefined;
    return {
      name,
      source: typeof source === "string" ? withoutPassword(source) : "a source that is no text",
      version: typeof version === "string" ? version : undefined,
      arguments: new Map(this.valuesOf(body, CALL_ARGUMENTS, address)),
      count: this.optional(body.count, `${address}.count`),
      forEach: this.optional(body.for_each, `${address}.for_each`),
      waitsFor: this.addressesIn(body.depends_on, address),
      providers: isObject(providers)
        ? new Map(Object.entries(providers).map(([own, passed]) => [own, withoutTemplate(String(passed))]))
        : undefined,
      module: found && this.read(found.json, `${address}.`, found.readModule, found.folder),
    };
  }

  private expressionsOf(body: JsonObject, address: string): [string, Expression][] {
    const names = Object.keys(body).filter((name) => !META_ARGUMENTS.has(name) && name !== "dynamic");
    const expressions = names.map((name): [string, Expression] => [
      name,
      this.expression(body[name], `${address}.${name}`),
    ]);
    return isObject(body.dynamic) || Array.isArray(body.dynamic)
      ? withDynamic(expressions, body.dynamic, (json) => this.expression(json, address))
      : expressions;
  }

  /** What stands in a body under other names than some, where every name is one of the program's own. */
  private valuesOf(body: JsonObject, others: ReadonlySet<string>, address: string): [string, Expression][] {
    const names = Object.keys(body).filter((name) => !others.has(name));
    return names.map((name) => [name, this.value(body[name], `${address}.${name}`)]);
  }

  private optional(json: unknown, address: string): Expression | undefined {
    return json === undefined || json === null ? undefined : this.value(json, address);
  }

  private value(json: unknown, address: string): Expression {
    return new JsonExpression(json, this, address, false);
  }

  private expression(json: unknown, address: string): Expression {
    return new JsonExpression(json, this, address);
  }

  private addressesIn(json: unknown, address: string): Traversal[] {
    const texts = Array.isArray(json) ? json : [];
    return texts.flatMap((text) =>
      typeof text === "string"
        ? traversalsIn(this.parse(withoutTemplate(text), parseExpression, `${address}.depends_on`))
        : [],
    );
  }

  /** Reads a template, each text once. */
  public template(text: string, address: string): Syntax {
    return this.templates.get(text) ?? this.parse(text, parseTemplate, address);
  }

  private parse(text: string, parse: (text: string) => Syntax, address: string): Syntax {
    try {
      const syntax = parse(text);
      this.templates.set(text, syntax);
      return syntax;
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) {
        throw error;
      }
      if (!this.unreadable.some((other) => other.address === address && other.why === error.message)) {
        this.unreadable.push({ address, why: error.message });
      }
      return { kind: "opaque", parts: [], words: hashOf(text) };
    }
  }
}

const COMMENT: ReadonlySet<string> = new Set(["//"]);
const NO_TRAVERSALS: readonly Traversal[] = [];
const NO_COMMANDS: readonly string[] = [];

/** The arguments of a block, of which most are never asked for. */
class BodyArguments implements Arguments {
  constructor(
    private readonly body: JsonObject,
    private readonly reader: ConfigurationReader,
    private readonly address: string,
  ) {}

  public get names(): readonly string[] {
    return Object.keys(this.body).filter((name) => !META_ARGUMENTS.has(name));
  }

  public get traversals(): readonly Traversal[] {
    return this.names.flatMap((name) => this.get(name)!.traversals);
  }

  public get(name: string): Expression | undefined {
    return this.has(name) ? new JsonExpression(this.body[name], this.reader, `${this.address}.${name}`) : undefined;
  }

  public has(name: string): boolean {
    return Object.prototype.propertyIsEnumerable.call(this.body, name) && !META_ARGUMENTS.has(name);
  }
}

/** A value of JSON with templates in it, read when it is asked for. Without a reader, it has none. */
class JsonExpression implements Expression {
  private refersTo?: readonly Traversal[];

  constructor(
    private readonly json: unknown,
    private readonly reader: ConfigurationReader | undefined,
    private readonly address: string,
    /**
     * Whether an object may be a block, in which "dynamic" makes blocks; in a value it is a key as any other. The
     * comment "//" of a block is one in a value, too, and does no harm in a block.
     */
    private readonly mayBeBlock = true,
  ) {}

  public get traversals(): readonly Traversal[] {
    if (!this.refersTo) {
      const found: Traversal[] = [];
      this.collect(this.json, found);
      this.refersTo = found.length === 0 ? NO_TRAVERSALS : found;
    }
    return this.refersTo;
  }

  public get isLiteral(): boolean {
    return typeof this.json !== "string" || this.parse(this.json).kind === "literal";
  }

  public evaluate(scope: Scope): Value {
    return this.valueOf(this.json, scope);
  }

  public inside(key: string | number): Expression | undefined {
    const json = Array.isArray(this.json) || isObject(this.json) ? (this.json as JsonObject)[key] : undefined;
    // JSON may write a single block as an object.
    return json === undefined
      ? key === 0 && isObject(this.json)
        ? this
        : undefined
      : new JsonExpression(json, this.reader, this.address, this.mayBeBlock);
  }

  private parse(template: string): Syntax {
    return this.reader ? this.reader.template(template, this.address) : { kind: "literal", value: template };
  }

  private valueOf(json: unknown, scope: Scope): Value {
    if (typeof json === "string") {
      return hasTemplate(json) ? evaluate(this.parse(json), scope) : json;
    }
    if (Array.isArray(json)) {
      return json.map((item) => this.valueOf(item, scope));
    }
    if (isObject(json)) {
      return this.objectOf(json, scope);
    }
    return literal(json);
  }

  private objectOf(json: JsonObject, scope: Scope): Value {
    const entries = new Map<string, Value>();
    for (const name of Object.keys(json)) {
      if (name === "dynamic" && this.mayBeBlock && isDynamic(json.dynamic)) {
        expandDynamic(json.dynamic, entries, scope, (part, inner) => this.valueOf(part, inner));
      } else {
        const key = hasTemplate(name) ? evaluate(this.parse(name), scope) : name;
        entries.set(isScalar(key) ? String(key) : name, this.valueOf(json[name], scope));
      }
    }
    return new ObjectValue(entries);
  }

  private collect(json: unknown, found: Traversal[]): void {
    if (typeof json === "string") {
      if (hasTemplate(json)) {
        traversalsIn(this.parse(json)).forEach((traversal) => found.push(traversal));
      }
    } else if (Array.isArray(json)) {
      json.forEach((item) => this.collect(item, found));
    } else if (isObject(json)) {
      for (const name of Object.keys(json)) {
        this.collect(name, found);
        this.collect(json[name], found);
      }
    }
  }
}

/** An address may hold who signs in, and with what. */
function withoutPassword(source: string): string {
  return source.replace(/:\/\/[^/@]*@/, "://***@");
}

/** An address that stands in a template, as Terraform takes it, too. */
function withoutTemplate(text: string): string {
  return text.replace(/^\$\{(.*)\}$/s, "$1");
}

function hasTemplate(text: string): boolean {
  return text.includes("${") || text.includes("%{");
}

function variableOf(body: JsonObject): VariableDeclaration {
  const { default: value, type } = body;
  return {
    type: typeof type === "string" ? TypeConstraint.of(withoutTemplate(type)) : undefined,
    isNullable: body.nullable !== false,
    // A default is no template.
    default: value === undefined ? undefined : new JsonExpression(value, undefined, "", false),
  };
}

/** Findings that the program accepts, from the comment of a resource: `{"accepted": {"<finding>": "<reason>"}}`. */
function acceptedIn(comment: unknown): ReadonlyMap<string, string> {
  const accepted = isObject(comment) ? comment.accepted : undefined;
  return isObject(accepted)
    ? new Map(Object.entries(accepted).filter((entry): entry is [string, string] => typeof entry[1] === "string"))
    : NONE_ACCEPTED;
}

const NONE_IGNORED: ReadonlySet<string> = new Set();
const NONE_ACCEPTED: ReadonlyMap<string, string> = new Map();

/** The arguments that `ignore_changes` names. */
function ignoredIn(lifecycle: unknown): ReadonlySet<string> {
  const names = bodiesIn(lifecycle).flatMap(({ ignore_changes: ignored }) =>
    Array.isArray(ignored) ? (ignored as unknown[]) : [ignored],
  );
  return new Set(names.filter((name) => typeof name === "string").map(withoutTemplate));
}
