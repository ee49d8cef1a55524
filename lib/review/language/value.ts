import { exact } from "./number";
import type { Instance } from "../program/instance";

/** What an expression comes to, as far as the review can tell before Terraform does. */
export type Value = Scalar | readonly Value[] | ObjectValue | Reference | Text | Encoded | Unknown;

export type Scalar = string | number | boolean | null;

/**
 * What Terraform takes a list for that is no tuple, as one that is written out is: two of different kinds are never
 * equal. Which an attribute's is, its provider knows.
 */
export type ListKind = "list" | "set" | "either";

/** What Terraform takes something with names for: one that is written out is an object. */
export type ObjectKind = "object" | "map" | "either";

/** A list that is no tuple. What is made of its elements is one again, unless somebody says otherwise. */
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

/** An object or a map; a block, too. */
export class ObjectValue {
  constructor(
    public readonly entries: ReadonlyMap<string, Value>,
    public readonly kind: ObjectKind = "object",
  ) {}

  /** The value under a name; null where there is none, as azurerm takes it. */
  public get(name: string): Value {
    return this.entry(name) ?? null;
  }

  /** The value under a name; undefined where there is none. */
  public entry(name: string): Value | undefined {
    return this.entries.get(name);
  }
}

/**
 * Things of one kind of which nobody knows yet how many there are: whatever the key, it is the one that stands for them
 * all.
 */
export class EveryValue extends ObjectValue {
  constructor(public readonly each: Value) {
    super(new Map([["*", each]]), "either");
  }

  public entry(): Value {
    return this.each;
  }
}

/** A resource, or one of its attributes that only Azure or the provider will know. */
export class Reference {
  constructor(
    public readonly instance: Instance,
    public readonly path: readonly (string | number)[] = [],
  ) {}
}

/** Text that is known in part. */
export class Text {
  constructor(public readonly parts: readonly (string | Reference | Unknown)[]) {}
}

/** JSON made by `jsonencode`, whose content is known or not. */
export class Encoded {
  constructor(public readonly value: Value) {}
}

/** What cannot be known here. */
export class Unknown {
  private told: string | (() => string);

  constructor(
    /** Why, as the end of "it is not known, because …". */
    public readonly why: string,
    /** What it may come from. */
    public readonly references: readonly Reference[] = [],
    /**
     * What tells it apart from other unknown values: the expression, or a name of its own. It is made when somebody
     * asks for it.
     */
    text: string | (() => string) = why,
    /** Whether Terraform would refuse the expression, which is what `try` asks. */
    public readonly isError = false,
    /** How many texts wait in each other to be made. */
    public readonly height = 0,
  ) {
    this.told = text;
  }

  public get text(): string {
    if (typeof this.told !== "string") {
      this.told = this.told();
    }
    return this.told;
  }
}

/** A text that is known, and may be a secret: only what is decoded of it is told. */
export class HiddenText extends Unknown {
  constructor(
    why: string,
    public readonly content: string,
    text: string,
  ) {
    super(why, [], text);
  }
}

export function isScalar(value: Value): value is Scalar {
  return value === null || typeof value !== "object";
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** What Terraform takes a value for that has parts; undefined for any other one. */
export function kindOf(value: Value): ListKind | "tuple" | ObjectKind | undefined {
  return value instanceof ListOf
    ? value.kind
    : isList(value)
      ? "tuple"
      : value instanceof ObjectValue
        ? value.kind
        : undefined;
}

const ofEitherKind = new WeakMap<object, Value>();

/** The value where Terraform may take it for another kind than it is written as, as it does with an attribute's. */
export function ofAnyKind(value: Value): Value {
  const kind = kindOf(value);
  if (kind === undefined || kind === "either") {
    return value;
  }
  let open = ofEitherKind.get(value as object);
  if (!open) {
    open = isList(value) ? ListOf.kindOf("either", value) : new ObjectValue((value as ObjectValue).entries, "either");
    ofEitherKind.set(value as object, open);
  }
  return open;
}

/** A value of JSON that holds no expressions. */
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

/** The references in a value, each once. */
export function referencesIn(value: Value): Reference[] {
  const found = new Map<Instance, Map<string, Reference>>();
  visit(value, new Set(), (reference) => {
    const ofInstance = found.get(reference.instance) ?? new Map<string, Reference>();
    const path = reference.path.join(".");
    ofInstance.set(path, ofInstance.get(path) ?? reference);
    found.set(reference.instance, ofInstance);
  });
  return [...found.values()].flatMap((ofInstance) => [...ofInstance.values()]);
}

/** Goes through a value; what stands in it many times is looked at once. */
function visit(value: Value, seen: Set<Value>, note: (reference: Reference) => void): void {
  if (isScalar(value) || seen.has(value)) {
    return;
  }
  seen.add(value);
  if (value instanceof Reference) {
    note(value);
  } else if (value instanceof Text) {
    value.parts.forEach((part) => visit(part, seen, note));
  } else if (value instanceof Unknown) {
    value.references.forEach(note);
  } else if (value instanceof ObjectValue) {
    value.entries.forEach((item) => visit(item, seen, note));
  } else if (value instanceof Encoded) {
    visit(value.value, seen, note);
  } else if (isList(value)) {
    value.forEach((item) => visit(item, seen, note));
  }
}

export function isSameReference(a: Reference, b: Reference): boolean {
  return a.instance === b.instance && a.path.join(".") === b.path.join(".");
}

/** Whether everything in a value is known. */
export function isKnown(value: Value): boolean {
  if (value instanceof ObjectValue) {
    return [...value.entries.values()].every(isKnown);
  }
  return isList(value) ? value.every(isKnown) : value instanceof Encoded ? isKnown(value.value) : isScalar(value);
}

/** What JSON text holds; undefined for text that is not all known, or no JSON. */
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
