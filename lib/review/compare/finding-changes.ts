import { grouped } from "../base/grouped";
import { isObject } from "../base/json";
import type { FindingRow, Report } from "../report/report";

/** The findings that are new, and those that are no more. */
export interface FindingChanges {
  readonly added: readonly FindingRow[];
  readonly gone: readonly FindingRow[];
}

/**
 * The changes of findings; undefined where they are not known, because a state shows fewer of them than what it is
 * compared with. A finding stands that says the same, be it of a resource at another address. One that was accepted
 * and is not any more is new.
 */
export function findingChanges(before: Report, after: Report): FindingChanges | undefined {
  const isComparable = isListOfFindings(before.findings) && isState(before) === isState(after);
  return isComparable
    ? { added: without(after.findings, before.findings), gone: without(before.findings, after.findings) }
    : undefined;
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
function without(rows: readonly FindingRow[], others: readonly FindingRow[]): FindingRow[] {
  const [moved, movedOthers] = [unmatched(rows, others, placed), unmatched(others, rows, placed)];
  return unmatched(moved, movedOthers, said);
}

function unmatched(
  rows: readonly FindingRow[],
  others: readonly FindingRow[],
  keyOf: (row: FindingRow) => string,
): FindingRow[] {
  const left = new Map([...grouped(others, keyOf)].map(([key, same]) => [key, same.length]));
  return rows.filter((row) => {
    const count = left.get(keyOf(row)) ?? 0;
    left.set(keyOf(row), count - 1);
    return count <= 0;
  });
}

function placed({ id, address, message }: FindingRow): string {
  return JSON.stringify([id, address, message]);
}

/** What a finding says, wherever it is. */
function said({ id, address, message }: FindingRow): string {
  return JSON.stringify([id, message.split(address).join("")]);
}
