import type { Allowed } from "../azure/actions";
import { deployerNeeds, DeployerNeed } from "./deployer";
import { RULES } from "../findings/rules";
import { SEVERITIES, Severity } from "../findings/rule";
import type { Access } from "../model/access";
import { Grant, planeOf } from "../model/grant";
import { CUSTOM_ROLE, customRole } from "../model/role";
import type { Target } from "../model/target";
import { AccessModel, accessModelOf } from "../model/vault";
import type { Acceptance, Acceptances } from "./acceptances";

/** The version of the shape of a report; another one is another shape. */
export const SCHEMA_VERSION = 1;

/** What no review of a program can see; the first thing that it says. */
export const LIMITS = [
  "roles that are inherited from a resource group, a subscription or a management group, and that another program or a person gave",
  "memberships of groups, and roles that are activated through Privileged Identity Management",
  "access policies and firewall rules that were changed outside of this program",
  "access without an identity: by keys, connection strings, shared access signatures and passwords, and of anybody where a service lets everybody in",
  "what the code of an app does with its access",
];

/** A review as plain data, of which `docs/access-review.schema.json` is the schema. */
export interface Report {
  readonly schemaVersion: number;
  readonly limits: readonly string[];
  readonly reads: ReadsRow;
  readonly principals: readonly PrincipalRow[];
  readonly grants: readonly GrantRow[];
  /**
   * The vaults that the program makes, and those that it reads whose access model is known; an older review does not
   * have them.
   */
  readonly vaults?: readonly VaultRow[];
  /** The roles that the program defines; an older review does not have them. */
  readonly roles?: readonly RoleRow[];
  readonly uses: readonly UseRow[];
  readonly unread: readonly UnreadRow[];
  readonly findings: readonly FindingRow[];
  readonly accepted: readonly AcceptedRow[];
  readonly staleAcceptances: readonly Acceptance[];
  readonly deployer: readonly DeployerNeed[];
}

/** What was read, so that a review that finds nothing shows what it has looked at. */
export interface ReadsRow {
  readonly kind: string;
  readonly resources: number;
  readonly dataSources: number;
}

/** A vault that the program makes or reads, and how it gives access. */
export interface VaultRow {
  readonly id: string;
  readonly name: string;
  /** From near to far what it is in. */
  readonly within: readonly string[];
  readonly access: AccessModel | "unknown";
}

/** A role that the program defines. */
export interface RoleRow {
  readonly id: string;
  readonly name: string;
  /** What it allows; left out where that is not known. */
  readonly allowed?: Allowed;
}

export interface PrincipalRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly runs: readonly { readonly id: string; readonly name: string }[];
  readonly unresolved?: string;
  /** That of an identity which the program does not make: it may have access that is not in here. */
  readonly existing?: true;
}

export interface GrantRow {
  readonly principal: string;
  readonly kind: string;
  readonly plane: string;
  readonly permission: {
    readonly id: string;
    readonly name: string;
    readonly allowed?: Allowed;
    readonly unresolved?: string;
  };
  /** The scope, and from near to far what it is in. */
  readonly target: {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly within: readonly string[];
    readonly unresolved?: string;
  };
  readonly condition?: string;
  readonly caveat?: string;
  readonly ineffective?: string;
  /** Why it is not known how many of it there are. */
  readonly repeats?: string;
  readonly by: readonly string[];
}

export interface UseRow {
  readonly by: string;
  readonly kind: string;
  readonly principal: string;
  readonly target: string;
  readonly item?: string;
  readonly unresolved?: string;
}

export interface UnreadRow {
  readonly address: string;
  readonly why: string;
  /** A hash of what it is made of: another one may give other access. */
  readonly content?: string;
}

export interface FindingRow {
  readonly id: string;
  readonly severity: Severity;
  readonly address: string;
  readonly message: string;
  readonly why: string;
  readonly change: string;
}

export interface AcceptedRow extends FindingRow {
  readonly reason: string;
}

/** Makes the report of a program. */
export function reportOf(access: Access, kind: string, acceptances: Acceptances): Report {
  const resources = access.program.instances.filter(({ isManaged }) => isManaged).length;
  const found = findingsOf(access);
  const { open, accepted, stale } = acceptances.sort(found, access.program.instances);
  return {
    schemaVersion: SCHEMA_VERSION,
    limits: LIMITS,
    reads: { kind, resources, dataSources: access.program.instances.length - resources },
    principals: principalsOf(access),
    grants: grantRows(access.grants),
    vaults: vaultRows(access),
    roles: roleRows(access),
    uses: sorted(
      access.uses.map((use) => ({
        by: use.at === "" ? use.by.address : `${use.by.address}.${use.at}`,
        kind: use.kind,
        principal: use.principal.label,
        target: use.target.label,
        item: use.item || undefined,
        unresolved: use.principal.unresolved ?? use.target.unresolved,
      })),
    ),
    unread: sorted(access.blind),
    findings: open,
    accepted,
    staleAcceptances: sorted(stale),
    deployer: deployerNeeds(access),
  };
}

/** All findings, the heaviest first. */
function findingsOf(access: Access): FindingRow[] {
  const rows = RULES.flatMap(({ id, severity, why, change, find }) =>
    find(access).map((breach) => ({
      id,
      severity: breach.severity ?? severity,
      address: breach.address,
      message: breach.message,
      why,
      change,
    })),
  );
  const keyOf = (row: FindingRow) => `${SEVERITIES.indexOf(row.severity)} ${row.id} ${row.address} ${row.message}`;
  return unique(rows, keyOf);
}

function principalsOf(access: Access): PrincipalRow[] {
  const rows = [...access.principals.values()].map(({ key, label, kind, instance, unresolved }): PrincipalRow => ({
    id: key,
    name: label,
    kind,
    runs: sorted(
      [...(access.runners.get(key)?.values() ?? [])].map((runner) => ({ id: runner.key, name: runner.label })),
    ),
    unresolved,
    existing: kind === "user-assigned identity" && instance?.isManaged !== true ? true : undefined,
  }));
  return unique(rows, ({ id }) => id);
}

function vaultRows(access: Access): VaultRow[] {
  const vaults = access.program.instances
    .filter(({ type }) => type === "azurerm_key_vault")
    .map((vault) => ({
      model: accessModelOf(vault) ?? (vault.isManaged ? ("unknown" as const) : undefined),
      target: access.targets.ofInstance(vault),
    }));
  return unique(
    vaults.flatMap(({ model, target }) =>
      model ? [{ id: target.key, name: target.label, within: within(target), access: model }] : [],
    ),
    ({ id }) => id,
  );
}

function roleRows(access: Access): RoleRow[] {
  const roles = access.program.instances
    .filter(({ type, isManaged }) => isManaged && type === "azurerm_role_definition")
    .map(customRole);
  return unique(
    roles.map(({ key, label, allowed }) => ({ id: key, name: label, allowed: allowed && sortedPatterns(allowed) })),
    ({ id }) => id,
  );
}

/** The grants, those that mean the same as one row. */
function grantRows(grants: readonly Grant[]): GrantRow[] {
  const rows = new Map<string, GrantRow & { by: string[] }>();
  for (const grant of grants) {
    const row = rowOf(grant);
    const { principal, target, permission, condition, caveat, ineffective, repeats } = row;
    const key = JSON.stringify([
      principal,
      target.id,
      permission.id,
      permission.id.startsWith(CUSTOM_ROLE) && permission.allowed,
      condition,
      caveat,
      ineffective,
      repeats,
    ]);
    const known = rows.get(key) ?? { ...row, by: [] };
    known.by.push(grant.by.address);
    rows.set(key, known);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => ({ ...row, by: [...new Set(row.by)].sort() }));
}

function rowOf({
  principal,
  kind,
  permission,
  target,
  condition,
  caveat,
  ineffective,
  by,
}: Grant): Omit<GrantRow, "by"> {
  const { key: id, label: name, allowed, unresolved } = permission;
  return {
    principal: principal.key,
    kind,
    plane: planeOf(kind, allowed),
    permission: { id, name, allowed: allowed && sortedPatterns(allowed), unresolved },
    target: {
      id: target.key,
      name: target.label,
      kind: target.kind,
      within: within(target),
      unresolved: target.unresolved,
    },
    condition: condition || undefined,
    caveat: caveat || undefined,
    ineffective,
    repeats: by.unknownCount ?? by.module.unknownCount,
  };
}

/** The same object for what many grants allow. */
const sortedOf = new WeakMap<Allowed, Allowed>();

function sortedPatterns(allowed: Allowed): Allowed {
  const sorted = sortedOf.get(allowed) ?? withSortedPatterns(allowed);
  sortedOf.set(allowed, sorted);
  return sorted;
}

function withSortedPatterns({ actions, notActions, dataActions, notDataActions }: Allowed): Allowed {
  const [a, b, c, d] = [actions, notActions, dataActions, notDataActions].map((patterns) =>
    patterns.length < 2 ? patterns : [...new Set(patterns)].sort(),
  );
  return { actions: a!, notActions: b!, dataActions: c!, notDataActions: d! };
}

function within(target: Target): string[] {
  const ids: string[] = [];
  for (let at = target.within; at; at = at.within) {
    ids.push(at.key);
  }
  return ids;
}

function sorted<T>(rows: readonly T[]): T[] {
  return unique(rows, (row) => JSON.stringify(row));
}

function unique<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
