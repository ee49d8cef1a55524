// The programs as a user of this library writes them.
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account/index.js";
import library from "../../build/index.js";
import {
  APPS_OF_A_VAULT,
  ENVIRONMENT_ID,
  IMAGE,
  LOCATION,
  measure,
  place,
  REGISTRY_ID,
  JOB_TIMEOUT,
  vaultNames,
} from "./program.mjs";

const {
  AppIdentity,
  AzureService,
  ContainerAppEnvironment,
  ContainerImage,
  ContainerRegistry,
  JobTrigger,
  KeyVault,
  KeyVaultAccessModel,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  Role,
} = library;

/** Apps that read a secret of a vault which is there, each by an identity of its own. */
function appsOf(accessModel) {
  return (stack, names) => {
    const vaults = vaultNames(names).map((name) =>
      KeyVault.fromKeyVaultName(stack, name, { name, resourceGroupName: place.resourceGroupName, accessModel }),
    );
    const environment = ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID);
    names.forEach((name, i) => {
      new ManagedIdentityContainerApp(stack, name, {
        name,
        ...place,
        environment,
        secrets: { DB_PASSWORD: vaults[Math.floor(i / APPS_OF_A_VAULT)].secret("db-password") },
        containers: [{ image: ContainerImage.of(IMAGE) }],
      });
    });
  };
}

measure({
  policies: { inStack: appsOf(KeyVaultAccessModel.ACCESS_POLICY) },
  rbac: { inStack: appsOf(KeyVaultAccessModel.RBAC) },
  registries: {
    inStack(stack, names) {
      const registry = ContainerRegistry.fromRegistryId(stack, "registry", REGISTRY_ID);
      const environment = ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID);
      names.forEach((name) => {
        new ManagedIdentityContainerApp(stack, name, {
          name,
          ...place,
          environment,
          containers: [{ image: ContainerImage.fromRegistry(registry, "app:1") }],
        });
      });
    },
  },
  services: {
    inStack(stack, names) {
      const account = new StorageAccount(stack, "account", {
        name: "benchaccount",
        ...place,
        accountTier: "Standard",
        accountReplicationType: "LRS",
      });
      const environment = ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID);
      names.forEach((name) => {
        new ManagedIdentityContainerApp(stack, name, {
          name,
          ...place,
          environment,
          services: [AzureService.storageBlobs(account, Role.STORAGE_BLOB_DATA_READER)],
          containers: [{ image: ContainerImage.of(IMAGE) }],
        });
      });
    },
  },
  jobs: {
    inStack(stack, names) {
      const environment = ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID);
      names.forEach((name) => {
        new ManagedIdentityContainerAppJob(stack, name, {
          name,
          ...place,
          environment,
          trigger: JobTrigger.manual(),
          replicaTimeoutInSeconds: JOB_TIMEOUT,
          containers: [{ image: ContainerImage.of(IMAGE) }],
        });
      });
    },
  },
  /** Stacks that share a vault, an environment and an identity, which the first stack makes. */
  shared: {
    first(stack) {
      return {
        vault: new KeyVault(stack, "vault", {
          name: "bench-vault",
          ...place,
          accessModel: KeyVaultAccessModel.ACCESS_POLICY,
        }),
        environment: new ContainerAppEnvironment(stack, "environment", { name: "bench-environment", ...place }),
        identity: new ManagedIdentity(stack, "identity", { name: "bench-identity", ...place }),
      };
    },
    inStack(stack, names, { vault, environment, identity }) {
      names.forEach((name) => {
        new ManagedIdentityContainerApp(stack, name, {
          name,
          ...place,
          environment,
          identity: AppIdentity.userAssigned(identity),
          secrets: { DB_PASSWORD: vault.secret("db-password", { dependsOn: [] }) },
          containers: [{ image: ContainerImage.of(IMAGE) }],
        });
      });
    },
  },
});
