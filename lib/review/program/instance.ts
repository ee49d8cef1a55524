import { SmallTable } from "../base/table";
import type { Scope } from "../language/scope";
import { describe, hashOf } from "../language/text";
import { isList, isScalar, ObjectValue, Reference, ResourceInstance, Text, Unknown, Value } from "../language/value";
import { AzapiView } from "./azapi/azapi-view";
import type { Expression, InstanceKey, ResourceDeclaration } from "./declaration";
import type { OwningBlock, OwningModule } from "./owners";

/** Stands for a value while it is evaluated. */
const UNDER_WAY = new Unknown("it is being evaluated");

/**
 * The arguments that name a resource, the first that is set counts: in Azure it is the name, in Entra ID any of these.
 */
const NAMES = [
  "name",
  "display_name",
  "user_principal_name",
  "client_id",
  "application_id",
  "template_id",
  "object_id",
];

const NO_UPDATES: readonly Instance[] = [];

/** A resource that Terraform manages or reads: an element of `count` or `for_each`, or the only one of its block. */
export class Instance implements ResourceInstance {
  /** The resources of the program that change this one after it is made. */
  public updates: readonly Instance[] = NO_UPDATES;
  public readonly declaration: ResourceDeclaration;
  public readonly module: OwningModule;
  /** The values of the arguments that had to be evaluated. */
  private values?: SmallTable<Value>;
  private readonly isOfAzapi: boolean;
  private name?: string;
  private view?: AzapiView;

  constructor(
    public readonly node: OwningBlock,
    public readonly key: InstanceKey,
    public readonly address: string,
    private readonly scope: Scope,
    /** Why it is not known how many there are, where this one stands for all; undefined where that is known. */
    public readonly unknownCount?: string,
  ) {
    this.declaration = node.declaration;
    this.module = node.module;
    this.isOfAzapi = node.declaration.type.startsWith("azapi_");
  }

  /** The resource in azurerm's words, where azapi makes or reads it; undefined where another provider does. */
  public get azapi(): AzapiView | undefined {
    return this.isOfAzapi ? (this.view ??= this.newView()) : undefined;
  }

  /** The type, such as `azurerm_key_vault`, also where azapi makes the resource. */
  public get type(): string {
    return this.isOfAzapi ? (this.azapi?.type ?? this.declaration.type) : this.declaration.type;
  }

  public get isManaged(): boolean {
    return this.declaration.mode === "managed";
  }

  /** The value of an argument; undefined where it is not set. */
  public argument(name: string): Value | undefined {
    if (this.module.program.secrets?.isArgument(this.type, name)) {
      return undefined;
    }
    return this.azapi?.argument(name) ?? this.own(name);
  }

  /** The path that all spellings of one attribute have. */
  public attributePath(path: Reference["path"]): Reference["path"] {
    return this.azapi?.attributePath(path) ?? path;
  }

  /** The value of an argument in the provider's own words. */
  private own(name: string): Value | undefined {
    const known = this.values?.[name];
    if (known !== undefined) {
      return known === UNDER_WAY ? new Unknown("it refers to itself", [], `${this.address}.${name}`) : known;
    }
    if (this.module.stack.known) {
      return this.evaluateOnce(name);
    }
    const { arguments: args } = this.declaration;
    const constant = args.constant(name);
    return constant === undefined && args.has(name) ? this.evaluateOnce(name) : constant;
  }

  /** Evaluates an argument, and keeps its value. */
  private evaluateOnce(name: string): Value | undefined {
    const values = (this.values ??= new SmallTable());
    values[name] = UNDER_WAY;
    return (values[name] = this.module.program.guarded(this, name, () => this.evaluate(name)));
  }

  /** The value of an argument, or a reference to the attribute of that name, which only Azure knows. */
  public get(name: string): Value {
    return this.argument(name) ?? new Reference(this, [name]);
  }

  /** The value of an argument's expression, without what a plan or a state knows; null where it has none. */
  public written(name: string): Value {
    return this.azapi?.written(name) ?? this.ownWritten(name);
  }

  /** The expression of an argument; undefined where it has none. */
  public expression(name: string): Expression | undefined {
    return this.azapi?.expression(name) ?? this.declaration.arguments.get(name);
  }

  private ownWritten(name: string): Value {
    if (!this.module.stack.known) {
      return this.own(name) ?? null;
    }
    return this.module.program.guarded(
      this,
      name,
      () => this.declaration.arguments.get(name)?.evaluate(this.scope) ?? null,
    );
  }

  /** Whether `ignore_changes` names an argument. */
  public ignores(argument: string): boolean {
    const { ignoredChanges } = this.declaration;
    return (
      ignoredChanges.has(argument) ||
      ignoredChanges.has("all") ||
      (ignoredChanges.has("body") && this.azapi?.isInBody(argument) === true)
    );
  }

  /** The blocks of a name, dynamic ones among them; those that are not known are an unknown value. */
  public blocks(name: string): readonly (ObjectValue | Unknown)[] {
    return blocksIn(this.argument(name) ?? null);
  }

  /** The identity blocks, those of the resources that change this one among them. */
  public get identityBlocks(): readonly (ObjectValue | Unknown)[] {
    const own = this.blocks("identity");
    return this.updates.length === 0 ? own : [...own, ...this.updates.flatMap((one) => one.blocks("identity"))];
  }

  /** The types of the identity blocks; null where one is not known. */
  public get identityTypes(): Value[] {
    return this.identityBlocks.map((block) => (block instanceof ObjectValue ? block.get("type") : null));
  }

  /**
   * What the resource is called whatever its address: its type and a name; for a data source without a name, its type
   * and all its arguments; else its type, its rank among those that might be taken for it, and the keys of its address.
   */
  public get canonicalName(): string {
    if (this.name === undefined) {
      // What the name is made of may lead back here.
      this.name = this.type;
      this.name = this.ownName() ?? (this.isManaged ? this.nameByRank() : this.nameByArguments());
    }
    return this.name;
  }

  private newView(): AzapiView {
    return new AzapiView({
      kind: this.declaration.type,
      isManaged: this.isManaged,
      own: (name) => this.own(name) ?? null,
      written: (name) => this.ownWritten(name),
      expression: (name) => this.declaration.arguments.get(name),
    });
  }

  private ownName(): string | undefined {
    for (const argument of NAMES) {
      const name = this.argument(argument) ?? null;
      if (name !== null) {
        return `${this.type} ${argument === "name" ? "" : `${argument}=`}${canonicalText(name)}`;
      }
    }
    return undefined;
  }

  private nameByArguments(): string {
    const asked = this.declaration.arguments.names.map((name): [string, Value] => [name, this.argument(name) ?? null]);
    if (asked.length > 1) {
      return `${this.type} ${hashOf(describe(new ObjectValue(new Map(asked))))}`;
    }
    const [[argument, value] = ["", null]] = asked;
    return value === null ? this.type : `${this.type} ${argument}=${canonicalText(value)}`;
  }

  private nameByRank(): string {
    const rank = this.module.program.rankOf(this.module.place, this.declaration);
    const key = this.key === undefined ? "" : `[${JSON.stringify(this.key)}]`;
    return `${this.type}${rank === 0 ? "" : ` ${rank + 1}`}${this.module.keys}${key}`;
  }

  private evaluate(name: string): Value | undefined {
    const expression = this.declaration.arguments.get(name);
    const { known } = this.module.stack;
    return known ? known.argument(this, name, expression, this.scope) : expression?.evaluate(this.scope);
  }
}

/** The instance that a reference leads to, which is one of the program's. */
export function instanceOf({ instance }: Reference): Instance {
  if (!(instance instanceof Instance)) {
    throw new TypeError(`${instance.address} is no instance of a program`);
  }
  return instance;
}

/** Whether the type of an identity block gives the resource a system-assigned identity. */
export function isSystemAssigned(type: Value): boolean {
  return typeof type === "string" && /SystemAssigned/i.test(type);
}

/** The blocks in a value, which JSON may write as one object or as a list; unknown values are left in. */
export function blocksIn(value: Value): readonly (ObjectValue | Unknown)[] {
  if (isBlock(value)) {
    return [value];
  }
  if (isList(value)) {
    return value.every(isBlock) ? value : value.flatMap(blocksIn);
  }
  return isScalar(value)
    ? []
    : [new Unknown("a reference stands in the place of a block", value instanceof Reference ? [value] : [])];
}

function isBlock(value: Value): value is ObjectValue | Unknown {
  return value instanceof ObjectValue || value instanceof Unknown;
}

/** The text of a value, with canonical names for references: it stays when only the addresses of resources change. */
export function canonicalText(value: Value): string {
  if (value instanceof Reference) {
    const { instance, path } = value;
    return `{${[instance.canonicalName, ...path].join(".")}}`;
  }
  if (value instanceof Text) {
    return value.parts.map((part) => (typeof part === "string" ? part : canonicalText(part))).join("");
  }
  if (value instanceof Unknown) {
    return `{${value.text}}`;
  }
  return isScalar(value) ? String(value ?? "") : `{${describe(value)}}`;
}
