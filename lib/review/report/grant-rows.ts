import { Grant, planeOf } from "../model/grant";
import type { Permission } from "../model/permission";
import type { Target } from "../model/target";
import type { DistinctNames } from "./distinct-names";
import { GrantRow, isCustomRole, PermissionRow, TargetRow } from "./report";
import { byKeys, keysOfScopes, withSortedPatterns } from "./rows";

/** The grants as rows; those with one meaning are one row, with all resources that give them. */
export function grantRows(grants: readonly Grant[], names: DistinctNames): GrantRow[] {
  const rows = new Map<string, GrantRow & { by: string[] }>();
  const targets = new Map<Target, TargetRow>();
  for (const grant of grants) {
    const target = targets.get(grant.target) ?? targetRow(grant.target, names);
    targets.set(grant.target, target);
    const row = rowOf(grant, target);
    const key = meaningOf(row);
    const known = rows.get(key);
    if (known) {
      known.by.push(...row.by);
    } else {
      rows.set(key, row);
    }
  }
  return byKeys(rows).map((row) => (row.by.length > 1 ? { ...row, by: [...new Set(row.by)].sort() } : row));
}

function meaningOf(row: GrantRow): string {
  const { principal, target, permission, condition, caveat, ineffective, repeats } = row;
  return JSON.stringify([
    principal,
    target.id,
    permission.id,
    isCustomRole(permission) && permission.allowed,
    condition,
    caveat,
    ineffective,
    repeats,
  ]);
}

function rowOf(grant: Grant, target: TargetRow): GrantRow & { by: string[] } {
  const { kind, principal, permission, condition, caveat, ineffective, by } = grant;
  return {
    principal: principal.key,
    kind,
    plane: planeOf(kind, permission.allowed),
    permission: permissionRow(permission),
    target,
    condition: condition || undefined,
    caveat: caveat || undefined,
    ineffective,
    repeats: by.unknownCount ?? by.module.unknownCount,
    by: [by.address],
  };
}

function permissionRow({ key, label, allowed, unresolved }: Permission): PermissionRow {
  return { id: key, name: label, allowed: allowed && withSortedPatterns(allowed), unresolved };
}

export function targetRow(target: Target, names: DistinctNames): TargetRow {
  const { key, kind, unresolved } = target;
  return { id: key, name: names.of(target), kind, within: keysOfScopes(target), unresolved };
}
