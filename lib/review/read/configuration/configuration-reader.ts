import { bodiesIn, isObject, JsonObject, labelled, objectAt } from "../../base/json";
import type { Traversal } from "../../language/syntax";
import { TypeConstraint } from "../../language/type";
import type {
  Expression,
  ModuleCall,
  ModuleDeclaration,
  ResourceDeclaration,
  Unreadable,
  VariableDeclaration,
} from "../../program/declaration";
import { argumentsOf } from "./json-arguments";
import { JsonExpression } from "./json-expression";
import { Templates, withoutTemplate } from "./templates";

/** What a `module` block may have beside the variables of the module. */
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

/** Reads a module that is called with a local source; undefined where it cannot be read. */
export type ReadModule = (source: string) => LocalModule | undefined;

interface LocalModule {
  readonly json: JsonObject;
  /** Reads the modules that this one calls. */
  readonly readModule: ReadModule;
  /** The module's folder, as a path from the root module's. */
  readonly folder: string;
}

/** How many module calls are read: more than any program has, since a module is read anew for each call. */
const MAX_CALLS = 10_000;

/** Reads modules in Terraform's JSON syntax, the files of each merged into one object. */
export class ConfigurationReader {
  private readonly templates = new Templates();
  private calls = 0;

  constructor(private readonly readModule: ReadModule = () => undefined) {}

  /** The expressions with a syntax error: more are added as expressions are evaluated. */
  public get unreadable(): readonly Unreadable[] {
    return this.templates.unreadable;
  }

  public read(json: JsonObject, address = "", readModule = this.readModule, folder?: string): ModuleDeclaration {
    const outputs = labelled(json.output);
    return {
      folder,
      content: () => JSON.stringify(json),
      resources: new Map([
        ...this.resourcesIn(json.resource, "managed", address),
        ...this.resourcesIn(json.data, "data", address),
      ]),
      locals: new Map(bodiesIn(json.locals).flatMap((body) => this.valuesOf(body, COMMENT, `${address}local`))),
      variables: new Map(labelled(json.variable).map(([name, body]) => [name, variableOf(body)])),
      outputs: new Map(
        outputs.map(([name, body]) => [name, this.value(body.value ?? null, `${address}output.${name}`)]),
      ),
      adopted: [...textsAt(json.moved, "from"), ...textsAt(json.import, "to")].map((to) => `${address}${to}`),
      outputsWait: new Map(outputs.flatMap(([name, body]) => this.outputWait(name, body, address))),
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

  private outputWait(
    name: string,
    { depends_on: dependsOn }: JsonObject,
    address: string,
  ): [string, readonly Traversal[]][] {
    return dependsOn === undefined ? [] : [[name, this.templates.addressesIn(dependsOn, `${address}output.${name}`)]];
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
      arguments: argumentsOf(body, this.templates, address),
      provider: typeof body.provider === "string" ? withoutTemplate(body.provider) : undefined,
      count: this.optional(body.count, `${address}.count`),
      forEach: this.optional(body.for_each, `${address}.for_each`),
      waitsFor: this.awaitedBy(body, provisioners, address),
      ignoredChanges: body.lifecycle === undefined ? NONE_IGNORED : ignoredIn(body.lifecycle),
      provisioners:
        provisioners.length === 0
          ? undefined
          : provisioners.map((provisioner) => this.expression(provisioner, `${address}.provisioner`)),
      commands:
        provisioners.length === 0
          ? NO_COMMANDS
          : provisioners.map(({ command }) => command).filter((command) => typeof command === "string"),
      accepted: acceptedIn(body["//"]),
      path: pathIn(body["//"]),
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
      ...this.templates.addressesIn(dependsOn, address),
      ...bodiesIn(lifecycle).flatMap(({ replace_triggered_by: triggers, precondition }) => [
        ...this.templates.addressesIn(triggers, address),
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
      waitsFor: this.templates.addressesIn(body.depends_on, address),
      providers: isObject(providers)
        ? new Map(Object.entries(providers).map(([own, passed]) => [own, withoutTemplate(String(passed))]))
        : undefined,
      module: found && this.read(found.json, `${address}.`, found.readModule, found.folder),
    };
  }

  /** The values in a body whose names are the program's own, such as locals, but for names that are Terraform's. */
  private valuesOf(body: JsonObject, others: ReadonlySet<string>, address: string): [string, Expression][] {
    const names = Object.keys(body).filter((name) => !others.has(name));
    return names.map((name) => [name, this.value(body[name], `${address}.${name}`)]);
  }

  private optional(json: unknown, address: string): Expression | undefined {
    return json === undefined || json === null ? undefined : this.value(json, address);
  }

  private value(json: unknown, address: string): Expression {
    return new JsonExpression(json, this.templates, address, false);
  }

  private expression(json: unknown, address: string): Expression {
    return new JsonExpression(json, this.templates, address);
  }
}

const COMMENT: ReadonlySet<string> = new Set(["//"]);

// Most resources have none of these, and share what says so.
const NO_TRAVERSALS: readonly Traversal[] = [];
const NO_COMMANDS: readonly string[] = [];
const NONE_IGNORED: ReadonlySet<string> = new Set();
const NONE_ACCEPTED: ReadonlyMap<string, string> = new Map();

/** The addresses in the blocks of a section. */
function textsAt(section: unknown, argument: string): string[] {
  return bodiesIn(section)
    .map((body) => body[argument])
    .filter((value) => typeof value === "string")
    .map(withoutTemplate);
}

/** A module's source without the user and the password of a URL. */
function withoutPassword(source: string): string {
  return source.replace(/:\/\/[^/@]*@/, "://***@");
}

function variableOf(body: JsonObject): VariableDeclaration {
  const { default: value, type } = body;
  return {
    type: typeof type === "string" ? TypeConstraint.of(withoutTemplate(type)) : undefined,
    isNullable: body.nullable !== false,
    isSensitive: body.sensitive === true || body.sensitive === "true",
    // Terraform takes a default literally.
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

/** The path of the construct, as cdktf writes it into the comment of what the construct makes. */
function pathIn(comment: unknown): string | undefined {
  const { path } = objectAt(comment, "metadata");
  return typeof path === "string" && path !== "" ? path : undefined;
}

/** The arguments that `ignore_changes` names. */
function ignoredIn(lifecycle: unknown): ReadonlySet<string> {
  const names = bodiesIn(lifecycle).flatMap(({ ignore_changes: ignored }) =>
    Array.isArray(ignored) ? (ignored as unknown[]) : [ignored],
  );
  return new Set(names.filter((name) => typeof name === "string").map(withoutTemplate));
}
