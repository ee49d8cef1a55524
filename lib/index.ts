export * from "./workload/managed-identity-container-app";
export * from "./workload/managed-identity-container-app-props";
export * from "./workload/managed-identity-container-app-job";
export * from "./workload/managed-identity-container-app-job-props";
export * from "./workload/managed-identity-workload-props";
export * from "./workload/app-identity";
export * from "./workload/container";
export * from "./registry/container-registry";
export * from "./registry/container-registry-import";
export * from "./access/registry-role-assignment-mode";
export * from "./registry/registry-credentials";
export * from "./workload/ingress";
export * from "./workload/revision-mode";
export * from "./workload/job-trigger";
export * from "./environment/container-app-environment";
export { IContainerAppEnvironment } from "./environment/environment-base";
export * from "./environment/environment-identity";
export * from "./environment/container-app-environment-import";
export * from "./environment/container-app-environment-props";
export * from "./environment/environment-type";
export * from "./identity/managed-identity";
export * from "./identity/managed-identity-props";
export { IManagedIdentity } from "./identity/identity-base";
export {
  ManagedIdentityAttributes,
  ManagedIdentityImportOptions,
  ManagedIdentityLookup,
} from "./identity/imported-identity";
export { AppSecret } from "./key-vault/app-secret";
export * from "./key-vault/key-vault";
export * from "./access/key-vault-access-model";
export * from "./key-vault/key-vault-import";
export * from "./key-vault/key-vault-props";
export * from "./key-vault/key-vault-secret";
export * from "./key-vault/key-vault-secret-props";
export * from "./key-vault/key-vault-secret-reference";
export * from "./services/azure-service";
export * from "./services/azure-service-options";
export * from "./services/service-attributes";
export * from "./access/cosmos-db-role";
export * from "./access/redis-access-policy";
export * from "./access/deployer";
export * from "./access/principal";
export * from "./access/principal-type";
export * from "./access/grant-hand-over";
export * from "./access/handed-over-grant";
export * from "./access/role";
export * from "./review/door/access-review";
export * from "./review/door/accepted-finding";
