import * as path from "path";
import { App, AzurermBackend, Fn, LocalBackend, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { Problem, refuse } from "./core/problems";
import { ContainerAppEnvironment } from "./environment/container-app-environment";
import { ManagedIdentity } from "./identity/managed-identity";
import { KeyVault } from "./key-vault/key-vault";
import { KeyVaultSecret } from "./key-vault/key-vault-secret";
import { checkOptional } from "./rules/check";
import { NAMES } from "./rules/names";
import { text, ValueRule } from "./rules/rule";
import { AppIdentity } from "./workload/app-identity";
import { ContainerImage } from "./workload/container";
import { ManagedIdentityContainerApp } from "./workload/managed-identity-container-app";

const STORAGE_NAMES =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage";

/**
 * The names of the scenario, by the shell variables of Microsoft's documentation. Those with a default are always set.
 */
interface Settings {
  readonly RESOURCE_GROUP: string;
  readonly LOCATION: string;
  readonly CONTAINERAPPS_ENVIRONMENT: string;
  readonly IDENTITY_NAME: string;
  readonly KEY_VAULT?: string;
  readonly BACKEND_RESOURCE_GROUP?: string;
  readonly BACKEND_STORAGE_ACCOUNT?: string;
  readonly BACKEND_CONTAINER: string;
}

/** The default of each name, and its rule. */
const SETTINGS: { readonly [name in keyof Settings]-?: { readonly default?: string; readonly rule: ValueRule } } = {
  RESOURCE_GROUP: { default: "my-container-apps", rule: NAMES.resourceGroup },
  LOCATION: { default: "westeurope", rule: NAMES.location },
  CONTAINERAPPS_ENVIRONMENT: { default: "my-environment", rule: NAMES.containerAppEnvironment },
  IDENTITY_NAME: { default: "my-container-app-id", rule: NAMES.userAssignedIdentity },
  KEY_VAULT: { rule: NAMES.keyVault },
  BACKEND_RESOURCE_GROUP: { rule: NAMES.resourceGroup },
  BACKEND_STORAGE_ACCOUNT: { rule: text(/^[a-z0-9]{3,24}$/, "3 to 24 lower-case letters and digits", STORAGE_NAMES) },
  BACKEND_CONTAINER: {
    default: "tfstate",
    rule: text(
      /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
      "3 to 63 lower-case letters, digits and single hyphens",
      STORAGE_NAMES,
    ),
  },
};

/** The container of example 1 and example 2, which waits for someone to open a shell in it. */
const AZURE_CLI = { image: ContainerImage.of("mcr.microsoft.com/azure-cli"), command: ["tail", "-f", "/dev/null"] };

/**
 * The least number of replicas. Nothing would start an app again that Azure has scaled to zero, and the scenario opens
 * a shell in it.
 */
const ALWAYS_ONE = 1;

const SECRET_NAME = "SampleSecret";

/** The resource group and the region of everything in the scenario. */
interface Place {
  readonly resourceGroupName: string;
  readonly location: string;
}

/**
 * The scenario of Microsoft's "How to use managed identities with Azure Container Apps": a key vault with a secret, an
 * app that reads the secret by a user-assigned identity, and one that reads it by a system-assigned identity.
 *
 * Names come from environment variables, or else from the context in `cdktf.json`; an empty string counts as unset.
 */
export class MainStack extends TerraformStack {
  private readonly settings: Settings;
  private readonly place: Place;

  /**
   * @param environment the environment variables, which go before the context; by default those of the process
   * @throws Error that lists every name that Azure would refuse
   */
  constructor(
    scope: Construct,
    id: string,
    environment: { readonly [name: string]: string | undefined } = process.env,
  ) {
    super(scope, id);
    this.settings = this.readSettings(environment);
    this.configureBackend();
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "resource-group", {
      name: this.settings.RESOURCE_GROUP,
      location: this.settings.LOCATION,
    });
    this.place = { resourceGroupName: group.name, location: group.location };
    const environmentOfApps = this.makeEnvironment();
    const vault = this.makeVault(group);
    this.output("user_assigned", this.makeUserAssignedApp(environmentOfApps, vault), vault);
    this.output("system_assigned", this.makeSystemAssignedApp(environmentOfApps, vault), vault);
  }

  private makeEnvironment(): ContainerAppEnvironment {
    const name = this.settings.CONTAINERAPPS_ENVIRONMENT;
    const workspace = new LogAnalyticsWorkspace(this, "workspace", {
      ...this.place,
      name: `${name}-la`,
      sku: "PerGB2018",
      retentionInDays: 30,
    });
    return new ContainerAppEnvironment(this, "environment", {
      ...this.place,
      name,
      logAnalyticsWorkspaceId: workspace.id,
    });
  }

  /** The vault, with a secret whose value is a sensitive Terraform variable. */
  private makeVault(group: ResourceGroup): KeyVault {
    const vault = new KeyVault(this, "key-vault", {
      ...this.place,
      name: this.settings.KEY_VAULT ?? this.uniqueVaultName(group),
    });
    const secretValue = new TerraformVariable(this, "sample_secret", {
      type: "string",
      sensitive: true,
      description: `The value of the secret ${SECRET_NAME}`,
    });
    new KeyVaultSecret(this, "sample-secret", {
      vault,
      name: SECRET_NAME,
      value: secretValue.stringValue,
      contentType: "ACIsecret",
    });
    return vault;
  }

  private makeUserAssignedApp(environment: ContainerAppEnvironment, keyVault: KeyVault): ManagedIdentityContainerApp {
    const identity = new ManagedIdentity(this, "identity", { ...this.place, name: this.settings.IDENTITY_NAME });
    return new ManagedIdentityContainerApp(this, "user-assigned", {
      ...this.place,
      name: "my-container-app",
      environment,
      identity: AppIdentity.userAssigned(identity),
      keyVault,
      secrets: { SAMPLE_SECRET: keyVault.secret(SECRET_NAME) },
      containers: [AZURE_CLI],
      minReplicas: ALWAYS_ONE,
    });
  }

  private makeSystemAssignedApp(environment: ContainerAppEnvironment, keyVault: KeyVault): ManagedIdentityContainerApp {
    return new ManagedIdentityContainerApp(this, "system-assigned", {
      ...this.place,
      name: "my-container-app-system",
      environment,
      identity: AppIdentity.systemAssigned(),
      keyVault,
      containers: [AZURE_CLI],
      minReplicas: ALWAYS_ONE,
    });
  }

  private readSettings(environment: { readonly [name: string]: string | undefined }): Settings {
    const problems: Problem[] = [];
    const entries = Object.entries(SETTINGS).map(([name, { default: ordinary, rule }]) => {
      const value = environment[name] || (this.node.tryGetContext(name) as string | undefined) || ordinary;
      problems.push(...checkOptional(rule, name, value));
      return [name, value];
    });
    refuse(this, problems);
    return Object.fromEntries(entries) as unknown as Settings;
  }

  /**
   * Keeps the state in a storage account where one is named, or else in the file of cdktf's default. The path of that
   * file is relative to the folder that Terraform runs in, so that the output is the same on every machine.
   */
  private configureBackend(): void {
    const {
      BACKEND_STORAGE_ACCOUNT: storageAccountName,
      BACKEND_CONTAINER: containerName,
      BACKEND_RESOURCE_GROUP: resourceGroupName,
    } = this.settings;
    const file = `terraform.${this.node.id}.tfstate`;
    if (storageAccountName) {
      new AzurermBackend(this, {
        storageAccountName,
        containerName,
        resourceGroupName,
        key: file,
        useAzureadAuth: true,
      });
      return;
    }
    const workingDirectory = path.resolve(App.of(this).outdir, "stacks", this.node.id);
    new LocalBackend(this, { path: path.relative(workingDirectory, path.resolve(file)).split(path.sep).join("/") });
  }

  /**
   * A name for the vault that comes from the subscription and the resource group, because the names of vaults are
   * unique in all of Azure.
   */
  private uniqueVaultName(group: ResourceGroup): string {
    const { subscriptionId } = new DataAzurermClientConfig(this, "client-config");
    return `kv-${Fn.substr(Fn.uuidv5(subscriptionId, group.name), 0, 18)}`;
  }

  /**
   * The identity that an app runs as, and the commands that show it. No command holds a double quote, which cdktf's
   * HCL writer breaks.
   */
  private output(prefix: string, app: ManagedIdentityContainerApp, vault: KeyVault): void {
    const place = `--name ${app.resource.nameInput} --resource-group ${this.settings.RESOURCE_GROUP}`;
    const clientId = app.identity ? " -d client_id=$AZURE_CLIENT_ID" : "";
    const token =
      "curl -s -G $IDENTITY_ENDPOINT -H X-IDENTITY-HEADER:$IDENTITY_HEADER" +
      ` -d resource=https://vault.azure.net -d api-version=2019-08-01${clientId} | jq -r .access_token`;
    const secretUri = `${vault.vaultUri}secrets/${SECRET_NAME}`;
    const outputs = {
      principal_id: app.principalId,
      client_id: app.identity?.clientId,
      tenant_id: app.identity?.tenantId ?? app.resource.identity.tenantId,
      check_identity: `az containerapp identity show ${place}`,
      open_shell: `az containerapp exec ${place} --command /bin/bash`,
      read_secret: `curl -s --oauth2-bearer $(${token}) ${secretUri}?api-version=7.4 | jq -r .value`,
    };
    for (const [name, value] of Object.entries(outputs)) {
      if (value !== undefined) {
        new TerraformOutput(this, `${prefix}_${name}`, { value });
      }
    }
  }
}
