import { descend, rise, spend, TOO_MUCH } from "./budget";
import { evaluateCall } from "./evaluation/call";
import { evaluateConditional } from "./evaluation/conditional";
import { Evaluate, evaluateAll, Evaluation } from "./evaluation/evaluation";
import { evaluateFor } from "./evaluation/for";
import { evaluateObject } from "./evaluation/object";
import { evaluateBinary, evaluateUnary } from "./evaluation/operators";
import { evaluateDirectives, evaluateTemplate } from "./evaluation/template";
import { evaluateSplat, evaluateTraversal } from "./evaluation/traversal";
import type { Scope } from "./scope";
import { settle } from "./step";
import type { Syntax } from "./syntax";
import { hashOf } from "./text";
import { bounded } from "./unknown";
import { Unknown, Value } from "./value";

/** Evaluates an expression as far as what it refers to is known. */
export function evaluate(syntax: Syntax, scope: Scope): Value {
  if (syntax.kind === "literal") {
    return syntax.value;
  }
  spend(1);
  if (!descend()) {
    // The key of what is too deep is how it is written: the values that it refers to are deeper still.
    return new Unknown(TOO_MUCH, [], hashOf(JSON.stringify(syntax)));
  }
  try {
    return bounded(evaluateKind(syntax, scope));
  } finally {
    rise();
  }
}

function evaluateKind(syntax: Syntax, scope: Scope): Value {
  const evaluation = EVALUATIONS[syntax.kind] as (syntax: Syntax, scope: Scope, evaluate: Evaluate) => Value;
  return evaluation(syntax, scope, evaluate);
}

const evaluateReference = (syntax: Syntax, scope: Scope): Value => settle(evaluateTraversal(syntax, scope, evaluate));

const EVALUATIONS: { readonly [K in Syntax["kind"]]: Evaluation<K> } = {
  literal: ({ value }) => value,
  template: evaluateTemplate,
  opaque: evaluateDirectives,
  reference: evaluateReference,
  root: evaluateReference,
  attribute: evaluateReference,
  index: evaluateReference,
  element: evaluateReference,
  splat: evaluateSplat,
  call: evaluateCall,
  conditional: evaluateConditional,
  unary: evaluateUnary,
  binary: evaluateBinary,
  list: ({ items }, scope) => evaluateAll(items, scope, evaluate),
  object: evaluateObject,
  for: evaluateFor,
};
