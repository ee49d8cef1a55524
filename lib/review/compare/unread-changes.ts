import type { Report, UnreadRow } from "../report/report";
import type { Change, Verdict } from "./verdict";

/**
 * Something that is not read and was not there before, or not with these arguments: nobody can say what access it
 * gives.
 */
export interface UnreadChange {
  readonly change: Change;
  readonly verdict: Verdict;
  readonly address: string;
  readonly why: string;
}

/** What is not read, by what it is made of; under another name it is the same. */
export function unreadChanges(before: Report, after: Report): UnreadChange[] {
  const [added, removed] = [without(after.unread, before.unread), without(before.unread, after.unread)];
  const [was, is] = [removed, added].map((rows) => new Set(rows.map(({ address }) => address)));
  return [
    ...added.map(({ address, why }): UnreadChange => ({
      change: was!.has(address) ? "changed" : "added",
      verdict: "broadened",
      address,
      why,
    })),
    ...removed
      .filter(({ address }) => !is!.has(address))
      .map(({ address, why }): UnreadChange => ({ change: "removed", verdict: "narrowed", address, why })),
  ];
}

function without(rows: readonly UnreadRow[], others: readonly UnreadRow[]): UnreadRow[] {
  const left = new Map<string, number>();
  others.forEach(({ content }) => content !== undefined && left.set(content, (left.get(content) ?? 0) + 1));
  return rows.filter(({ content }) => {
    if (content === undefined) {
      return false;
    }
    const count = left.get(content) ?? 0;
    left.set(content, count - 1);
    return count <= 0;
  });
}
