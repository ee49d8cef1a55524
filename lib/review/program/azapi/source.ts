import { settle, step } from "../../language/step";
import { decode, isList, isScalar, ObjectValue, Reference, Unknown, Value } from "../../language/value";

/** What an `azapi` resource sends to Azure, and the arguments that say where. */
export interface Request {
  /** The body, with the write-only one merged into it. */
  readonly body: Value;
  /** The value of an argument of azapi's own; null where it is not set. */
  readonly own: (name: string) => Value;
}

/** Where in a request an argument of azurerm's stands. */
export type Source = string | readonly string[] | OwnArgument | ListedBlocks | ListedValues | Worked;

/** An argument of azapi's own. */
interface OwnArgument {
  readonly own: string;
}

/** A list of objects, or one object, as blocks with azurerm's names for what is in them. */
export interface ListedBlocks {
  readonly blocks: string;
  readonly of: Readonly<Record<string, Source>>;
}

/** One property of each object in a list. */
interface ListedValues {
  readonly each: string;
  readonly take: string;
}

/** What is worked out of several parts of a request. */
type Worked = (request: Request) => Value;

/** The value that a request has for an argument; null where it has none. */
export function valueOf(source: Source, request: Request): Value {
  if (typeof source === "string") {
    return at(request.body, source);
  }
  if (typeof source === "function") {
    return source(request);
  }
  if ("own" in source) {
    return request.own(source.own);
  }
  if ("blocks" in source) {
    return blocksOf(source, request);
  }
  if ("each" in source) {
    return valuesOf(source, request);
  }
  return source.map((path) => at(request.body, path)).find((value) => value !== null) ?? null;
}

/** The value at a path of property names, with dots between them. */
export function at(body: Value, path: string): Value {
  return path.split(".").reduce<Value>(inside, body);
}

function inside(value: Value, name: string): Value {
  const content = decode(value) ?? value;
  if (content instanceof ObjectValue) {
    return settle(entryIn(content, name) ?? null);
  }
  if (content instanceof Unknown || content instanceof Reference) {
    return settle(step(content, name));
  }
  return null;
}

/** The entry under a name. Azure Resource Manager does not tell upper from lower case in names of properties. */
function entryIn(object: ObjectValue, name: string): Value | undefined {
  const entry = object.entry(name);
  if (entry !== undefined) {
    return entry;
  }
  const [own] = [...object.entries.keys()].filter((key) => key.toLowerCase() === name.toLowerCase());
  return own === undefined ? undefined : object.entry(own);
}

function blocksOf({ blocks, of }: ListedBlocks, request: Request): Value {
  const value = at(request.body, blocks);
  const translated = (item: Value): Value => {
    const content = settle(decode(item) ?? item);
    return content instanceof ObjectValue ? blockOf(content, of, request) : content;
  };
  if (isList(value)) {
    return value.map(translated);
  }
  return isScalar(value) ? null : [translated(value)];
}

function blockOf(body: ObjectValue, of: ListedBlocks["of"], { own }: Request): ObjectValue {
  return new ObjectValue(
    new Map(Object.entries(of).map(([argument, source]) => [argument, valueOf(source, { body, own })])),
  );
}

function valuesOf({ each, take }: ListedValues, { body }: Request): Value {
  const value = at(body, each);
  return isList(value) ? value.map((item) => at(item, take)) : value;
}

/**
 * A body with another one merged into it, as azapi does it: objects part by part, lists of one length item by item,
 * anything else from the other one.
 * https://github.com/Azure/terraform-provider-azapi/blob/main/utils/json.go
 */
export function merged(body: Value, other: Value): Value {
  if (body instanceof ObjectValue && other instanceof ObjectValue) {
    const parts = [...other.entries].map(([name, value]): [string, Value] => {
      const known = body.entry(name);
      return [name, known === undefined ? value : merged(known, value)];
    });
    return new ObjectValue(new Map([...body.entries, ...parts]), body.kind);
  }
  if (isList(body) && isList(other) && body.length === other.length) {
    return body.map((item, i) => merged(item, other[i] ?? null));
  }
  return other;
}
