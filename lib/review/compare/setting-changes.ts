import type { GrantRow, Report, SettingRow } from "../report/report";
import type { GrantChange } from "./grant-changes";
import type { Change, Verdict } from "./verdict";

/** The changes of settings that decide who may do what, beside grants. */
export function settingChanges(before: Report, after: Report): GrantChange[] {
  const [old, now] = [before, after].map(({ settings = [] }) => new Map(settings.map((row) => [row.id, row])));
  if (!old || !now || !before.settings || !after.settings) {
    return [];
  }
  return [
    ...[...now.values()].flatMap((row) => changeTo(row, old.get(row.id))),
    ...[...old.values()].filter(({ id, isGrant }) => isGrant && !now.has(id)).map(removed),
  ];
}

function changeTo(after: SettingRow, before: SettingRow | undefined): GrantChange[] {
  if (before ? before.value === after.value : !after.isGrant || after.value === "") {
    return [];
  }
  const change: Change = before ? "changed" : "added";
  const verdict: Verdict = before && isLess(after.value, before.value) ? "narrowed" : "broadened";
  return [{ change, verdict, principal: after.who, before: before && grantOf(before), after: grantOf(after) }];
}

function removed(row: SettingRow): GrantChange {
  return {
    change: "removed",
    verdict: row.value === "" ? "same" : "narrowed",
    principal: row.who,
    before: grantOf(row),
  };
}

/** Whether a value of letters, as an access control list has them, leaves some out and adds none. */
function isLess(after: string, before: string): boolean {
  const areLetters = [after, before].every((value) => /^[rwx]*$/.test(value));
  return areLetters && [...after].every((letter) => before.includes(letter));
}

/** A setting as a grant to those whose access it decides. */
function grantOf({ id, who, what, label, target }: SettingRow): GrantRow {
  return {
    principal: `setting|${who}`,
    kind: "role",
    plane: "unknown",
    permission: { id, name: `${what} ${label}` },
    target,
    by: [],
  };
}
