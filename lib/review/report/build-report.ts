import { SEVERITIES } from "../findings/rule";
import { RULES } from "../findings/rules";
import type { AccessModel } from "../model/access-model";
import type { Principal } from "../model/principal";
import { customRole } from "../model/role";
import { addressOfUse, Use } from "../model/use";
import { accessModelOf, VAULT_TYPE } from "../model/vault";
import type { Acceptances } from "./acceptances";
import { deployerNeeds } from "./deployer";
import { deployerRoles } from "./deployer-roles";
import { grantRows } from "./grant-rows";
import { openPathRows, pathRows } from "./path-rows";
import {
  FindingRow,
  LIMITS,
  PrincipalRow,
  ReadsRow,
  Report,
  RoleRow,
  SCHEMA_VERSION,
  UseRow,
  VaultRow,
} from "./report";
import { resourceRows } from "./resource-rows";
import { keysOfScopes, sortedRows, uniqueRows, withSortedPatterns } from "./rows";

/** Builds the report of a program; its kind is a configuration, a plan or a state. */
export function buildReport(access: AccessModel, kind: string, acceptances: Acceptances): Report {
  const { open, accepted, stale } = acceptances.sort(findingRows(access), access.program.instances);
  const deployer = deployerNeeds(access);
  const report = {
    schemaVersion: SCHEMA_VERSION,
    limits: LIMITS,
    reads: readsRow(access, kind),
    principals: principalRows(access),
    grants: grantRows(access.grants),
    vaults: vaultRows(access),
    roles: roleRows(access),
    paths: pathRows(access.paths),
    openPaths: openPathRows(access.paths),
    uses: sortedRows(access.uses.map(useRow)),
    unread: sortedRows(access.blindSpots.map(({ address, why, content }) => ({ address, why, content }))),
    findings: open,
    accepted,
    staleAcceptances: sortedRows(stale),
    deployer,
    deployerRoles: deployerRoles(access, deployer),
  };
  return { ...report, resources: resourceRows(access.program.instances, report) };
}

/** All findings, the most severe first. */
function findingRows(access: AccessModel): FindingRow[] {
  const rows = RULES.flatMap(({ id, severity, why, change, find }) =>
    find(access).map((finding) => ({
      id,
      severity: finding.severity ?? severity,
      address: finding.address,
      message: finding.message,
      why,
      change,
    })),
  );
  return uniqueRows(
    rows,
    ({ severity, id, address, message }) => `${SEVERITIES.indexOf(severity)} ${id} ${address} ${message}`,
  );
}

function readsRow({ program: { instances } }: AccessModel, kind: string): ReadsRow {
  const resources = instances.filter(({ isManaged }) => isManaged).length;
  return { kind, resources, dataSources: instances.length - resources };
}

function principalRows({ principals, runners }: AccessModel): PrincipalRow[] {
  const rows = [...principals.values()].map((principal): PrincipalRow => ({
    id: principal.key,
    name: principal.label,
    kind: principal.kind,
    runs: sortedRows(
      [...(runners.get(principal.key)?.values() ?? [])].map(({ key, label }) => ({ id: key, name: label })),
    ),
    unresolved: principal.unresolved,
    existing: isExisting(principal) ? true : undefined,
  }));
  return uniqueRows(rows, ({ id }) => id);
}

/** Whether a principal is an identity that the program does not make. */
function isExisting({ kind, instance }: Principal): boolean {
  return kind === "user-assigned identity" && instance?.isManaged !== true;
}

/** The vaults that the program makes, and those that it reads whose access model is known. */
function vaultRows({ program, targets }: AccessModel): VaultRow[] {
  const rows = program.instances
    .filter(({ type }) => type === VAULT_TYPE)
    .flatMap((vault): VaultRow[] => {
      const access = accessModelOf(vault) ?? (vault.isManaged ? "unknown" : undefined);
      const target = targets.ofInstance(vault);
      return access ? [{ id: target.key, name: target.label, within: keysOfScopes(target), access }] : [];
    });
  return uniqueRows(rows, ({ id }) => id);
}

function roleRows({ program }: AccessModel): RoleRow[] {
  const rows = program.instances
    .filter(({ type, isManaged }) => isManaged && type === "azurerm_role_definition")
    .map(customRole)
    .map(({ key, label, allowed }) => ({ id: key, name: label, allowed: allowed && withSortedPatterns(allowed) }));
  return uniqueRows(rows, ({ id }) => id);
}

function useRow(use: Use): UseRow {
  return {
    by: addressOfUse(use),
    kind: use.kind,
    principal: use.principal.label,
    target: use.target.label,
    item: use.item || undefined,
    unresolved: use.principal.unresolved ?? use.target.unresolved,
  };
}
