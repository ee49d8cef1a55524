import type { TerraformProvider } from "cdktf";

/** What an access policy needs to know of its vault. */
export interface VaultTarget {
  /** The canonical key of the vault. */
  readonly _key: string;
  readonly keyVaultId: string;
  readonly tenantId: string;
  readonly provider?: TerraformProvider;
  /** Whether others give access to it. */
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

/** What a role assignment needs to know of its scope. */
export interface ScopeTarget {
  /** The canonical key of the scope. */
  readonly key: string;
  /** The name of the scope in addresses; made from its key, unless it is given. */
  readonly label?: string;
  readonly scope: string;
  readonly provider?: TerraformProvider;
  /** Whether others give access to it. */
  readonly isGivenByOthers?: boolean;
  /** Whether a stack without such a provider takes its default one: any provider of the tenant can assign a role. */
  readonly isProviderOptional?: boolean;
}

/** What a data role needs to know of an account of Cosmos DB, or of a part of one. */
export interface CosmosDbTarget {
  /** The canonical key of the account. */
  readonly key: string;
  /** The path of the part in the account, the database and the container; empty for the account. */
  readonly part: string;
  /** The names of the database and the container in addresses. */
  readonly labels: readonly string[];
  readonly accountId: string;
  readonly accountName: string;
  readonly resourceGroupName: string;
  /** The scope of the role: the account, or a part of it as the data plane names that. */
  readonly scope: string;
  readonly provider?: TerraformProvider;
}

/** What an access policy assignment needs to know of its cache. */
export interface RedisTarget {
  /** The canonical key of the cache. */
  readonly key: string;
  readonly redisCacheId: string;
  readonly provider?: TerraformProvider;
}
