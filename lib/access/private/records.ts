import type { TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { KeyVaultAccessModel } from "../key-vault-access-model";
import type { PrincipalType } from "../principal-type";
import type { RegistryRoleAssignmentMode } from "../registry-role-assignment-mode";
import type { GrantKey } from "./grant-keys";
import type { VaultWriteKind } from "./vault-writes";

/** The record of a principal in the ledger. */
export interface PrincipalRecord {
  /** The object id, which a role assignment calls the principal id. */
  readonly principalId: string;
  /** The kind of principal; undefined where the program did not state it. */
  readonly principalType?: PrincipalType;
  /** The canonical key: one for each principal, however the program knows it. */
  readonly key: string;
  /** The construct that errors name: an identity, an app, or the scope that a literal object id was given in. */
  readonly construct: IConstruct;
  /** The stack that declares the principal. */
  readonly home: TerraformStack;
  /** The stack of the app or job that runs as the principal; where there is none, `home`. */
  readonly grantee: TerraformStack;
  /** The name of the principal, for people. */
  readonly name?: string;
  /** The id of the subscription of an identity that the program imports, where synth knows it. */
  readonly subscription?: string;
  /** The text that `principalId` resolves to, where that is known without resolving it. */
  readonly resolvedId?: string;
}

/** The record of a grant in the ledger. */
export interface GrantRecord {
  readonly key: GrantKey;
  readonly principal: PrincipalRecord;
  /** The resource that gives the access. */
  readonly resource: TerraformResource;
  /** Whether the access takes effect only some time after the resource exists, as that of a role assignment does. */
  readonly propagates: boolean;
  /**
   * Whether the access lets the principal pull images; undefined for a role whose permissions are not known at synth.
   */
  readonly isPull: boolean | undefined;
  /** What the resource does not say of the grant, where it gives several: the access, and on what. */
  readonly stated?: StatedAccess;
}

/** The access of one grant among several of a resource. */
export interface StatedAccess {
  readonly access: string;
  readonly scope: string;
}

/** A script that makes the users of a database, as the checks of the complete program see it. */
export interface DatabaseUsersRecord {
  /** The construct that errors name. */
  readonly construct: IConstruct;
  /** The resource that runs the script. */
  readonly resource: TerraformResource;
  readonly kind: "postgresql" | "sql";
  /** The id of the server. */
  readonly serverId: string;
  /** The id of the storage account that a script in a subnet has its files in. */
  readonly storageAccountId?: string;
  /** The name of the database. */
  readonly database: string;
  /** The users of the database, in the order of the program. */
  readonly users: () => readonly PrincipalRecord[];
  /** The administrator that the script runs as. */
  readonly administrator: PrincipalRecord;
  /** The resource that makes it the administrator; undefined where the server itself says so. */
  readonly administratorResource?: TerraformResource;
  /** Whether the script runs in a subnet of the program's. */
  readonly isInSubnet: boolean;
}

/** A key vault, as the ledger and the checks of the complete program see it. */
export interface VaultRecord extends IConstruct {
  readonly accessModel: KeyVaultAccessModel;
  /** The canonical key of the vault. */
  readonly _key: string;
  /** The canonical key of whoever is to be given access for what the program writes; undefined where nobody is. */
  readonly _deployerKey: string | undefined;
  /** Whether the program says that the deployer reaches the vault by a way that synth does not see. */
  readonly _deployerHasNetworkAccess: boolean;
  /** The resources that a write of the kind to the vault depends on: of a secret, where none is named. */
  _dependenciesOfWrites(kind?: VaultWriteKind): readonly TerraformResource[];
  /** The wait for a role of the deployer to propagate. */
  _propagationOf(grant: Pick<GrantRecord, "resource">): TerraformResource;
}

/** A container registry, as the ledger and the checks of the complete program see it. */
export interface RegistryRecord extends IConstruct {
  readonly roleAssignmentMode: RegistryRoleAssignmentMode;
  /** The canonical key of the registry. */
  readonly _key: string;
}

/** An environment, made or imported, as the checks of the complete program see it. */
export interface EnvironmentRecord extends IConstruct {
  readonly environmentId: string;
  /**
   * The subnet of the environment, without an id for one in Azure's own network; undefined where synth does not know.
   */
  readonly _subnet?: { readonly id?: string };
  /** Whether it has no workload profiles; undefined where synth does not know. */
  readonly _isConsumptionOnly?: boolean;
}

/** An environment that the program makes. */
export interface MadeEnvironmentRecord extends EnvironmentRecord {
  /** The types of its workload profiles by name; undefined where synth does not know them. */
  readonly _profileTypes?: ReadonlyMap<string, string | undefined>;
  readonly resource: TerraformResource & {
    readonly locationInput?: string;
    readonly infrastructureSubnetIdInput?: string;
    readonly infrastructureResourceGroupNameInput?: string;
  };
}

/** A resource, with the construct of this library that makes it. */
export interface MadeResource {
  readonly construct: IConstruct;
  readonly resource: TerraformResource;
}
