import { plain } from "../../../lib/review/language/equality";
import { TypeConstraint } from "../../../lib/review/language/type";
import { isKnown, kindOf, literal, ObjectValue, Unknown } from "../../../lib/review/language/value";
import { grantsOf, PRINCIPAL_ID, program, VAULT_ID } from "../../support/review-programs";

describe("a value becomes what its type says", () => {
  test.each<[string, unknown, unknown]>([
    ["string", 80, "80"],
    ["string", true, "true"],
    ["number", "80", 80],
    ["bool", "true", true],
    ["bool", "0", false],
    ["any", { a: [1] }, { a: [1] }],
    ["list(string)", [1, "a"], ["1", "a"]],
    ["list(any)", [1, "a"], ["1", "a"]],
    ["list", [1, "a"], ["1", "a"]],
    ["set(string)", ["b", "a", "b"], ["a", "b"]],
    [
      "set(object({ a = optional(number), b = string }))",
      [{ b: 1 }, { b: "1" }, { a: "2", b: "x", c: 3 }],
      [
        { a: 2, b: "x" },
        { a: null, b: "1" },
      ],
    ],
    ["map(number)", { a: "1" }, { a: 1 }],
    ["map", { a: 1 }, { a: 1 }],
    ["tuple([string, bool])", [1, "1"], ["1", true]],
    ["object({ a = string })", { a: 1, b: 2 }, { a: "1" }],
    ["object({ a = string, b = number })", { a: null, b: null }, { a: null, b: null }],
    ["object({ a = optional(string) })", {}, { a: null }],
    ['object({ a = optional(string, "x") })', {}, { a: "x" }],
    ['object({ a = optional(string, "x") })', { a: null }, { a: "x" }],
    ['object({ a = optional(string, "x") })', { a: "y" }, { a: "y" }],
    ['map(object({ a = optional(list(string), ["x"]) }))', { p: null, q: {} }, { p: null, q: { a: ["x"] } }],
    [
      'list(object({ a = optional(object({ b = optional(string, "d"), c = string })) }))',
      [{ a: { c: "c" } }, {}],
      [{ a: { b: "d", c: "c" } }, { a: null }],
    ],
    ['object({ a = optional(object({ b = optional(string, "q") }), {}) })', {}, { a: { b: "q" } }],
    [
      "list(object({ n = optional(number), s = optional(string) }))",
      [{ n: 1 }, { s: "x" }],
      [
        { n: 1, s: null },
        { n: null, s: "x" },
      ],
    ],
    ['object({\n  a = optional(string, "x") # why\n})', {}, { a: "x" }],
    ["list(string)", null, null],
  ])("%s of %j", (type, value, expected) => {
    const converted = TypeConstraint.of(type).convert(literal(value));
    expect(isKnown(converted)).toBe(true);
    expect(plain(converted)).toEqual(expected);
  });

  test.each([
    ["list(string)", ["a"], "list"],
    ["set(string)", ["a"], "set"],
    ["map(string)", { a: "b" }, "map"],
    ["object({ a = string })", { a: "b" }, "object"],
    ["any", ["a"], "tuple"],
    ["nothing(string)", ["a"], "either"],
    ["list(", ["a"], "either"],
  ])("%s makes it one of its kind", (type, value, kind) => {
    expect(kindOf(TypeConstraint.of(type).convert(literal(value)))).toBe(kind);
  });

  test.each<[string, unknown]>([
    ["number", "x"],
    ["bool", 1],
    ["string", ["a"]],
    ["list(string)", "a"],
    ["set(string)", { a: "b" }],
    ["map(string)", ["a"]],
    ["tuple([string])", []],
    ["object({ a = string })", "a"],
  ])("but %s of %j, which Terraform refuses", (type, value) => {
    expect(TypeConstraint.of(type).convert(literal(value))).toMatchObject({ isError: true });
  });

  test("but an attribute that is missing", () => {
    expect((TypeConstraint.of("object({ a = string })").convert(literal({})) as ObjectValue).get("a")).toMatchObject({
      isError: true,
    });
  });

  test("but what is not known", () => {
    const unknown = new Unknown("nobody knows it");
    expect(
      ["string", "list(string)", 'object({ a = optional(string, "x") })'].map((type) =>
        TypeConstraint.of(type).convert(unknown),
      ),
    ).toEqual([unknown, unknown, unknown]);
  });
});

describe("the type of a variable", () => {
  const role = { scope: VAULT_ID, principal_id: PRINCIPAL_ID };
  const rolesOf = (assignment: object, variable: object) =>
    grantsOf(program({ azurerm_role_assignment: { a: { ...role, ...assignment } } }, { variable })).map(
      (line) => /: (.*) on /.exec(line)![1],
    );

  test.each<[string, object, object, string[]]>([
    [
      "has a default for an attribute",
      { for_each: "${var.o}", role_definition_name: "${each.value.role}" },
      { o: { type: 'map(object({ role = optional(string, "Owner") }))', default: { a: {} } } },
      ["Owner"],
    ],
    [
      "makes a text a number",
      { role_definition_name: '${var.n == 3 ? "Owner" : "Reader"}' },
      { n: { type: "number", default: "3" } },
      ["Owner"],
    ],
    [
      "makes a text true or false",
      { role_definition_name: '${var.b == true ? "Owner" : "Reader"}' },
      { b: { type: "bool", default: "true" } },
      ["Owner"],
    ],
    [
      "makes a list a set",
      { for_each: "${{for k, v in var.s : k => v}}", role_definition_name: "${each.key}" },
      { s: { type: "set(string)", default: ["Owner"] } },
      ["Owner"],
    ],
    [
      "makes a list that is no tuple",
      { role_definition_name: '${var.l == ["x"] ? "Reader" : "Owner"}' },
      { l: { type: "list(string)", default: ["x"] } },
      ["Owner"],
    ],
    [
      "makes a list that equals none that is written out, however empty",
      { count: "${var.l == [] ? 0 : 1}", role_definition_name: "Owner" },
      { l: { type: "list(string)", default: [] } },
      ["Owner"],
    ],
  ])("%s", (_, assignment, variable, expected) => {
    expect(rolesOf(assignment, variable)).toEqual(expected);
  });
});
