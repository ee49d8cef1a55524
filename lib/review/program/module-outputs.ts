import type { Resolved } from "../language/scope";
import { EveryValue, ObjectValue, Value } from "../language/value";
import type { InstanceKey, ModuleCall } from "./declaration";

/** What is read of a module from outside. */
export interface ModuleOutputs {
  output(name: string): Value;
  /** All outputs as one object. */
  readonly outputs: ObjectValue;
}

/** The modules that a call makes, by their keys. */
export interface CalledModules<M extends ModuleOutputs> {
  readonly modules: ReadonlyMap<InstanceKey, M>;
  /** Why it is not known how many there are, where one without a key stands for all; undefined where that is known. */
  readonly unknownCount?: string;
}

/** What a reference to a module call comes to, from `module` and the steps behind it: the name, a key, an output. */
export function outputsAt(
  call: ModuleCall,
  called: CalledModules<ModuleOutputs>,
  steps: readonly (string | number)[],
): Resolved {
  if (!call.count && !call.forEach) {
    const [, output] = steps;
    return outputOrAll(called.modules.get(undefined), output);
  }
  const [, key, output] = steps;
  const module = called.unknownCount === undefined ? called.modules.get(key) : called.modules.get(undefined);
  return key !== undefined && module && typeof output === "string"
    ? { value: module.output(output), taken: 3 }
    : { value: outputsOfAll(call, called), taken: 1 };
}

/** An output of the only module of a call, or all of them. */
function outputOrAll(module: ModuleOutputs | undefined, output: string | number | undefined): Resolved {
  return typeof output === "string" && module
    ? { value: module.output(output), taken: 2 }
    : { value: module?.outputs ?? new ObjectValue(new Map()), taken: 1 };
}

/** The outputs of all modules that a call with `count` or `for_each` makes. */
function outputsOfAll(call: ModuleCall, { modules, unknownCount }: CalledModules<ModuleOutputs>): Value {
  const all = [...modules].map(([key, module]): [string, Value] => [String(key), module.outputs]);
  if (unknownCount !== undefined) {
    const [[, each] = ["", new ObjectValue(new Map())]] = all;
    return new EveryValue(each);
  }
  return call.count ? all.map(([, outputs]) => outputs) : new ObjectValue(new Map(all));
}
