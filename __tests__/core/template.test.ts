import * as fc from "fast-check";
import { isTemplate, readTemplate } from "../../lib/core/template";
import { parseTemplate, SyntaxProblem } from "../../lib/review/language/parser";
import { runs } from "../support/runs";

/** Whether the parser of the access review, which was written apart from this one, reads the text. */
function isRead(text: string): boolean {
  try {
    parseTemplate(text);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxProblem);
    return false;
  }
}

const VALID = [
  "",
  "plain",
  "$HOME, ${var.x} and %{if var.y}more%{endif}",
  "100 % {of} $ { it }",
  "$${HOME} %%{if}",
  "$$${VAR}",
  '${upper("a")}',
  '${"quoted } brace"}',
  '${"nested ${"deep ${var.x}"} text"}',
  '${jsonencode({"a" = {b = [1, 2.5e3, -3], "c-d": "}"}})}',
  "${{for k, v in var.map : k => v if v != null}}",
  "${[for s in var.list : upper(s)]}",
  '${var.a[0].b[*].c.*.d["e"].0.1}',
  '${var.on ? "yes" : var.off}',
  "${!var.a && (var.b || var.c == 5) ? 1 : -2 % 3}",
  "${merge(var.a, var.b...)}",
  '${provider::azapi::parse_resource_id("t", var.id).name}',
  "${~ var.x ~}",
  "${ # a comment\n var.x /* } */ }",
  "%{ for x in var.list ~}\n${x},%{ endfor }",
  "%{if var.a}a%{else}b%{endif}",
  "${TfToken[TOKEN.1]}",
  '${upper("${TfToken[TOKEN.1]}")}',
  '${"\\u00e9 \\n \\" \\\\"}',
  "${true}",
  "${5}",
];

/** Texts of which the grammar takes none. */
const BROKEN = [
  "${VAR:-x}",
  "${VAR:?message}",
  "${VAR%x}",
  "${VAR%.*}",
  "${VAR##*/}",
  "${VAR/a/b}",
  "${#VAR}",
  "${!VAR@Q}",
  "${VAR[@]}",
  "${VAR,,}",
  "${1:+x}",
  "${",
  "${var.x",
  "pa${ss",
  '${upper("a)}',
  '${"a}',
  "${var.}",
  "${}",
  "${var.x}}${",
  "%{",
  "%{if var.x",
  "%{while true}",
  "100%{",
  "${a b}",
  '${"\\d"}',
];

/** Texts that the grammar takes, and Terraform does not. */
const MEANINGLESS = [
  "${HOME}",
  "${ HOME }",
  "a${HOME}b",
  "${VAR == 1}",
  "${upper(HOME)}",
  "${VAR-x}",
  "${VAR%2}",
  "${[for x in var.list : y]}",
  "%{if var.x}",
  "%{endif}",
  "%{for x in var.y}%{endif}",
  "%{for x in var.y}a%{else}b%{endfor}",
  "%{for x in var.list}a%{endfor}${x}",
];

test.each(VALID)("%s is a template", (text) => {
  expect({ text, isTemplate: isTemplate(text) }).toEqual({ text, isTemplate: true });
});

test.each([...BROKEN, ...MEANINGLESS])("%s is none", (text) => {
  expect({ text, isTemplate: isTemplate(text) }).toEqual({ text, isTemplate: false });
});

test.each([...VALID, ...BROKEN, ...MEANINGLESS].filter((text) => !text.includes("TfToken")))(
  "%s is read as the access review reads it",
  (text) => {
    expect({ text, isRead: readTemplate(text) !== undefined }).toEqual({ text, isRead: isRead(text) });
  },
);

test("an attribute alone is read as the same attribute among others", () => {
  const name = fc.stringMatching(/^[A-Za-z_][\w-]{0,4}$/);
  const root = fc.oneof(
    fc.constantFrom(
      "azurerm_storage_account",
      "data.azurerm_key_vault",
      "var",
      "local",
      "null",
      "each",
      "data",
      "a_-b",
    ),
    name,
  );
  fc.assert(
    fc.property(fc.tuple(root, fc.array(name, { maxLength: 4 })), ([first, names]) => {
      const address = [first, ...names].join(".");
      // The space keeps the reader from taking the text for one attribute.
      expect(readTemplate(`\${${address}}`)).toEqual(readTemplate(`\${${address} }`));
    }),
  );
});

describe("any text", () => {
  const piece = fc.constantFrom(
    ...["${", "%{", "$${", "%%{", "}", "{", '"', "\\", "\\n", "(", ")", "[", "]", "*", ".", "...", ",", ":", "::", "="],
    ...["==", "=>", "!", "-", "?", "~", "%", "$", "/", "#", "//", "/*", "*/", "\n", " ", "&&", "|", "<", "@", "é"],
    ...["var", "x", "HOME", "for", "in", "if", "else", "endif", "endfor", "true", "5", "1.5", "upper(", "a-b", "_"],
    ...["${var.x}", '"a"', "[for x in var.y : x]", "{a = 1}", "%{if a}", "%{ endif ~}", "a.b", "f()"],
  );
  const soup = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));
  const expression = fc.letrec<{ any: string; one: string }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 5, depthIdentifier: "e" },
      tie("one"),
      fc.tuple(tie("any"), tie("any")).map(([a, b]) => `${a} == ${b}`),
    ),
    one: fc.oneof(
      { maxDepth: 5, depthIdentifier: "e" },
      fc.constantFrom("var.x", "5", "null", '"a } b"', "each.value[0]", "a.b[*].c", "local.x.0"),
      tie("any").map((a) => `upper(${a})`),
      tie("any").map((a) => `"t ${"${"}${a}} $${"${"}"`),
      tie("any").map((a) => `(${a})`),
      tie("any").map((a) => `!${a}`),
      fc.tuple(tie("any"), tie("any")).map(([a, b]) => `{a = ${a}, (${b}) : 1}`),
      fc.tuple(tie("any"), tie("any")).map(([a, b]) => `[${a},\n${b}]`),
      fc.tuple(tie("any"), tie("any")).map(([a, b]) => `[for v in ${a} : v if ${b}]`),
      fc.tuple(tie("any"), tie("any"), tie("any")).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    ),
  })).any;
  const template = fc.tuple(fc.string(), expression, soup).map(([a, b]) => `${a.replace(/[${%]/g, "")}${"${"}${b}}`);
  /** With one piece taken out or put in. */
  const damaged = fc.tuple(template, fc.nat(), fc.nat({ max: 3 }), piece).map(([text, at, length, put]) => {
    const from = at % (text.length + 1);
    return text.slice(0, from) + put + text.slice(from + length);
  });

  test("is read where the access review reads it, and nowhere else", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          soup,
          soup.map((text) => `${"${"}${text}}`),
          template,
          damaged,
        ),
        (text) => {
          expect({ text, isRead: readTemplate(text) !== undefined }).toEqual({ text, isRead: isRead(text) });
        },
      ),
      { numRuns: runs(3000) },
    );
  });

  test("that is an expression of Terraform's is a template", () => {
    fc.assert(
      fc.property(template, (text) => isTemplate(text)),
      { numRuns: runs(1000) },
    );
  });
});

describe("the references of a template", () => {
  const read = (text: string) => {
    const references = readTemplate(text)?.references ?? [];
    return references.map(({ path, within, decides }) => [path.join("/"), within.join("/"), decides] as const);
  };

  test.each<[string, ...(readonly [string, string, boolean])[]]>([
    ["a ${var.x.y} b", ["var/x/y", "", false]],
    ['${var.x["a.b"][0].c[var.i].d[*].e.*.f}', ["var/x/a.b/0/c/*/d/*/e/*/f", "", false], ["var/i", "", true]],
    ['${(local.x)["y"]}', ["local/x/y", "", false]],
    ['${lookup(local.x, "y", "")}', ["local/x/y", "lookup", false]],
    ["${nonsensitive(upper(var.x))}", ["var/x", "nonsensitive/upper", false]],
    ['${var.a == "" ? var.b : var.c}', ["var/a", "", true], ["var/b", "", false], ["var/c", "", false]],
    ["${!var.a}", ["var/a", "", true]],
    ["%{if var.a}${var.b}%{endif}", ["var/a", "", true], ["var/b", "", false]],
    ["${[for x in var.a : x if var.b]}", ["var/a", "", false], ["x", "", false], ["var/b", "", true]],
    ['${"var.a"} var.b'],
  ])("%s", (text, ...references) => {
    expect(read(text)).toEqual(references);
  });
});

test("an expression with a token of cdktf's in it, of whose value synth knows nothing, is a template", () => {
  for (const text of ["a${TfToken[TOKEN.1]}b", "${local.${TfToken[TOKEN.1]}}", "${upper(${TfToken[TOKEN.1]})}"]) {
    expect(isTemplate(text)).toBe(true);
  }
});
