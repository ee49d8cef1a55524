import { SmallTable } from "../base/table";
import { exact } from "./number";

/** What an expression evaluates to, as far as that is known before Terraform runs. */
export type Value = Scalar | readonly Value[] | ObjectValue | Reference | Text | Encoded | Unknown;

export type Scalar = string | number | boolean | null;

/**
 * The kind of a list that is no tuple, as one that is written out is: two lists of different kinds are never equal. The
 * kind of an attribute's list is known to its provider only: "either".
 */
type ListKind = "list" | "set" | "either";

/** The kind of what has named parts: one that is written out is an object. */
type ObjectKind = "object" | "map" | "either";

/** A list or a set. Lists that array methods make of it are tuples, unless their maker gives them a kind. */
export class ListOf extends Array<Value> {
  public kind: ListKind = "list";

  static get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** The values as a list of a kind. */
  public static kindOf(kind: ListKind, values: readonly Value[]): ListOf {
    const list = ListOf.from(values) as ListOf;
    list.kind = kind;
    return list;
  }
}

/** An object, a map or a block. */
export class ObjectValue {
  constructor(
    /** The entries, in a table as long as nobody goes through them, which is so of most objects. */
    private given: ReadonlyMap<string, Value> | SmallTable<Value>,
    public readonly kind: ObjectKind = "object",
  ) {}

  public get entries(): ReadonlyMap<string, Value> {
    if (this.given instanceof SmallTable) {
      this.given = new Map(Object.entries(this.given) as [string, Value][]);
    }
    return this.given;
  }

  /** The values without their names. */
  public get values(): Iterable<Value> {
    return this.given instanceof SmallTable ? (Object.values(this.given) as Value[]) : this.given.values();
  }

  /** The value under a name; null where there is none, as a provider reads an argument that is not set. */
  public get(name: string): Value {
    return this.entry(name) ?? null;
  }

  /** The value under a name; undefined where there is none. */
  public entry(name: string): Value | undefined {
    return this.given instanceof SmallTable ? this.given[name] : this.given.get(name);
  }

  /** The same object as one of another kind. */
  public ofKind(kind: ObjectKind): ObjectValue {
    return new ObjectValue(this.given, kind);
  }
}

/** A map with an unknown number of elements, all alike: every key leads to the one value that stands for them. */
export class EveryValue extends ObjectValue {
  constructor(public readonly each: Value) {
    super(new Map([["*", each]]), "either");
  }

  public entry(): Value {
    return this.each;
  }
}

/** A resource instance, as far as an expression that refers to it needs to know it. */
export interface ResourceInstance {
  /** The type of the resource, such as `azurerm_key_vault`. */
  readonly type: string;
  readonly address: string;
  /** The name of the instance that stays when only its logical id changes. */
  readonly canonicalName: string;
  /** The value that the configuration gives to an argument; undefined where it is not set. */
  argument(name: string): Value | undefined;
  /** The path that all spellings of one attribute have: a provider may export an attribute under a name of its own. */
  attributePath(path: Reference["path"]): Reference["path"];
}

/** A resource instance, or one of its attributes that is known after apply. */
export class Reference {
  constructor(
    public readonly instance: ResourceInstance,
    public readonly path: readonly (string | number)[] = [],
  ) {}
}

/** Text that is known in part. */
export class Text {
  constructor(public readonly parts: readonly (string | Reference | Unknown)[]) {}
}

/** JSON that `jsonencode` makes of a value, which is known or not. */
export class Encoded {
  constructor(public readonly value: Value) {}
}

/** A value that is not known before Terraform runs, or that the review does not work out. */
export class Unknown {
  private told: string | (() => string);

  constructor(
    /** The reason, as the end of the sentence "it is not known, because …". */
    public readonly why: string,
    /** The references that the value may come from. */
    public readonly references: readonly Reference[] = [],
    /** Makes the key of the value when it is first asked for: its expression, or a name of its own. */
    text: string | (() => string) = why,
    /** Whether Terraform would refuse the expression: `try` then takes its next argument. */
    public readonly isError = false,
    /** How many keys must be made, one inside the other, before this one. */
    public readonly height = 0,
  ) {
    this.told = text;
  }

  /** The key of the value: two unknown values with one key are the same. */
  public get text(): string {
    if (typeof this.told !== "string") {
      this.told = this.told();
    }
    return this.told;
  }
}

/** A text that is known, and may be a secret: reports show only what is decoded from it. */
export class HiddenText extends Unknown {
  constructor(
    why: string,
    public readonly content: string,
    text: string,
  ) {
    super(why, [], text);
  }
}

/** An object of which a key is not known: nothing can be looked up in it, but its keys and values can be gone through. */
export class OpenObject extends Unknown {
  constructor(
    public readonly pairs: readonly (readonly [key: Value, value: Value])[],
    { why, references, height }: Unknown,
    text: () => string,
  ) {
    super(why, references, text, false, height);
  }
}

export function isScalar(value: Value): value is Scalar {
  return value === null || typeof value !== "object";
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** An unknown value that Terraform would refuse. */
export function isError(value: Value): value is Unknown {
  return value instanceof Unknown && value.isError;
}

/** The kind of a list or of what has named parts; undefined for any other value. */
export function kindOf(value: Value): ListKind | "tuple" | ObjectKind | undefined {
  if (value instanceof ListOf || value instanceof ObjectValue) {
    return value.kind;
  }
  return isList(value) ? "tuple" : undefined;
}

const ofEitherKind = new WeakMap<object, Value>();

/** The value with its kind left open, because Terraform may convert it, as it does with an attribute's. */
export function ofAnyKind(value: Value): Value {
  if (!(isList(value) || value instanceof ObjectValue) || kindOf(value) === "either") {
    return value;
  }
  let open = ofEitherKind.get(value);
  if (!open) {
    open = isList(value) ? ListOf.kindOf("either", value) : value.ofKind("either");
    ofEitherKind.set(value, open);
  }
  return open;
}

/** The value of JSON that holds no expressions. */
export function literal(json: unknown): Value {
  if (Array.isArray(json)) {
    return json.map(literal);
  }
  if (typeof json === "object" && json !== null) {
    return new ObjectValue(new Map(Object.entries(json).map(([name, value]) => [name, literal(value)])));
  }
  return typeof json === "number" && exact(json) === undefined
    ? new Unknown("it is a number of more digits than this review counts with", [], String(json))
    : (json as Scalar);
}

/** The values that a value is made of. */
export function partsOf(value: Value): Iterable<Value> {
  if (value instanceof ObjectValue) {
    return value.values;
  }
  if (value instanceof Text) {
    return value.parts;
  }
  if (value instanceof Encoded) {
    return [value.value];
  }
  return isList(value) ? value : [];
}

/** The references in a value, each once. */
export function referencesIn(value: Value): Reference[] {
  if (isScalar(value)) {
    return [];
  }
  if (value instanceof Reference) {
    return [value];
  }
  const found = new Map<ResourceInstance, Map<string, Reference>>();
  visitReferences(value, new Set(), (reference) => {
    const ofInstance = found.get(reference.instance) ?? new Map<string, Reference>();
    const path = reference.path.join(".");
    ofInstance.set(path, ofInstance.get(path) ?? reference);
    found.set(reference.instance, ofInstance);
  });
  return [...found.values()].flatMap((ofInstance) => [...ofInstance.values()]);
}

/** Visits the references in a value; a part that stands in it many times is visited once. */
function visitReferences(value: Value, seen: Set<Value>, visit: (reference: Reference) => void): void {
  if (isScalar(value) || seen.has(value)) {
    return;
  }
  seen.add(value);
  if (value instanceof Reference) {
    visit(value);
  } else if (value instanceof Unknown) {
    value.references.forEach(visit);
  } else {
    for (const part of partsOf(value)) {
      visitReferences(part, seen, visit);
    }
  }
}

export function isSameReference(a: Reference, b: Reference): boolean {
  return a.instance === b.instance && a.path.join(".") === b.path.join(".");
}

/** Whether everything in a value is known. */
export function isKnown(value: Value): boolean {
  if (value instanceof ObjectValue) {
    return [...value.values].every(isKnown);
  }
  if (isList(value)) {
    return value.every(isKnown);
  }
  return value instanceof Encoded ? isKnown(value.value) : isScalar(value);
}

/** The value that JSON text holds; undefined for text that is not JSON or not known as a whole. */
export function decode(value: Value): Value | undefined {
  if (value instanceof Encoded) {
    return value.value;
  }
  try {
    const text = value instanceof HiddenText ? value.content : value;
    return typeof text === "string" ? literal(JSON.parse(text)) : undefined;
  } catch {
    return undefined;
  }
}
