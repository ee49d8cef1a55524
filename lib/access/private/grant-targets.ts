import type { TerraformProvider, TerraformResource } from "cdktf";

/** The vault of an access policy. */
export interface VaultTarget {
  /** The canonical key of the vault. */
  readonly _key: string;
  readonly keyVaultId: string;
  readonly tenantId: string;
  readonly provider?: TerraformProvider;
  /** Whether others give access to the vault. */
  readonly _isGivenByOthers?: boolean;
}

/** The arguments of an access policy that hold permissions. */
export const PERMISSION_KINDS = [
  "secretPermissions",
  "keyPermissions",
  "certificatePermissions",
  "storagePermissions",
] as const;

/** Permissions, by the argument that holds them. */
export type Permissions = { readonly [kind in (typeof PERMISSION_KINDS)[number]]?: readonly string[] };

/** The scope of a role assignment. */
export interface ScopeTarget {
  /** The canonical key of the scope. */
  readonly key: string;
  /** The name of the scope in addresses; where it is undefined, the name is made from the key. */
  readonly label?: string;
  readonly scope: string;
  readonly provider?: TerraformProvider;
  /** Whether others give access to the scope. */
  readonly isGivenByOthers?: boolean;
  /** Whether a stack without that provider uses its default one: any provider of the tenant can assign a role. */
  readonly isProviderOptional?: boolean;
}

/** The Cosmos DB account, or the part of one, that a data role is for. */
export interface CosmosDbTarget {
  /** The canonical key of the account. */
  readonly key: string;
  /** The path of the part in the account: the database, or the database and the container; empty for the account. */
  readonly part: string;
  /** The names of the database and the container in addresses. */
  readonly labels: readonly string[];
  readonly accountId: string;
  readonly accountName: string;
  readonly resourceGroupName: string;
  /** The scope of the role: the id of the account, followed by the path of the part on the data plane. */
  readonly scope: string;
  readonly provider?: TerraformProvider;
}

/** The Kusto cluster, or the database of one, that a data role is for, and the name of the role there. */
export interface KustoTarget {
  /** The canonical key of the cluster. */
  readonly key: string;
  readonly clusterName: string;
  readonly resourceGroupName: string;
  /** The name of the database; undefined for the cluster. */
  readonly database?: string;
  /** The text of the name of the database; empty for the cluster. */
  readonly part: string;
  /** The name of the database in addresses. */
  readonly labels: readonly string[];
  readonly role: string;
  readonly provider?: TerraformProvider;
}

/** An instance of Managed Redis. */
export interface ManagedRedisTarget {
  /** The canonical key of the instance. */
  readonly key: string;
  readonly managedRedisId: string;
  readonly provider?: TerraformProvider;
}

/** The PostgreSQL server that an administrator is of. */
export interface PostgresqlServerTarget {
  /** The canonical key of the server. */
  readonly key: string;
  readonly serverName: string;
  readonly resourceGroupName: string;
  readonly tenantId: string;
  /** The name that the administrator signs in by. */
  readonly principalName: string;
  readonly provider?: TerraformProvider;
}

/** The database that principals are users of by one script, which is one resource for all of them. */
export interface DatabaseTarget {
  /** The canonical key of the server. */
  readonly key: string;
  /** The text of the database, and of the schema where the privileges are for one. */
  readonly part: string;
  /** The database, for people: the id of the server, and the name. */
  readonly scope: string;
  /** The resource that runs the script. */
  readonly resource: TerraformResource;
}

/** The cache of an access policy assignment. */
export interface RedisTarget {
  /** The canonical key of the cache. */
  readonly key: string;
  readonly redisCacheId: string;
  readonly provider?: TerraformProvider;
}
