import { evaluate } from "../../../lib/review/language/evaluate";
import { parseTemplate } from "../../../lib/review/language/parser";
import type { Scope } from "../../../lib/review/language/scope";
import { literal, Unknown, Value } from "../../../lib/review/language/value";

/** Names with plain values; every other one is unknown. */
export function scopeOf(names: Record<string, unknown>): Scope {
  return {
    resolve: (root) => ({
      value: root in names ? literal(names[root]) : new Unknown(`${root} is not known`),
      taken: 0,
    }),
  };
}

export const NAMES = {
  var: {
    name: "app",
    list: ["a", "b"],
    map: { x: 1, "a.b": 2 },
    on: true,
    off: false,
    none: null,
    apps: { web: { port: 80 }, api: { port: 8080 } },
  },
};

/** The value of a template in which `NAMES` are known. */
export function valueOf(template: string): Value {
  return evaluate(parseTemplate(template), scopeOf(NAMES));
}
