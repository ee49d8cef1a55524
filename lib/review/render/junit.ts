import { grouped } from "../base/grouped";
import type { Comparison } from "../compare/compare";
import { RULES } from "../findings/rules";
import type { AcceptedRow, FindingRow, Report } from "../report/report";
import { changeSentences, ChangeSentence } from "./change-sentences";
import { xmlText } from "./escape";

/** A test case, with the element in it that says how it went; empty where it passed. */
interface TestCase {
  readonly name: string;
  readonly group: string;
  readonly outcome?: Outcome;
}

interface Outcome {
  readonly element: "failure" | "skipped" | "system-out";
  readonly message: string;
  readonly type?: string;
  readonly text?: string;
}

/**
 * A review as a report of tests, in the part of JUnit's XML that Jenkins, GitLab and Azure DevOps read: each finding is
 * a test, and each rule without findings one that passes; so is each row of a comparison. Errors, warnings and what
 * broadens fail; accepted findings are skipped, with the reason.
 *
 * @see https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
export function toJUnit(report: Report, change?: Comparison): string {
  const suites = [
    suiteOf("findings", findingCases(report)),
    ...(change ? [suiteOf("changes", changeCases(change))] : []),
  ];
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites name="access-review">`,
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}

function findingCases({ findings, accepted }: Report): TestCase[] {
  const open = grouped(findings, ({ id }) => id);
  const standing = grouped(accepted, ({ id }) => id);
  const ids = new Set([...RULES, ...findings, ...accepted].map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const cases = [...(open.get(id) ?? []).map(openCase), ...(standing.get(id) ?? []).map(acceptedCase)];
    return cases.length === 0 ? [{ name: id, group: `access-review.${id}` }] : cases;
  });
}

function openCase(finding: FindingRow): TestCase {
  const { id, severity, address, message, why, change } = finding;
  const text = `${address}: ${message}\n${why}\n${change}`;
  const outcome: Outcome =
    severity === "note"
      ? { element: "system-out", message, text }
      : { element: "failure", message, type: severity, text };
  return { name: address, group: `access-review.${id}`, outcome };
}

function acceptedCase({ id, address, reason }: AcceptedRow): TestCase {
  return {
    name: address,
    group: `access-review.${id}`,
    outcome: { element: "skipped", message: `accepted: ${reason}` },
  };
}

function changeCases(change: Comparison): TestCase[] {
  const cases = changeSentences(change).map(changeCase);
  return cases.length === 0 ? [{ name: "nothing that anybody may do changes", group: "access-review.changes" }] : cases;
}

function changeCase({ verdict, message, address }: ChangeSentence): TestCase {
  const text = address === undefined ? message : `${address}: ${message}`;
  return {
    name: message,
    group: `access-review.${verdict}`,
    outcome:
      verdict === "broadened"
        ? { element: "failure", message, type: verdict, text }
        : { element: "system-out", message, text },
  };
}

function suiteOf(name: string, cases: readonly TestCase[]): string {
  const count = (element: Outcome["element"]) => cases.filter(({ outcome }) => outcome?.element === element).length;
  const numbers = `tests="${cases.length}" failures="${count("failure")}" errors="0" skipped="${count("skipped")}"`;
  return [`  <testsuite name="${name}" ${numbers} time="0">`, ...cases.map(caseText), "  </testsuite>"].join("\n");
}

function caseText({ name, group, outcome }: TestCase): string {
  const start = `    <testcase classname="${xmlText(group)}" name="${xmlText(name)}" time="0"`;
  return outcome ? [`${start}>`, `      ${outcomeText(outcome)}`, "    </testcase>"].join("\n") : `${start}/>`;
}

function outcomeText({ element, message, type, text }: Outcome): string {
  if (element === "system-out") {
    return `<system-out>${xmlText(text ?? message)}</system-out>`;
  }
  const kind = type === undefined ? "" : ` type="${xmlText(type)}"`;
  return text === undefined
    ? `<${element} message="${xmlText(message)}"${kind}/>`
    : `<${element} message="${xmlText(message)}"${kind}>${xmlText(text)}</${element}>`;
}
