import type { Scope } from "../scope";
import type { Syntax, SyntaxOf } from "../syntax";
import type { Value } from "../value";

/** Evaluates an expression in a scope. */
export type Evaluate = (syntax: Syntax, scope: Scope) => Value;

/** Evaluates an expression of one kind, with `evaluate` for the expressions that it is made of. */
export type Evaluation<K extends Syntax["kind"]> = (syntax: SyntaxOf<K>, scope: Scope, evaluate: Evaluate) => Value;

export function evaluateAll(syntaxes: readonly Syntax[], scope: Scope, evaluate: Evaluate): Value[] {
  const values: Value[] = [];
  // A loop takes less of the stack than a callback.
  for (const syntax of syntaxes) {
    values.push(evaluate(syntax, scope));
  }
  return values;
}
