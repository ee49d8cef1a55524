import fc from "fast-check";
import { plain } from "../../../lib/review/language/equality";
import { evaluate } from "../../../lib/review/language/evaluate";
import { parseExpression, parseTemplate } from "../../../lib/review/language/parser";
import { isKnown, ObjectValue, Unknown } from "../../../lib/review/language/value";
import { scopeOf, valueOf } from "./values";

describe("a template comes to what Terraform makes of it", () => {
  test.each<[string, unknown]>([
    ["plain", "plain"],
    ["", ""],
    ["${var.name}", "app"],
    ["${var.name}-id", "app-id"],
    ["a$${var.name}b", "a${var.name}b"],
    ["100%%{x}", "100%{x}"],
    ["costs 5$ and 5%", "costs 5$ and 5%"],
    ['${"${var.name}-${"in"}"}', "app-in"],
    ['${"a\\"b\\\\c\\n\\u00e9"}', 'a"b\\c\né'],
    ['${"}"}', "}"],
    ["${~ var.name ~}", "app"],
    ["${var.list}", ["a", "b"]],
    ["${var.list[1]}", "b"],
    ["${var.list.1}", "b"],
    ['${var.map["a.b"]}', 2],
    ["${var.list[*]}", ["a", "b"]],
    ["${values(var.apps)[*].port}", [8080, 80]],
    ["${values(var.apps).*.port}", [8080, 80]],
    ["${var.none[*]}", []],
    ["${1 + 2 * 3}", 7],
    ["${(1 + 2) * 3}", 9],
    ["${-1}", -1],
    ["${7 % 4 - 1}", 2],
    ["${1.5e1}", 15],
    ["${var.on && !var.off}", true],
    ["${var.off || 1 < 2 == true}", true],
    ['${var.name == "app" ? "yes" : "no"}', "yes"],
    ["${var.none == null}", true],
    ["${true ? 1 : 2}", 1],
    ["${[for name in var.list : upper(name)]}", ["A", "B"]],
    ["${[for i, name in var.list : name if i > 0]}", ["b"]],
    ["${{for key, app in var.apps : key => app.port}}", { api: 8080, web: 80 }],
    ['${{for key, app in var.apps : "all" => key...}}', { all: ["api", "web"] }],
    ['${{ a = 1, "b" : 2, (var.name) = 3, "${var.name}-x" = 4 }}', { a: 1, b: 2, app: 3, "app-x": 4 }],
    ["${[1, 2,]}", [1, 2]],
    ['${lower("AB")}${upper("c")}', "abC"],
    ['${join("-", ["a", "b"], ["c"])}', "a-b-c"],
    ['${format("%s-%d%%", var.name, 5)}', "app-5%"],
    ['${coalesce(var.none, "", "x")}', "x"],
    ['${try(var.map.missing, "fallback")}', "fallback"],
    ["${can(var.map.missing)}", false],
    ['${lookup(var.map, "y", 3)}', 3],
    ['${element(["a", "b"], 3)}', "b"],
    ["${merge({a = 1}, {b = 2}, {a = 3})}", { a: 3, b: 2 }],
    ["${concat([1], [2, 3])}", [1, 2, 3]],
    ["${flatten([[1], [[2]]])}", [1, 2]],
    ['${toset(["b", "a", "b"])}', ["a", "b"]],
    ['${contains(["a"], "a")}', true],
    ['${split(",", "a,b")}', ["a", "b"]],
    ['${replace("a-b-c", "-", "")}', "abc"],
    ['${substr("abcdef", 1, 3)}${substr("abc", 1, -1)}', "bcdbc"],
    ['${trimsuffix("https://x/", "/")}', "https://x"],
    ['${trimprefix("abc", "a")}', "bc"],
    ['${startswith("abc", "a") && endswith("abc", "c") && strcontains("abc", "b")}', true],
    ['${zipmap(["a", "b"], [1, 2])}', { a: 1, b: 2 }],
    [
      "${setproduct([1, 2], [3])}",
      [
        [1, 3],
        [2, 3],
      ],
    ],
    ["${range(3)}", [0, 1, 2]],
    ["${one([])}", null],
    ["${one([5])}", 5],
    ["${max([1, 5, 3]...)}", 5],
    ["${jsondecode(jsonencode({a = [1]})).a[0]}", 1],
    ['${jsondecode("{\\"a\\":1}").a}', 1],
    ["${length(var.apps)}", 2],
    ["${keys(var.apps)}", ["api", "web"]],
    ['${distinct(["a", "b", "a"])}', ["a", "b"]],
    ['${compact(["", "a", null])}', ["a"]],
    ["${alltrue([true, false])}${anytrue([true, false])}", "falsetrue"],
    ["${/* a */ 1 // b\n # c\n + 2}", 3],
    ['${var.apps.web.port > 79 ? var.apps["web"].port : 0}', 80],
    ["${(var.on ? var.apps.web : var.apps.api).port}", 80],
    ["${tostring(1)}", "1"],
    ['${tonumber("12")}', 12],
  ])("%s", (template, expected) => {
    const value = valueOf(template);
    expect(isKnown(value)).toBe(true);
    expect(plain(value)).toEqual(expected);
  });
});

describe("a set is no list, and a list no tuple", () => {
  test.each<[string, unknown]>([
    ['${{for k, v in toset(["g1"]) : k => v}}', { g1: "g1" }],
    ['${[for k, v in tolist(["g1"]) : k]}', [0]],
    ["${toset([3, 1, 20])}", [1, 3, 20]],
    ['${toset([1, "1"])}', ["1"]],
    ['${setunion([1], ["1"])}', ["1"]],
    ["${length(distinct([{a = 1}, {a = 1}]))}", 1],
    ["${length(toset([thing.id]))}", 1],
    ['${tolist(["a"]) == ["a"]}', false],
    ['${["a"] == ["a"]}', true],
    ['${["a"] != ["b"]}', true],
    ['${["1"] == ["a", "b"]}', false],
    ['${toset(["a", "b"]) == toset(["b", "a"])}', true],
    ['${toset(["a"]) == tolist(["a"])}', false],
    ['${tolist(["a"]) == tolist(["b"])}', false],
    ["${tomap({}) == {}}", false],
    ["${{} == {}}", true],
    ["${{a = 1, b = 2} == {b = 2, a = 1}}", true],
    ["${{a = 1} == {a = 1, b = 2}}", false],
    ['${"x" == ["x"]}', false],
    ['${split(",", "a") == tolist(["a"])}', true],
    ['${keys({a = 1}) == ["a"]}', true],
    ['${keys(tomap({a = 1})) == tolist(["a"])}', true],
    ['${concat(tolist(["a"]), tolist(["b"])) == tolist(["a", "b"])}', true],
    ['${concat(tolist(["a"]), ["b"]) == ["a", "b"]}', true],
    ['${toset(["a"])[*] == tolist(["a"])}', true],
    ['${merge(tomap({a = "1"}), tomap({b = "2"})) == tomap({a = "1", b = "2"})}', true],
    ['${zipmap(["a"], ["b"]) == {a = "b"}}', true],
    ['${reverse(tolist(["a", "b"])) == tolist(["b", "a"])}', true],
    ['${(true ? toset(["a"]) : []) == toset(["a"])}', true],
    ['${(true ? ["a"] : tolist(["b"])) == tolist(["a"])}', true],
    ['${(true ? ["a"] : null) == ["a"]}', true],
    ["${thing.on ? {a = 1} : {a = 1}}", { a: 1 }],
  ])("%s", (template, expected) => {
    expect(plain(valueOf(template))).toEqual(expected);
  });

  // Terraform knows what these are, from the types.
  test.each([
    '${(true ? ["a"] : []) == ["a"]}',
    "${(true ? {a = 1} : {}) == {a = 1}}",
    "${tolist([]) == tolist([])}",
    "${length(toset([thing.id, thing.name]))}",
    '${1 == "1"}',
    "${[null] == [null]}",
    '${coalesce(null, ["a"]) == ["a"]}',
  ])("%s is not known", (template) => {
    expect(valueOf(template)).toBeInstanceOf(Unknown);
  });

  test("a set has no first element", () => {
    expect(valueOf('${try(toset(["a"])[0], "none")}')).toBe("none");
  });
});

describe("what is not known stays so, and says why", () => {
  test.each([
    "${thing.id}",
    "${thing.on ? 1 : 2}",
    "${[for x in thing : x]}",
    "${1 + thing}",
    "${uuid()}",
    "${provider::azapi::parse(1)}",
    "%{if var.on}a%{else}b%{endif}",
    "%{for x in var.list}${x}%{endfor}",
    "a${thing.id}b",
    "${thing == 1}",
  ])("%s", (template) => {
    expect(isKnown(valueOf(template))).toBe(false);
  });

  test("but for what does not depend on it", () => {
    expect(plain(valueOf("${thing.on ? 1 : 1}"))).toBe(1);
    expect(plain(valueOf("${true || thing.on}"))).toBe(true);
    expect(plain(valueOf("${thing.on && false}"))).toBe(false);
    expect((valueOf("${{a = thing.id, b = 2}}") as ObjectValue).get("b")).toBe(2);
    expect(plain(valueOf("${try(var.map.missing, var.list[7], 3)}"))).toBe(3);
  });
});

/** An expression with what it comes to. */
interface Sample {
  readonly text: string;
  readonly value: unknown;
}

const scalar = fc.oneof(
  fc.integer({ min: 0, max: 99 }).map((n): Sample => ({ text: String(n), value: n })),
  fc.boolean().map((b): Sample => ({ text: String(b), value: b })),
  fc.constant<Sample>({ text: "null", value: null }),
  fc.stringMatching(/^[a-z {}$%]*$/).map((s): Sample => ({ text: `"${s.replace(/([$%])\{/g, "$1$1{")}"`, value: s })),
);

const { expression } = fc.letrec<{ expression: Sample }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie("expression"), { maxLength: 3 }).map((items) => ({
      text: `[${items.map(({ text }) => text).join(", ")}]`,
      value: items.map(({ value }) => value),
    })),
    // Both sides of a condition become of one type, which null is of already.
    fc.tuple(fc.boolean(), tie("expression")).map(([condition, { text, value }]) => ({
      text: condition ? `true ? ${text} : null` : `false ? null : ${text}`,
      value,
    })),
    tie("expression").map(({ text, value }) => ({ text: `(${text})`, value })),
    tie("expression").map(({ text, value }) => ({ text: `{a = (${text}), "b c" = 1}["a"]`, value })),
    tie("expression").map(({ text, value }) => ({ text: `[1, ${text}][1]`, value })),
    fc.array(tie("expression"), { maxLength: 3 }).map((items) => ({
      text: `[for x in [${items.map(({ text }) => text).join(", ")}] : x]`,
      value: items.map(({ value }) => value),
    })),
  ),
}));

test("any expression made of literals comes to its value", () => {
  fc.assert(
    fc.property(expression, ({ text, value }) => {
      expect(plain(evaluate(parseExpression(text), scopeOf({})))).toEqual(value);
      expect(plain(evaluate(parseTemplate(`\${${text}}`), scopeOf({})))).toEqual(value);
    }),
  );
});
