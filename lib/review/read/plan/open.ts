import { unknownOf } from "../../language/unknown";
import { Reference, Unknown, Value } from "../../language/value";

/** What may come from any of several things. */
export class OneOf extends Unknown {
  constructor(
    public readonly candidates: readonly Value[],
    text: string,
  ) {
    const { why, references } = unknownOf(candidates, "it may come from any of several things");
    super(why, references, text);
  }
}

/** An unknown value where it stands: what is the same expression in two places may be two things. */
export class Placed extends Unknown {
  constructor(
    public readonly of: Unknown,
    public readonly at: Reference,
  ) {
    super(of.why, of.references, `${of.text} in ${[at.instance.address, ...at.path].join(".")}`);
  }
}
