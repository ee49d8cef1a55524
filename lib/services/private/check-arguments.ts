import { Construct } from "constructs";
import { isObject, isReference, kindOf, Problem, refuseCall } from "../../core/problems";
import { checkKind } from "../../rules/check";
import { KINDS } from "../../rules/kinds";
import type { Kind } from "../../rules/rule";
import type { Service } from "./role-service";

/** The attributes of a service, each read once. */
type Read<T> = { readonly [name in keyof T]: T[name] };

type Values = Readonly<Record<string, unknown>>;

/** The options of all services. */
interface Options {
  readonly variablePrefix?: string;
  readonly scope?: string;
  readonly database?: string;
  readonly container?: string;
}

/**
 * The attributes of a service, after a check of them and of the options. There is no construct yet that the error could
 * name.
 *
 * @param call the class and the factory, for the error: `AzureService.storageBlobs`
 * @param row the row of the service, which names the attributes
 * @param resources the resources of the service, by the names of the factory's arguments
 * @throws Error that lists all problems
 */
export function checkedService<T extends object>(
  call: string,
  row: Service<T>,
  resources: Values,
  options: Options,
): Read<T> {
  const read = Object.entries(row.attributes).map(([argument, names]) =>
    attributesOf(argument, resources[argument], names, row),
  );
  refuseCall(call, [...read.flatMap(({ problems }) => problems), ...checkOptions(options)]);
  return Object.fromEntries(read.flatMap(({ values }) => Object.entries(values))) as Read<T>;
}

/** The problems with a resource of which attributes are read. */
export function checkAttributes(argument: string, resource: unknown, names: readonly string[]): Problem[] {
  return [...attributesOf(argument, resource, names, {}).problems];
}

/** The attributes of a resource that are read, and the problems with them. */
function attributesOf(
  argument: string,
  resource: unknown,
  names: readonly string[],
  { optional = [], kind }: { readonly optional?: readonly string[]; readonly kind?: Kind },
): { readonly values: Values; readonly problems: readonly Problem[] } {
  const wrong = kind ? checkKind(kind, argument, resource) : checkIsResource(argument, resource);
  if (wrong.length > 0) {
    return { values: {}, problems: wrong };
  }
  const attributes = [...names, ...optional].map((name): [string, unknown] => [name, read(resource as Values, name)]);
  const values: Values = { ...Object.fromEntries(attributes), provider: (resource as Values).provider };
  const given = [...names, ...optional.filter((name) => values[name] !== undefined)];
  return {
    values,
    problems: [
      ...given.flatMap((name) => checkText(`${argument}.${name}`, values[name])),
      ...checkProvider(`${argument}.provider`, values.provider),
    ],
  };
}

/** The attributes of resources that were read: each read makes a token with a stack, and many apps use one service. */
const READ = new WeakMap<object, Map<string, unknown>>();

/** An attribute, of a resource or a data source the same token each time. */
function read(resource: Values, name: string): unknown {
  if (!("terraformResourceType" in resource)) {
    return resource[name];
  }
  const known = READ.get(resource) ?? new Map<string, unknown>();
  READ.set(resource, known);
  if (!known.has(name)) {
    known.set(name, resource[name]);
  }
  return known.get(name);
}

function checkIsResource(property: string, resource: unknown): Problem[] {
  return isObject(resource) && !isReference(resource) ? [] : [{ ...A_SERVICE, property, value: kindOf(resource) }];
}

function checkProvider(property: string, provider: unknown): Problem[] {
  const isProvider = provider === undefined || (isObject(provider) && "terraformResourceType" in provider);
  return isProvider ? [] : [{ ...KINDS.provider, property, value: kindOf(provider) }];
}

function checkOptions(options: unknown): Problem[] {
  if (!isObject(options) || Array.isArray(options) || Construct.isConstruct(options)) {
    return [
      { property: "options", value: kindOf(options), allowed: "an object", change: "Pass { … }, or leave it out." },
    ];
  }
  const { variablePrefix, scope, database, container } = options as Options;
  return Object.entries({ variablePrefix, scope, database, container }).flatMap(([name, value]) =>
    value === undefined ? [] : checkText(`options.${name}`, value),
  );
}

/** The problem with a value that is not a string, or a number where it is a port. */
export function checkText(property: string, value: unknown): Problem[] {
  return typeof value === "string" || (typeof value === "number" && /port$/i.test(property))
    ? []
    : [{ property, value: kindOf(value), allowed: "a string, or a reference to one", change: "Pass that." }];
}

const A_SERVICE: Omit<Problem, "property"> = {
  allowed: "the resource or the data source of the service, or an object with its attributes",
  change: "Pass that.",
};
