import type { Report, UnreadRow } from "../report/report";
import type { Change, Verdict } from "./verdict";

/** A module that is not read and is new, gone or called with other arguments: it may give any access. */
export interface UnreadChange {
  readonly change: Change;
  readonly verdict: Verdict;
  readonly address: string;
  readonly why: string;
}

/** The changes of what is not read. A module is known by a hash of what it is called with, whatever its name. */
export function unreadChanges(before: Report, after: Report): UnreadChange[] {
  const [added, removed] = [without(after.unread, before.unread), without(before.unread, after.unread)];
  const [was, is] = [addressesOf(removed), addressesOf(added)];
  return [
    ...added.map(({ address, why }): UnreadChange => ({
      change: was.has(address) ? "changed" : "added",
      verdict: "broadened",
      address,
      why,
    })),
    ...removed
      .filter(({ address }) => !is.has(address))
      .map(({ address, why }): UnreadChange => ({ change: "removed", verdict: "narrowed", address, why })),
  ];
}

function addressesOf(rows: readonly UnreadRow[]): ReadonlySet<string> {
  return new Set(rows.map(({ address }) => address));
}

/** The rows that others do not have with the same content, as often as they have it. */
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
