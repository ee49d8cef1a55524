import fc from "fast-check";
import { evaluate } from "../../../lib/review/language/evaluate";
import { parseTemplate, SyntaxProblem } from "../../../lib/review/language/parser";
import { traversalsIn } from "../../../lib/review/language/syntax";
import { NAMES, scopeOf } from "./values";
import { runs } from "../../support/runs";

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
    { numRuns: runs(500) },
  );
});
