import { Grant, planeOf } from "../model/grant";
import type { Permission } from "../model/permission";
import type { Target } from "../model/target";
import type { DistinctNames } from "./distinct-names";
import { GrantRow, isCustomRole, PermissionRow, TargetRow } from "./report";
import { byKeys, keysOfScopes, withSortedPatterns } from "./rows";

/** The grants as rows; those with one meaning are one row, with all resources that give them. */
export function grantRows(grants: readonly Grant[], names: DistinctNames): GrantRow[] {
  const rows = new Map<string, { readonly row: Omit<GrantRow, "by">; readonly by: Set<string> }>();
  const targets = new Map<Target, TargetRow>();
  for (const grant of grants) {
    const target = targets.get(grant.target) ?? targetRow(grant.target, names);
    targets.set(grant.target, target);
    const row = rowOf(grant, target);
    const key = meaningOf(row);
    const known = rows.get(key) ?? { row, by: new Set() };
    known.by.add(grant.by.address);
    rows.set(key, known);
  }
  return byKeys(rows).map(({ row, by }) => ({ ...row, by: [...by].sort() }));
}

function meaningOf({ principal, target, permission, ...limits }: Omit<GrantRow, "by">): string {
  const { condition, caveat, ineffective, repeats } = limits;
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

function rowOf({ kind, principal, permission, ...limits }: Grant, target: TargetRow): Omit<GrantRow, "by"> {
  const { condition, caveat, ineffective, by } = limits;
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
  };
}

function permissionRow({ key, label, allowed, unresolved }: Permission): PermissionRow {
  return { id: key, name: label, allowed: allowed && withSortedPatterns(allowed), unresolved };
}

export function targetRow(target: Target, names: DistinctNames): TargetRow {
  const { key, kind, unresolved } = target;
  return { id: key, name: names.of(target), kind, within: keysOfScopes(target), unresolved };
}
