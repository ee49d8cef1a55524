import { isObject, JsonObject } from "../../base/json";
import { ownEntry, SmallTable } from "../../base/table";
import { evaluate } from "../../language/evaluate";
import { entriesText } from "../../language/evaluation/object";
import type { Scope } from "../../language/scope";
import { collectTraversals, Syntax, Traversal } from "../../language/syntax";
import { openObject } from "../../language/unknown";
import { isScalar, literal, ObjectValue, Value } from "../../language/value";
import type { Expression } from "../../program/declaration";
import { expandDynamic, isDynamic } from "./dynamic";
import { SyntaxExpression } from "./syntax-expression";
import { hasTemplate, Templates } from "./templates";

const NO_TRAVERSALS: readonly Traversal[] = [];

/** A JSON value whose texts are templates, which are parsed when the value is asked for. */
export class JsonExpression implements Expression {
  private refersTo?: readonly Traversal[];

  constructor(
    private readonly json: unknown,
    /** Undefined where texts are literal, and no templates. */
    private readonly templates: Templates | undefined,
    private readonly address: string,
    /**
     * Whether an object may be a block, in which "dynamic" makes blocks; in a value "dynamic" is a key like any other.
     * The comment "//" of a block is read like an argument, which nothing asks for.
     */
    private readonly mayBeBlock = true,
  ) {}

  public get traversals(): readonly Traversal[] {
    if (!this.refersTo) {
      const found: Traversal[] = [];
      if (this.templates) {
        collectReferences(this.json, this.templates, this.address, found);
      }
      this.refersTo = found.length === 0 ? NO_TRAVERSALS : found;
    }
    return this.refersTo;
  }

  public evaluate(scope: Scope): Value {
    return this.valueOf(this.json, scope);
  }

  public inside(key: string | number): Expression | undefined {
    if (typeof this.json === "string" && hasTemplate(this.json)) {
      return new SyntaxExpression(this.parse(this.json)).inside(key);
    }
    const json = Array.isArray(this.json) || isObject(this.json) ? ownEntry(this.json as JsonObject, key) : undefined;
    if (json !== undefined) {
      return new JsonExpression(json, this.templates, this.address, this.mayBeBlock);
    }
    // JSON may write a single block as an object.
    return key === 0 && isObject(this.json) ? this : undefined;
  }

  private parse(template: string): Syntax {
    return this.templates ? this.templates.parse(template, this.address) : { kind: "literal", value: template };
  }

  private valueOf(json: unknown, scope: Scope): Value {
    if (typeof json === "string") {
      return hasTemplate(json) ? evaluate(this.parse(json), scope) : json;
    }
    if (Array.isArray(json)) {
      return this.listOf(json, scope);
    }
    if (isObject(json)) {
      return this.objectOf(json, scope);
    }
    return literal(json);
  }

  private listOf(json: readonly unknown[], scope: Scope): Value {
    return json.map((item) => this.valueOf(item, scope));
  }

  private objectOf(json: JsonObject, scope: Scope): Value {
    if (this.mayBeBlock && "dynamic" in json && isDynamic(json.dynamic)) {
      return this.withDynamic(json, scope);
    }
    for (const name in json) {
      if (hasTemplate(name)) {
        return objectFrom(this.entriesIn(json, scope));
      }
    }
    const values = new SmallTable<Value>();
    for (const name in json) {
      values[name] = this.valueOf(json[name], scope);
    }
    return new ObjectValue(values);
  }

  /** A block with dynamic blocks, which come after those that are written out, also where JSON has them first. */
  private withDynamic({ dynamic, ...json }: JsonObject, scope: Scope): Value {
    const entries = this.entriesIn(json, scope);
    expandDynamic(dynamic, entries.known, scope, (part, inner) => this.valueOf(part, inner));
    return objectFrom(entries);
  }

  /** The entries of an object, some of whose keys may be templates. */
  private entriesIn(json: JsonObject, scope: Scope): Entries {
    const known = new Map<string, Value>();
    const open: (readonly [Value, Value])[] = [];
    for (const name in json) {
      const key = hasTemplate(name) ? evaluate(this.parse(name), scope) : name;
      const value = this.valueOf(json[name], scope);
      if (isScalar(key)) {
        known.set(String(key), value);
      } else {
        open.push([key, value]);
      }
    }
    return { known, open };
  }
}

/**
 * Adds the references in JSON to those of others.
 *
 * @param address where the JSON is, for an expression that cannot be read
 */
export function collectReferences(json: unknown, templates: Templates, address: string, found: Traversal[]): void {
  if (typeof json === "string") {
    if (hasTemplate(json)) {
      collectTraversals(templates.parse(json, address), found);
    }
  } else if (Array.isArray(json)) {
    collectFromList(json, templates, address, found);
  } else if (isObject(json)) {
    for (const name in json) {
      collectReferences(name, templates, address, found);
      collectReferences(json[name], templates, address, found);
    }
  }
}

function collectFromList(json: readonly unknown[], templates: Templates, address: string, found: Traversal[]): void {
  json.forEach((item) => collectReferences(item, templates, address, found));
}

/** The entries of an object. */
interface Entries {
  readonly known: Map<string, Value>;
  /** Those whose keys are not known. */
  readonly open: readonly (readonly [Value, Value])[];
}

function objectFrom({ known, open }: Entries): Value {
  if (open.length === 0) {
    return new ObjectValue(known);
  }
  const pairs = [...known, ...open];
  return openObject(pairs, () => entriesText(pairs));
}
