import { ListedArguments } from "../../program/arguments";
import type {
  Expression,
  ModuleCall,
  ModuleDeclaration,
  ResourceDeclaration,
  StackDeclaration,
  VariableDeclaration,
} from "../../program/declaration";
import { isObject, JsonObject, objectAt, objectsIn, stringsIn } from "../../base/json";
import { literal } from "../../language/value";
import { callIn, isForgotten, KnownResources } from "./known-resources";
import { LITERALS, NOTHING, parsed, PlannedCollection, PlannedExpression } from "./planned-expression";

/** The stack that a plan makes, from what `terraform show -json` prints of it. */
export function plannedStack(plan: JsonObject): StackDeclaration {
  const configuration = objectAt(plan.configuration, "root_module");
  const changes = new Map(objectsIn(plan.resource_changes).map((change) => [String(change.address), change]));
  // Data that was read already is in the prior state only.
  const prior = objectAt(objectAt(plan, "prior_state").values, "root_module");
  const known = new KnownResources(
    [prior, objectAt(plan.planned_values, "root_module")],
    changes,
    true,
    typeof plan.timestamp === "string" ? plan.timestamp : "",
  );
  return {
    module: withForgotten(
      { ...moduleOf(configuration, "", known), subscriptions: subscriptionsIn(plan.configuration) },
      heldIn([forgottenIn(prior, changes)]),
    ),
    variables: new Map(
      Object.entries(objectAt(plan, "variables")).map(([name, variable]) => [
        name,
        isObject(variable) ? literal(variable.value ?? null) : null,
      ]),
    ),
    after: [],
    known,
    unreadable: [],
  };
}

/** The subscriptions that providers say they work in, by the keys that a plan's resources name them by. */
function subscriptionsIn(configuration: unknown): ReadonlyMap<string, Expression> {
  const ids = Object.entries(objectAt(configuration, "provider_config")).map(
    ([key, provider]) => [key, objectAt(provider, "expressions").subscription_id] as const,
  );
  return new Map(ids.flatMap(([key, id]) => (id === undefined ? [] : [[key, new PlannedExpression(id)]])));
}

/** What of a module in the prior state Terraform forgets and leaves as it is: what it grants stays. */
function forgottenIn(module: JsonObject, changes: ReadonlyMap<string, JsonObject>): JsonObject {
  const children = objectsIn(module.child_modules).map((child) => forgottenIn(child, changes));
  return {
    address: module.address,
    resources: objectsIn(module.resources).filter(({ address }) => isForgotten(changes.get(String(address)))),
    child_modules: children.filter(
      (child) => [...objectsIn(child.resources), ...objectsIn(child.child_modules)].length > 0,
    ),
  };
}

/** What is forgotten is in no configuration any more. */
function withForgotten(module: ModuleDeclaration, forgotten: ModuleDeclaration): ModuleDeclaration {
  const calls = [...forgotten.calls].map(([name, call]): [string, ModuleCall] => {
    const own = module.calls.get(name);
    return [name, own?.module ? { ...own, module: withForgotten(own.module, call.module!) } : call];
  });
  return {
    ...module,
    resources: new Map([...forgotten.resources, ...module.resources]),
    calls: new Map([...module.calls, ...calls]),
  };
}

/** The stack that a state holds. */
export function stateStack(values: unknown): StackDeclaration {
  const root = objectAt(values, "root_module");
  return {
    module: heldIn([root]),
    variables: new Map(),
    after: [],
    known: new KnownResources([root], new Map(), false),
    unreadable: [],
  };
}

/** What the instances of a module in a state declare together. */
function heldIn(modules: readonly JsonObject[]): ModuleDeclaration {
  const resources = new Map<string, ResourceDeclaration>();
  const children = new Map<string, JsonObject[]>();
  for (const module of modules) {
    for (const resource of objectsIn(module.resources)) {
      const key = localOf(resource);
      resources.set(key, heldResource(resource, resources.get(key)));
    }
    for (const child of objectsIn(module.child_modules)) {
      const { name } = callIn(String(child.address));
      children.set(name, [...(children.get(name) ?? []), child]);
    }
  }
  return {
    resources,
    locals: new Map(),
    variables: new Map(),
    outputs: new Map(),
    outputsWait: new Map(),
    subscriptions: new Map(),
    calls: new Map([...children].map(([name, all]) => [name, heldCall(name, all)])),
  };
}

/** The address of a block in its module. */
function localOf({ mode, type, name }: JsonObject): string {
  return `${mode === "data" ? "data." : ""}${String(type)}.${String(name)}`;
}

function heldCall(name: string, modules: readonly JsonObject[]): ModuleCall {
  const isKeyed = modules.some(({ address }) => callIn(String(address)).key !== undefined);
  return {
    name,
    source: "",
    arguments: new Map(),
    forEach: isKeyed ? NOTHING : undefined,
    waitsFor: [],
    module: heldIn(modules),
  };
}

function heldResource(json: JsonObject, other: ResourceDeclaration | undefined): ResourceDeclaration {
  const names = Object.entries(objectAt(json, "values"))
    .filter(([, value]) => value !== null)
    .map(([name]) => name);
  return {
    mode: json.mode === "data" ? "data" : "managed",
    type: String(json.type),
    name: String(json.name),
    arguments: new ListedArguments(
      new Map([...(other?.arguments.names ?? []), ...names].map((name) => [name, NOTHING])),
    ),
    forEach: json.index === undefined ? undefined : NOTHING,
    waitsFor: [],
    ignoredChanges: new Set(),
    commands: [],
    accepted: new Map(),
  };
}

/** @param address of the module, without keys */
function moduleOf(json: JsonObject, address: string, known: KnownResources): ModuleDeclaration {
  return {
    resources: new Map(
      objectsIn(json.resources).map((resource) => [localOf(resource), resourceOf(resource, address, known)]),
    ),
    locals: keyLocals(json),
    variables: new Map(
      Object.entries(objectAt(json, "variables")).map(([name, variable]) => [name, variableOf(variable)]),
    ),
    outputs: new Map(
      Object.entries(objectAt(json, "outputs")).map(([name, output]) => [
        name,
        new PlannedExpression(isObject(output) ? (output.expression ?? {}) : {}),
      ]),
    ),
    outputsWait: new Map(
      Object.entries(objectAt(json, "outputs")).map(([name, output]) => [
        name,
        isObject(output) ? stringsIn(output.depends_on).flatMap(parsed) : [],
      ]),
    ),
    subscriptions: new Map(),
    calls: new Map(
      Object.entries(objectAt(json, "module_calls")).map(([name, call]) => [
        name,
        callOf(name, isObject(call) ? call : {}, address, known),
      ]),
    ),
  };
}

/** The local values that a module repeats its blocks by: a plan does not tell what is in them, but it is all known. */
function keyLocals(json: JsonObject): ReadonlyMap<string, Expression> {
  const blocks = [...objectsIn(json.resources), ...Object.values(objectAt(json, "module_calls"))];
  const repeated = blocks.flatMap((block) =>
    isObject(block) ? [block.for_each_expression, block.count_expression] : [],
  );
  const names = repeated
    .flatMap((expression) => new PlannedExpression(expression).traversals)
    .flatMap(({ root, steps: [name] }) => (root === "local" ? [String(name)] : []));
  return new Map(names.map((name) => [name, LITERALS]));
}

function resourceOf(json: JsonObject, module: string, known: KnownResources): ResourceDeclaration {
  const local = localOf(json);
  const provisioners = objectsIn(json.provisioners).map(({ expressions }) => new PlannedExpression(expressions ?? {}));
  return {
    mode: json.mode === "data" ? "data" : "managed",
    type: String(json.type),
    name: String(json.name),
    arguments: new ListedArguments(
      new Map(
        Object.entries(objectAt(json, "expressions")).map(([name, expression]) => [
          name,
          new PlannedExpression(expression),
        ]),
      ),
    ),
    provider: typeof json.provider_config_key === "string" ? json.provider_config_key : undefined,
    ...repeatsOf(json, `${module}${local}`, known),
    waitsFor: [...stringsIn(json.depends_on).flatMap(parsed), ...provisioners.flatMap(({ traversals }) => traversals)],
    ignoredChanges: new Set(),
    commands: objectsIn(json.provisioners)
      .map(({ expressions }) => objectAt(expressions, "command").constant_value)
      .filter((command) => typeof command === "string"),
    accepted: new Map(),
  };
}

function variableOf(json: unknown): VariableDeclaration {
  const value = isObject(json) ? json.default : undefined;
  return {
    isNullable: true,
    default: value === undefined ? undefined : new PlannedExpression({ constant_value: value }),
  };
}

function callOf(name: string, json: JsonObject, module: string, known: KnownResources): ModuleCall {
  const address = `${module}module.${name}`;
  return {
    name,
    source: String(json.source),
    arguments: new Map(
      Object.entries(objectAt(json, "expressions")).map(([argument, expression]) => [
        argument,
        new PlannedExpression(expression),
      ]),
    ),
    ...repeatsOf(json, address, known),
    waitsFor: stringsIn(json.depends_on).flatMap(parsed),
    module: moduleOf(objectAt(json, "module"), `${address}.`, known),
  };
}

/**
 * What a block is repeated by. Terraform leaves out an expression that is not one literal and refers to nothing; the
 * keys tell which it is.
 */
function repeatsOf(
  json: JsonObject,
  address: string,
  known: KnownResources,
): Pick<ResourceDeclaration, "count" | "forEach"> {
  const [count, forEach] = [json.count_expression, json.for_each_expression].map((expression) =>
    expression === undefined ? undefined : new PlannedCollection(expression),
  );
  const key = (count ?? forEach) ? undefined : known.anyKeyAt(address);
  return {
    count: count ?? (typeof key === "number" ? LITERALS : undefined),
    forEach: forEach ?? (typeof key === "string" ? LITERALS : undefined),
  };
}
