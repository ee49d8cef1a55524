import { isObject, JsonObject } from "../../base/json";
import { ReviewError } from "../../base/review-error";
import { plannedStack } from "../plan/plan";
import { stateStack } from "../plan/state";
import { refuseUndeclared, refuseUntold, WHOLE_PLAN } from "./complete-plan";
import type { Input } from "./input";
import { notTerraform } from "./shape";
import { refuseWrongConfiguration, refuseWrongModule, refuseWrongValues } from "./shown-modules";

/**
 * The plan or the state that `terraform show -json` prints.
 *
 * @throws ReviewError where it is neither, or not all of one
 */
export function shownInput(json: JsonObject, version: string, source: string): Input {
  if (!/^[01]\./.test(version)) {
    throw new ReviewError(
      "VERSION",
      `${source} has the format_version ${JSON.stringify(version)}; allowed: 0.x and 1.x. Use a review that knows it.`,
    );
  }
  if (isObject(json.planned_values) || Array.isArray(json.resource_changes) || isObject(json.configuration)) {
    return planInput(json, source);
  }
  if ("values" in json || Object.keys(json).every((key) => key === "format_version" || key === "terraform_version")) {
    refuseWrongValues(json.values, `${source}: values`);
    return { kind: "state", stacks: [stateStack(json.values)] };
  }
  throw notTerraform(`${source} has a format_version and neither planned_values nor values`);
}

function planInput(json: JsonObject, source: string): Input {
  refusePartialPlan(json, source);
  const prior = isObject(json.prior_state) ? json.prior_state.values : undefined;
  refuseUndeclared(json, source);
  refuseWrongValues(prior, `${source}: prior_state.values`);
  refuseUntold(json, prior, source);
  return { kind: "plan", stacks: [plannedStack(json)], before: [stateStack(prior)] };
}

/** @throws ReviewError where a plan says that it is not complete, lacks a part, or has one of a wrong shape */
function refusePartialPlan(json: JsonObject, source: string): void {
  if (json.errored === true) {
    throw notTerraform(
      `${source} is a plan that ended in an error, which holds only part of what there is`,
      "a complete plan",
      "Mend the error and plan again.",
    );
  }
  if (!isObject(json.planned_values) || !isObject(json.configuration)) {
    throw notTerraform(`${source} is a plan without planned_values or configuration`, WHOLE_PLAN);
  }
  if (json.complete === false) {
    throw notTerraform(
      `${source} is a plan of a part, as -target makes one`,
      "a complete plan, since what is left out is not known",
      "Plan without -target.",
    );
  }
  refuseWrongModule(json.planned_values.root_module, `${source}: planned_values.root_module`);
  refuseWrongConfiguration(json.configuration.root_module, `${source}: configuration.root_module`);
}
