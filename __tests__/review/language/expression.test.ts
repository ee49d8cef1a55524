import fc from "fast-check";
import { plain } from "../../../lib/review/language/equality";
import { evaluate } from "../../../lib/review/language/evaluate";
import { parseExpression, parseTemplate, SyntaxProblem } from "../../../lib/review/language/parser";
import type { Scope } from "../../../lib/review/language/scope";
import { traversalsIn } from "../../../lib/review/language/syntax";
import { isKnown, literal, ObjectValue, Unknown, Value } from "../../../lib/review/language/value";

/** Names with plain values; every other one is unknown. */
function scopeOf(names: Record<string, unknown>): Scope {
  return {
    resolve: (root) => ({
      value: root in names ? literal(names[root]) : new Unknown(`${root} is not known`),
      taken: 0,
    }),
  };
}

const NAMES = {
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

function valueOf(template: string): Value {
  return evaluate(parseTemplate(template), scopeOf(NAMES));
}

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

describe("a function comes to what Terraform 1.11 makes of it", () => {
  test.each<[string, unknown]>([
    ['${title("key-vault admin_x 1st")}', "Key-Vault Admin_x 1st"],
    ['${replace("a/b", "/", "-")}', "a-b"],
    ['${substr("Reader-Owner", -5, 5)}${substr("abc", -5, 5)}${substr("abc", 5, 1)}', "Ownerabc"],
    ['${trim("?!hello?!", "!?")}${trim("aaa", "a")}', "hello"],
    ['${format("%03d|%5d|%v", -5, 7, true)}', "-05|    7|true"],
    ['${format("%s", "a%sb")}', "a%sb"],
    ['${formatlist("%s/%s", "x", ["a", "b"])}', ["x/a", "x/b"]],
    ['${join(",", ["a", 1, true])}', "a,1,true"],
    ['${split("", "ab")}', ["a", "b"]],
    ['${regex("^(.*)-(.*)$", "a-b-c")}', ["a-b", "c"]],
    ['${regex("[^/]+$", "a/b/c")}', "c"],
    ['${regex("([a-z])(\\\\d)?", "a")}', ["a", null]],
    [
      '${regexall("([a-z])(\\\\d)", "a1b2")}',
      [
        ["a", "1"],
        ["b", "2"],
      ],
    ],
    ['${can(regex("^[a-z]+$", "ABC"))}', false],
    ['${basename("a/b/c.txt")}${basename("a/")}${basename("")}', "c.txta."],
    ['${[dirname("a/b/"), dirname("a"), dirname("/a"), dirname("a/../b")]}', ["a/b", ".", "/", "."]],
    ['${base64encode("\u00e9")}', "w6k="],
    ['${index(["a", "b"], "b")}', 1],
    ['${element(tolist(["a", "b"]), -1)}', "b"],
    ['${setsubtract(["a", 1], ["1"])}', ["a"]],
    ['${setintersection(["a", "b"], ["c", "b"], ["b"])}', ["b"]],
    ['${setunion(["b"], ["a"], [1])}', ["1", "a", "b"]],
    ['${[for x in toset([{a = "z"}, {a = "b"}]) : x.a]}', ["b", "z"]],
    ['${transpose({a = ["1", "2"], b = ["2"]})}', { 1: ["a"], 2: ["a", "b"] }],
    ["${range(3, 0)}", [3, 2, 1]],
    ['${coalesce(null, 1, "x")}', "1"],
    ['${coalesce([], ["a"])}', []],
    ["${sort([2, 10, 1])}", ["1", "10", "2"]],
    ['${compact([1, ""])}', ["1"]],
    ["${alltrue([true, null])}", false],
    ['${alltrue(["true"])}', true],
    ['${tobool("1")}', true],
    ['${"1" ? 1 : 2}', 1],
    ['${true ? 1 : "a"}', "1"],
    ['${strcontains("${thing.id}/roleDefinitions/x", "/roleDefinitions/")}', true],
    ['${strcontains(lower("${thing.id}/roleDefinitions/x"), "/roledefinitions/")}', true],
    ['${startswith("/subscriptions/${thing.id}", "/providers")}', false],
    ['${endswith("${thing.id}-kv", "-kv")}', true],
    ['${lookup({a = null}, "a", "d")}', null],
  ])("%s", (template, expected) => {
    expect(plain(valueOf(template))).toEqual(expected);
  });

  test.each([
    'tobool("x")',
    'tonumber("x")',
    'tonumber("0x10")',
    'tolist("x")',
    'toset("x")',
    'tomap("x")',
    "tostring([])",
    "tolist({a = 1})",
    'join(",", ["a", null])',
    'join(",", "a")',
    'slice(["a"], 0, 5)',
    'contains("text", "t")',
    'contains(["a"], null)',
    'format("%d", 1.5)',
    'format("%s")',
    'format("a", "b")',
    'formatlist("%s%s", ["a"], ["b", "c"])',
    'lookup({a = 1}, "b")',
    "element([], 0)",
    'one(["a", "b"])',
    'zipmap(["a"], [])',
    'merge({a = 1}, "x")',
    'keys("a")',
    'coalesce(null, "")',
    "coalescelist([], [])",
    'index(["a"], "z")',
    'regex("^x$", "xy")',
    "max()",
    'alltrue(["x"])',
    "length(5)",
    "upper(null)",
    'jsondecode("{,}")',
    '"a${null}"',
    "[for x in null : x]",
    "[1, {}.x]",
    "1 + {}.x",
    "upper({}.x)",
    "{}.x ? 1 : 2",
    '!"x"',
    '"x" ? 1 : 2',
    "[for x in {}.x : x]",
  ])("%s is refused, as try and can see", (expression) => {
    expect(valueOf(`\${try(${expression}, "refused")}`)).toBe("refused");
    expect(valueOf(`\${can(${expression})}`)).toBe(false);
  });

  // What Terraform makes of these, JavaScript makes something else of.
  test.each([
    "0.1 + 0.2",
    "9007199254740993",
    "9007199254740992 + 1",
    "1e21",
    "10 / 4",
    "1 / 0",
    "-0",
    'tonumber("9007199254740993")',
    "0.10000000000000000001",
    'length("\u00e9")',
    'length("\r\n")',
    'substr("\u00e9a", 1, 1)',
    'upper("\u00df")',
    'title("\u00e9")',
    'replace("abc", "", "x")',
    'replace("aba", "/a/", "x")',
    'abspath("a")',
    'format("%q", "a")',
    'regex("(?i)A", "a")',
    'regex("[[:alpha:]]", "a")',
    'regex("(a+)+$", "aaaa")',
    'regexall("a*", "baac")',
    'index(["a", thing.id, "b"], "b")',
    'setsubtract(["a"], [thing.id])',
    'contains([1], "1")',
    'join(",", toset([thing.id, thing.name]))',
    'md5("a")',
    'cidrsubnet("10.0.0.0/8", 8, 1)',
    'startswith("/${thing.id}", "/a")',
    'try(thing.x, "a")',
  ])("%s is not known", (expression) => {
    expect(isKnown(valueOf(`\${${expression}}`))).toBe(false);
  });
});

// Functions that no configuration for Azure needs for its access.
describe("the result of a function that the review does not know is unknown", () => {
  test.each<[string, string]>([
    ["abs", "abs(-2)"],
    ["ceil", "ceil(2.1)"],
    ["ceil", "ceil(-0.5)"],
    ["floor", "floor(-2.5)"],
    ["parseint", 'parseint("ff", 16) + parseint("-10", 10)'],
    ["parseint", 'parseint("8", 8)'],
    ["sum", 'sum([1, "2"])'],
    ["sum", "sum([0.1, 0.2])"],
    ["sum", "sum([])"],
    ["sum", 'sum(["x"])'],
    ["chomp", 'chomp("a\n\n")'],
    ["chunklist", 'chunklist(["a", "b", "c"], 2)'],
    ["chunklist", 'chunklist(["a"], -1)'],
    ["matchkeys", 'matchkeys(["a", "b", "c"], ["x", "y", "x"], ["x"])'],
    ["matchkeys", 'matchkeys(["a"], ["x", "y"], ["x"])'],
    ["matchkeys", 'matchkeys(["a"], [thing.id], ["b"])'],
    ["ephemeralasnull", 'ephemeralasnull("a")'],
  ])("%s: %s", (name, expression) => {
    for (const template of [expression, `try(${expression}, "refused")`, `can(${expression})`]) {
      expect(valueOf(`\${${template}}`)).toMatchObject({ isError: false, why: `the function ${name} makes it` });
    }
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

describe("the references in an expression", () => {
  const referencesOf = (template: string) =>
    traversalsIn(parseTemplate(template)).map(({ root, steps }) => [root, ...steps].join("."));

  test.each<[string, string[]]>([
    ["${azurerm_key_vault.v.id}", ["azurerm_key_vault.v.id"]],
    ["${data.azurerm_key_vault.v[0].id}/secrets/${local.x}", ["data.azurerm_key_vault.v.0.id", "local.x"]],
    ["${azurerm_key_vault.v[each.key].id}", ["azurerm_key_vault.v", "each.key"]],
    ['${azurerm_key_vault.v["a.b"].id}', ["azurerm_key_vault.v.a.b.id"]],
    ["${azurerm_key_vault.v[*].id}", ["azurerm_key_vault.v"]],
    ["${[for k, v in module.m : v.out if k != local.x]}", ["module.m", "local.x"]],
    ['${"${"${a.b}"}"}${"azurerm_key_vault.no.reference"}', ["a.b"]],
    ["${f(a.b, g(c.d)...)}", ["a.b", "c.d"]],
    ["${a.b ? c.d : {e = f.g, (h.i) = [j.k]}}", ["a.b", "c.d", "f.g", "h.i", "j.k"]],
    ["%{if a.b}${c.d}%{endif}", ["a.b", "c.d"]],
    ["$${a.b}", []],
    ["plain a.b", []],
    ["${(a.b).c}", ["a.b.c"]],
    ["${-a.b + !c.d}", ["a.b", "c.d"]],
  ])("%s", (template, expected) => {
    expect(referencesOf(template)).toEqual(expected);
  });
});

describe("what is no expression is refused at the character", () => {
  test.each([
    "${",
    "${}",
    "${a.b",
    "${a.}",
    "${a[}",
    "${a[0}",
    "${(a}",
    '${"a}',
    "${a b}",
    "${1 +}",
    "${f(a}",
    "${[a}",
    "${{a}}",
    "${{for = 1}}",
    "${{a = }}",
    "${a ? b}",
    "%{while a}",
    "${for x in y : x}",
    '${"\\q"}',
    "${a::}",
  ])("%s", (template) => {
    expect(() => parseTemplate(template)).toThrow(SyntaxProblem);
    expect(() => parseTemplate(template)).toThrow(/character \d+/);
  });

  test("however deep or long it is", () => {
    for (const [open, close] of [
      ["(", ")"],
      ["[", "]"],
      ["f(", ")"],
      ["!", ""],
      ['"${', '}"'],
      ["{a=", "}"],
      ["a ? b : ", ""],
    ] as const) {
      expect(() => parseTemplate(`\${${open.repeat(50_000)}a${close.repeat(50_000)}}`)).toThrow(/deep in each other/);
    }
    expect(() => parseTemplate(`\${a${".b".repeat(50_000)}}`)).toThrow(/chain/);
    expect(() => parseTemplate(`\${a${" + 1".repeat(50_000)}}`)).toThrow(/chain/);
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

test("any text is read or refused as no expression", () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        "${",
        "}",
        '"',
        "a.b",
        "[",
        "]",
        "(",
        ")",
        "{",
        "%{if ",
        "for x in ",
        " : ",
        "?",
        "...",
        ".*",
        "=>",
        "\\",
        "$${",
        "::",
        "1e",
        "/*",
        "#",
      ),
      fc.string({ maxLength: 3 }),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      try {
        evaluate(parseTemplate(parts.join("")), scopeOf(NAMES));
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxProblem);
      }
    }),
    { numRuns: 500 },
  );
});
