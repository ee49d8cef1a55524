import type { Report } from "../report/report";
import type { ResourceRow } from "../report/resource-row";
import { FindingChanges, findingChanges } from "./finding-changes";
import { GrantChange, grantChanges } from "./grant-changes";
import { PathChange, pathChanges } from "./path-changes";
import { roleChanges } from "./role-changes";
import { RunnerChange, runnerChanges } from "./runner-changes";
import { withSameIds } from "./subscriptions";
import { UnreadChange, unreadChanges } from "./unread-changes";
import { vaultChanges } from "./vault-changes";
import { byVerdict, Verdict, VERDICTS } from "./verdict";

/** The differences between two reviews. */
export interface Comparison {
  readonly verdict: Verdict;
  readonly grants: readonly GrantChange[];
  readonly runners: readonly RunnerChange[];
  /** The ways to access that is not given. */
  readonly paths: readonly PathChange[];
  /** The modules that are not read, and may give any access. */
  readonly unread: readonly UnreadChange[];
  /** The changes of findings; undefined where they are not known. */
  readonly findings?: FindingChanges;
  /** The resources that only the baseline has. */
  readonly resources?: readonly ResourceRow[];
}

/** Compares two reviews by the meaning of their grants: addresses, order and spelling make no difference. */
export function compare(one: Report, other: Report): Comparison {
  const [before, after] = withSameIds(one, other);
  const grants = [...grantChanges(before, after), ...vaultChanges(before, after), ...roleChanges(before, after)].sort(
    byVerdict,
  );
  const runners = runnerChanges(before, after);
  const paths = pathChanges(before, after);
  const unread = unreadChanges(before, after);
  const verdicts = new Set([...grants, ...runners, ...paths, ...unread].map(({ verdict }) => verdict));
  const verdict = VERDICTS.find((word) => verdicts.has(word)) ?? "same";
  const findings = findingChanges(one, other);
  return { verdict, grants, runners, paths, unread, findings, resources: goneResources(one, other) };
}

function goneResources(before: Report, after: Report): ResourceRow[] | undefined {
  const addresses = new Set((after.resources ?? []).map(({ address }) => address));
  const gone = (before.resources ?? []).filter(({ address }) => !addresses.has(address));
  return gone.length === 0 ? undefined : gone;
}
