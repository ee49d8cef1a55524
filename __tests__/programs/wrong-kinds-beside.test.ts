import { ContainerAppEnvironment as AzurermEnvironment } from "@cdktf/provider-azurerm/lib/container-app-environment";
import { ContainerAppEnvironmentCertificate } from "@cdktf/provider-azurerm/lib/container-app-environment-certificate";
import { ContainerAppEnvironmentDaprComponent } from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import { CosmosdbSqlRoleAssignment } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment";
import { KeyVault as AzurermKeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { Testing, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ContainerAppEnvironment, KeyVault, KeyVaultAccessModel, ManagedIdentityContainerApp } from "../../lib/index";
import { SUBNET_ID } from "../support/every-argument";
import { Kit, placesIn, replaced } from "../support/public-calls";
import { appProps, GUID, newStack, VAULT_ID } from "../support/synth";

/**
 * What a program without types can pass to azurerm's own classes beside this library's. Null leaves an argument out;
 * what else is wrong there is for Terraform to refuse. The checks of the complete program read it, and break nothing.
 */

const PLACE = { name: "my-name", resourceGroupName: "my-rg", location: "westeurope" };
const SECRET_URI = "https://my-vault.vault.azure.net/secrets/db";

/** The arguments of azurerm's own classes that the checks of the complete program read. */
const BESIDE: Record<string, [type: new (scope: Construct, id: string, args: never) => object, args: object]> = {
  "a certificate": [
    ContainerAppEnvironmentCertificate,
    {
      name: "c",
      containerAppEnvironmentId: "/e",
      certificateKeyVault: { identity: "System", keyVaultSecretId: SECRET_URI },
    },
  ],
  "a Dapr component": [
    ContainerAppEnvironmentDaprComponent,
    {
      name: "d",
      containerAppEnvironmentId: "/e",
      componentType: "state",
      version: "v1",
      scopes: ["orders"],
      secret: [{ name: "s", identity: "System", keyVaultSecretId: SECRET_URI }],
      metadata: [{ name: "azureClientId", value: GUID }],
    },
  ],
  "a role of Cosmos DB": [
    CosmosdbSqlRoleAssignment,
    { resourceGroupName: "my-rg", accountName: "a", roleDefinitionId: "/r", principalId: GUID, scope: "/a/dbs/d" },
  ],
  "an access policy": [
    KeyVaultAccessPolicyA,
    { keyVaultId: VAULT_ID, tenantId: GUID, objectId: GUID, secretPermissions: ["Get"] },
  ],
  "an environment": [
    AzurermEnvironment,
    { ...PLACE, infrastructureSubnetId: SUBNET_ID, identity: { type: "UserAssigned", identityIds: ["/i"] } },
  ],
  "a private endpoint": [
    PrivateEndpoint,
    {
      ...PLACE,
      subnetId: SUBNET_ID.replace("apps", "endpoints"),
      privateServiceConnection: {
        name: "c",
        isManualConnection: false,
        privateConnectionResourceId: VAULT_ID,
        subresourceNames: ["vault"],
      },
      privateDnsZoneGroup: { name: "z", privateDnsZoneIds: ["/z"] },
    },
  ],
  "a role assignment": [RoleAssignment, { scope: VAULT_ID, principalId: GUID, roleDefinitionName: "Reader" }],
  "a subnet": [
    Subnet,
    {
      name: "s",
      resourceGroupName: "my-rg",
      virtualNetworkName: "v",
      addressPrefixes: ["10.0.0.0/23"],
      delegation: [{ name: "d", serviceDelegation: { name: "Microsoft.App/environments" } }],
      serviceEndpoints: ["Microsoft.KeyVault"],
    },
  ],
  "a vault": [
    AzurermKeyVault,
    {
      ...PLACE,
      tenantId: GUID,
      skuName: "standard",
      networkAcls: {
        bypass: "None",
        defaultAction: "Deny",
        ipRules: ["1.2.3.4"],
        virtualNetworkSubnetIds: [SUBNET_ID],
      },
    },
  ],
};

const WRONG: readonly (() => unknown)[] = [() => null, () => true, () => Symbol("wrong")];

/** A program that has the checks of networks, vaults, grants and readers read what stands beside it. */
function addLibrary(stack: TerraformStack, beside: object): void {
  const { environmentId, vault } = namesOf(stack, beside);
  new ContainerAppEnvironment(stack, "environment", { ...PLACE, infrastructureSubnetId: environmentId });
  const secrets = { DB: vault.secret("db") };
  new ManagedIdentityContainerApp(stack, "app", appProps(stack, { dapr: { appId: "orders" }, secrets }));
}

/** The subnet and the vault of a program: those that stand beside, where these are. */
function namesOf(stack: TerraformStack, beside: object) {
  const { vaultUri, id } = beside as { readonly vaultUri?: string; readonly id: string };
  const keyVaultId = vaultUri === undefined ? VAULT_ID : id;
  return {
    environmentId: beside instanceof Subnet ? id : SUBNET_ID,
    vault: KeyVault.fromKeyVaultAttributes(stack, "vault", {
      keyVaultId,
      vaultUri: vaultUri ?? "https://my-vault.vault.azure.net/",
      accessModel: KeyVaultAccessModel.ACCESS_POLICY,
      tenantId: GUID,
    }),
  };
}

test.each(Object.entries(BESIDE))("%s with something else in one place is taken or refused", (_, [type, args]) => {
  const failures = placesIn(args).flatMap((place) =>
    WRONG.flatMap((wrong) => {
      const message = messageOf((stack) =>
        addLibrary(stack, new type(stack, "beside", replaced(args, place, wrong()) as never)),
      );
      const isAzurerms = () => messageOf((stack) => new type(stack, "beside", replaced(args, place, wrong()) as never));
      return message === undefined || message.startsWith("[test] is refused:\n") || isAzurerms() === message
        ? []
        : [`${place.join(".")} = ${wrong.toString()}: ${message}`];
    }),
  );
  expect(failures).toEqual([]);
});

/** What is said of a program that does not synthesize. */
function messageOf(program: (stack: TerraformStack) => unknown): string | undefined {
  const { stack } = new Kit();
  try {
    program(stack);
    Testing.synth(stack);
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

test.each(["subresourceNames", "name"])("null leaves an argument out: %s of a private endpoint", (name) => {
  const stack = newStack();
  const [type, args] = BESIDE["a private endpoint"]!;
  addLibrary(stack, new type(stack, "beside", replaced(args, ["privateServiceConnection", name], null) as never));
  expect(() => Testing.synth(stack)).not.toThrow();
});
