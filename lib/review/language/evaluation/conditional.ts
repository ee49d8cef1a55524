import { look } from "../budget";
import { chosenOf, toBoolean } from "../convert";
import { equalityKeyOf, isSame } from "../equality";
import type { Scope } from "../scope";
import { sizeOf } from "../size";
import type { Syntax } from "../syntax";
import { describe } from "../text";
import { unknownOf } from "../unknown";
import { isError, isKnown, kindOf, ofAnyKind, Value } from "../value";
import type { Evaluate, Evaluation } from "./evaluation";

export const evaluateConditional: Evaluation<"conditional"> = (syntax, scope, evaluate) => {
  const condition = asCondition(evaluate(syntax.condition, scope));
  if (typeof condition === "boolean") {
    return condition
      ? evaluateChosen(syntax.yes, syntax.no, scope, evaluate)
      : evaluateChosen(syntax.no, syntax.yes, scope, evaluate);
  }
  if (isError(condition)) {
    return condition;
  }
  const [yes, no] = [evaluate(syntax.yes, scope), evaluate(syntax.no, scope)];
  const chooses = scope.secrets ? scope.secrets.untold(condition) : condition;
  return isEither(yes, no)
    ? ofAnyKind(yes)
    : unknownOf(
        [chooses, yes, no],
        "it depends on a condition that is not known",
        () => `(${describe(condition)} ? ${describe(yes)} : ${describe(no)})`,
      );
};

/** A value as a condition: true, false, or a value that is not known to be either. */
export function asCondition(value: Value): Value {
  return toBoolean(value) ?? value;
}

/** Whether it makes no difference which of two values is chosen. */
function isEither(a: Value, b: Value): boolean {
  if (isSame(a, b) === true) {
    return true;
  }
  const isLooked = kindOf(a) !== undefined && look(sizeOf(a).count + sizeOf(b).count);
  return isLooked && isKnown(a) && equalityKeyOf(a) === equalityKeyOf(b);
}

/** Evaluates the chosen side. The other one counts, too, because both become of one type. */
function evaluateChosen(chosen: Syntax, other: Syntax, scope: Scope, evaluate: Evaluate): Value {
  const value = evaluate(chosen, scope);
  const isOfOneType = kindOf(value) === undefined && typeof value !== "number" && typeof value !== "boolean";
  return isOfOneType ? value : (chosenOf(value, evaluate(other, scope)) ?? ofAnyKind(value));
}
