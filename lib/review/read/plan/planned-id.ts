import { Reference } from "../../language/value";

/**
 * The id that an unknown scope is made of, in a plan: it may be all of it, or only its beginning, which a plan tells no
 * difference of.
 */
export class PlannedId extends Reference {}
