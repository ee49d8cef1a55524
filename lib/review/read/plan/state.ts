import { JsonObject, objectAt, objectsIn } from "../../base/json";
import { ListedArguments } from "../../program/arguments";
import type { ModuleCall, ModuleDeclaration, ResourceDeclaration, StackDeclaration } from "../../program/declaration";
import { blockAddressOf, callIn } from "./addresses";
import { KnownResources } from "./known-resources";
import { NO_EXPRESSION } from "./planned-expression";

/** The stack that a state holds. */
export function stateStack(values: unknown): StackDeclaration {
  const root = objectAt(values, "root_module");
  return {
    module: heldIn([root]),
    variables: new Map(),
    after: [],
    known: new KnownResources(root, undefined, new Map(), false),
    unreadable: [],
  };
}

/** The declaration of a module in a state, from all its instances. */
export function heldIn(modules: readonly JsonObject[]): ModuleDeclaration {
  const resources = new Map<string, ResourceDeclaration>();
  const children = new Map<string, JsonObject[]>();
  for (const module of modules) {
    for (const resource of objectsIn(module.resources)) {
      const address = blockAddressOf(resource);
      resources.set(address, heldResource(resource, resources.get(address)));
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

function heldCall(name: string, modules: readonly JsonObject[]): ModuleCall {
  const isKeyed = modules.some(({ address }) => callIn(String(address)).key !== undefined);
  return {
    name,
    source: "",
    arguments: new Map(),
    forEach: isKeyed ? NO_EXPRESSION : undefined,
    waitsFor: [],
    module: heldIn(modules),
  };
}

/** The declaration of a resource in a state, with the arguments of the instances of the block that came before. */
function heldResource(json: JsonObject, other: ResourceDeclaration | undefined): ResourceDeclaration {
  const names = Object.entries(objectAt(json, "values"))
    .filter(([, value]) => value !== null)
    .map(([name]) => name);
  return {
    mode: json.mode === "data" ? "data" : "managed",
    type: String(json.type),
    name: String(json.name),
    arguments: new ListedArguments(
      new Map([...(other?.arguments.names ?? []), ...names].map((name) => [name, NO_EXPRESSION])),
    ),
    forEach: json.index === undefined ? undefined : NO_EXPRESSION,
    waitsFor: [],
    ignoredChanges: new Set(),
    commands: [],
    accepted: new Map(),
  };
}
