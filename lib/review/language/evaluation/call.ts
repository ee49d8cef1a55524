import { isSpent, look } from "../budget";
import { FORGIVING, FUNCTIONS } from "../functions/functions";
import type { Files } from "../scope";
import { sizeOf } from "../size";
import { callText } from "../text";
import { errorAmong, isTooMuch, refusedBy, tooMuch, unknownBecause, unknownOf } from "../unknown";
import { HiddenText, isError, isList, Unknown, Value } from "../value";
import { evaluateAll, Evaluation } from "./evaluation";

export const evaluateCall: Evaluation<"call"> = ({ name, args: written, expandsLast }, scope, evaluate) => {
  const args = evaluateAll(written, scope, evaluate);
  const expanded = expandsLast ? withLastExpanded(args) : args;
  const result = expanded
    ? resultOf(name, expanded, scope.files)
    : unknownOf(args, "the list of its arguments is not known", () => callText(name, args, true));
  return scope.secrets ? scope.secrets.resultOf(name, result) : result;
};

function withLastExpanded(args: readonly Value[]): readonly Value[] | undefined {
  const last = args.at(-1);
  return last !== undefined && isList(last) ? [...args.slice(0, -1), ...last] : undefined;
}

function resultOf(name: string, args: readonly Value[], files: Files | undefined): Value {
  const text = () => callText(name, args, false);
  const error = FORGIVING.has(name) ? undefined : errorAmong(args);
  if (error) {
    return refusedBy(error, args, text);
  }
  if (isSpent() || !look(sizeOf(args).count)) {
    return tooMuch(args, text);
  }
  const result = FUNCTIONS.get(name)?.(args, files);
  if (result === undefined) {
    return isSpent() ? tooMuch(args, text) : unknownResult(name, args, text);
  }
  if (isTooMuch(result)) {
    return tooMuch(args, text);
  }
  return isError(result) ? refusedBy(result, args, text) : result;
}

function unknownResult(name: string, args: readonly Value[], text: () => string): Unknown {
  const why = `the function ${name} makes it`;
  // A hidden text is known: why it is not shown is no reason.
  return args[0] instanceof HiddenText ? unknownBecause(why, args, text) : unknownOf(args, why, text);
}
