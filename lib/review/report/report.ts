import type { Allowed } from "../azure/actions";
import type { Severity } from "../findings/rule";
import { CUSTOM_ROLE } from "../model/role";
import type { VaultAccessModel } from "../model/vault";
import type { ResourceRow } from "./resource-row";

/** The version of the shape of a report; it rises where an older reader would misread a newer report. */
export const SCHEMA_VERSION = 1;

/** What no review of a program can see; the last thing that it says. */
export const LIMITS = [
  "roles that are inherited from a resource group, a subscription or a management group, " +
    "and that another program or a person gave",
  "memberships of groups, and roles that are activated through Privileged Identity Management",
  "access policies and firewall rules that were changed outside of this program",
  "access without an identity: by keys, connection strings, shared access signatures and passwords, " +
    "and of anybody where a service lets everybody in",
  "permissions that applications request, what assigned policies do, and what external programs answer",
  "roles for data that the program defines and assigns to nobody, and what tokens of a registry may do",
  "what the code of an app does with its access",
];

/** A review as plain data, of which `docs/access-review.schema.json` is the schema. */
export interface Report {
  readonly schemaVersion: number;
  readonly limits: readonly string[];
  readonly reads: ReadsRow;
  /** The stacks, sorted by name; an older review does not have them. */
  readonly stacks?: readonly StackRow[];
  readonly principals: readonly PrincipalRow[];
  readonly grants: readonly GrantRow[];
  /**
   * The vaults that the program makes, and those that it reads whose access model is known; an older review does not
   * have them.
   */
  readonly vaults?: readonly VaultRow[];
  /** The roles that the program defines; an older review does not have them. */
  readonly roles?: readonly RoleRow[];
  /** Who can get access that it is not given, and how; an older review does not have them. */
  readonly paths?: readonly PathRow[];
  /** The grants that may lead further, of which that is not known. */
  readonly openPaths?: readonly OpenPathRow[];
  /** The settings beside grants that decide who may do what; an older review does not have them. */
  readonly settings?: readonly SettingRow[];
  readonly uses: readonly UseRow[];
  readonly unread: readonly UnreadRow[];
  readonly findings: readonly FindingRow[];
  readonly accepted: readonly AcceptedRow[];
  readonly staleAcceptances: readonly Acceptance[];
  readonly deployer: readonly DeployerNeed[];
  /** The custom roles for a deployment; an older review does not have them. */
  readonly deployerRoles?: DeployerRoles;
  /**
   * The resources that the rows name, and whose construct or place in a file is known; an older review does not have
   * them.
   */
  readonly resources?: readonly ResourceRow[];
}

/** The size of the input, so that a review without findings shows how much it has read. */
export interface ReadsRow {
  readonly kind: string;
  readonly resources: number;
  readonly dataSources: number;
}

/** A stack of the program. */
export interface StackRow {
  /** Undefined for a stack that is not in a folder with others. */
  readonly name?: string;
  /** The id of the subscription of its default provider, where the program says it. */
  readonly subscription?: string;
}

/** A principal, and what runs as it. */
export interface PrincipalRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly runs: readonly RunnerRow[];
  readonly unresolved?: string;
  /** Whether it is an identity that the program does not make, and so may have access that is not in the report. */
  readonly existing?: true;
  /** Of an identity that the program makes, the ids of the scopes that it is in, from near to far. */
  readonly within?: readonly string[];
}

/** What runs as a principal. */
export interface RunnerRow extends NamedRow {
  /** Whether it only perhaps runs as the principal, or may be several that the program does not tell apart. */
  readonly unsure?: true;
}

/** Something with an id, which is the same in any report, and a name for readers. */
export interface NamedRow {
  readonly id: string;
  readonly name: string;
}

/** Access that a principal is given. */
export interface GrantRow {
  /** The id of the principal. */
  readonly principal: string;
  readonly kind: string;
  readonly plane: string;
  readonly permission: PermissionRow;
  readonly target: TargetRow;
  readonly condition?: string;
  readonly caveat?: string;
  readonly ineffective?: string;
  /** Why it is not known how many of it there are. */
  readonly repeats?: string;
  /** The addresses of the resources that give it. */
  readonly by: readonly string[];
}

export interface PermissionRow extends NamedRow {
  readonly allowed?: Allowed;
  readonly unresolved?: string;
}

export interface TargetRow extends NamedRow {
  readonly kind: string;
  /** The ids of the scopes that it is in, from near to far. */
  readonly within: readonly string[];
  readonly unresolved?: string;
}

/** A vault that the program makes or reads, and how it gives access. */
export interface VaultRow extends NamedRow {
  /** The ids of the scopes that it is in, from near to far. */
  readonly within: readonly string[];
  readonly access: VaultAccessModel | "unknown";
}

/** A role that the program defines. */
export interface RoleRow extends NamedRow {
  /** The actions that it allows; undefined where they are not known. */
  readonly allowed?: Allowed;
}

/** A way by which a principal gets access that it is not given. */
export interface PathRow {
  /** The id of the principal. */
  readonly principal: string;
  /** Whether it takes the place of another principal, or gives itself access. */
  readonly may: "act as" | "give itself";
  /** The principal that it can act as; the scope or the resource that it can give itself access to. */
  readonly what: NamedRow;
  /** What it can give itself there. */
  readonly permission?: string;
  /** The ids of the scopes that the scope or the resource is in, from near to far. */
  readonly within?: readonly string[];
  /** What is done in each step, and the addresses of the resources that allow it. */
  readonly steps: readonly PathStepRow[];
  /** What it reaches and is not given, in words; of much, only the first. */
  readonly reaches: readonly string[];
  /** Whether it reaches an identity that is made elsewhere, and may have access that is not in the report. */
  readonly elsewhere?: true;
}

export interface PathStepRow {
  readonly words: string;
  readonly by: readonly string[];
}

/** Something that may lead further, of which that is not known; or the end of what was followed. */
export interface OpenPathRow {
  /** The name of the principal. */
  readonly principal: string;
  readonly why: string;
  readonly by: readonly string[];
}

/** A setting beside grants that decides who may do what, such as the management group that a subscription is in. */
export interface SettingRow {
  /** The same for the same setting, whatever its address. */
  readonly id: string;
  /** Whose access it decides. */
  readonly who: string;
  readonly what: string;
  readonly target: TargetRow;
  /** One text for one value, and the text to show. */
  readonly value: string;
  readonly label: string;
  /** Whether it gives access by being there; else only another value does. */
  readonly isGrant: boolean;
}

/** Something that Azure or Terraform does as an identity. */
export interface UseRow {
  readonly by: string;
  readonly kind: string;
  readonly principal: string;
  readonly target: string;
  readonly item?: string;
  readonly unresolved?: string;
}

/** A module, a file, an expression or a request that is not read. */
export interface UnreadRow {
  readonly address: string;
  readonly why: string;
  /** Of a module, a hash of its source, version and arguments: with others it may give other access. */
  readonly content?: string;
}

/** A place where the program breaks a rule. */
export interface FindingRow {
  readonly id: string;
  readonly severity: Severity;
  readonly address: string;
  readonly message: string;
  readonly why: string;
  readonly change: string;
}

/** A finding that is accepted, with the reason. */
export interface AcceptedRow extends FindingRow {
  readonly reason: string;
}

/** A decision that a finding may stand. */
export interface Acceptance {
  readonly finding: string;
  readonly address: string;
  readonly reason: string;
}

/** A permission that applying the program takes. */
export interface DeployerNeed {
  readonly plane: "control" | "data" | "directory";
  /** The action; on the data plane, the role or the permissions of an access policy that are enough. */
  readonly permission: string;
  readonly scope: string;
  /** The addresses of the resources that it is for. */
  readonly for: readonly string[];
  /** Whether planning it takes it, too. */
  readonly plan?: true;
}

/** The custom roles that planning and applying take; the second holds all of the first. */
export interface DeployerRoles {
  readonly plan: RoleDefinition;
  readonly apply: RoleDefinition;
}

/** A custom role in the words of Azure, as `az role definition create` and the portal read it. */
export interface RoleDefinition {
  readonly Name: string;
  readonly IsCustom: true;
  readonly Description: string;
  readonly Actions: readonly string[];
  readonly NotActions: readonly string[];
  readonly DataActions: readonly string[];
  readonly NotDataActions: readonly string[];
  readonly AssignableScopes: readonly string[];
}

/** Whether a permission is a custom role, whose actions a reader cannot know from its name. */
export function isCustomRole({ id }: PermissionRow): boolean {
  return id.startsWith(CUSTOM_ROLE);
}
