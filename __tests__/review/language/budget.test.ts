import { grantsOf, PRINCIPAL_ID, program, VAULT_ID } from "../../support/review-programs";
import { slowTest } from "../../support/runs";

type Locals = Record<string, unknown>;

/** Local values of which each is made of the one before it. */
function chain(start: unknown, next: (before: string) => unknown, length = 40): Locals {
  const locals: Locals = { a0: start };
  for (let i = 1; i <= length; i++) {
    locals[`a${i}`] = next(`local.a${i - 1}`);
  }
  return { ...locals, last: `\${local.a${length}}` };
}

const r = "${range(99999)}";
const big = "x".repeat(2_000_000);

const BLOWUPS: readonly (readonly [string, Locals])[] = [
  ["a list that doubles", chain(["Get"], (a) => `\${concat(${a}, ${a})}`)],
  ["a list of two lists", chain(["Get"], (a) => `\${[${a}, ${a}]}`)],
  ["a list of two lists in JSON", chain(["Get"], (a) => [`\${${a}}`, `\${${a}}`])],
  ["an object of two objects", chain({ a: 1 }, (a) => `\${{a = ${a}, b = ${a}}}`)],
  [
    "a comparison of lists of two lists",
    { ...chain(["Get"], (a) => `\${[${a}, ${a}]}`), last: "${local.a40 == local.a39 ? 1 : 2}" },
  ],
  ["a for in a for", { r, last: "${[for a in local.r : [for b in local.r : b]]}" }],
  ["a list in a for", { r, last: "${[for a in local.r : local.r]}" }],
  ["a flat list of lists", { r, last: "${flatten([for a in local.r : local.r])}" }],
  [
    "four ranges in each other",
    {
      last: "${[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : [for d in range(1000) : d]]]]}",
    },
  ],
  ["a search in a for", { r, last: "${[for a in local.r : contains(local.r, -1)]}" }],
  ["a group of a key", { r, last: '${{for a in local.r : "x" => local.r...}}' }],
  ["text that doubles", chain("x", (a) => `\${${a}}\${${a}}`)],
  ["unknown text that doubles", chain("${var.a}", (a) => `\${${a}}\${${a}}`)],
  ["text of a reference that doubles", chain(VAULT_ID, (a) => `\${${a}}\${${a}}`)],
  ["an unknown call that doubles", chain("${var.a}", (a) => `\${f(${a}, ${a})}`)],
  ["a replacement that doubles", chain("a", (a) => `\${replace(${a}, "a", "aa")}`, 30)],
  ["a join that doubles", chain("a", (a) => `\${join("", [${a}, ${a}])}`)],
  ["a format that doubles", chain("a", (a) => `\${format("%s%s", ${a}, ${a})}`)],
  ["JSON in JSON", chain('"', (a) => `\${jsonencode(${a})}`, 60)],
  [
    "text of JSON in JSON",
    { ...chain('"', (a) => `\${jsonencode(${a})}`, 60), last: "${local.a60 == local.a59 ? 1 : 2}" },
  ],
  ["arguments of every letter", { big, last: '${max(split("", local.big)...)}' }],
  ["text functions of every letter", { big, last: '${trimprefix(split("", local.big)...)}' }],
  ["letters in a list", { big, last: '${[for a in range(99999) : split("", local.big)]}' }],
  [
    "functions in each other, again and again",
    chain("x", (a) => `\${${"lower(".repeat(45)}${a}${")".repeat(45)}}`, 195),
  ],
  ["lists in each other, again and again", chain("x", (a) => `\${${"[".repeat(45)}${a}${"]".repeat(45)}}`, 195)],
  [
    "loops in each other, again and again",
    chain(["x"], (a) => `\${${"[for x in ".repeat(40)}${a}${" : x]".repeat(40)}}`, 195),
  ],
  [
    "unknown calls in each other, again and again",
    chain("${var.a}", (a) => `\${${"f(".repeat(45)}${a}${")".repeat(45)}}`, 195),
  ],
  ["references in unknown calls", { r, last: "${[for a in local.r : f(local.r, a)]}" }],
  ["formats in lists", { r, last: '${[for a in local.r : formatlist("%s-%s", local.r, a)]}' }],
  ["parts of lists", { r, last: "${[for a in local.r : chunklist(local.r, 1)]}" }],
  ["keys that match", { r, last: "${[for a in local.r : matchkeys(local.r, local.r, [a])]}" }],
  [
    "maps turned over",
    { last: "${[for a in range(1000) : transpose({for b in range(100) : b => [for c in range(100) : tostring(c)]})]}" },
  ],
  ["sets without one of them", { r, last: "${[for a in local.r : setsubtract(local.r, [a])]}" }],
  ["sets that grow", chain(["a"], (a) => `\${setunion(${a}, [for x in ${a} : "\${x}a"], [for x in ${a} : "b\${x}"])}`)],
  [
    "searches that try everything",
    { r, last: `\${[for a in local.r : can(regex("^a*a*a*b$", "${"a".repeat(100)}"))]}` },
  ],
  ["searches in every letter", { big, last: '${[for a in range(99999) : regexall("x", local.big)]}' }],
  ["letters that are trimmed", { big, last: '${[for a in range(99999) : trim(local.big, "y")]}' }],
  ["letters that are encoded", chain("a", (a) => `\${base64encode("\${${a}}\${${a}}")}`)],
  ["sums of everything", { r, last: "${[for a in local.r : sum(local.r)]}" }],
  ["conversions in each other", chain(["x"], (a) => `\${tolist([tolist(${a}), tolist(${a})])}`)],
  ["products", { last: "${[for a in range(1000) : setproduct(range(300), range(300))]}" }],
];

/** A grant whose condition and whose target are what a local value is, for each of another one. */
function granting(locals: Locals, over: Record<string, unknown> = {}): unknown {
  const assignment = {
    scope: VAULT_ID,
    role_definition_name: "${local.last}",
    principal_id: PRINCIPAL_ID,
    condition: "${local.last}",
    ...over,
  };
  return program({ azurerm_role_assignment: { grant: assignment } }, { locals });
}

/** All of them take seconds: while one works, every third. */
const tried = BLOWUPS.filter((_, i) => process.env.CI || i % 3 === 0);

describe("what would take too long is not known, and ends", () => {
  test.each(tried)(
    "%s",
    (_, locals) => {
      expect(grantsOf(granting(locals))).toHaveLength(1);
      expect(grantsOf(granting(locals, { scope: "${local.last}", for_each: "${local.last}" })).length).toBeGreaterThan(
        0,
      );
    },
    60_000,
  );
});

slowTest(
  "a type with more attributes than anybody fills in",
  () => {
    const type = `list(object({ ${Array.from({ length: 2000 }, (_, i) => `a${i} = optional(string, "x")`).join(", ")} }))`;
    const variable = { v: { type, default: Array.from({ length: 50_000 }, () => ({})) } };
    expect(
      grantsOf(
        program(
          {
            azurerm_role_assignment: {
              grant: { scope: VAULT_ID, role_definition_name: "${var.v[0].a0}", principal_id: PRINCIPAL_ID },
            },
          },
          { variable },
        ),
      ),
    ).toHaveLength(1);
  },
  60_000,
);
