import { ContainerAppEnvironmentDaprComponent } from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import { CosmosdbSqlRoleAssignment } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { PostgresqlFlexibleServerActiveDirectoryAdministrator } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TerraformLocal, TerraformResource, TerraformStack, Testing } from "cdktf";
import {
  AppIdentity,
  KeyVaultAccessModel,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  JobTrigger,
  Role,
} from "../../lib/index";
import { appProps, GUID, importVault, newStack, synth, Synthesized, synthStack } from "../support/synth";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const GROUP_ID = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";
const idOf = (type: string) => `${GROUP_ID}/providers/${type}/thing`;
const APP = "azurerm_container_app";

const identityIn = (stack: TerraformStack) => new ManagedIdentity(stack, "identity", { ...PLACE, name: "my-id" });
const dependenciesOf = (program: Synthesized, type = APP) => (program.only(type).depends_on ?? []) as string[];

/** The classes of azurerm's that give a principal something, each with the argument that names it. */
const CLASSES: [string, (stack: TerraformStack, principalId: string) => TerraformResource][] = [
  [
    "a role assignment",
    (stack, principalId) =>
      new RoleAssignment(stack, "own", { scope: GROUP_ID, roleDefinitionName: "Reader", principalId }),
  ],
  [
    "an access policy",
    (stack, objectId) =>
      new KeyVaultAccessPolicyA(stack, "own", {
        keyVaultId: idOf("Microsoft.KeyVault/vaults"),
        tenantId: GUID,
        objectId,
      }),
  ],
  [
    "a role of Cosmos DB",
    (stack, principalId) =>
      new CosmosdbSqlRoleAssignment(stack, "own", {
        resourceGroupName: "my-rg",
        accountName: "thing",
        scope: idOf("Microsoft.DocumentDB/databaseAccounts"),
        roleDefinitionId: `${idOf("Microsoft.DocumentDB/databaseAccounts")}/sqlRoleDefinitions/${GUID}`,
        principalId,
      }),
  ],
  [
    "an access policy of Redis",
    (stack, objectId) =>
      new RedisCacheAccessPolicyAssignment(stack, "own", {
        name: "own",
        redisCacheId: idOf("Microsoft.Cache/redis"),
        accessPolicyName: "Data Reader",
        objectId,
        objectIdAlias: "own",
      }),
  ],
  [
    "an administrator of PostgreSQL",
    (stack, objectId) =>
      new PostgresqlFlexibleServerActiveDirectoryAdministrator(stack, "own", {
        serverName: "db",
        resourceGroupName: "my-rg",
        tenantId: GUID,
        principalName: "my-id",
        principalType: "ServicePrincipal",
        objectId,
      }),
  ],
];

describe("an app waits for what the program gives its identity with azurerm's own classes", () => {
  test.each(CLASSES)("%s", (_, give) => {
    const program = (isToIt: boolean) =>
      synth((stack) => {
        const identity = identityIn(stack);
        new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, { identity: AppIdentity.userAssigned(identity) }),
        );
        give(stack, isToIt ? identity.principalId : GUID);
      });
    expect(dependenciesOf(program(true))).toEqual([expect.stringMatching(/\.own$/)]);
    expect(dependenciesOf(program(false))).toEqual([]);
  });

  test("by a local value, and of an identity that the app makes itself; a job as well", () => {
    const program = synth((stack) => {
      const trigger = JobTrigger.manual();
      const job = new ManagedIdentityContainerAppJob(stack, "job", { ...appProps(stack), ...PLACE, trigger });
      const principalId = new TerraformLocal(stack, "principal", job.identity!.principalId).asString;
      CLASSES[0]![1](stack, principalId);
    });
    expect(dependenciesOf(program, "azurerm_container_app_job")).toEqual(["azurerm_role_assignment.own"]);
  });

  test("unless that depends on an app, which would close a circle", () => {
    const program = synth((stack) => {
      const identity = identityIn(stack);
      const props = appProps(stack, { identity: AppIdentity.userAssigned(identity) });
      const app = new ManagedIdentityContainerApp(stack, "app", props);
      const { principalId } = identity;
      new RoleAssignment(stack, "own", { scope: app.resource.id, roleDefinitionName: "Reader", principalId });
    });
    expect(dependenciesOf(program)).toEqual([]);
  });

  test("in another stack, which is applied before", () => {
    const app = Testing.app();
    const [apps, grants, identities] = ["apps", "grants", "identities"].map((id) => {
      const stack = new TerraformStack(app, id);
      new AzurermProvider(stack, "azurerm", { features: [{}] });
      return stack;
    }) as [TerraformStack, TerraformStack, TerraformStack];
    const identity = identityIn(identities);
    new ManagedIdentityContainerApp(apps, "app", appProps(apps, { identity: AppIdentity.userAssigned(identity) }));
    CLASSES[0]![1](grants, identity.principalId);
    app.synth();
    expect(apps.dependencies.map(({ node }) => node.id).sort()).toEqual(["grants", "identities"]);
  });
});

describe("an app that uses Dapr waits for the components that it loads", () => {
  const component = (scopes?: string[]) => (stack: TerraformStack) =>
    new ContainerAppEnvironmentDaprComponent(stack, "component", {
      name: "state",
      containerAppEnvironmentId: `${GROUP_ID}/providers/Microsoft.App/managedEnvironments/my-environment`,
      componentType: "state.azure.blobstorage",
      version: "v1",
      scopes,
    });
  const program = (dapr: { appId: string } | undefined, beside: (stack: TerraformStack) => unknown) =>
    dependenciesOf(
      synth((stack) => {
        new ManagedIdentityContainerApp(stack, "app", appProps(stack, { dapr }));
        beside(stack);
      }),
    );
  const IT = ["azurerm_container_app_environment_dapr_component.component"];

  test.each([
    [["api", "other"], IT],
    [undefined, IT],
    [["other"], []],
  ])("with the scopes %j", (scopes, expected) => {
    expect(program({ appId: "api" }, component(scopes))).toEqual(expected);
  });

  test("and one without Dapr does not", () => {
    expect(program(undefined, component())).toEqual([]);
  });
});

describe("grant.effective is what a hand-written resource depends on", () => {
  const dependent = (accessModel: KeyVaultAccessModel) =>
    synth((stack) => {
      const grant = importVault(stack, "vault", accessModel).grantReadSecrets(identityIn(stack));
      new StorageAccount(stack, "own", {
        ...PLACE,
        name: "st7f3a",
        accountTier: "Standard",
        accountReplicationType: "LRS",
        dependsOn: [grant.effective],
      });
    });

  test("of a policy the policy itself", () => {
    const program = dependent(KeyVaultAccessModel.ACCESS_POLICY);
    const [policy] = Object.keys(program.all("azurerm_key_vault_access_policy"));
    expect(dependenciesOf(program, "azurerm_storage_account")).toEqual([`azurerm_key_vault_access_policy.${policy}`]);
    expect(program.all("time_sleep")).toEqual({});
  });

  test("of a role a wait for its propagation, which starts anew with the role", () => {
    const program = dependent(KeyVaultAccessModel.RBAC);
    const [role] = Object.keys(program.all("azurerm_role_assignment"));
    const [wait] = Object.keys(program.all("time_sleep"));
    expect(dependenciesOf(program, "azurerm_storage_account")).toEqual([`time_sleep.${wait}`]);
    expect(program.only("time_sleep")).toEqual({
      create_duration: "150s",
      triggers: { [role!]: `\${azurerm_role_assignment.${role}.id}` },
    });
  });

  test("and the same however often it is read; unread, nothing waits", () => {
    const stack = newStack();
    const grant = identityIn(stack).assignRole(Role.ACR_PULL, GROUP_ID);
    expect(synthStack(stack).all("time_sleep")).toEqual({});
    expect(grant.effective).toBe(grant.effective);
  });
});
