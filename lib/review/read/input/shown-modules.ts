import { isObject, JsonObject } from "../../base/json";
import { objectOf, wrongShape } from "./shape";

/**
 * Refuses the values of a plan or a state whose modules and resources have another shape than Terraform writes: they
 * must not be taken for empty ones. The values of an empty state are left out.
 *
 * @throws ReviewError
 */
export function refuseWrongValues(values: unknown, source: string): void {
  if (values === undefined) {
    return;
  }
  refuseWrongModule(objectOf(values, source).root_module, `${source}.root_module`);
}

/** @throws ReviewError where a module of a plan or a state has another shape than Terraform writes */
export function refuseWrongModule(json: unknown, source: string): void {
  const module = objectOf(json, source);
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

/** @throws ReviewError where a module in the configuration of a plan has another shape than Terraform writes */
export function refuseWrongConfiguration(module: unknown, source: string): void {
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
