import { ObjectValue, Value } from "../../language/value";
import type { Expression } from "../../program/declaration";

/** A value with no references in it: all of it is known, though a plan does not tell it. */
export class LiteralValues extends ObjectValue {
  constructor() {
    super(new Map());
  }

  public entry(): Value {
    return this;
  }
}

/** An expression without references that a plan leaves out. */
export const LITERALS: Expression = {
  traversals: [],
  evaluate: () => new LiteralValues(),
  inside: () => undefined,
};
