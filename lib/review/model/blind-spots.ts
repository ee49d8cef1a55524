import { describe, hashOf } from "../language/text";
import { ObjectValue, Value } from "../language/value";
import type { ModuleCall } from "../program/declaration";
import type { ModuleInstance } from "../program/module-instance";
import type { Program } from "../program/program";
import { azapiBlindSpots } from "./azapi-blind-spots";
import type { BlindSpot } from "./blind-spot";
import { opaqueBlindSpots } from "./opaque-blind-spots";

/** All that the review cannot read in a program. */
export function blindSpotsOf(program: Program): BlindSpot[] {
  return [
    ...program.modules.flatMap((module) => [
      ...(module.caller ? [] : unreadInStack(module)),
      ...[...module.declaration.calls.values()]
        .filter((call) => !call.module)
        .map((call) => unreadModule(module, call)),
    ]),
    ...azapiBlindSpots(program.instances),
    ...opaqueBlindSpots(program),
  ];
}

function unreadInStack({ stack, prefix }: ModuleInstance): BlindSpot[] {
  return [...stack.unreadable, ...(stack.unread ?? [])].map(({ address, why, content }) => ({
    address: `${prefix}${address}`,
    why,
    content,
  }));
}

/** A call of a module that is not read: with other arguments it may give other access. */
function unreadModule(
  module: ModuleInstance,
  { name, source, version = "", arguments: args, count, forEach }: ModuleCall,
): BlindSpot {
  const passed = [...args, ["count", count] as const, ["for_each", forEach] as const].map(
    ([argument, expression]): [string, Value] => [argument, expression?.evaluate(module) ?? null],
  );
  return {
    address: module.addressOf(`module.${name}`),
    why: `the module ${source} is not read, and what it grants is not in this review: review a plan, which holds it`,
    content: hashOf(`${source} ${version} ${describe(new ObjectValue(new Map(passed)))}`),
  };
}
