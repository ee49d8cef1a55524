import type { GrantRow, PrincipalRow, Report } from "../report/report";

/** An id that ends with that of a subscription; those of principals of Entra ID only look like one. */
const IN_SUBSCRIPTION = /^(?!external\||subscription\|)(.+)\|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Two reviews of which one may know the subscriptions that the other leaves open: a state and a plan know them of what
 * is there, a configuration does not. What has one subscription in both, and none in some place, is one thing.
 */
export function withSameIds(before: Report, after: Report): readonly [Report, Report] {
  if ([before, after].every(({ reads }) => reads?.kind === "configuration")) {
    return [before, after];
  }
  const ids = new Set([...idsIn(before), ...idsIn(after)]);
  const subscriptions = new Map<string, Set<string>>();
  for (const id of ids) {
    const [, place, subscription] = IN_SUBSCRIPTION.exec(id) ?? [];
    if (place !== undefined && ids.has(place)) {
      subscriptions.set(place, (subscriptions.get(place) ?? new Set()).add(subscription!));
    }
  }
  const sameId = (id: string) => {
    const [, place] = IN_SUBSCRIPTION.exec(id) ?? [];
    return place !== undefined && subscriptions.get(place)?.size === 1 ? place : id;
  };
  return [withIds(before, sameId), withIds(after, sameId)];
}

function idsIn({ principals, grants, vaults = [] }: Report): string[] {
  return [
    ...principals.flatMap(({ id, runs }) => [id, ...runs.map((runner) => runner.id)]),
    ...grants.flatMap(({ target }) => [target.id, ...target.within]),
    ...vaults.flatMap(({ id, within }) => [id, ...within]),
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
  return { ...report, principals: report.principals.map(principal), grants: report.grants.map(grant), vaults };
}
