import { grouped } from "../base/grouped";
import { isObject } from "../base/json";
import type { FindingRow, Report } from "../report/report";
import type { NameMapping } from "./name-mapping";

/** The findings that are new, and those that are no more. */
export interface FindingChanges {
  readonly added: readonly FindingRow[];
  readonly gone: readonly FindingRow[];
}

/**
 * The changes of findings; undefined where they are not known, because a state shows fewer of them than what it is
 * compared with. A finding stands that says the same in the names of `after`, be it of a resource at another address.
 * One that was accepted and is not any more is new.
 */
export function findingChanges(before: Report, after: Report, names: NameMapping): FindingChanges | undefined {
  if (!isListOfFindings(before.findings) || isState(before) !== isState(after)) {
    return undefined;
  }
  const old = before.findings.map((row) => keyed(row, (text) => names.inSentence(text)));
  const now = after.findings.map((row) => keyed(row, (text) => names.inOther(text)));
  return { added: without(now, old), gone: without(old, now) };
}

/** A finding, with what tells it from others in the names of what is compared to the baseline. */
interface Keyed {
  readonly row: FindingRow;
  /** What it says, and where. */
  readonly placed: string;
  /** What it says, wherever it is. */
  readonly said: string;
}

function keyed(row: FindingRow, named: (text: string) => string): Keyed {
  const { id, address, message } = row;
  return {
    row,
    placed: JSON.stringify([id, named(address), named(message)]),
    said: JSON.stringify([id, named(message.split(address).join(""))]),
  };
}

/** The findings of a baseline that somebody else wrote may be anything. */
function isListOfFindings(findings: unknown): boolean {
  return (
    Array.isArray(findings) &&
    findings.every((row) => isObject(row) && ["id", "address", "message"].every((key) => typeof row[key] === "string"))
  );
}

function isState({ reads }: Report): boolean {
  return reads?.kind === "state";
}

/** The findings that others do not have: first those at the same address are set against each other. */
function without(findings: readonly Keyed[], others: readonly Keyed[]): FindingRow[] {
  const [moved, movedOthers] = [unmatched(findings, others, "placed"), unmatched(others, findings, "placed")];
  return unmatched(moved, movedOthers, "said").map(({ row }) => row);
}

function unmatched(findings: readonly Keyed[], others: readonly Keyed[], key: "placed" | "said"): Keyed[] {
  const left = new Map([...grouped(others, (other) => other[key])].map(([text, same]) => [text, same.length]));
  return findings.filter((finding) => {
    const count = left.get(finding[key]) ?? 0;
    left.set(finding[key], count - 1);
    return count <= 0;
  });
}
