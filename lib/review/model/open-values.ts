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
  /** @param at makes the place when it is asked for */
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

interface OpenArgument {
  readonly name: string;
  readonly shape: Shape;
}

/** Blocks with a name and a value, a map, or a list of texts. */
type Shape = "variables" | "map" | "list";

const containers = (...outer: readonly string[]): OpenBlocks[] =>
  ["container", "init_container"].map((kind) => ({
    blocks: [...outer, kind],
    open: [
      { name: "env", shape: "variables" },
      { name: "args", shape: "list" },
      { name: "command", shape: "list" },
    ],
    isShown: true,
  }));

const groupContainers: OpenBlocks[] = ["container", "init_container"].map((kind) => ({
  blocks: [kind],
  open: [
    { name: "env", shape: "variables" },
    { name: "environment_variables", shape: "map" },
    { name: "commands", shape: "list" },
  ],
  isShown: true,
}));

const metadata = (...blocks: readonly string[]): OpenBlocks => ({
  blocks,
  open: [{ name: "metadata", shape: "map" }],
  isShown: true,
});

// Whoever may read an app of App Service does not see its settings: they are listed by an action of their own,
// Microsoft.Web/sites/config/list/action (https://learn.microsoft.com/azure/role-based-access-control/permissions/web-and-mobile).
const SETTINGS: OpenBlocks[] = [{ blocks: [], open: [{ name: "app_settings", shape: "map" }], isShown: false }];

const OPEN_PLACES = table<readonly OpenBlocks[]>({
  azurerm_container_app: [...containers("template"), metadata("template", "custom_scale_rule")],
  azurerm_container_app_job: [...containers("template"), metadata("event_trigger_config", "scale", "rules")],
  azurerm_container_app_session_pool: containers("template"),
  azurerm_container_app_environment_dapr_component: [
    { blocks: [], open: [{ name: "metadata", shape: "variables" }], isShown: true },
  ],
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

/** Whether an open value is looked for, by its name and by itself: few of them are. */
type IsWanted = (name: string, value: Value) => boolean;

/**
 * Finds open values of a resource.
 *
 * @param argumentOf the value of an argument of the resource
 */
export function openValuesOf(
  { type }: Instance,
  argumentOf: (name: string) => Value,
  isWanted: IsWanted,
): readonly OpenValue[] {
  const places = OPEN_PLACES[type];
  return places ? new OpenValues(argumentOf, isWanted).in(places) : NONE;
}

const NONE: readonly OpenValue[] = [];

/** A block on the way to open values. */
interface Block {
  readonly kind: string;
  readonly value: Value;
  /** Which of those of its kind it is in the block around it. */
  readonly index: number;
  /** The block around it; undefined for one of the resource itself. */
  readonly outer?: Block;
}

/** The search for open values in a resource. */
class OpenValues {
  private readonly found: OpenValue[] = [];
  /** The arguments of the resource that have been read: several places are in one of them. */
  private readonly read = new Map<string, Value>();

  constructor(
    private readonly argumentOf: (name: string) => Value,
    private readonly isWanted: IsWanted,
  ) {}

  public in(places: readonly OpenBlocks[]): readonly OpenValue[] {
    places.forEach((one) => this.search(one, 0, undefined));
    return this.found;
  }

  /** Looks on from a block to which so many kinds of blocks have led; undefined stands for the resource itself. */
  private search(places: OpenBlocks, depth: number, block: Block | undefined): void {
    const kind = places.blocks[depth];
    if (kind === undefined) {
      this.addIn(places, block);
      return;
    }
    const value = this.argumentIn(block, kind);
    if (value !== null) {
      this.searchEach(listed(value), kind, places, depth, block);
    }
  }

  private searchEach(
    values: readonly Value[],
    kind: string,
    places: OpenBlocks,
    depth: number,
    outer: Block | undefined,
  ): void {
    values.forEach((value, index) => this.search(places, depth + 1, { kind, value, index, outer }));
  }

  private addIn({ open, isShown }: OpenBlocks, block: Block | undefined): void {
    open.forEach(({ name, shape }) => this.add(block, name, shape, isShown));
  }

  private argumentIn(block: Block | undefined, name: string): Value {
    return block ? partOf(block.value, name) : this.argumentOfResource(name);
  }

  private argumentOfResource(name: string): Value {
    let value = this.read.get(name);
    if (value === undefined) {
      value = this.argumentOf(name);
      this.read.set(name, value);
    }
    return value;
  }

  private add(block: Block | undefined, argument: string, shape: Shape, isShown: boolean): void {
    const whole = this.argumentIn(block, argument);
    if (whole === null) {
      return;
    }
    if (shape === "variables") {
      this.addVariables(block, argument, whole, isShown);
    } else if (whole instanceof ObjectValue || isList(whole)) {
      this.addEntries(block, argument, whole, shape, isShown);
    } else if (!isScalar(whole) && this.isWanted("", whole)) {
      this.found.push(new OpenValue("", whole, isShown, () => placeIn(block, argument)));
    }
  }

  private addVariables(block: Block | undefined, argument: string, whole: Value, isShown: boolean): void {
    listed(whole).forEach((item, i) => {
      const named = partOf(item, "name");
      const name = typeof named === "string" ? named : "";
      const value = item instanceof ObjectValue ? item.get("value") : item;
      if (this.isWanted(name, value)) {
        this.found.push(new OpenValue(name, value, isShown, () => variableAt(block, argument, item, i)));
      }
    });
  }

  private addEntries(
    block: Block | undefined,
    argument: string,
    whole: ObjectValue | readonly Value[],
    shape: Shape,
    isShown: boolean,
  ): void {
    const addEntry = (value: Value, key: string | number) => {
      const name = typeof key === "string" ? key : "";
      if (this.isWanted(name, value)) {
        this.found.push(new OpenValue(name, value, isShown, () => entryAt(placeIn(block, argument), key)));
      }
    };
    if (whole instanceof ObjectValue && shape === "map") {
      whole.entries.forEach(addEntry);
    } else if (isList(whole) && shape === "list") {
      whole.forEach(addEntry);
    }
  }
}

/** The value of an argument in a block; null in what is no block. */
function partOf(block: Value, name: string): Value {
  return block instanceof ObjectValue ? block.get(name) : null;
}

/** The items of a list; JSON may write a list of one as the one. */
function listed(value: Value): readonly Value[] {
  return isList(value) ? value : [value];
}

/** The place of an argument in a block; in the resource itself where there is none. */
function placeIn(block: Block | undefined, argument: string): OpenPlace {
  return { place: `${labelOf(block)}${argument}`, path: [...pathOf(block), argument] };
}

function entryAt({ place, path }: OpenPlace, key: string | number): OpenPlace {
  return { place: `${place}[${JSON.stringify(key)}]`, path: [...path, key] };
}

function variableAt(block: Block | undefined, argument: string, item: Value, i: number): OpenPlace {
  return {
    place: item instanceof ObjectValue ? blockPlace(argument, item, "name", i) : argument,
    path: [...pathOf(block), argument, i, "value"],
  };
}

function pathOf(block: Block | undefined): OpenPlace["path"] {
  return block ? [...pathOf(block.outer), block.kind, block.index] : [];
}

/** What the places in a block begin with: its name, where it has one. */
function labelOf(block: Block | undefined): string {
  return block?.value instanceof ObjectValue && block.value.get("name") !== null
    ? `${blockPlace(block.kind, block.value, "name", block.index)}.`
    : "";
}
