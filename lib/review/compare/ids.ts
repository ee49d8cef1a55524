import type { GrantRow, PrincipalRow, Report, UnreadRow } from "../report/report";

/** How the ids in a report are rewritten, so that one thing has one id in two reports. */
export interface IdRewriting {
  /** The id of a principal, a runner, a target or a scope. */
  readonly id: (id: string) => string;
  /** The id of a permission or a role. */
  readonly permission?: (id: string) => string;
  readonly unread?: (row: UnreadRow) => UnreadRow;
}

/** The ids of the principals, the runners and the targets of a report. */
export function idsIn({ principals, grants, vaults = [], settings = [], paths = [] }: Report): string[] {
  return [
    ...principals.flatMap(({ id, within = [], runs }) => [id, ...within, ...runs.map((runner) => runner.id)]),
    ...grants.flatMap(({ target }) => [target.id, ...target.within]),
    ...vaults.flatMap(({ id, within }) => [id, ...within]),
    ...paths.flatMap(({ what, within = [] }) => [what.id, ...within]),
    ...settings.flatMap(({ id, target }) => [id, target.id, ...target.within]),
  ];
}

/** The ids of the permissions and the roles of a report. */
export function permissionIdsIn({ grants, roles = [] }: Report): string[] {
  return [...grants.map(({ permission }) => permission.id), ...roles.map(({ id }) => id)];
}

/** A report with other ids. */
export function withIds(report: Report, { id: idOf, permission: permissionIdOf, unread }: IdRewriting): Report {
  const ofPermission = permissionIdOf ?? ((id: string) => id);
  const principal = (row: PrincipalRow) => ({
    ...row,
    id: idOf(row.id),
    within: row.within?.map(idOf),
    runs: row.runs.map((runner) => ({ ...runner, id: idOf(runner.id) })),
  });
  const grant = (row: GrantRow) => ({
    ...row,
    principal: idOf(row.principal),
    permission: { ...row.permission, id: ofPermission(row.permission.id) },
    target: { ...row.target, id: idOf(row.target.id), within: row.target.within.map(idOf) },
  });
  return {
    ...report,
    principals: report.principals.map(principal),
    grants: report.grants.map(grant),
    vaults: report.vaults?.map((row) => ({ ...row, id: idOf(row.id), within: row.within.map(idOf) })),
    settings: report.settings?.map((row) => ({
      ...row,
      id: idOf(row.id),
      value: idOf(row.value),
      target: { ...row.target, id: idOf(row.target.id), within: row.target.within.map(idOf) },
    })),
    paths: report.paths?.map((row) => ({
      ...row,
      principal: idOf(row.principal),
      what: { ...row.what, id: idOf(row.what.id) },
      within: row.within?.map(idOf),
    })),
    roles: report.roles?.map((row) => ({ ...row, id: ofPermission(row.id) })),
    unread: unread ? report.unread.map(unread) : report.unread,
  };
}
