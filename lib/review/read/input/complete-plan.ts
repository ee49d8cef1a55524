import { isObject, JsonObject, objectAt, objectsIn } from "../../base/json";
import { withoutKeys } from "../plan/addresses";
import { notTerraform, wrongShape } from "./shape";

/** What is allowed in place of a plan with a part missing. */
export const WHOLE_PLAN = "all that terraform show -json prints of a plan";

/**
 * Refuses a plan in which a planned resource is not in the configuration, or a resource that is created, changed or
 * kept is not planned: the part that lacks it is cut short.
 *
 * @throws ReviewError
 */
export function refuseUndeclared(plan: JsonObject, source: string): void {
  const { resource_changes: changes } = plan;
  const planned = managedIn(plan.planned_values);
  refuseUnplanned(changes, new Set(planned), source);
  if (planned.length === 0) {
    return;
  }
  const root = isObject(plan.configuration) ? plan.configuration.root_module : undefined;
  if (!isObject(root)) {
    throw wrongShape(`${source}: configuration.root_module`, root, "an object");
  }
  if (!Array.isArray(changes)) {
    throw wrongShape(`${source}: resource_changes`, changes, "a list");
  }
  const declared = new Set(declaredIn(root, ""));
  const other = planned.find((address) => !declared.has(withoutKeys(address)));
  if (other !== undefined) {
    throw notTerraform(`${source} plans ${JSON.stringify(other)}, which its configuration does not have`, WHOLE_PLAN);
  }
}

function refuseUnplanned(changes: unknown, planned: ReadonlySet<string>, source: string): void {
  const list = Array.isArray(changes) ? (changes as unknown[]) : [];
  const nameless = list.findIndex((change) => !isObject(change) || typeof change.address !== "string");
  if (nameless >= 0) {
    throw wrongShape(`${source}: resource_changes[${nameless}]`, list[nameless], "a change with an address");
  }
  const other = objectsIn(list).find((change) => stays(change) && !planned.has(String(change.address)));
  if (other !== undefined) {
    throw notTerraform(
      `${source} changes ${JSON.stringify(other.address)}, which its planned_values do not have`,
      WHOLE_PLAN,
    );
  }
}

/** Whether the resource of a change is there after the plan is applied. */
function stays({ mode, change }: JsonObject): boolean {
  const actions = isObject(change) && Array.isArray(change.actions) ? (change.actions as unknown[]) : [];
  return mode === "managed" && ["create", "update", "no-op"].some((action) => actions.includes(action));
}

/**
 * Refuses a plan that says nothing of a resource of its prior state, which should be planned or change, if only its
 * address: `-refresh-only` makes such plans.
 *
 * @param prior the values of the prior state
 * @throws ReviewError
 */
export function refuseUntold(plan: JsonObject, prior: unknown, source: string): void {
  const changed = objectsIn(plan.resource_changes).flatMap(({ address, previous_address: before }) => [
    address,
    before,
  ]);
  const told = new Set([...changed, ...managedIn(plan.planned_values)]);
  const other = managedIn(prior).find((address) => !told.has(address));
  if (other !== undefined) {
    throw notTerraform(
      `${source} does not say what becomes of ${JSON.stringify(other)}, which is in its prior_state`,
      "a complete plan",
      "Plan without -refresh-only and without -target.",
    );
  }
}

/** The addresses of the managed resources in the values of a plan or a state. */
function managedIn(values: unknown): string[] {
  return managedInModule(objectAt(values, "root_module"));
}

function managedInModule(module: JsonObject): string[] {
  // What Terraform forgets is listed, too, without values.
  const resources = objectsIn(module.resources).filter(({ mode, values }) => mode === "managed" && isObject(values));
  return [
    ...resources.map(({ address }) => String(address)),
    ...objectsIn(module.child_modules).flatMap(managedInModule),
  ];
}

/** The addresses, without keys, of the resources in the configuration of a plan. */
function declaredIn(module: JsonObject, prefix: string): string[] {
  return [
    ...objectsIn(module.resources).map(({ type, name }) => `${prefix}${String(type)}.${String(name)}`),
    ...Object.entries(objectAt(module, "module_calls")).flatMap(([name, call]) =>
      declaredIn(objectAt(call, "module"), `${prefix}module.${name}.`),
    ),
  ];
}
