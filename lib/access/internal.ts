// The part of this folder that the folders after it use, and that users of the library do not see.

export { grantStackFor, grantStackOf } from "./private/grant-stack";
export type {
  CosmosDbTarget,
  DatabaseTarget,
  KustoTarget,
  ManagedRedisTarget,
  Permissions,
  RedisTarget,
  VaultTarget,
} from "./private/grant-targets";
export { ledgerOf } from "./private/ledger";
export { ProgramLedger } from "./private/program-ledger";
export type { DatabaseUsersRecord, GrantRecord, PrincipalRecord, RegistryRecord, VaultRecord } from "./private/records";
export { checkClientId, checkGrantee, checkObjectId } from "./private/rules/principal";
export { checkCosmosDbRole, checkRedisAccessPolicy } from "./private/rules/role";
export type { StackLedger } from "./private/stack-ledger";
export { TimeSleep } from "./private/time-sleep";
export type { VaultWriteKind } from "./private/vault-writes";
export type { DaprSidecar, ExposedPort, ImagePull, ScaleIdentity, SecretUse } from "./private/workload";
