import { concatenate } from "../concatenation";
import { directiveText, joinedText } from "../text";
import { errorAmong, refused, refusedBy, unknownOf } from "../unknown";
import { evaluateAll, Evaluation } from "./evaluation";

export const evaluateTemplate: Evaluation<"template"> = ({ parts: written }, scope, evaluate) => {
  const parts = evaluateAll(written, scope, evaluate);
  const error = errorAmong(parts) ?? (parts.includes(null) ? refused("null stands in a text") : undefined);
  return error ? refusedBy(error, parts, () => joinedText(parts)) : concatenate(parts);
};

export const evaluateDirectives: Evaluation<"opaque"> = ({ parts, words = "" }, scope, evaluate) => {
  const values = evaluateAll(parts, scope, evaluate);
  return unknownOf(values, "a template directive makes it", () => directiveText(words, values));
};
