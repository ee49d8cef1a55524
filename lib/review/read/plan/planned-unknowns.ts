import { unknownOf } from "../../language/unknown";
import { Reference, Unknown, Value } from "../../language/value";

/** A value that comes from any of several things. */
export class OneOf extends Unknown {
  constructor(
    public readonly candidates: readonly Value[],
    text: string,
  ) {
    const { why, references } = unknownOf(candidates, "it may come from any of several things");
    super(why, references, text);
  }
}

/**
 * An unknown value with the argument that it is the value of. A plan tells only the references of an expression, so
 * that two arguments whose expressions look the same may have two values: the argument keeps them apart.
 */
export class LocatedUnknown extends Unknown {
  constructor(
    public readonly of: Unknown,
    public readonly at: Reference,
  ) {
    super(of.why, of.references, `${of.text} in ${[at.instance.address, ...at.path].join(".")}`);
  }
}

/** A value with its argument, where the value is unknown. */
export function located<T extends Value>(value: T, at: Reference): T | Unknown {
  return value instanceof Unknown ? new LocatedUnknown(value instanceof LocatedUnknown ? value.of : value, at) : value;
}
