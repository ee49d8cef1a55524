import { isForVaultData } from "../model/vault";
import type { GrantRow, Report, VaultRow } from "../report/report";
import type { GrantChange } from "./grant-changes";

/**
 * What roles on more than a vault come to hold in it, or no longer do, because it gives access by roles now, or by
 * access policies; where that is not known, it may be by roles.
 */
export function vaultChanges(before: Report, after: Report): GrantChange[] {
  const old = new Map((before.vaults ?? []).map((vault) => [vault.id, vault]));
  return (after.vaults ?? []).flatMap((vault): GrantChange[] => {
    const access = old.get(vault.id)?.access;
    if (access === undefined || access === vault.access) {
      return [];
    }
    if (access === "unknown" || (vault.access === "unknown" && access === "roles")) {
      return [];
    }
    const isGained = vault.access !== "access policies";
    return rolesAround(vault, isGained ? after : before).map(({ row, principal }) =>
      isGained
        ? { change: "added", verdict: "broadened", principal, after: row }
        : { change: "removed", verdict: "narrowed", principal, before: row },
    );
  });
}

/** The roles for the data of a vault that are given on what it is in, as grants on the vault. */
function rolesAround(
  { id, name, within }: VaultRow,
  { grants, principals }: Report,
): { readonly row: GrantRow; readonly principal: string }[] {
  const names = new Map(principals.map((principal) => [principal.id, principal.name]));
  const places = new Set(within.map(placeOf));
  const around = grants.filter(
    ({ kind, target, permission: { allowed } }) =>
      kind === "role" &&
      (within.includes(target.id) || (target.kind !== "resource" && places.has(placeOf(target.id)))) &&
      allowed !== undefined &&
      isForVaultData(allowed),
  );
  return around.map((row) => ({
    principal: names.get(row.principal)!,
    row: { ...row, target: { id, name: `${name}, which is in ${row.target.name}`, kind: "resource", within } },
  }));
}

/** An id but for the subscription, which a program may leave open in one place and write out in another. */
function placeOf(id: string): string {
  return id.replace(/\|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "");
}
