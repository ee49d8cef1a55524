import { grouped } from "../base/grouped";
import type { GrantRow, PrincipalRow, Report } from "../report/report";

/** The id of something in a subscription, which ends with the subscription's; ids of principals only look alike. */
const IN_SUBSCRIPTION = /^(?!external\||subscription\|)(.+)\|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Two reviews in which one thing has one id. A state and a plan know the subscriptions of the resources that exist, a
 * configuration does not know the deployer's: without this, a plan would differ from the configuration that it is made
 * of in every grant. Ids that are equal but for a subscription in one of them become one, unless several subscriptions
 * are possible: then the things are different. No key of a single review can tell that, because it takes both.
 */
export function withSameIds(before: Report, after: Report): readonly [Report, Report] {
  if ([before, after].every(({ reads }) => reads?.kind === "configuration")) {
    return [before, after];
  }
  const ids = new Set([...idsIn(before), ...idsIn(after)]);
  const inSubscriptions = grouped([...ids].filter(isInSubscription), withoutSubscription);
  const sameId = (id: string) => {
    const short = withoutSubscription(id);
    return ids.has(short) && inSubscriptions.get(short)?.length === 1 ? short : id;
  };
  return [withIds(before, sameId), withIds(after, sameId)];
}

function isInSubscription(id: string): boolean {
  return IN_SUBSCRIPTION.test(id);
}

function withoutSubscription(id: string): string {
  return IN_SUBSCRIPTION.exec(id)?.[1] ?? id;
}

function idsIn({ principals, grants, vaults = [], paths = [] }: Report): string[] {
  return [
    ...principals.flatMap(({ id, runs }) => [id, ...runs.map((runner) => runner.id)]),
    ...grants.flatMap(({ target }) => [target.id, ...target.within]),
    ...vaults.flatMap(({ id, within }) => [id, ...within]),
    ...paths.flatMap(({ what, within = [] }) => [what.id, ...within]),
  ];
}

function withIds(report: Report, sameId: (id: string) => string): Report {
  const principal = (row: PrincipalRow) => ({
    ...row,
    id: sameId(row.id),
    runs: row.runs.map((runner) => ({ ...runner, id: sameId(runner.id) })),
  });
  const grant = (row: GrantRow) => ({
    ...row,
    principal: sameId(row.principal),
    target: { ...row.target, id: sameId(row.target.id), within: row.target.within.map(sameId) },
  });
  const vaults = report.vaults?.map((row) => ({ ...row, id: sameId(row.id), within: row.within.map(sameId) }));
  const paths = report.paths?.map((row) => ({
    ...row,
    principal: sameId(row.principal),
    what: { ...row.what, id: sameId(row.what.id) },
    within: row.within?.map(sameId),
  }));
  return { ...report, principals: report.principals.map(principal), grants: report.grants.map(grant), vaults, paths };
}
