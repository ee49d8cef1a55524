import { plain } from "../../../lib/review/language/equality";
import { isKnown } from "../../../lib/review/language/value";
import { valueOf } from "./values";

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
