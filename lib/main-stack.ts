import * as path from "path";
import { App, AzurermBackend, Fn, LocalBackend, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { AppIdentity } from "./workload/app-identity";
import { ContainerImage } from "./workload/container";
import { ContainerAppEnvironment } from "./environment/container-app-environment";
import { KeyVault } from "./key-vault/key-vault";
import { KeyVaultSecret } from "./key-vault/key-vault-secret";
import { ManagedIdentity } from "./identity/managed-identity";
import { ManagedIdentityContainerApp } from "./workload/managed-identity-container-app";
import { NAMES } from "./rules/names";
import { checkValue } from "./rules/check";
import { text, ValueRule } from "./rules/rule";
import { refuse } from "./core/problems";

const STORAGE_NAMES =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage";

/** The names of the scenario, by the shell variables that Microsoft's documentation gives them in. */
const SETTINGS: Record<string, { readonly default?: string; readonly rule: ValueRule }> = {
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

/** What example 1 and example 2 run: a container that waits for someone to open a shell in it. */
const AZURE_CLI = { image: ContainerImage.of("mcr.microsoft.com/azure-cli"), command: ["tail", "-f", "/dev/null"] };

const SECRET_NAME = "SampleSecret";

/**
 * Microsoft's "How to use managed identities with Azure Container Apps", whole: a key vault with a secret, an app that
 * reads it by a user-assigned identity, and one that does by a system-assigned identity.
 *
 * Names come from the environment, else from the context in `cdktf.json`; an empty one counts as none.
 */
export class MainStack extends TerraformStack {
  private readonly settings: { readonly [name: string]: string | undefined };

  /**
   * @param environment where to look for names first
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
      name: this.settings.RESOURCE_GROUP!,
      location: this.settings.LOCATION!,
    });
    const place = { resourceGroupName: group.name, location: group.location };
    const workspace = new LogAnalyticsWorkspace(this, "workspace", {
      ...place,
      name: `${this.settings.CONTAINERAPPS_ENVIRONMENT}-la`,
      sku: "PerGB2018",
      retentionInDays: 30,
    });
    const environmentOfApps = new ContainerAppEnvironment(this, "environment", {
      ...place,
      name: this.settings.CONTAINERAPPS_ENVIRONMENT!,
      logAnalyticsWorkspaceId: workspace.id,
    });
    const vault = new KeyVault(this, "key-vault", {
      ...place,
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

    const userAssigned = new ManagedIdentityContainerApp(this, "user-assigned", {
      ...place,
      name: "my-container-app",
      environment: environmentOfApps,
      identity: AppIdentity.userAssigned(
        new ManagedIdentity(this, "identity", { ...place, name: this.settings.IDENTITY_NAME! }),
      ),
      keyVault: vault,
      secrets: { SAMPLE_SECRET: vault.secret(SECRET_NAME) },
      containers: [AZURE_CLI],
      // Nothing else would start it again once Azure has scaled it to nothing, and the scenario opens a shell in it.
      minReplicas: 1,
    });
    const systemAssigned = new ManagedIdentityContainerApp(this, "system-assigned", {
      ...place,
      name: "my-container-app-system",
      environment: environmentOfApps,
      identity: AppIdentity.systemAssigned(),
      keyVault: vault,
      containers: [AZURE_CLI],
      minReplicas: 1,
    });
    this.output("user_assigned", userAssigned, vault);
    this.output("system_assigned", systemAssigned, vault);
  }

  private readSettings(environment: { readonly [name: string]: string | undefined }): {
    [name: string]: string | undefined;
  } {
    const entries = Object.entries(SETTINGS).map(([name, { default: ordinary }]): [string, string | undefined] => [
      name,
      environment[name] || (this.node.tryGetContext(name) as string | undefined) || ordinary,
    ]);
    refuse(
      this,
      entries.flatMap(([name, value]) => (value === undefined ? [] : checkValue(SETTINGS[name]!.rule, name, value))),
    );
    return Object.fromEntries(entries);
  }

  /**
   * State in a storage account where one is named, else in the file where cdktf's default puts it, but by a path
   * relative to the folder that Terraform runs in, so that it is the same on every machine.
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
        containerName: containerName!,
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
   * A name that no other subscription or resource group gives its vault: the names of vaults are unique in all of
   * Azure.
   */
  private uniqueVaultName(group: ResourceGroup): string {
    const { subscriptionId } = new DataAzurermClientConfig(this, "client-config");
    return `kv-${Fn.substr(Fn.uuidv5(subscriptionId, group.name), 0, 18)}`;
  }

  /**
   * Whom an app acts as, and the commands that show it. No command holds a double quote, which cdktf's HCL writer
   * breaks.
   */
  private output(prefix: string, app: ManagedIdentityContainerApp, vault: KeyVault): void {
    const place = `--name ${app.resource.nameInput} --resource-group ${this.settings.RESOURCE_GROUP}`;
    const clientId = app.identity ? " -d client_id=$AZURE_CLIENT_ID" : "";
    const token =
      "curl -s -G $IDENTITY_ENDPOINT -H X-IDENTITY-HEADER:$IDENTITY_HEADER" +
      ` -d resource=https://vault.azure.net -d api-version=2019-08-01${clientId} | jq -r .access_token`;
    const outputs = {
      principal_id: app.principalId,
      client_id: app.identity?.clientId,
      tenant_id: app.identity?.tenantId ?? app.resource.identity.tenantId,
      check_identity: `az containerapp identity show ${place}`,
      open_shell: `az containerapp exec ${place} --command /bin/bash`,
      read_secret: `curl -s --oauth2-bearer $(${token}) ${vault.vaultUri}secrets/${SECRET_NAME}?api-version=7.4 | jq -r .value`,
    };
    for (const [name, value] of Object.entries(outputs)) {
      if (value !== undefined) {
        new TerraformOutput(this, `${prefix}_${name}`, { value });
      }
    }
  }
}
