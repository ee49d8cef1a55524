import { isForVaultData } from "../azure/vault-data";
import type { GrantRow, Report, VaultRow } from "../report/report";
import type { GrantChange } from "./grant-changes";

/**
 * The grants in a vault by roles on the scopes that it is in, which its change of the access model adds or removes. A
 * vault whose access model is not known may give access by roles.
 */
export function vaultChanges(before: Report, after: Report): GrantChange[] {
  const old = new Map((before.vaults ?? []).map((vault) => [vault.id, vault]));
  return (after.vaults ?? []).flatMap((vault): GrantChange[] => {
    const was = old.get(vault.id)?.access ?? "unknown";
    const isGained = was === "access policies" && vault.access !== was;
    const isLost = was === "roles" && vault.access === "access policies";
    if (!isGained && !isLost) {
      return [];
    }
    return rolesAround(vault, isGained ? after : before).map(({ row, principal }) =>
      isGained
        ? { change: "added", verdict: "broadened", principal, after: row }
        : { change: "removed", verdict: "narrowed", principal, before: row },
    );
  });
}

/** The roles for vault data that are assigned on the scopes a vault is in, as grants on the vault. */
function rolesAround(
  { id, name, within }: VaultRow,
  { grants, principals }: Report,
): { readonly row: GrantRow; readonly principal: string }[] {
  const names = new Map(principals.map((principal) => [principal.id, principal.name]));
  const scopes = new Set(within.map(withoutSubscription));
  const around = grants.filter(
    ({ kind, target, permission: { allowed } }) =>
      kind === "role" &&
      (within.includes(target.id) || (target.kind !== "resource" && scopes.has(withoutSubscription(target.id)))) &&
      allowed !== undefined &&
      isForVaultData(allowed),
  );
  return around.map((row) => ({
    principal: names.get(row.principal) ?? row.principal,
    row: { ...row, target: { id, name: `${name}, which is in ${row.target.name}`, kind: "resource", within } },
  }));
}

/** An id without the subscription, which a program may leave open in one place and write out in another. */
function withoutSubscription(id: string): string {
  return id.replace(/\|(?:[^|]*<[+&]?[^<>|]+>|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, "");
}
