import * as fc from "fast-check";
import { AccessReview } from "../../../lib/index";
import { RULES } from "../../../lib/review/findings/rules";
import { app, program, review } from "../../support/review-programs";

/** An element of XML, which has elements or a text in it. */
interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** What of XML the reports are made of: a document that is not well-formed is an error. */
function parse(xml: string): Element {
  const TAG = /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/y;
  const top: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  TAG.lastIndex = '<?xml version="1.0" encoding="UTF-8"?>\n'.length;
  while (TAG.lastIndex < xml.length) {
    const at = TAG.lastIndex;
    const match = TAG.exec(xml);
    if (!match) {
      throw new Error(`no XML at ${at}: ${xml.slice(at, at + 40)}`);
    }
    const [, end, name = "", attributes = "", empty, text] = match;
    const inner = open[open.length - 1]!;
    if (text !== undefined) {
      inner.text += decoded(text);
    } else if (end) {
      expect(inner.name).toBe(name);
      open.pop();
    } else {
      const found = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key, value]) => [key!, decoded(value!)]);
      const element: Element = {
        name,
        attributes: Object.fromEntries(found) as Record<string, string>,
        children: [],
        text: "",
      };
      inner.children.push(element);
      if (!empty) {
        open.push(element);
      }
    }
  }
  expect(open).toHaveLength(1);
  return top.children[0]!;
}

function decoded(text: string): string {
  expect(text.replace(/&#\d+;/g, "")).not.toContain("&");
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** The cases of a suite, as `<how it went> <class>: <name>`. */
function casesOf(xml: string, suite: string): string[] {
  const found = parse(xml).children.find(({ attributes }) => attributes.name === suite);
  return (found?.children ?? []).map(
    ({ attributes, children: [outcome] }) => `${outcome?.name ?? "passed"} ${attributes.classname}: ${attributes.name}`,
  );
}

const role = (name: string, scope = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg") => ({
  scope,
  role_definition_name: name,
  principal_id: "${azurerm_user_assigned_identity.app.principal_id}",
});
const withRoles = (roles: Record<string, unknown>, others = {}) =>
  review(program({ azurerm_role_assignment: roles, azurerm_container_app: { web: app(others) } }));

test("a rule without findings passes, and errors and warnings fail", () => {
  const cases = casesOf(
    withRoles({ r: role("Owner") }, { secret: { name: "key", value: "s3cret" } }).toJunit(),
    "findings",
  );
  expect(cases.filter((one) => !one.startsWith("passed"))).toEqual([
    'failure access-review.plain-text-secret: azurerm_container_app.web.secret["key"]',
    "failure access-review.broad-role: azurerm_role_assignment.r",
  ]);
  expect(cases.filter((one) => one.startsWith("passed"))).toHaveLength(RULES.length - 2);
});

test("a note passes with what it says, and an accepted finding is skipped with its reason", () => {
  const json = JSON.stringify(
    program({
      azurerm_role_assignment: { r: role("Owner"), s: role("Reader") },
      azurerm_container_app: { web: app() },
    }),
  );
  const xml = AccessReview.ofSynthesized(json, {
    acceptances: [{ finding: "broad-role", address: "azurerm_role_assignment.r", reason: 'a "trial" & <more>' }],
  }).toJunit();
  expect(casesOf(xml, "findings")).toEqual(
    expect.arrayContaining([
      "system-out access-review.broad-scope: azurerm_role_assignment.s",
      "skipped access-review.broad-role: azurerm_role_assignment.r",
    ]),
  );
  expect(xml).toContain('<skipped message="accepted: a &#34;trial&#34; &#38; &#60;more&#62;"/>');
});

test("what broadens fails, and what narrows passes", () => {
  const [one, other] = [withRoles({ r: role("Reader") }), withRoles({ r: role("Contributor") })];
  expect(casesOf(other.compareTo(one).toJunit(), "changes")).toEqual([
    "failure access-review.broadened: web-id (identity) now has Contributor on rg (resource group); before: Reader on rg (resource group).",
    "failure access-review.broadened: web-id (identity) can give itself any access policy on kv (key vault).",
  ]);
  expect(casesOf(one.compareTo(other).toJunit(), "changes")[0]).toMatch(/^system-out access-review\.narrowed: /);
  expect(casesOf(one.compareTo(one).toJunit(), "changes")).toEqual([
    "passed access-review.changes: nothing that anybody may do changes",
  ]);
  expect(casesOf(one.toJunit(), "changes")).toEqual([]);
});

/** The elements and attributes of Jenkins' schema junit-10.xsd that a report may have, with those it must have. */
const SHAPE: Readonly<Record<string, { parent: string; must: string[]; may: string[] }>> = {
  testsuites: { parent: "", must: [], may: ["name", "time", "tests", "failures", "errors"] },
  testsuite: {
    parent: "testsuites",
    must: ["name", "tests", "failures", "errors"],
    may: ["time", "skipped", "id", "package"],
  },
  testcase: { parent: "testsuite", must: ["name"], may: ["time", "classname", "group"] },
  failure: { parent: "testcase", must: [], may: ["type", "message"] },
  skipped: { parent: "testcase", must: [], may: ["type", "message"] },
  "system-out": { parent: "testcase", must: [], may: [] },
};

function check({ name, attributes, children }: Element, parent: string): void {
  const { must, may, parent: allowed } = SHAPE[name]!;
  const names = Object.keys(attributes);
  expect(parent).toBe(allowed);
  expect(names).toEqual(expect.arrayContaining(must));
  expect(names.filter((attribute) => !must.includes(attribute) && !may.includes(attribute))).toEqual([]);
  children.forEach((child) => check(child, name));
}

test("a report has the shape of Jenkins' schema, with right numbers, whatever names hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 20 }), fc.boolean(), (name, isNote) => {
      const now = withRoles({
        r: { ...role(isNote ? "Reader" : "Owner"), principal_id: `x${name.replace(/[$%]\{/g, "")}` },
      });
      const root = parse(now.compareTo(withRoles({})).toJunit());
      check(root, "");
      for (const { attributes, children } of root.children) {
        const outcomes = children.flatMap((testcase) => testcase.children.map((outcome) => outcome.name));
        const count = (outcome: string) => String(outcomes.filter((one) => one === outcome).length);
        expect([attributes.tests, attributes.failures, attributes.skipped]).toEqual([
          String(children.length),
          count("failure"),
          count("skipped"),
        ]);
      }
    }),
    { numRuns: 40 },
  );
});

test("a report holds no character that XML forbids", () => {
  const odd = "a\u0000\u000b\u001b\ud800\ufffe\uffff]]>b";
  const xml = withRoles({ r: { ...role("Owner"), principal_id: odd } }).toJunit();
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/u);
  expect(xml).not.toContain("]]>");
});
