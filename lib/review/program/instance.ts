import type { ResourceDeclaration } from "./declaration";
import type { Scope } from "../language/scope";
import { describe } from "../language/text";
import type { ModuleInstance } from "./module-instance";
import type { ResourceNode } from "./resource-node";
import { isList, isScalar, ObjectValue, Reference, ResourceInstance, Text, Unknown, Value } from "../language/value";

/** Stands for a value while it is evaluated. */
const UNDER_WAY = new Unknown("it is being evaluated");

/** One resource that Terraform makes or reads: an element of `count` or `for_each`, or the only one of its block. */
export class Instance implements ResourceInstance {
  private readonly values = new Map<string, Value>();
  private name?: string;

  constructor(
    public readonly node: ResourceNode,
    /** The key among the instances; undefined for the only one. */
    public readonly key: string | number | undefined,
    public readonly address: string,
    private readonly scope: Scope,
    /** Why it is not known how many there are of it; undefined where that is known. */
    public readonly unknownCount?: string,
  ) {}

  public get declaration(): ResourceDeclaration {
    return this.node.declaration;
  }

  public get module(): ModuleInstance {
    return this.node.module;
  }

  public get type(): string {
    return this.declaration.type;
  }

  public get isManaged(): boolean {
    return this.declaration.mode === "managed";
  }

  /** What an argument is set to; undefined where it is not set. */
  public argument(name: string): Value | undefined {
    const known = this.values.get(name);
    if (known !== undefined) {
      return known === UNDER_WAY ? new Unknown("it refers to itself", [], `${this.address}.${name}`) : known;
    }
    if (!this.isSet(name)) {
      return undefined;
    }
    this.values.set(name, UNDER_WAY);
    const value = this.module.program.guarded(this, name, () => this.evaluate(name));
    if (value === undefined) {
      this.values.delete(name);
    } else {
      this.values.set(name, value);
    }
    return value;
  }

  /** An argument, or the attribute of that name, which only Azure knows. */
  public get(name: string): Value {
    return this.argument(name) ?? new Reference(this, [name]);
  }

  /** What the program itself says of an argument, without what a plan or a state knows from elsewhere. */
  public written(name: string): Value {
    if (!this.module.stack.known) {
      return this.argument(name) ?? null;
    }
    return this.module.program.guarded(
      this,
      name,
      () => this.declaration.arguments.get(name)?.evaluate(this.scope) ?? null,
    );
  }

  /** Whether Terraform leaves an argument as it finds it. */
  public ignores(argument: string): boolean {
    const { ignoredChanges } = this.declaration;
    return ignoredChanges.has(argument) || ignoredChanges.has("all");
  }

  /** The blocks of a kind, dynamic ones among them; what cannot be told is an unknown value in their place. */
  public blocks(name: string): (ObjectValue | Unknown)[] {
    return blocksIn(this.argument(name) ?? null);
  }

  /** What its blocks of identities say of which kind they are; null where one does not tell. */
  public get identityTypes(): Value[] {
    return this.blocks("identity").map((block) => (block instanceof ObjectValue ? block.get("type") : null));
  }

  /** What tells it apart by what it is, whatever it is called in the program. */
  public get canonicalName(): string {
    if (this.name === undefined) {
      // What the name is made of may lead back here.
      this.name = this.type;
      this.name = this.module.program.nameOf(this);
    }
    return this.name;
  }

  /** Whether anything is known of an argument. */
  private isSet(name: string): boolean {
    return this.declaration.arguments.has(name) || this.module.stack.known !== undefined;
  }

  private evaluate(name: string): Value | undefined {
    const expression = this.declaration.arguments.get(name);
    const { known } = this.module.stack;
    return known ? known.argument(this, name, expression, this.scope) : expression?.evaluate(this.scope);
  }
}

/** The instance that a reference leads to: whoever makes a reference makes it to one of a program. */
export function instanceOf({ instance }: Reference): Instance {
  if (!(instance instanceof Instance)) {
    throw new TypeError(`${instance.address} is no instance of a program`);
  }
  return instance;
}

/** Whether the type of an identity block makes Azure give the resource an identity of its own. */
export function isSystemAssigned(type: Value): boolean {
  return typeof type === "string" && /SystemAssigned/i.test(type);
}

/** The blocks in a value, which JSON may write as one object or as a list. */
export function blocksIn(value: Value): (ObjectValue | Unknown)[] {
  if (value instanceof ObjectValue || value instanceof Unknown) {
    return [value];
  }
  if (isList(value)) {
    return value.flatMap(blocksIn);
  }
  return isScalar(value)
    ? []
    : [new Unknown("a reference stands in the place of a block", value instanceof Reference ? [value] : [])];
}

/** The text of a value by what it means: names of resources for references. */
export function canonicalText(value: Value): string {
  if (value instanceof Reference) {
    const { instance, path } = value;
    return `{${[instance.canonicalName, ...path].join(".")}}`;
  }
  if (value instanceof Text) {
    return value.parts.map((part) => (typeof part === "string" ? part : canonicalText(part))).join("");
  }
  return value instanceof Unknown ? `{${value.text}}` : isScalar(value) ? String(value ?? "") : `{${describe(value)}}`;
}
