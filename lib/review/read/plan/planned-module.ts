import { isObject, JsonObject, objectAt, objectsIn } from "../../base/json";
import { ListedArguments } from "../../program/arguments";
import type {
  Expression,
  ModuleCall,
  ModuleDeclaration,
  ResourceDeclaration,
  VariableDeclaration,
} from "../../program/declaration";
import { blockAddressOf } from "./addresses";
import type { KnownResources } from "./known-resources";
import { LITERALS } from "./literal-values";
import { PlannedCollection, PlannedExpression } from "./planned-expression";
import { traversalsOf } from "./planned-references";

/**
 * A module in the configuration of a plan.
 *
 * @param address the address of the module, without keys and with a dot at the end; empty for the root
 */
export function plannedModule(json: JsonObject, address: string, known: KnownResources): ModuleDeclaration {
  const outputs = Object.entries(objectAt(json, "outputs"));
  return {
    resources: new Map(
      objectsIn(json.resources).map((resource) => [blockAddressOf(resource), resourceOf(resource, address, known)]),
    ),
    locals: keyLocals(json),
    variables: new Map(
      Object.entries(objectAt(json, "variables")).map(([name, variable]) => [name, variableOf(variable)]),
    ),
    outputs: new Map(
      outputs.map(([name, output]) => [name, new PlannedExpression(isObject(output) ? (output.expression ?? {}) : {})]),
    ),
    outputsWait: new Map(
      outputs.map(([name, output]) => [name, isObject(output) ? traversalsOf(output.depends_on) : []]),
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

/** The local values in `count` and `for_each`: a plan does not describe them, but what is in them is known. */
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
  const local = blockAddressOf(json);
  const provisioners = objectsIn(json.provisioners).map(({ expressions }) => new PlannedExpression(expressions ?? {}));
  return {
    mode: json.mode === "data" ? "data" : "managed",
    type: String(json.type),
    name: String(json.name),
    arguments: new ListedArguments(expressionsIn(json)),
    provider: typeof json.provider_config_key === "string" ? json.provider_config_key : undefined,
    ...repeatsOf(json, `${module}${local}`, known),
    waitsFor: [...traversalsOf(json.depends_on), ...provisioners.flatMap(({ traversals }) => traversals)],
    ignoredChanges: new Set(),
    provisioners: provisioners.length > 0 ? provisioners : undefined,
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
    isSensitive: isObject(json) && json.sensitive === true,
    default: value === undefined ? undefined : new PlannedExpression({ constant_value: value }),
  };
}

function callOf(name: string, json: JsonObject, module: string, known: KnownResources): ModuleCall {
  const address = `${module}module.${name}`;
  return {
    name,
    source: String(json.source),
    arguments: expressionsIn(json),
    ...repeatsOf(json, address, known),
    waitsFor: traversalsOf(json.depends_on),
    module: plannedModule(objectAt(json, "module"), `${address}.`, known),
  };
}

function expressionsIn(json: JsonObject): ReadonlyMap<string, Expression> {
  const expressions = Object.entries(objectAt(json, "expressions"));
  return new Map(expressions.map(([name, expression]) => [name, new PlannedExpression(expression)]));
}

/**
 * The `count` and the `for_each` of a block or a call. A plan leaves out an expression that is not one literal and
 * refers to nothing; the keys of the instances tell which it is.
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
