import { Reference } from "../../language/value";

/** The id that an unknown scope comes from: a plan does not tell whether it is the scope, or only begins it. */
export class PlannedId extends Reference {}
