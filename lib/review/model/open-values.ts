import { table } from "../base/table";
import { isList, isScalar, ObjectValue, Value } from "../language/value";
import type { Instance } from "../program/instance";
import { blockPlace } from "./blocks";

/** Where in a resource an open value stands. */
interface OpenPlace {
  /** The place in words, such as `env["HOST"]`. */
  readonly place: string;
  /** The names and indices that lead to it, from the arguments of the resource on. */
  readonly path: readonly (string | number)[];
}

/** A value that everybody sees who may read the resource: an environment variable, an argument of a command, a setting. */
export class OpenValue implements OpenPlace {
  /** @param at makes the place when it is asked for, as it is of few values */
  constructor(
    /** The name of the variable or the setting; empty where the value has none. */
    public readonly name: string,
    public readonly value: Value,
    /** Whether whoever may read the resource sees it; else it takes a role that may list settings. */
    public readonly isShown: boolean,
    private readonly at: () => OpenPlace,
  ) {}

  public get place(): string {
    return this.at().place;
  }

  public get path(): OpenPlace["path"] {
    return this.at().path;
  }
}

/** Where in a resource type values are open. */
interface OpenBlocks {
  /** The blocks that lead to the arguments, from the outermost on. */
  readonly blocks: readonly string[];
  readonly open: readonly OpenArgument[];
  readonly isShown: boolean;
}

type OpenArgument = readonly [name: string, shape: Shape];

/** Blocks with a name and a value, a map, or a list of texts. */
type Shape = "variables" | "map" | "list";

const containers = (...outer: readonly string[]): OpenBlocks[] =>
  ["container", "init_container"].map((kind) => ({
    blocks: [...outer, kind],
    open: [
      ["env", "variables"],
      ["args", "list"],
      ["command", "list"],
    ],
    isShown: true,
  }));

const groupContainers: OpenBlocks[] = ["container", "init_container"].map((kind) => ({
  blocks: [kind],
  open: [
    ["env", "variables"],
    ["environment_variables", "map"],
    ["commands", "list"],
  ],
  isShown: true,
}));

const metadata = (...blocks: readonly string[]): OpenBlocks => ({
  blocks,
  open: [["metadata", "map"]],
  isShown: true,
});

// Whoever may read an app of App Service does not see its settings: they are listed by an action of their own,
// Microsoft.Web/sites/config/list/action (https://learn.microsoft.com/azure/role-based-access-control/permissions/web-and-mobile).
const SETTINGS: OpenBlocks[] = [{ blocks: [], open: [["app_settings", "map"]], isShown: false }];

const OPEN_PLACES = table<readonly OpenBlocks[]>({
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
    const [first, ...inner] = blocks;
    const outermost = first === undefined ? wholeOf(open, argumentOf) : placesOf(argumentOf(first), first, []);
    return inner
      .reduce((outer, block) => outer.flatMap((one) => blocksAt(one, block)), outermost)
      .flatMap((block) => open.flatMap((argument) => valuesAt(block, argument, isShown)));
  });
}

/** A block on the way to open values. */
interface Place {
  readonly value: Value;
  /** What the block is called in the block around it; undefined for the resource as a whole. */
  readonly kind?: string;
  readonly path: readonly (string | number)[];
}

/** The resource as a whole, where its own arguments are open. */
function wholeOf(open: readonly OpenArgument[], argumentOf: (name: string) => Value): readonly Place[] {
  return [{ value: new ObjectValue(new Map(open.map(([name]) => [name, argumentOf(name)]))), path: [] }];
}

function placesOf(value: Value, kind: string, path: Place["path"]): readonly Place[] {
  return listed(value).map((item, i) => ({ value: item, kind, path: [...path, kind, i] }));
}

function blocksAt({ value, path }: Place, block: string): readonly Place[] {
  return placesOf(argumentIn(value, block), block, path);
}

function argumentIn(block: Value, name: string): Value {
  return block instanceof ObjectValue ? block.get(name) : null;
}

/** The items of a list; JSON may write a list of one as the one. */
function listed(value: Value): readonly Value[] {
  if (isList(value)) {
    return value;
  }
  return value === null ? [] : [value];
}

function valuesAt(block: Place, [argument, shape]: OpenArgument, isShown: boolean): OpenValue[] {
  const whole = argumentIn(block.value, argument);
  if (shape === "variables") {
    return listed(whole).map((item, i) => variable(item, i, { argument, block, isShown }));
  }
  const at = (): OpenPlace => ({ place: `${labelOf(block)}${argument}`, path: [...block.path, argument] });
  if (!(whole instanceof ObjectValue) && !isList(whole)) {
    return isScalar(whole) ? [] : [new OpenValue("", whole, isShown, at)];
  }
  return entriesIn(whole, shape).map(([key, value]) => {
    const name = typeof key === "string" ? key : "";
    return new OpenValue(name, value, isShown, () => ({
      place: `${at().place}[${JSON.stringify(key)}]`,
      path: [...at().path, key],
    }));
  });
}

/** What the places in a block begin with: its name, where it has one. */
function labelOf({ value, kind, path }: Place): string {
  return kind !== undefined && value instanceof ObjectValue && value.get("name") !== null
    ? `${blockPlace(kind, value, "name", Number(path.at(-1)))}.`
    : "";
}

function variable(
  item: Value,
  i: number,
  { argument, block, isShown }: { readonly argument: string; readonly block: Place; readonly isShown: boolean },
): OpenValue {
  const name = argumentIn(item, "name");
  const value = item instanceof ObjectValue ? item.get("value") : item;
  return new OpenValue(typeof name === "string" ? name : "", value, isShown, () => ({
    place: item instanceof ObjectValue ? blockPlace(argument, item, "name", i) : argument,
    path: [...block.path, argument, i, "value"],
  }));
}

function entriesIn(value: Value, shape: Shape): readonly (readonly [string | number, Value])[] {
  if (value instanceof ObjectValue && shape === "map") {
    return [...value.entries];
  }
  return isList(value) && shape === "list" ? value.map((item, i) => [i, item] as const) : [];
}
