import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { kindOf, Problem, refuse, refuseCall } from "./problems";

/**
 * The scope of a new construct, after a check of scope and id.
 *
 * @throws Error when the scope is not a construct in a stack, or the id is not a string
 */
export function placed<T extends Construct>(scope: T, id: string): T {
  const isText = typeof id === "string" && id !== "";
  checkScope(isText ? `[${id}]` : "a construct", scope);
  refuse(scope, isText ? [] : [{ ...AN_ID, property: "id", value: kindOf(id) }]);
  return scope;
}

/**
 * Refuses a scope that is not a construct in a stack.
 *
 * @param call the name of the call, for the error
 */
export function checkScope(call: string, scope: unknown): void {
  refuseCall(call, isInStack(scope) ? [] : [{ ...A_SCOPE, property: "scope", value: kindOf(scope) }]);
}

function isInStack(scope: unknown): boolean {
  if (!Construct.isConstruct(scope)) {
    return false;
  }
  try {
    return TerraformStack.of(scope) !== undefined;
  } catch {
    return false;
  }
}

const A_SCOPE: Omit<Problem, "property"> = {
  allowed: "a TerraformStack or a construct in one",
  change: "Pass the stack, or this within a construct of yours.",
};

const AN_ID: Omit<Problem, "property"> = {
  allowed: "a string that no other construct in the scope has for its id",
  change: "Pass such a string.",
};
