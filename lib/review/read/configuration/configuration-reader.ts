import { bodiesIn, eachLabelled, isObject, JsonObject, labelled } from "../../base/json";
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
import { ConfiguredResource } from "./configured-resource";
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
      resources: this.resourcesIn(json, address),
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

  private resourcesIn(json: JsonObject, address: string): ReadonlyMap<string, ResourceDeclaration> {
    const resources = new Map<string, ResourceDeclaration>();
    const add = (mode: "managed" | "data", type: string, name: string, body: JsonObject) => {
      const key = `${mode === "data" ? "data." : ""}${type}.${name}`;
      resources.set(key, new ConfiguredResource({ mode, type, name }, body, this.templates, `${address}${key}`));
    };
    eachLabelled(json.resource, (type, byName) =>
      eachLabelled(byName, (name, body) => add("managed", type, name, body)),
    );
    eachLabelled(json.data, (type, byName) => eachLabelled(byName, (name, body) => add("data", type, name, body)));
    return resources;
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
    return id === undefined || id === null
      ? []
      : [[provider, new JsonExpression(id, this.templates, `${address}provider.${provider}`)]];
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
}

const COMMENT: ReadonlySet<string> = new Set(["//"]);

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
