import { isObject, JsonObject, WHAT_IS_READ } from "../../base/json";
import { withoutKeys } from "../plan/known-resources";
import { plannedStack, stateStack } from "../plan/plan";
import { ReviewError } from "../../base/review-error";
import type { Input } from "./input";
import { wrongShape } from "./shape";

/** What `terraform show -json` prints. */
export function shown(json: JsonObject, source: string): Input {
  const version = json.format_version as string;
  if (!/^[01]\./.test(version)) {
    throw new ReviewError(
      "VERSION",
      `${source} has the format_version ${JSON.stringify(version)}; allowed: 0.x and 1.x. Use a review that knows it.`,
    );
  }
  if (isObject(json.planned_values) || Array.isArray(json.resource_changes) || isObject(json.configuration)) {
    if (json.errored === true) {
      throw new ReviewError(
        "NOT_TERRAFORM",
        `${source} is a plan that ended in an error, which holds only part of what there is; allowed: a complete plan. Mend the error and plan again.`,
      );
    }
    if (!isObject(json.planned_values) || !isObject(json.configuration)) {
      throw new ReviewError(
        "NOT_TERRAFORM",
        `${source} is a plan without planned_values or configuration; allowed: all that terraform show -json prints of a plan.`,
      );
    }
    if (json.complete === false) {
      throw new ReviewError(
        "NOT_TERRAFORM",
        `${source} is a plan of a part, as -target makes one; allowed: a complete plan, since what is left out is not known. Plan without -target.`,
      );
    }
    refuseWrongModule(json.planned_values.root_module, `${source}: planned_values.root_module`);
    refuseWrongConfiguration(json.configuration.root_module, `${source}: configuration.root_module`);
    refuseUndeclared(json, source);
    const prior = isObject(json.prior_state) ? json.prior_state.values : undefined;
    refuseWrongValues(prior, `${source}: prior_state.values`);
    refuseUntold(json, prior, source);
    return { kind: "plan", stacks: [plannedStack(json)], before: [stateStack(prior)] };
  }
  if ("values" in json || Object.keys(json).every((key) => key === "format_version" || key === "terraform_version")) {
    refuseWrongValues(json.values, `${source}: values`);
    return { kind: "state", stacks: [stateStack(json.values)] };
  }
  throw new ReviewError(
    "NOT_TERRAFORM",
    `${source} has a format_version and neither planned_values nor values; allowed: ${WHAT_IS_READ}.`,
  );
}

/** A state in which nothing is has no values at all. */
function refuseWrongValues(values: unknown, source: string): void {
  if (values === undefined) {
    return;
  }
  if (!isObject(values)) {
    throw wrongShape(source, values, "an object");
  }
  refuseWrongModule(values.root_module, `${source}.root_module`);
}

/**
 * What is planned stands in the configuration, too, and what changes in the list of changes: where one of them is cut
 * short, nothing is to be read into it.
 */
function refuseUndeclared(
  { planned_values: planned, configuration, resource_changes: changes }: JsonObject,
  source: string,
): void {
  const resources = plannedIn((planned as JsonObject).root_module);
  refuseUnplanned(changes, new Set(resources), source);
  if (resources.length === 0) {
    return;
  }
  const { root_module: root } = configuration as JsonObject;
  if (!isObject(root) || !Array.isArray(changes)) {
    throw isObject(root)
      ? wrongShape(`${source}: resource_changes`, changes, "a list")
      : wrongShape(`${source}: configuration.root_module`, root, "an object");
  }
  const declared = new Set(declaredIn(root, ""));
  const other = resources.find((address) => !declared.has(withoutKeys(address)));
  if (other !== undefined) {
    throw new ReviewError(
      "NOT_TERRAFORM",
      `${source} plans ${JSON.stringify(other)}, which its configuration does not have; allowed: all that terraform show -json prints of a plan.`,
    );
  }
}

/** What is made, changed or left as it is will be there, and so is planned. */
function refuseUnplanned(changes: unknown, planned: ReadonlySet<string>, source: string): void {
  const list = Array.isArray(changes) ? (changes as unknown[]) : [];
  const nameless = list.findIndex((change) => !isObject(change) || typeof change.address !== "string");
  if (nameless >= 0) {
    throw wrongShape(`${source}: resource_changes[${nameless}]`, list[nameless], "a change with an address");
  }
  const stays = ({ mode, change }: JsonObject) =>
    mode === "managed" &&
    isObject(change) &&
    Array.isArray(change.actions) &&
    ["create", "update", "no-op"].some((action) => (change.actions as unknown[]).includes(action));
  const other = (list as JsonObject[]).find((change) => stays(change) && !planned.has(change.address as string));
  if (other !== undefined) {
    throw new ReviewError(
      "NOT_TERRAFORM",
      `${source} changes ${JSON.stringify(other.address)}, which its planned_values do not have; allowed: all that terraform show -json prints of a plan.`,
    );
  }
}

/** What was there is planned, or changes, if only its address; a plan that only refreshes says neither. */
function refuseUntold(
  { planned_values: planned, resource_changes: changes }: JsonObject,
  prior: unknown,
  source: string,
): void {
  const changed = ((changes ?? []) as JsonObject[]).flatMap(({ address, previous_address: before }) => [
    address,
    before,
  ]);
  const told = new Set([...changed, ...plannedIn((planned as JsonObject).root_module)]);
  const other = plannedIn((prior as JsonObject | undefined)?.root_module).find((address) => !told.has(address));
  if (other !== undefined) {
    throw new ReviewError(
      "NOT_TERRAFORM",
      `${source} does not say what becomes of ${JSON.stringify(other)}, which is in its prior_state; allowed: a complete plan. Plan without -refresh-only and without -target.`,
    );
  }
}

function plannedIn(module: unknown): string[] {
  const { resources = [], child_modules: children = [] } = (module ?? {}) as {
    resources?: JsonObject[];
    child_modules?: JsonObject[];
  };
  // What is forgotten is listed, too, without values.
  return [
    ...resources
      .filter(({ mode, values }) => mode === "managed" && isObject(values))
      .map(({ address }) => address as string),
    ...children.flatMap(plannedIn),
  ];
}

function declaredIn(module: JsonObject, prefix: string): string[] {
  const resources = Array.isArray(module.resources) ? (module.resources as unknown[]).filter(isObject) : [];
  const calls = isObject(module.module_calls) ? Object.entries(module.module_calls) : [];
  return [
    ...resources.map(({ type, name }) => `${prefix}${String(type)}.${String(name)}`),
    ...calls.flatMap(([name, call]) =>
      isObject(call) && isObject(call.module) ? declaredIn(call.module, `${prefix}module.${name}.`) : [],
    ),
  ];
}

/**
 * A part in another shape than Terraform writes must not be taken for one that holds nothing; where there is nothing,
 * Terraform writes an empty object.
 */
function refuseWrongModule(module: unknown, source: string): void {
  if (!isObject(module)) {
    throw wrongShape(source, module, "an object");
  }
  for (const name of ["resources", "child_modules"]) {
    const list = module[name];
    if (list !== undefined && !(Array.isArray(list) && list.every(isObject))) {
      throw wrongShape(`${source}.${name}`, list, "a list of objects");
    }
  }
  ((module.child_modules ?? []) as JsonObject[]).forEach((child, i) => {
    if (typeof child.address !== "string") {
      throw wrongShape(`${source}.child_modules[${i}]`, child, "a module with an address");
    }
    refuseWrongModule(child, `${source}.child_modules[${i}]`);
  });
  ((module.resources ?? []) as JsonObject[]).forEach((resource, i) => {
    if (["address", "type", "name"].some((key) => typeof resource[key] !== "string")) {
      throw wrongShape(`${source}.resources[${i}]`, resource, "a resource with an address, a type and a name");
    }
  });
}

/** The same for what a plan says of a module's configuration. */
function refuseWrongConfiguration(module: unknown, source: string): void {
  const { resources = [], module_calls: calls = {} } = isObject(module) ? module : {};
  (Array.isArray(resources) ? resources : []).forEach((resource, i) => {
    if (!isObject(resource) || typeof resource.type !== "string" || typeof resource.name !== "string") {
      throw wrongShape(`${source}.resources[${i}]`, resource, "a resource with a type and a name");
    }
  });
  Object.entries(isObject(calls) ? calls : {}).forEach(([name, call]) => {
    if (!isObject(call) || (call.source !== undefined && typeof call.source !== "string")) {
      throw wrongShape(`${source}.module_calls.${name}`, call, "a call of a module with a source");
    }
    refuseWrongConfiguration(call.module, `${source}.module_calls.${name}.module`);
  });
}
