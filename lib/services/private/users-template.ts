/** A script for the users of a database. */
export interface UsersScript {
  /** The kind of the script, as Azure names it. */
  readonly kind: "AzureCLI" | "AzurePowerShell";
  /** The version of the image that it runs in, by the name of its argument. */
  readonly version: { readonly azCliVersion: string } | { readonly azPowerShellVersion: string };
  readonly content: string;
  /** The environment variables of the script, beside the owner, by the parameters that hold their values. */
  readonly variables: Readonly<Record<string, string>>;
}

const SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

/** The name of the deployment in Azure, which no other list of users has. */
const OWNER = "[resourceId('Microsoft.Resources/deployments', deployment().name)]";

/**
 * The template that runs a script. Every value of the program is a parameter, which Azure does not evaluate.
 *
 * Azure removes a script within 26 hours after it ended, which is why a script of azurerm's own class is planned again
 * the day after. A deployment stays, and its script runs again when a parameter, or the template, changes.
 *
 * @param isInSubnet whether the script runs in a subnet, with the files in a storage account of the program
 * @see https://learn.microsoft.com/azure/templates/microsoft.resources/deploymentscripts
 * @see https://learn.microsoft.com/azure/azure-resource-manager/bicep/deployment-script-vnet
 */
export function usersTemplate(script: UsersScript, isInSubnet: boolean): object {
  const variables = { OWNER, ...mapValues(script.variables, parameter) };
  return {
    $schema: SCHEMA,
    contentVersion: "1.0.0.0",
    parameters: {
      ...mapValues(byParameter(script, isInSubnet), () => ({ type: "string" })),
      tags: { type: "object" },
    },
    resources: [
      {
        type: "Microsoft.Resources/deploymentScripts",
        apiVersion: "2023-08-01",
        name: parameter("name"),
        location: parameter("location"),
        tags: parameter("tags"),
        kind: script.kind,
        identity: { type: "UserAssigned", userAssignedIdentities: { [parameter("administratorId")]: {} } },
        properties: {
          ...script.version,
          ...(isInSubnet ? IN_SUBNET : {}),
          environmentVariables: Object.entries(variables).map(([name, value]) => ({ name, value })),
          scriptContent: script.content,
          timeout: "PT30M",
          retentionInterval: "PT1H",
          cleanupPreference: "OnSuccess",
        },
      },
    ],
  };
}

const IN_SUBNET = {
  containerSettings: { subnetIds: [{ id: parameter("subnetId") }] },
  storageAccountSettings: { storageAccountName: parameter("storageAccountName") },
};

function parameter(name: string): string {
  return `[parameters('${name}')]`;
}

/** The names of the parameters that are strings. */
function byParameter({ variables }: UsersScript, isInSubnet: boolean): Record<string, true> {
  const names = ["name", "location", "administratorId", ...Object.values(variables)];
  const all = isInSubnet ? [...names, "subnetId", "storageAccountName"] : names;
  return Object.fromEntries(all.map((name) => [name, true as const]));
}

function mapValues<T, U>(values: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
