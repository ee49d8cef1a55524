import type { Report } from "../report/report";
import type { ResourceRow } from "../report/resource-row";
import { FindingChanges, findingChanges } from "./finding-changes";
import { GrantChange, grantChanges } from "./grant-changes";
import { PathChange, pathChanges } from "./path-changes";
import { Judgement } from "./judgement";
import { NameMapping } from "./name-mapping";
import { roleChanges } from "./role-changes";
import { RunnerChange, runnerChanges } from "./runner-changes";
import { settingChanges } from "./setting-changes";
import { withSameStacks } from "./stacks";
import { withSameIds } from "./subscriptions";
import { UnreadChange, unreadChanges } from "./unread-changes";
import { vaultChanges } from "./vault-changes";
import { byVerdict, Verdict, VERDICTS } from "./verdict";
import { WorkloadChange, workloadChanges } from "./workload-changes";

/** The differences between two reviews. */
export interface Comparison {
  /** What the change does on the whole: to what runs, and to identities that anything else may act as. */
  readonly verdict: Verdict;
  /** The verdicts on each identity by itself, and on what runs; undefined where it is not known what runs. */
  readonly verdicts: { readonly identities: Verdict; readonly workloads?: Verdict };
  readonly grants: readonly GrantChange[];
  readonly runners: readonly RunnerChange[];
  /** The ways to access that is not given. */
  readonly paths: readonly PathChange[];
  /** What something that runs may do, whatever identities it runs as. */
  readonly workloads: readonly WorkloadChange[];
  /** The modules that are not read, and may give any access. */
  readonly unread: readonly UnreadChange[];
  /** The changes of findings; undefined where they are not known. */
  readonly findings?: FindingChanges;
  /** The resources that only the baseline has. */
  readonly resources?: readonly ResourceRow[];
}

/**
 * Compares two reviews by the meaning of their grants: addresses, order and spelling make no difference.
 *
 * @param names the names of the first, with those that stand for them in the other
 */
export function compare(one: Report, other: Report, names: Readonly<Record<string, string>> = {}): Comparison {
  const mapping = new NameMapping(names);
  const named = mapping.in(one);
  const [before, after] = withSameIds(...withSameStacks(named, other));
  const ofGrants = grantChanges(before, after);
  const others = [...vaultChanges(before, after), ...roleChanges(before, after), ...settingChanges(before, after)];
  const runners = runnerChanges(before, after);
  const paths = pathChanges(before, after);
  const unread = unreadChanges(before, after);
  const identities = worst([...ofGrants, ...others, ...runners, ...paths, ...unread]);
  const shown = {
    grants: [...ofGrants, ...others].sort(byVerdict),
    runners,
    paths,
    unread,
    findings: findingChanges(named, other, mapping),
    resources: goneResources(named, other),
  };
  if (!saysWhatRuns(before) || !saysWhatRuns(after)) {
    return { verdict: identities, verdicts: { identities }, ...shown, workloads: [] };
  }
  const workloads = workloadChanges(before, after);
  const judgement = new Judgement(before, after);
  const verdict = worst([
    ...ofGrants.filter((change) => !judgement.isOfWorkloads(change)),
    ...runnerChanges(before, after, ({ id }) => !judgement.isKnown(id)),
    ...others,
    ...paths,
    ...unread,
    ...workloads,
  ]);
  return { verdict, verdicts: { identities, workloads: worst(workloads) }, ...shown, workloads };
}

/** The resources that only the baseline has. */
function goneResources(before: Report, after: Report): ResourceRow[] | undefined {
  const addresses = new Set((after.resources ?? []).map(({ address }) => address));
  const gone = (before.resources ?? []).filter(({ address }) => !addresses.has(address));
  return gone.length === 0 ? undefined : gone;
}

/** Whether a review says which runners are certain, as an older one does not. */
function saysWhatRuns({ stacks }: Report): boolean {
  return stacks !== undefined;
}

function worst(changes: readonly { readonly verdict: Verdict }[]): Verdict {
  const verdicts = new Set(changes.map(({ verdict }) => verdict));
  return VERDICTS.find((verdict) => verdicts.has(verdict)) ?? "same";
}
