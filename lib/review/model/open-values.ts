import { table } from "../base/table";
import { isList, isScalar, ObjectValue, Value } from "../language/value";
import type { Instance } from "../program/instance";
import { blockPlace } from "./blocks";

/** A value that everybody sees who may read the resource: an environment variable, an argument of a command, a setting. */
export interface OpenValue {
  /** The place in the resource, such as `env["HOST"]`. */
  readonly place: string;
  /** The name of the variable or the setting; empty where the value has none. */
  readonly name: string;
  readonly value: Value;
  /** The names and indices that lead to it, from the arguments of the resource on. */
  readonly path: readonly (string | number)[];
  /** Whether whoever may read the resource sees it; else it takes a role that may list settings. */
  readonly isShown: boolean;
}

/** Where in a resource type values are open. */
interface OpenPlace {
  /** The blocks that lead to the arguments, from the outermost on. */
  readonly blocks: readonly string[];
  readonly open: readonly OpenArgument[];
  readonly isShown: boolean;
}

type OpenArgument = readonly [name: string, shape: Shape];

/** Blocks with a name and a value, a map, or a list of texts. */
type Shape = "variables" | "map" | "list";

const containers = (...outer: readonly string[]): OpenPlace[] =>
  ["container", "init_container"].map((kind) => ({
    blocks: [...outer, kind],
    open: [
      ["env", "variables"],
      ["args", "list"],
      ["command", "list"],
    ],
    isShown: true,
  }));

const groupContainers: OpenPlace[] = ["container", "init_container"].map((kind) => ({
  blocks: [kind],
  open: [
    ["env", "variables"],
    ["environment_variables", "map"],
    ["commands", "list"],
  ],
  isShown: true,
}));

const metadata = (...blocks: readonly string[]): OpenPlace => ({
  blocks,
  open: [["metadata", "map"]],
  isShown: true,
});

// Whoever may read an app of App Service does not see its settings: they are listed by an action of their own,
// Microsoft.Web/sites/config/list/action (https://learn.microsoft.com/azure/role-based-access-control/permissions/web-and-mobile).
const SETTINGS: OpenPlace[] = [{ blocks: [], open: [["app_settings", "map"]], isShown: false }];

const OPEN_PLACES = table<readonly OpenPlace[]>({
  azurerm_container_app: [...containers("template"), metadata("template", "custom_scale_rule")],
  azurerm_container_app_job: [...containers("template"), metadata("event_trigger_config", "scale", "rules")],
  azurerm_container_app_session_pool: containers("template"),
  azurerm_container_app_environment_dapr_component: [{ blocks: [], open: [["metadata", "variables"]], isShown: true }],
  azurerm_container_group: groupContainers,
  azurerm_linux_web_app: SETTINGS,
  azurerm_linux_web_app_slot: SETTINGS,
  azurerm_windows_web_app: SETTINGS,
  azurerm_windows_web_app_slot: SETTINGS,
  azurerm_linux_function_app: SETTINGS,
  azurerm_linux_function_app_slot: SETTINGS,
  azurerm_windows_function_app: SETTINGS,
  azurerm_windows_function_app_slot: SETTINGS,
  azurerm_function_app_flex_consumption: SETTINGS,
  azurerm_logic_app_standard: SETTINGS,
  azurerm_static_web_app: SETTINGS,
});

/** Whether a resource type has open values. */
export function hasOpenValues(type: string): boolean {
  return OPEN_PLACES[type] !== undefined;
}

/**
 * The open values of a resource.
 *
 * @param argumentOf the value of an argument of the resource
 */
export function openValuesOf({ type }: Instance, argumentOf: (name: string) => Value): OpenValue[] {
  return (OPEN_PLACES[type] ?? []).flatMap(({ blocks, open, isShown }) => {
    const first = blocks.length > 0 ? blocks.slice(0, 1) : open.map(([name]) => name);
    const whole = new ObjectValue(new Map(first.map((name) => [name, argumentOf(name)])));
    return blocks
      .reduce<readonly Place[]>(
        (outer, block) => outer.flatMap((one) => blocksAt(one, block)),
        [{ label: "", value: whole, path: [] }],
      )
      .flatMap((block) => open.flatMap((argument) => valuesAt(block, argument, isShown)));
  });
}

/** A block on the way to open values. */
interface Place {
  /** What the places in it begin with. */
  readonly label: string;
  readonly value: Value;
  readonly path: readonly (string | number)[];
}

function blocksAt({ value, path }: Place, block: string): Place[] {
  return itemsIn(value, block).map((item, i) => ({
    label: item instanceof ObjectValue && item.get("name") !== null ? `${blockPlace(block, item, "name", i)}.` : "",
    value: item,
    path: [...path, block, i],
  }));
}

function itemsIn(block: Value, name: string): readonly Value[] {
  const value = block instanceof ObjectValue ? block.get(name) : null;
  if (isList(value)) {
    return value;
  }
  return value === null ? [] : [value];
}

function valuesAt(
  { label, value: block, path }: Place,
  [argument, shape]: OpenArgument,
  isShown: boolean,
): OpenValue[] {
  const at = [...path, argument];
  if (shape === "variables") {
    return itemsIn(block, argument).map((item, i) => variable(item, i, { argument, at, isShown }));
  }
  const whole = block instanceof ObjectValue ? block.get(argument) : null;
  if (!(whole instanceof ObjectValue) && !isList(whole)) {
    return isScalar(whole) ? [] : [{ place: `${label}${argument}`, name: "", value: whole, path: at, isShown }];
  }
  return entriesIn(whole, shape).map(([key, value]): OpenValue => ({
    place: `${label}${argument}[${JSON.stringify(key)}]`,
    name: typeof key === "string" ? key : "",
    value,
    path: [...at, key],
    isShown,
  }));
}

function variable(
  item: Value,
  i: number,
  { argument, at, isShown }: Pick<OpenValue, "isShown"> & { readonly argument: string; readonly at: OpenValue["path"] },
): OpenValue {
  const [name, value] = item instanceof ObjectValue ? [item.get("name"), item.get("value")] : [null, item];
  return {
    place: item instanceof ObjectValue ? blockPlace(argument, item, "name", i) : argument,
    name: typeof name === "string" ? name : "",
    value,
    path: [...at, i, "value"],
    isShown,
  };
}

function entriesIn(value: Value, shape: Shape): readonly (readonly [string | number, Value])[] {
  if (value instanceof ObjectValue && shape === "map") {
    return [...value.entries];
  }
  return isList(value) && shape === "list" ? value.map((item, i) => [i, item] as const) : [];
}
