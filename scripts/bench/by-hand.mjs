// The same programs without the library: azurerm's own types, in one construct an app.
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app/index.js";
import { ContainerAppEnvironment } from "@cdktf/provider-azurerm/lib/container-app-environment/index.js";
import { ContainerAppJob } from "@cdktf/provider-azurerm/lib/container-app-job/index.js";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config/index.js";
import { DataAzurermContainerRegistry } from "@cdktf/provider-azurerm/lib/data-azurerm-container-registry/index.js";
import { DataAzurermKeyVault } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault/index.js";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault/index.js";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy/index.js";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account/index.js";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import {
  APPS_OF_A_VAULT,
  ENVIRONMENT_ID,
  IMAGE,
  JOB_TIMEOUT,
  measure,
  place,
  REGISTRY_NAME,
  vaultNames,
} from "./program.mjs";

/** A wait of the provider time, of which there are no bindings here. */
class TimeSleep extends TerraformResource {
  constructor(scope, id, { createDuration, triggers }) {
    super(scope, id, { terraformResourceType: "time_sleep" });
    this.arguments = { create_duration: createDuration, triggers };
  }

  synthesizeAttributes() {
    return this.arguments;
  }
}

/** An app or a job, with what access it needs; `access` adds that and says what the app waits for. */
class Workload extends Construct {
  constructor(scope, name) {
    super(scope, name);
    this.name = name;
    this.identity = new UserAssignedIdentity(this, "identity", { name: `${name}-id`, ...place });
  }

  policy(vault) {
    return new KeyVaultAccessPolicyA(this, "policy", {
      keyVaultId: vault.id,
      tenantId: vault.tenantId,
      objectId: this.identity.principalId,
      secretPermissions: ["Get"],
    });
  }

  role(roleDefinitionName, scope) {
    return new RoleAssignment(this, "role", {
      scope: scope.id,
      roleDefinitionName,
      principalId: this.identity.principalId,
      principalType: "ServicePrincipal",
    });
  }

  /** A role, and the wait until it takes effect. */
  awaitedRole(roleDefinitionName, scope) {
    const role = this.role(roleDefinitionName, scope);
    return [role, new TimeSleep(this, "propagation", { createDuration: "150s", triggers: { role: role.id } })];
  }
}

function app(scope, { name, identity, environmentId = ENVIRONMENT_ID, env = [], image = IMAGE, ...more }) {
  new ContainerApp(scope, "app", {
    name,
    resourceGroupName: place.resourceGroupName,
    containerAppEnvironmentId: environmentId,
    revisionMode: "Single",
    maxInactiveRevisions: 100,
    identity: { type: "UserAssigned", identityIds: [identity.id] },
    template: { container: [container(name, identity, image, env)] },
    ...more,
  });
}

function container(name, identity, image, env) {
  return {
    name,
    image,
    cpu: 0.25,
    memory: "0.5Gi",
    env: [{ name: "AZURE_CLIENT_ID", value: identity.clientId }, ...env],
  };
}

const PASSWORD = { name: "DB_PASSWORD", secretName: "db-password" };

function secretOf(vault, identity) {
  return [{ name: "db-password", keyVaultSecretId: `${vault.vaultUri}secrets/db-password`, identity: identity.id }];
}

/** Apps that read a secret of a vault which is there, each by an identity of its own. */
function appsOf(grant) {
  return (stack, names) => {
    const vaults = vaultNames(names).map(
      (name) => new DataAzurermKeyVault(stack, name, { name, resourceGroupName: place.resourceGroupName }),
    );
    names.forEach((name, i) => {
      const vault = vaults[Math.floor(i / APPS_OF_A_VAULT)];
      const workload = new Workload(stack, name);
      const { identity } = workload;
      const dependsOn = grant(workload, vault);
      app(workload, { name, identity, env: [PASSWORD], secret: secretOf(vault, identity), dependsOn });
    });
  };
}

measure({
  policies: { inStack: appsOf((workload, vault) => [workload.policy(vault)]) },
  rbac: { inStack: appsOf((workload, vault) => workload.awaitedRole("Key Vault Secrets User", vault)) },
  registries: {
    inStack(stack, names) {
      const registry = new DataAzurermContainerRegistry(stack, "registry", {
        name: REGISTRY_NAME,
        resourceGroupName: place.resourceGroupName,
      });
      names.forEach((name) => {
        const workload = new Workload(stack, name);
        const { identity } = workload;
        const dependsOn = workload.awaitedRole("AcrPull", registry);
        const image = `${registry.loginServer}/app:1`;
        const credentials = [{ server: registry.loginServer, identity: identity.id }];
        app(workload, { name, identity, image, registry: credentials, dependsOn });
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
      names.forEach((name) => {
        const workload = new Workload(stack, name);
        const dependsOn = [workload.role("Storage Blob Data Reader", account)];
        const env = [
          { name: "AZURE_STORAGE_ACCOUNT_NAME", value: account.name },
          { name: "AZURE_STORAGE_BLOB_ENDPOINT", value: account.primaryBlobEndpoint },
        ];
        app(workload, { name, identity: workload.identity, env, dependsOn });
      });
    },
  },
  jobs: {
    inStack(stack, names) {
      names.forEach((name) => {
        const workload = new Workload(stack, name);
        const { identity } = workload;
        new ContainerAppJob(workload, "job", {
          name,
          ...place,
          containerAppEnvironmentId: ENVIRONMENT_ID,
          identity: { type: "UserAssigned", identityIds: [identity.id] },
          replicaTimeoutInSeconds: JOB_TIMEOUT,
          manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 },
          template: { container: [container(name, identity, IMAGE, [])] },
        });
      });
    },
  },
  shared: {
    first(stack) {
      const all = new Construct(stack, "all");
      const { tenantId } = new DataAzurermClientConfig(all, "caller");
      const identity = new UserAssignedIdentity(all, "identity", { name: "bench-identity", ...place });
      const vault = new KeyVault(all, "vault", {
        name: "bench-vault",
        ...place,
        skuName: "standard",
        tenantId,
        rbacAuthorizationEnabled: false,
      });
      new KeyVaultAccessPolicyA(all, "policy", {
        keyVaultId: vault.id,
        tenantId,
        objectId: identity.principalId,
        secretPermissions: ["Get"],
      });
      const environment = new ContainerAppEnvironment(all, "environment", {
        name: "bench-environment",
        ...place,
        workloadProfile: [{ name: "Consumption", workloadProfileType: "Consumption" }],
      });
      return { vault, environment, identity };
    },
    inStack(stack, names, { vault, environment, identity }) {
      names.forEach((name) => {
        app(new Construct(stack, name), {
          name,
          identity,
          environmentId: environment.id,
          env: [PASSWORD],
          secret: secretOf(vault, identity),
          workloadProfileName: "Consumption",
        });
      });
    },
  },
});
