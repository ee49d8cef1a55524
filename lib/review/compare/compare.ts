import type { Report } from "../report/report";
import { GrantChange, grantChanges } from "./grant-changes";
import { roleChanges } from "./role-changes";
import { RunnerChange, runnerChanges } from "./runner-changes";
import { withSameStacks } from "./stacks";
import { withSameIds } from "./subscriptions";
import { UnreadChange, unreadChanges } from "./unread-changes";
import { vaultChanges } from "./vault-changes";
import { byVerdict, Verdict, VERDICTS } from "./verdict";

/** The differences between two reviews. */
export interface Comparison {
  readonly verdict: Verdict;
  readonly grants: readonly GrantChange[];
  readonly runners: readonly RunnerChange[];
  /** The modules that are not read, and may give any access. */
  readonly unread: readonly UnreadChange[];
}

/** Compares two reviews by the meaning of their grants: addresses, order and spelling make no difference. */
export function compare(one: Report, other: Report): Comparison {
  const [before, after] = withSameIds(...withSameStacks(one, other));
  const grants = [...grantChanges(before, after), ...vaultChanges(before, after), ...roleChanges(before, after)].sort(
    byVerdict,
  );
  const runners = runnerChanges(before, after);
  const unread = unreadChanges(before, after);
  const verdicts = new Set([...grants, ...runners, ...unread].map(({ verdict }) => verdict));
  return { verdict: VERDICTS.find((verdict) => verdicts.has(verdict)) ?? "same", grants, runners, unread };
}
