import { Construct } from "constructs";
import { isObject, isReference, kindOf, Problem, refuseCall } from "../../core/problems";
import { KINDS } from "../../rules/kinds";

/** The attributes of a service, each read once. */
type Read<T> = { readonly [name in keyof T]: T[name] };

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
 * @param call the name of the factory, for the error
 * @param argument the name of the service's argument
 * @param names the attributes that are strings; the port of a cache may be a number
 * @throws Error that lists all problems
 */
export function checkedService<T extends object>(
  call: string,
  argument: string,
  service: T,
  names: readonly (keyof T & string)[],
  options: Options,
): Read<T> {
  const isRead = isObject(service) && !isReference(service);
  const values: Partial<Record<string, unknown>> = isRead
    ? Object.fromEntries([...names, ...OPTIONAL].map((name) => [name, (service as Record<string, unknown>)[name]]))
    : {};
  const problems = isRead
    ? [...names.flatMap((name) => checkText(`${argument}.${name}`, values[name])), ...checkOptional(argument, values)]
    : [{ ...A_SERVICE, property: argument, value: kindOf(service) }];
  refuseCall(call, [...problems, ...checkOptions(options)]);
  return values as Read<T>;
}

/**
 * The users of a database, after a check of them and of the options.
 *
 * @param call the name of the factory, for the error
 * @param kind the kind of the server
 * @throws Error that lists all problems
 */
export function checkedUsers<T extends { readonly _users: string }>(
  call: string,
  users: T,
  kind: T["_users"],
  options: Options,
): T {
  const name = kind === "sql" ? "SqlDatabaseUsers" : "PostgresqlDatabaseUsers";
  const areUsers = isObject(users) && !isReference(users) && (users as Partial<T>)._users === kind;
  const problem = {
    property: "users",
    value: kindOf(users),
    allowed: `the construct of ${name}`,
    change: "Pass that.",
  };
  refuseCall(call, [...(areUsers ? [] : [problem]), ...checkOptions(options)]);
  return users;
}

/** The optional attributes of a service. */
const OPTIONAL = ["provider", "host"] as const;

function checkOptional(argument: string, { provider, host }: Partial<Record<string, unknown>>): Problem[] {
  const isProvider = provider === undefined || (isObject(provider) && "terraformResourceType" in provider);
  return [
    ...(host === undefined ? [] : checkText(`${argument}.host`, host)),
    ...(isProvider ? [] : [{ ...KINDS.provider, property: `${argument}.provider`, value: kindOf(provider) }]),
  ];
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
  return typeof value === "string" || (typeof value === "number" && property.endsWith("Port"))
    ? []
    : [{ property, value: kindOf(value), allowed: "a string, or a reference to one", change: "Pass that." }];
}

const A_SERVICE: Omit<Problem, "property"> = {
  allowed: "the resource or the data source of the service, or an object with its attributes",
  change: "Pass that.",
};
