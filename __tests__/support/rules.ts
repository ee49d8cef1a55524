import { Token } from "cdktf";
import { Construct } from "constructs";
import {
  AppSecret,
  ContainerAppCustomDomain,
  ContainerAppEnvironment,
  ContainerAppEnvironmentCertificate,
  ContainerAppEnvironmentProps,
  DaprComponent,
  DaprComponentType,
  DomainZone,
  EnvironmentType,
  Ingress,
  JobTrigger,
  KeyVault,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  PrivateDnsZones,
  PrivateEndpoint,
  PostgresqlDatabaseUsers,
  RevisionMode,
  ScaleRule,
  SqlDatabaseUsers,
} from "../../lib/index";
import { COMMON, tagRules, WAIT } from "../../lib/rules/common";
import { NAMES } from "../../lib/rules/names";
import { AnyBlock, Argument, BlockRule, OWN, Sentence } from "../../lib/rules/rule";
import { argumentsOf } from "../../scripts/rules";
import { everyPostgresqlUsersProps, everySqlUsersProps } from "./databases";
import {
  EVERY_ENVIRONMENT_PROPS,
  EVERY_IDENTITY_PROPS,
  EVERY_KEY_VAULT_PROPS,
  everyAppProps,
  everyJobProps,
  EVERY_PRIVATE_DNS_ZONES_PROPS,
  everyPrivateEndpointProps,
  sensitive,
  TCP_INGRESS,
} from "./every-argument";
import { scaleRulesOf } from "./scale-rules";
import { appProps, makeVault, newStack } from "./synth";

/**
 * Tests of rules are tables: each row changes a program that passes, once so that it is refused, and once more so that
 * the nearest value passes. A rule that no row breaks fails the tests of its folder.
 */

/** Changes to a valid program: values by their paths; `undefined` takes one out. */
export type Changes = Record<string, unknown>;

/**
 * A copy with one value changed, whose path the messages use too: within an ingress or a trigger, that of azurerm's
 * block.
 */
function change(target: unknown, path: string, value: unknown): unknown {
  const [, key, rest] = /^\[?(\w+)\]?\.?(.*)$/.exec(path)!;
  if (target instanceof Ingress) {
    return Ingress.of(change(target.config, path, value) as never);
  }
  if (target instanceof ScaleRule) {
    const _by = change(target._by, path, value);
    return Object.assign(Object.create(ScaleRule.prototype) as object, target, { _by });
  }
  if (target instanceof JobTrigger) {
    return Object.assign(Object.create(JobTrigger.prototype) as object, change({ ...target }, path, value));
  }
  const copy = (
    Array.isArray(target) ? [...(target as unknown[])] : Object.assign(sameClass(target as object), target)
  ) as Record<string, unknown>;
  copy[key!] = rest ? change(copy[key!] ?? {}, rest, value) : value;
  return copy;
}

/** An empty object of the class of another. */
function sameClass(target: object): object {
  return Object.create(Object.getPrototypeOf(target) as object) as object;
}

function changed<T>(props: T, changes: Changes): T {
  return Object.entries(changes).reduce((result: unknown, [path, value]) => change(result, path, value), props) as T;
}

const SMALLEST_ENVIRONMENT: ContainerAppEnvironmentProps = {
  name: "my-env",
  resourceGroupName: "my-rg",
  location: "westeurope",
};

/** The programs that the rows change, each of which passes as it is. */
const MAKE = {
  app: (changes: Changes) => {
    const stack = newStack();
    new ManagedIdentityContainerApp(stack, "made", changed(everyAppProps(stack), changes));
  },
  "app by TCP": (changes: Changes) => {
    const stack = newStack();
    new ManagedIdentityContainerApp(
      stack,
      "made",
      changed({ ...everyAppProps(stack), ingress: TCP_INGRESS, revisionMode: RevisionMode.SINGLE }, changes),
    );
  },
  "smallest app": (changes: Changes) => {
    const stack = newStack();
    new ManagedIdentityContainerApp(stack, "made", changed(appProps(stack), changes));
  },
  "app in an environment of the program": (changes: Changes) => {
    const stack = newStack();
    const environment = new ContainerAppEnvironment(stack, "environment", SMALLEST_ENVIRONMENT);
    new ManagedIdentityContainerApp(stack, "made", changed(appProps(stack, { environment }), changes));
  },
  "app in a Consumption-only environment": (changes: Changes) => {
    const stack = newStack();
    const environmentType = EnvironmentType.CONSUMPTION_ONLY;
    const environment = new ContainerAppEnvironment(stack, "environment", { ...SMALLEST_ENVIRONMENT, environmentType });
    new ManagedIdentityContainerApp(stack, "made", changed(appProps(stack, { environment }), changes));
  },
  "app on a profile": (changes: Changes) => {
    const stack = newStack();
    const environment = new ContainerAppEnvironment(stack, "environment", EVERY_ENVIRONMENT_PROPS);
    new ManagedIdentityContainerApp(
      stack,
      "made",
      changed(appProps(stack, { environment, workloadProfileName: "dedicated" }), changes),
    );
  },
  job: (changes: Changes) => {
    const stack = newStack();
    new ManagedIdentityContainerAppJob(stack, "made", changed(everyJobProps(stack), changes));
  },
  "job in an environment of the program": (changes: Changes) => {
    const stack = newStack();
    const environment = new ContainerAppEnvironment(stack, "environment", EVERY_ENVIRONMENT_PROPS);
    new ManagedIdentityContainerAppJob(stack, "made", changed({ ...everyJobProps(stack), environment }, changes));
  },
  "scheduled job": (changes: Changes) => {
    const stack = newStack();
    const trigger = JobTrigger.scheduled({ cronExpression: "* * * * *" });
    new ManagedIdentityContainerAppJob(stack, "made", changed({ ...everyJobProps(stack), trigger }, changes));
  },
  "app by scale rules": (changes: Changes) => {
    const stack = newStack();
    new ManagedIdentityContainerApp(stack, "made", changed(appProps(stack, scaleRulesOf(stack)), changes));
  },
  "job by events": (changes: Changes) => {
    const stack = newStack();
    const rules = scaleRulesOf(stack).scaleRules.filter(({ _by }) => !_by.http && !_by.cpu && !_by.memory);
    const trigger = JobTrigger.onEvents(rules, { minExecutions: 1, maxExecutions: 5, pollingIntervalInSeconds: 15 });
    const props = { ...appProps(stack), location: "westeurope", trigger };
    new ManagedIdentityContainerAppJob(stack, "made", changed(props, changes));
  },
  environment: (changes: Changes) =>
    void new ContainerAppEnvironment(newStack(), "made", changed(EVERY_ENVIRONMENT_PROPS, changes)),
  "smallest environment": (changes: Changes) =>
    void new ContainerAppEnvironment(newStack(), "made", changed(SMALLEST_ENVIRONMENT, changes)),
  vault: (changes: Changes) => void new KeyVault(newStack(), "made", changed(EVERY_KEY_VAULT_PROPS, changes)),
  secret: (changes: Changes) => {
    const stack = newStack();
    new KeyVaultSecret(
      stack,
      "made",
      changed({ vault: makeVault(stack), name: "db", value: sensitive(stack, "db") }, changes),
    );
  },
  "environment certificate": (changes: Changes) => {
    const stack = newStack();
    const environment = new ContainerAppEnvironment(stack, "environment", SMALLEST_ENVIRONMENT);
    const source = makeVault(stack).certificate("web");
    new ContainerAppEnvironmentCertificate(stack, "made", changed({ name: "web", environment, source }, changes));
  },
  "Dapr component": (changes: Changes) => {
    const stack = newStack();
    const environment = new ContainerAppEnvironment(stack, "environment", SMALLEST_ENVIRONMENT);
    const componentType = DaprComponentType.of("state.redis");
    const component = { name: "orders", environment, componentType, appIds: ["web"] };
    new DaprComponent(stack, "made", changed(component, changes));
  },
  "custom domain": (changes: Changes) => customDomain(changes, { name: "contoso.com", resourceGroupName: "dns-rg" }),
  "custom domain without a zone": (changes: Changes) => customDomain(changes),
  "private endpoint": (changes: Changes) => {
    const stack = newStack();
    new PrivateEndpoint(stack, "made", changed(everyPrivateEndpointProps(stack), changes));
  },
  "private DNS zones": (changes: Changes) =>
    void new PrivateDnsZones(newStack(), "made", changed(EVERY_PRIVATE_DNS_ZONES_PROPS, changes)),
  postgresqlUsers: (changes: Changes) => {
    const stack = newStack();
    const props = changed(everyPostgresqlUsersProps(stack), changes);
    void new PostgresqlDatabaseUsers(stack, "made", props);
  },
  sqlUsers: (changes: Changes) => {
    const stack = newStack();
    void new SqlDatabaseUsers(stack, "made", changed(everySqlUsersProps(stack), changes));
  },
  identity: (changes: Changes) => void new ManagedIdentity(newStack(), "made", changed(EVERY_IDENTITY_PROPS, changes)),
};

function customDomain(changes: Changes, dnsZone?: DomainZone): void {
  const stack = newStack();
  const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack, { ingress: Ingress.external(80) }));
  new ContainerAppCustomDomain(stack, "made", changed({ app, name: "www.contoso.com", dnsZone }, changes));
}

export type Made = keyof typeof MAKE;

/** So many tags. */
export const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`tag${i}`, "1"]));

/** What a program without types can pass for an object of this library's. */
export const NO_OBJECTS = [
  null,
  "hunter2",
  5,
  true,
  [],
  {},
  () => "hunter2",
  Token.asString({ a: 1 }),
  Token.asAny("x"),
];
export const NO_LISTS = [null, "hunter2", {}, Token.asList("${var.list}"), Token.asAny("x")];
export const PLANNED_MAPS = [Token.asStringMap("${var.map}"), Token.asAny("x")];
export const NO_MAPS_AT_ALL = [null, "hunter2", ["hunter2"]];
export const NO_MAPS = [...NO_MAPS_AT_ALL, ...PLANNED_MAPS];

/** A value of one argument: the program, what is changed, the values that are refused, the nearest ones that pass. */
export type ValueRow = [made: Made, property: string, refused: unknown[], accepted: unknown[]];

/** Several arguments together: the program, what is changed, where it is refused, and the nearest that passes. */
export type TogetherRow = [name: string, made: Made, refused: Changes, property: string, accepted: Changes];

/** The message of a program that has to be refused. */
export function refusalOf(made: Made, changes: Changes): string {
  try {
    MAKE[made](changes);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error(`not refused: ${JSON.stringify(changes)}`);
}

/** Each property that a message names. */
export function propertiesIn(message: string): string[] {
  return [...message.matchAll(/^ {2}- (.+?) is /gm)].map(([, property]) => property!);
}

/** Where a value is wrong: at the property, or at something in it. */
function startOf(property: string): RegExp {
  return new RegExp(`^${property.replace(/[[\].]/g, "\\$&")}(?=$|[.[])`);
}

const REFUSALS = new Map<ValueRow | TogetherRow, string[]>();

function isValueRow(row: ValueRow | TogetherRow): row is ValueRow {
  return row.length === 4;
}

/** The messages of what a row has refused, in its order; each program is made once. */
function refusalsOf(row: ValueRow | TogetherRow): string[] {
  const known = REFUSALS.get(row);
  const messages =
    known ??
    (isValueRow(row) ? row[2].map((value) => refusalOf(row[0], { [row[1]]: value })) : [refusalOf(row[1], row[2])]);
  REFUSALS.set(row, messages);
  return messages;
}

const SOURCES =
  /^https:\/\/(learn\.microsoft\.com|registry\.terraform\.io|developer\.hashicorp\.com|kubernetes\.io|keda\.sh|github\.com)\//;

/** Tests the rows, and that each of the rules refuses something in them and names the page that it is from. */
export function testRules(rules: readonly Sentence[], values: ValueRow[], together: TogetherRow[]): void {
  const made = [...values.map(([of]) => of), ...together.map(([, of]) => of)];

  test.each([...new Set(made)])("the %s that the rows change passes", (program) => {
    expect(() => MAKE[program]({})).not.toThrow();
  });

  describe("refuses a value, and takes the nearest:", () => {
    test.each(values.map((row) => [row[0], row[1], row] as const))("%s, %s", (program, property, row) => {
      const messages = refusalsOf(row);
      const [, , refused, accepted] = row;
      for (const [i, value] of refused.entries()) {
        const message = messages[i]!;
        expect(message).toMatch(/^\[test\/made\] is refused:\n/);
        expect({ value, refused: propertiesIn(message)[0] }).toEqual({
          value,
          refused: expect.stringMatching(startOf(property)) as string,
        });
      }
      for (const value of accepted) {
        expect(() => MAKE[program]({ [property]: value })).not.toThrow();
      }
    });
  });

  if (together.length > 0) {
    describe("refuses together:", () => {
      test.each(together.map((row) => [row[0], row[1], row] as const))("%s (%s)", (_, program, row) => {
        const [, , , property, accepted] = row;
        expect(propertiesIn(refusalsOf(row)[0]!)).toEqual([property]);
        expect(() => MAKE[program](accepted)).not.toThrow();
      });

      test("at an argument that the catalogue of rules lists for the rule", () => {
        expect(together.flatMap((row) => unlisted(rules, row))).toEqual([]);
      });
    });
  }

  describe("every rule", () => {
    test("refuses something in these tests", () => {
      const lines = [...values, ...together].flatMap(refusalsOf).flatMap((message) => message.split("\n"));
      const tested = ({ allowed, change: toChange, source }: Sentence) =>
        lines.some(
          (line) =>
            line.includes(`; allowed: ${allowed}`) && line.endsWith(`. ${toChange}${source ? ` See ${source}` : ""}`),
        );
      expect(rules.length).toBeGreaterThan(0);
      expect(rules.filter((rule) => rule !== OWN && !tested(rule)).map(({ allowed }) => allowed)).toEqual([]);
    });

    test("names a page that says it", () => {
      expect(rules.filter(({ source }) => source !== undefined && !SOURCES.test(source))).toEqual([]);
    });
  });
}

/** What a row's error names where docs/rules.md lists only other arguments for the rule. */
function unlisted(rules: readonly Sentence[], row: TogetherRow): string[] {
  const [message = ""] = refusalsOf(row);
  const segments: readonly string[] = row[3].match(/\w+/g) ?? [];
  return rules
    .filter((rule): rule is BlockRule<never> => "breaches" in rule && !("accepts" in rule))
    .filter(({ allowed, change: toChange }) => message.includes(`; allowed: ${allowed}`) && message.includes(toChange))
    .filter((rule) => !argumentsOf(rule).some((name) => segments.includes(name)))
    .map(({ allowed }) => `${row[3]}: ${allowed}`);
}

/** The paths of everything in the props of a program, but for what is in constructs and this library's own objects. */
function pathsIn(value: unknown, path = ""): string[] {
  const isOpen = typeof value === "object" && value !== null && !Construct.isConstruct(value);
  const config = value instanceof Ingress ? value.config : value;
  const own = config instanceof ScaleRule ? config._by : config;
  const inner =
    isOpen && !Token.isUnresolved(value) && !(value instanceof AppSecret) ? Object.entries(own as object) : [];
  return inner.flatMap(([key, item]) => {
    if (/^_|^hasUserAssigned$/.test(key)) {
      return [];
    }
    const at = Array.isArray(value) ? `${path}[${key}]` : `${path}${path && "."}${key}`;
    return [at, ...pathsIn(item, at)];
  });
}

const WRONG_TYPES = [null, "", 0, [null], {}];

/**
 * Tests that values of a wrong type, anywhere in the props, are refused like any other: nothing else is thrown. CI tries
 * all of them at each place, a machine on which somebody works every second one, in turn.
 */
export function testWrongTypes(made: Made, props: object): void {
  test(`whatever stands anywhere in the props of the ${made} is taken or refused, and breaks nothing`, () => {
    const broken = pathsIn(props).flatMap((path, place) =>
      WRONG_TYPES.filter((_, i) => process.env.CI || i % 2 === place % 2).flatMap((value) => {
        try {
          MAKE[made]({ [path]: value });
        } catch (error) {
          const { message } = error as Error;
          return message.startsWith("[test/made] is refused:\n  - ") ? [] : [`${path}: ${message}`];
        }
        return [];
      }),
    );
    expect(broken).toEqual([]);
  });
}

/** Tests that each of the ways to make a construct refuses to be called without props. */
export function testWithoutProps(
  ways: [string, (stack: ReturnType<typeof newStack>, props: never) => unknown][],
): void {
  test.each(ways)("%s of nothing at all is refused", (_, make) => {
    for (const props of [undefined, null, "props"]) {
      expect(() => make(newStack(), props as never)).toThrow(/^\[test\/made\] is refused:\n {2}- props is /);
    }
  });
}

/** The rules of a block and of all blocks in it, each once. */
export function rulesIn({ arguments: rules, together = [] }: AnyBlock): Sentence[] {
  return [...new Set([...together, ...Object.values(rules).flatMap(rulesOf)])];
}

/** The rules of an argument and of all that it holds. */
export function rulesOf(argument: Argument): Sentence[] {
  if ("accepts" in argument) {
    return [argument];
  }
  if ("block" in argument) {
    return rulesIn(argument.block);
  }
  if ("kind" in argument) {
    return [argument.kind, ...(argument.holds ? rulesOf(argument.holds) : [])];
  }
  return "list" in argument
    ? [...rulesOf(argument.list), ...(argument.nonEmpty ? [argument.nonEmpty] : [])]
    : rulesOf(argument.map);
}

/** The rules that are not among others, which are tested where they are from. */
export function without(rules: readonly Sentence[], ...others: (readonly Sentence[])[]): Sentence[] {
  const excluded = new Set(others.flat());
  return rules.filter((rule) => !excluded.has(rule));
}

const [, ...TAGS] = tagRules(0);

/** The rules that the constructs of every folder share. */
export const SHARED_RULES: Sentence[] = [
  ...Object.values(COMMON).flatMap(rulesOf),
  ...TAGS,
  NAMES.resourceGroup,
  NAMES.location,
  WAIT,
];
