import { isObject, JsonObject, objectAt, objectsIn } from "../../base/json";
import { literal } from "../../language/value";
import { Expression, isRead, ModuleCall, ModuleDeclaration, StackDeclaration } from "../../program/declaration";
import { isForgotten, KnownResources } from "./known-resources";
import { PlannedExpression } from "./planned-expression";
import { plannedModule } from "./planned-module";
import { heldIn } from "./state";

/** The stack as it is after a plan is applied, from what `terraform show -json` prints of the plan. */
export function plannedStack(plan: JsonObject): StackDeclaration {
  const configuration = objectAt(plan.configuration, "root_module");
  const changes = new Map(objectsIn(plan.resource_changes).map((change) => [String(change.address), change]));
  const prior = objectAt(objectAt(plan, "prior_state").values, "root_module");
  const known = new KnownResources(
    objectAt(plan.planned_values, "root_module"),
    prior,
    changes,
    true,
    typeof plan.timestamp === "string" ? plan.timestamp : "",
  );
  return {
    module: withForgotten(
      {
        ...plannedModule(configuration, "", known),
        subscriptions: subscriptionsIn(plan.configuration),
        adopted: adoptedIn(plan),
      },
      heldIn([forgottenIn(prior, changes)]),
    ),
    variables: new Map(
      Object.entries(objectAt(plan, "variables")).map(([name, variable]) => [
        name,
        isObject(variable) ? literal(variable.value ?? null) : null,
      ]),
    ),
    after: [],
    known,
    unreadable: [],
  };
}

/** The addresses that resources are moved from, and those that resources are imported to. */
function adoptedIn(plan: JsonObject): string[] {
  return objectsIn(plan.resource_changes).flatMap(({ address, previous_address: previous, change }) =>
    [previous, objectAt(change, "importing").id === undefined ? undefined : address].filter(
      (one) => typeof one === "string",
    ),
  );
}

/** The `subscription_id` of providers, by the keys that resources name the providers by. */
function subscriptionsIn(configuration: unknown): ReadonlyMap<string, Expression> {
  const ids = Object.entries(objectAt(configuration, "provider_config")).map(
    ([key, provider]) => [key, objectAt(provider, "expressions").subscription_id] as const,
  );
  return new Map(ids.flatMap(([key, id]) => (id === undefined ? [] : [[key, new PlannedExpression(id)]])));
}

/** The resources of a module in the prior state that Terraform forgets: what they grant stays. */
function forgottenIn(module: JsonObject, changes: ReadonlyMap<string, JsonObject>): JsonObject {
  const children = objectsIn(module.child_modules).map((child) => forgottenIn(child, changes));
  return {
    address: module.address,
    resources: objectsIn(module.resources).filter(({ address }) => isForgotten(changes.get(String(address)))),
    child_modules: children.filter(
      (child) => [...objectsIn(child.resources), ...objectsIn(child.child_modules)].length > 0,
    ),
  };
}

/** A module with the forgotten resources, which are in its configuration no longer. */
function withForgotten(module: ModuleDeclaration, forgotten: ModuleDeclaration): ModuleDeclaration {
  const calls = [...forgotten.calls].map(([name, call]): [string, ModuleCall] => {
    const own = module.calls.get(name);
    return [
      name,
      own && isRead(own) && isRead(call) ? { ...own, module: withForgotten(own.module, call.module) } : call,
    ];
  });
  return {
    ...module,
    resources: new Map([...forgotten.resources, ...module.resources]),
    calls: new Map([...module.calls, ...calls]),
  };
}
