import { grouped } from "../base/grouped";
import type { Instance } from "../program/instance";
import type { Program } from "../program/program";
import { GrantContext } from "./grants/grant-context";
import { GrantReader } from "./grants/grant-reader";
import { Principals } from "./principal";
import { Roles } from "./role";
import { Runners } from "./runner";
import { StackPlace, stackOf } from "./stack-place";
import { Targets, targetsByStack } from "./targets";
import { noteUpdates } from "./updates";
import { UseReader } from "./uses/use-reader";

/** What reads the resources of one stack: one name may stand for something else in another stack. */
export interface StackResolver {
  readonly targets: Targets;
  readonly principals: Principals;
  readonly grants: GrantReader;
  readonly uses: UseReader;
  readonly runners: Runners;
}

/** What reads the resources of each stack of a program, by the stack's name. */
export function resolversByStack({ instances, roots }: Program): ReadonlyMap<string | undefined, StackResolver> {
  const places = new Map(
    roots.map(({ stack: { name } }) => [name, new StackPlace(roots.length > 1 ? name : undefined)] as const),
  );
  const targets = targetsByStack(instances, places);
  noteUpdates((instance) => targets.get(stackOf(instance)), instances);
  const byStack = grouped(instances, stackOf);
  const [any] = targets.values();
  const all = any && roots.length > 1 ? contextOf(any, instances) : undefined;
  return new Map(
    [...targets].map(([name, own]) => [name, resolver(own, contextOf(own, byStack.get(name) ?? [], all))]),
  );
}

function contextOf(targets: Targets, instances: readonly Instance[], all?: GrantContext): GrantContext {
  const roles = new Roles(instances, (definition) => targets.placeOf(definition), all?.roles);
  return new GrantContext(targets, new Principals(targets, instances), roles, instances, all);
}

function resolver(targets: Targets, context: GrantContext): StackResolver {
  const { principals } = context;
  return {
    targets,
    principals,
    grants: new GrantReader(context),
    uses: new UseReader(targets, principals),
    runners: new Runners(targets, principals),
  };
}
