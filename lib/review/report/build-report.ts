import { grouped } from "../base/grouped";
import { SEVERITIES } from "../findings/rule";
import { RULES } from "../findings/rules";
import { settingsOf } from "../model/access-settings";
import type { AccessModel } from "../model/access-model";
import type { Principal } from "../model/principal";
import { customRole } from "../model/role";
import { addressOfUse, Use } from "../model/use";
import { accessModelOf, VAULT_TYPE } from "../model/vault";
import type { Runner } from "../model/runner";
import type { Acceptances } from "./acceptances";
import { deployerNeeds } from "./deployer";
import { deployerRoles } from "./deployer-roles";
import { DistinctNames } from "./distinct-names";
import { grantRows, targetRow } from "./grant-rows";
import { openPathRows, pathRows } from "./path-rows";
import {
  FindingRow,
  LIMITS,
  PrincipalRow,
  ReadsRow,
  Report,
  RunnerRow,
  RoleRow,
  SCHEMA_VERSION,
  SettingRow,
  StackRow,
  UseRow,
  VaultRow,
} from "./report";
import { resourceRows } from "./resource-rows";
import { keysOfScopes, sortedRows, uniqueRows, withSortedPatterns } from "./rows";

/** Builds the report of a program; its kind is a configuration, a plan or a state. */
export function buildReport(access: AccessModel, kind: string, acceptances: Acceptances): Report {
  const names = new DistinctNames(access);
  const { open, accepted, stale } = acceptances.sort(findingRows(access), access.program.instances);
  const deployer = deployerNeeds(access);
  const report = {
    schemaVersion: SCHEMA_VERSION,
    limits: LIMITS,
    reads: readsRow(access, kind),
    stacks: stackRows(access),
    principals: principalRows(access, names),
    grants: grantRows(access.grants, names),
    vaults: vaultRows(access, names),
    roles: roleRows(access),
    settings: settingRows(access, names),
    paths: pathRows(access.paths, names),
    openPaths: openPathRows(access.paths, names),
    uses: sortedRows(access.uses.map((use) => useRow(use, names))),
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

function stackRows({ program: { roots } }: AccessModel): StackRow[] {
  const rows = roots.map((root): StackRow => {
    const subscription = root.subscriptionOf("azurerm");
    return {
      name: root.stack.name,
      subscription: typeof subscription === "string" && subscription !== "" ? subscription.toLowerCase() : undefined,
    };
  });
  return sortedRows(rows);
}

function principalRows(access: AccessModel, names: DistinctNames): PrincipalRow[] {
  const { principals, runners } = access;
  const runnerRow = (runner: Runner): RunnerRow => ({
    id: runner.key,
    name: names.of(runner),
    unsure: runner.isUnsure ? true : undefined,
  });
  const rows = [...principals.values()].map((principal): PrincipalRow => ({
    id: principal.key,
    name: names.of(principal),
    kind: principal.kind,
    runs: sortedRows(Array.from(runners.get(principal.key)?.values() ?? [], runnerRow)),
    unresolved: principal.unresolved,
    existing: isExisting(principal) ? true : undefined,
    within: scopesOfIdentity(access, principal),
  }));
  return uniqueRows(rows, ({ id }) => id);
}

/** Whether a principal is an identity that the program does not make. */
function isExisting({ kind, instance }: Principal): boolean {
  return kind === "user-assigned identity" && instance?.isManaged !== true;
}

/** The ids of the scopes of an identity that the program makes: a role on them may let its holder take the identity. */
function scopesOfIdentity(access: AccessModel, { kind, instance }: Principal): readonly string[] | undefined {
  return kind === "user-assigned identity" && instance?.isManaged
    ? keysOfScopes(access.targetsOf(instance).ofInstance(instance))
    : undefined;
}

/** The vaults that the program makes, and those that it reads whose access model is known. */
function vaultRows(access: AccessModel, names: DistinctNames): VaultRow[] {
  const rows = access.program.instances
    .filter(({ type }) => type === VAULT_TYPE)
    .flatMap((vault): VaultRow[] => {
      const model = accessModelOf(vault) ?? (vault.isManaged ? "unknown" : undefined);
      const target = access.targetsOf(vault).ofInstance(vault);
      return model ? [{ id: target.key, name: names.of(target), within: keysOfScopes(target), access: model }] : [];
    });
  const models = grouped(rows, ({ id }) => id);
  const isOne = ({ id, access: model }: VaultRow) => (models.get(id) ?? []).every((row) => row.access === model);
  return uniqueRows(
    rows.map((row) => (isOne(row) ? row : { ...row, access: "unknown" as const })),
    ({ id }) => id,
  );
}

function roleRows(access: AccessModel): RoleRow[] {
  const rows = access.program.instances
    .filter(({ type, isManaged }) => isManaged && type === "azurerm_role_definition")
    .map((definition) => customRole(definition, access.targetsOf(definition).place))
    .map(({ key, label, allowed }) => ({ id: key, name: label, allowed: allowed && withSortedPatterns(allowed) }));
  return uniqueRows(rows, ({ id }) => id);
}

function settingRows(access: AccessModel, names: DistinctNames): SettingRow[] {
  const rows = access.program.instances
    .flatMap((instance) => settingsOf(instance, access.targetsOf(instance)))
    .map(({ key, target, ...setting }): SettingRow => ({ id: key, ...setting, target: targetRow(target, names) }));
  return uniqueRows(rows, ({ id }) => id);
}

function useRow(use: Use, names: DistinctNames): UseRow {
  return {
    by: addressOfUse(use),
    kind: use.kind,
    principal: names.of(use.principal),
    target: names.of(use.target),
    item: use.item || undefined,
    unresolved: use.principal.unresolved ?? use.target.unresolved,
  };
}
