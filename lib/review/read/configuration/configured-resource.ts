import { bodiesIn, isObject, JsonObject, objectAt } from "../../base/json";
import type { Traversal } from "../../language/syntax";
import type { Arguments, Expression, ResourceDeclaration } from "../../program/declaration";
import { argumentsOf } from "./json-arguments";
import { JsonExpression } from "./json-expression";
import { Templates, withoutTemplate } from "./templates";

/** A resource block of a configuration. Of most blocks most of this is never asked for, and so read when it is. */
export class ConfiguredResource implements ResourceDeclaration {
  public readonly mode: ResourceDeclaration["mode"];
  public readonly type: string;
  public readonly name: string;
  public readonly arguments: Arguments;
  public readonly waitsFor: readonly Traversal[];

  constructor(
    { mode, type, name }: Pick<ResourceDeclaration, "mode" | "type" | "name">,
    private readonly body: JsonObject,
    private readonly templates: Templates,
    private readonly address: string,
  ) {
    this.mode = mode;
    this.type = type;
    this.name = name;
    this.arguments = argumentsOf(body, templates, address);
    this.waitsFor = this.awaited();
  }

  public get provider(): string | undefined {
    const { provider } = this.body;
    return typeof provider === "string" ? withoutTemplate(provider) : undefined;
  }

  public get count(): Expression | undefined {
    return this.repetition("count");
  }

  public get forEach(): Expression | undefined {
    return this.repetition("for_each");
  }

  public get ignoredChanges(): ReadonlySet<string> {
    const { lifecycle } = this.body;
    return lifecycle === undefined ? NONE_IGNORED : ignoredIn(lifecycle);
  }

  public get provisioners(): readonly Expression[] | undefined {
    const provisioners = provisionersIn(this.body);
    return provisioners.length === 0 ? undefined : provisioners.map((provisioner) => this.provisioner(provisioner));
  }

  public get commands(): readonly string[] {
    return provisionersIn(this.body)
      .map(({ command }) => command)
      .filter((command) => typeof command === "string");
  }

  public get accepted(): ReadonlyMap<string, string> {
    return acceptedIn(this.body["//"]);
  }

  public get path(): string | undefined {
    return pathIn(this.body["//"]);
  }

  private repetition(name: "count" | "for_each"): Expression | undefined {
    const json = this.body[name];
    return json === undefined || json === null
      ? undefined
      : new JsonExpression(json, this.templates, `${this.address}.${name}`, false);
  }

  private provisioner(json: JsonObject): JsonExpression {
    return new JsonExpression(json, this.templates, `${this.address}.provisioner`);
  }

  /** What `depends_on` names, and what preconditions and provisioners refer to. */
  private awaited(): readonly Traversal[] {
    const { templates, address } = this;
    const { depends_on: dependsOn, lifecycle, provisioner } = this.body;
    if (dependsOn === undefined && lifecycle === undefined && provisioner === undefined) {
      return NO_TRAVERSALS;
    }
    return [
      ...templates.addressesIn(dependsOn, address),
      ...bodiesIn(lifecycle).flatMap(({ replace_triggered_by: triggers, precondition }) => [
        ...templates.addressesIn(triggers, address),
        ...new JsonExpression(precondition ?? null, templates, `${address}.lifecycle`).traversals,
      ]),
      ...provisionersIn(this.body).flatMap((json) => this.provisioner(json).traversals),
    ];
  }
}

// Most resources have none of these, and share what says so.
const NO_TRAVERSALS: readonly Traversal[] = [];
const NO_PROVISIONERS: readonly JsonObject[] = [];
const NONE_IGNORED: ReadonlySet<string> = new Set();
const NONE_ACCEPTED: ReadonlyMap<string, string> = new Map();

function provisionersIn({ provisioner }: JsonObject): readonly JsonObject[] {
  return provisioner === undefined
    ? NO_PROVISIONERS
    : bodiesIn(provisioner).flatMap((byType) => Object.values(byType).flatMap(bodiesIn));
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
