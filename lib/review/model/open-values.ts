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
  const found: OpenValue[] = [];
  const places = OPEN_PLACES[type];
  if (places) {
    const whole: Block = { argumentOf, value: null };
    places.forEach((place) => addInside(found, whole, place));
  }
  return found;
}

/** A block on the way to open values; the resource as a whole where its own arguments are open. */
interface Block {
  argumentOf(name: string): Value;
  readonly value: Value;
  /** The block around it, and which of those of its kind it is there; undefined for the resource as a whole. */
  readonly place?: { readonly outer: Block; readonly kind: string; readonly index: number };
}

class InnerBlock implements Block {
  constructor(
    public readonly value: Value,
    public readonly place: Block["place"],
  ) {}

  public argumentOf(name: string): Value {
    return argumentIn(this.value, name);
  }
}

/**
 * Adds the open values in a block, and in the blocks inside it that lead to some.
 *
 * @param depth how many of the blocks that lead to the values are around this one, with it
 */
function addInside(found: OpenValue[], outer: Block, place: OpenBlocks, depth = 0): void {
  const kind = place.blocks[depth];
  if (kind === undefined) {
    addOpen(found, outer, place);
    return;
  }
  const inner = outer.argumentOf(kind);
  if (inner !== null) {
    blocksOf(inner, outer, kind).forEach((block) => addInside(found, block, place, depth + 1));
  }
}

function blocksOf(inner: Value, outer: Block, kind: string): Block[] {
  return listed(inner).map((value, index) => new InnerBlock(value, { outer, kind, index }));
}

function addOpen(found: OpenValue[], block: Block, { open, isShown }: OpenBlocks): void {
  open.forEach(([argument, shape]) => addValues(found, block, argument, shape, isShown));
}

function argumentIn(block: Value, name: string): Value {
  return block instanceof ObjectValue ? block.get(name) : null;
}

/** The items of a list; JSON may write a list of one as the one. */
function listed(value: Value): readonly Value[] {
  return isList(value) ? value : [value];
}

function addValues(found: OpenValue[], block: Block, argument: string, shape: Shape, isShown: boolean): void {
  const whole = block.argumentOf(argument);
  if (whole === null) {
    return;
  }
  if (shape === "variables") {
    listed(whole).forEach((item, i) => found.push(variable(item, i, argument, block, isShown)));
  } else {
    addAll(found, whole, shape, isShown, () => ({
      place: `${labelOf(block)}${argument}`,
      path: [...pathOf(block), argument],
    }));
  }
}

/** Adds the values in a map or a list; one that is not known as a whole. */
function addAll(found: OpenValue[], whole: Value, shape: Shape, isShown: boolean, at: () => OpenPlace): void {
  if (whole instanceof ObjectValue || isList(whole)) {
    entriesIn(whole, shape).forEach(([key, value]) => {
      const name = typeof key === "string" ? key : "";
      found.push(new OpenValue(name, value, isShown, () => entryAt(at(), key)));
    });
  } else if (!isScalar(whole)) {
    found.push(new OpenValue("", whole, isShown, at));
  }
}

function entryAt({ place, path }: OpenPlace, key: string | number): OpenPlace {
  return { place: `${place}[${JSON.stringify(key)}]`, path: [...path, key] };
}

function pathOf({ place }: Block): OpenPlace["path"] {
  return place ? [...pathOf(place.outer), place.kind, place.index] : [];
}

/** What the places in a block begin with: its name, where it has one. */
function labelOf({ value, place }: Block): string {
  return place && value instanceof ObjectValue && value.get("name") !== null
    ? `${blockPlace(place.kind, value, "name", place.index)}.`
    : "";
}

function variable(item: Value, i: number, argument: string, block: Block, isShown: boolean): OpenValue {
  const name = argumentIn(item, "name");
  const value = item instanceof ObjectValue ? item.get("value") : item;
  return new OpenValue(typeof name === "string" ? name : "", value, isShown, () => ({
    place: item instanceof ObjectValue ? blockPlace(argument, item, "name", i) : argument,
    path: [...pathOf(block), argument, i, "value"],
  }));
}

function entriesIn(value: Value, shape: Shape): readonly (readonly [string | number, Value])[] {
  if (value instanceof ObjectValue && shape === "map") {
    return [...value.entries];
  }
  return isList(value) && shape === "list" ? value.map((item, i) => [i, item] as const) : [];
}
