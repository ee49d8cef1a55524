import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import {
  AccessReview,
  AppIdentity,
  AzureService,
  ContainerAppEnvironment,
  ContainerAppEnvironmentCertificate,
  ContainerImage,
  ContainerRegistry,
  CosmosDbRole,
  DaprComponent,
  DaprComponentType,
  GrantHandOver,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Principal,
  PrincipalType,
  RedisAccessPolicy,
  Role,
} from "../../lib/index";
import { reviewed } from "../support/reviewed";
import { appProps, GUID, importVault, makeVault, newStack, synth, Synthesized, synthStack } from "../support/synth";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";
const CACHE_ID = `${GROUP}/providers/Microsoft.Cache/redis/orders`;
const STORAGE = `${GROUP}/providers/Microsoft.Storage/storageAccounts/st`;

const GRANTS = [
  "azurerm_role_assignment",
  "azurerm_key_vault_access_policy",
  "azurerm_cosmosdb_sql_role_assignment",
  "azurerm_redis_cache_access_policy_assignment",
  "time_sleep",
];

/** A program with a grant of each kind, and whatever waits for them. */
function program(stack: TerraformStack): void {
  const vault = makeVault(stack, KeyVaultAccessModel.RBAC);
  const secret = new KeyVaultSecret(stack, "secret", {
    vault,
    name: "db",
    value: new TerraformVariable(stack, "password", { sensitive: true }).stringValue,
  });
  const registry = ContainerRegistry.fromRegistryName(stack, "registry", {
    name: "hub7f3a",
    resourceGroupName: "hub-rg",
  });
  const cosmos = {
    id: `${GROUP}/providers/Microsoft.DocumentDB/databaseAccounts/orders`,
    name: "orders",
    resourceGroupName: "my-rg",
    endpoint: "https://orders",
  };
  const redis = { id: `${GROUP}/providers/Microsoft.Cache/redis/orders`, hostname: "orders", sslPort: 6380 };
  const app = new ManagedIdentityContainerApp(
    stack,
    "app",
    appProps(stack, {
      containers: [{ image: ContainerImage.fromRegistry(registry, "api:1.2") }],
      identity: AppIdentity.systemAndUserAssigned(),
      keyVault: importVault(stack, "imported", undefined, "other-vault"),
      secrets: { DB: secret.reference() },
      services: [
        AzureService.cosmosDb(cosmos, CosmosDbRole.DATA_CONTRIBUTOR, { database: "shop" }),
        AzureService.redis(redis, RedisAccessPolicy.DATA_OWNER),
      ],
    }),
  );
  app.systemAssignedPrincipal!.assignRole(Role.STORAGE_BLOB_DATA_READER, STORAGE, {
    condition: "a || b",
    description: "reads",
  });
  Principal.fromObjectId(stack, GUID, PrincipalType.GROUP).assignRole(Role.fromName("Reader"), GROUP);
}

const withoutGrants = ({ json }: Synthesized) => {
  const { resource = {}, ...rest } = structuredClone(json);
  GRANTS.forEach((type) => delete resource[type]);
  Object.values(resource).forEach((bodies) => Object.values(bodies).forEach((body) => delete body.depends_on));
  delete rest.terraform;
  return { resource, ...rest };
};

describe("minimal", () => {
  test.each([true, false])(
    "no grant is made and nothing waits for one; all else is the same (the switch first: %s)",
    (isFirst) => {
      const full = synth(program);
      const stack = newStack();
      const lines = [() => GrantHandOver.enable(stack), () => program(stack)];
      (isFirst ? lines : lines.reverse()).forEach((line) => line());
      const handedOver = synthStack(stack);
      GRANTS.forEach((type) =>
        expect([type, Object.keys(full.all(type)).length > 0, handedOver.all(type)]).toEqual([type, true, {}]),
      );
      expect(withoutGrants(handedOver)).toEqual(withoutGrants(full));
      expect(handedOver.only("azurerm_container_app").depends_on).toEqual([
        expect.stringMatching(/^azurerm_key_vault_secret\./),
      ]);
      expect(handedOver.only("azurerm_key_vault_secret")).not.toHaveProperty("depends_on");
      expect(handedOver.json.terraform!.required_providers).not.toHaveProperty("time");
      expect(synthStack(stack).text).toBe(handedOver.text);
    },
  );
});

describe("options", () => {
  test("what would have been granted is data, in an order that does not change", () => {
    const stack = newStack();
    const handOver = GrantHandOver.enable(stack);
    program(stack);
    expect(handOver.grants).toEqual([
      expect.objectContaining({
        principalName: "my-app-id",
        principalType: "ServicePrincipal",
        access: "Cosmos DB Built-in Data Contributor",
        scope: expect.stringMatching(/orders\/dbs\/shop$/) as string,
      }),
      expect.objectContaining({
        principalName: "my-app-id",
        resourceType: "azurerm_key_vault_access_policy",
        access: "secrets: Get",
      }),
      expect.objectContaining({
        principalName: "my-app-id",
        resourceType: "azurerm_redis_cache_access_policy_assignment",
        access: "Data Owner",
      }),
      expect.objectContaining({
        principalName: "my-app (system-assigned)",
        access: "Storage Blob Data Reader",
        scope: STORAGE,
        condition: "a || b",
        description: "reads",
      }),
      expect.objectContaining({
        principalName: "",
        principalId: GUID,
        principalType: "Group",
        access: "Reader",
        scope: GROUP,
      }),
      expect.objectContaining({ principalName: "my-app-id", access: "AcrPull", scope: expect.anything() as unknown }),
      expect.objectContaining({
        principalName: "whoever applies the program",
        principalType: undefined,
        access: "Key Vault Secrets Officer",
      }),
      expect.objectContaining({
        principalName: "my-app-id",
        resourceType: "azurerm_role_assignment",
        access: "Key Vault Secrets User",
      }),
    ]);
  });

  test("an output is a table of it, complete though its line comes first, with the ids that Terraform knows", () => {
    const stack = newStack();
    new TerraformOutput(stack, "hand_over", { value: GrantHandOver.enable(stack).table });
    new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { identity: AppIdentity.systemAssigned() }),
    ).assignRole(Role.STORAGE_BLOB_DATA_READER, STORAGE, { condition: "a\n|| b", description: "reads" });
    new ManagedIdentity(stack, "identity", {
      name: "my-id",
      resourceGroupName: "my-rg",
      location: "westeurope",
    }).assignRole(Role.fromName("Reader"), GROUP);
    const { output } = synthStack(stack).json as unknown as { output: { hand_over: { value: string } } };
    expect(output.hand_over.value.split("\n")).toEqual([
      "| Principal | Object id | Type | Role or permissions | Scope | Why | As |",
      "| --- | --- | --- | --- | --- | --- | --- |",
      `| my-app (system-assigned) | \${coalesce(azurerm_container_app.app_735A5B53.identity[0].principal_id, uuid())} | ServicePrincipal | Storage Blob Data Reader, if a \\|\\| b | ${STORAGE} | reads | azurerm_role_assignment |`,
      `| my-id | \${azurerm_user_assigned_identity.identity_0C5EE28D.principal_id} | ServicePrincipal | Reader | ${GROUP} |  | azurerm_role_assignment |`,
    ]);
  });

  test("the access review of a program that hands its grants over accepts that they are not there", () => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "hand-over-"));
    try {
      const app = new App({ outdir });
      const stack = new TerraformStack(app, "test");
      new AzurermProvider(stack, "azurerm", { features: [{}] });
      program(stack);
      GrantHandOver.enable(stack);
      app.synth();
      const { findings, acceptedFindings, staleAcceptances } = AccessReview.ofPath(outdir);
      expect(findings.filter(({ id }) => id === "ungranted-use")).toEqual([]);
      expect(acceptedFindings).toContainEqual(
        expect.objectContaining({ finding: "ungranted-use", reason: "the grant is handed over to others" }),
      );
      expect(staleAcceptances).toEqual([]);
    } finally {
      fs.rmSync(outdir, { recursive: true });
    }
  });

  test("so does that of a certificate and of a Dapr component, which the environment reads", () => {
    const { findings, acceptedFindings } = reviewed((stack) => {
      const vault = importVault(stack, "vault", KeyVaultAccessModel.RBAC);
      const place = { resourceGroupName: "my-rg", location: "westeurope" };
      const environment = new ContainerAppEnvironment(stack, "environment", { ...place, name: "my-environment" });
      new ContainerAppEnvironmentCertificate(stack, "certificate", {
        name: "web",
        environment,
        source: vault.certificate("web"),
      });
      new DaprComponent(stack, "component", {
        name: "prices",
        environment,
        componentType: DaprComponentType.of("state.redis"),
        secretMetadata: { redisPassword: vault.secret("prices") },
        appIds: ["shop"],
      });
      GrantHandOver.enable(stack);
    });
    expect(findings.filter(({ id }) => id === "ungranted-use")).toEqual([]);
    expect(acceptedFindings.map(({ finding }) => finding)).toEqual(["ungranted-use", "ungranted-use"]);
  });

  test("azurerm's own role assignment stays, and what waits for a grant by itself waits no more", () => {
    const own = (isHandedOver: boolean) =>
      synth((stack) => {
        if (isHandedOver) {
          GrantHandOver.enable(stack);
        }
        const identity = new ManagedIdentity(stack, "identity", {
          name: "my-id",
          resourceGroupName: "my-rg",
          location: "westeurope",
        });
        const { resource } = identity.assignRole(Role.STORAGE_BLOB_DATA_READER, STORAGE);
        new RoleAssignment(stack, "own", {
          scope: GROUP,
          roleDefinitionName: "Reader",
          principalId: identity.principalId,
        });
        new StorageAccount(stack, "storage", {
          name: "other",
          resourceGroupName: "my-rg",
          location: "x",
          accountTier: "Standard",
          accountReplicationType: "LRS",
          dependsOn: [resource],
        });
      });
    expect(own(false).only("azurerm_storage_account").depends_on).toHaveLength(1);
    expect(own(true).only("azurerm_storage_account")).not.toHaveProperty("depends_on");
    expect(own(true).only("azurerm_role_assignment").role_definition_name).toBe("Reader");
  });

  test("a grant that is handed over may be made beside, by azurerm's own class or by another stack", () => {
    const own = (isHandedOver: boolean) => () =>
      synth((stack) => {
        if (isHandedOver) {
          GrantHandOver.enable(stack);
        }
        const identity = new ManagedIdentity(stack, "identity", {
          name: "my-id",
          resourceGroupName: "my-rg",
          location: "westeurope",
        });
        identity.assignRole(Role.fromName("Reader"), GROUP);
        importVault(stack).grantReadSecrets(identity);
        AzureService.redis({ id: CACHE_ID, hostname: "x", sslPort: 6380 }).grantTo(identity);
        new RoleAssignment(stack, "own", {
          scope: GROUP,
          roleDefinitionName: "Reader",
          principalId: identity.principalId,
        });
        new KeyVaultAccessPolicyA(stack, "policy", {
          keyVaultId: importVault(stack, "again").keyVaultId,
          objectId: identity.principalId,
          tenantId: GUID,
          secretPermissions: ["Get"],
        });
        new RedisCacheAccessPolicyAssignment(stack, "redis", {
          name: "own",
          redisCacheId: CACHE_ID,
          accessPolicyName: "Data Reader",
          objectId: identity.principalId,
          objectIdAlias: "own",
        });
      });
    expect(own(true)).not.toThrow();
    expect(own(false)).toThrow(/is the same role assignment as/);
  });
});

describe("refused", () => {
  test("what refers to a grant that is handed over is refused, to one that is made is not", () => {
    const referring = (isHandedOver: boolean) => () =>
      synth((stack) => {
        const { resource } = new ManagedIdentity(stack, "identity", {
          name: "my-id",
          resourceGroupName: "my-rg",
          location: "westeurope",
        }).assignRole(Role.fromName("Reader"), GROUP);
        new TerraformOutput(stack, "assignment", { value: resource.getStringAttribute("id") });
        if (isHandedOver) {
          GrantHandOver.enable(stack);
        }
      });
    expect(referring(true)).toThrow(
      /\[test\/assignment\] refers to the role assignment reader of \[test\/identity\], which others give; allowed: a reference to a resource that the stack makes/,
    );
    expect(referring(false)).not.toThrow();
  });
});
