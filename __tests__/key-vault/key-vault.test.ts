import { KeyVault as AzurermKeyVault, KeyVaultConfig } from "@cdktf/provider-azurerm/lib/key-vault";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformProvider, TerraformStack, TerraformVariable } from "cdktf";
import {
  Deployer,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultProps,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Principal,
  PrincipalType,
  Role,
  SecretGrantScope,
} from "../../lib/index";
import {
  appProps,
  CLIENT_ID,
  GUID,
  IDENTITY_ID,
  importVault,
  makeVault,
  newStack,
  synth,
  Synthesized,
  synthStack,
  VAULT_ID,
} from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const { ACCESS_POLICY, RBAC } = KeyVaultAccessModel;
const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

function secretValue(stack: TerraformStack): string {
  return new TerraformVariable(stack, "secret", { type: "string", sensitive: true }).stringValue;
}

function writeSecret(stack: TerraformStack, vault: KeyVault, name = "db"): KeyVaultSecret {
  return new KeyVaultSecret(stack, name, { vault, name, value: secretValue(stack) });
}

function address(program: Synthesized, type: string): string {
  return program.addresses.find((a) => a.startsWith(`${type}.`))!;
}

describe("a vault that the program makes", () => {
  const vaultOf = (props: Partial<KeyVaultProps> = {}) =>
    synth((stack) => new KeyVault(stack, "vault", { ...PLACE, name: "my-vault", ...props })).only("azurerm_key_vault");

  test("is by access policy, and says so", () => {
    expect(vaultOf()).toEqual({
      name: "my-vault",
      location: "westeurope",
      resource_group_name: "my-rg",
      sku_name: "standard",
      rbac_authorization_enabled: false,
      tenant_id: expect.stringMatching(/^\$\{data\.azurerm_client_config\..+\.tenant_id\}$/) as string,
    });
  });

  test("by RBAC, says so", () => {
    expect(vaultOf({ accessModel: RBAC }).rbac_authorization_enabled).toBe(true);
  });

  test("passes what azurerm takes", () => {
    const props = {
      skuName: "premium",
      tenantId: "00000000-0000-0000-0000-000000000001",
      softDeleteRetentionDays: 7,
      purgeProtectionEnabled: true,
      publicNetworkAccessEnabled: false,
      networkAcls: { defaultAction: "Deny", bypass: "None", ipRules: ["203.0.113.7"] },
      enabledForDeployment: true,
      enabledForDiskEncryption: true,
      enabledForTemplateDeployment: true,
      tags: { a: "b" },
      timeouts: { create: "9m" },
      lifecycle: { preventDestroy: true },
    };
    expect(vaultOf(props)).toMatchObject({
      sku_name: "premium",
      tenant_id: props.tenantId,
      soft_delete_retention_days: 7,
      purge_protection_enabled: true,
      public_network_access_enabled: false,
      network_acls: { default_action: "Deny", bypass: "None", ip_rules: ["203.0.113.7"] },
      enabled_for_deployment: true,
      enabled_for_disk_encryption: true,
      enabled_for_template_deployment: true,
      tags: { a: "b" },
      timeouts: { create: "9m" },
      lifecycle: { prevent_destroy: true },
    });
  });

  test.each([
    ["ab", "abc"],
    ["1vault", "vault1"],
    ["my--vault", "my-vault"],
    ["my_vault", "my-vault"],
    ["v".repeat(25), "v".repeat(24)],
    ["vault-", "vault"],
  ])("called %s is refused, %s is not", (bad, good) => {
    expect(() => vaultOf({ name: bad })).toThrow(
      new RegExp(`\\[test/vault\\] is refused:\\n  - name is "${bad}"; allowed: 3 to 24 .+unique in all of Azure`),
    );
    expect(() => vaultOf({ name: good })).not.toThrow();
  });
});

describe("a vault that exists", () => {
  test("by name, is looked up where it is", () => {
    const program = synth((stack) => importVault(stack));
    expect(Object.values(program.json.data!.azurerm_key_vault!)).toEqual([
      { name: "my-vault", resource_group_name: "my-rg" },
    ]);
  });

  test("by id, is looked up by the parts of the id", () => {
    const program = synth((stack) => KeyVault.fromKeyVaultId(stack, "vault", VAULT_ID, { accessModel: RBAC }));
    expect(Object.values(program.json.data!.azurerm_key_vault!)).toEqual([
      { name: "my-vault", resource_group_name: "my-rg" },
    ]);
  });

  test("by an id that is a reference, is looked up by what Terraform takes from it", () => {
    const program = synth((stack) => {
      const id = new TerraformVariable(stack, "id", { type: "string" }).stringValue;
      KeyVault.fromKeyVaultId(stack, "vault", id, { accessModel: RBAC });
    });
    expect(Object.values(program.json.data!.azurerm_key_vault!)).toEqual([
      { name: "${basename(var.id)}", resource_group_name: "${basename(dirname(dirname(dirname(dirname(var.id)))))}" },
    ]);
  });

  test("by attributes, is not looked up", () => {
    const program = synth((stack) => {
      const vault = KeyVault.fromKeyVaultAttributes(stack, "vault", {
        keyVaultId: VAULT_ID,
        vaultUri: "https://my-vault.vault.azure.net/",
        accessModel: ACCESS_POLICY,
      });
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { keyVault: vault }));
    });
    expect(program.json.data).not.toHaveProperty("azurerm_key_vault");
    expect(program.only("azurerm_key_vault_access_policy")).toMatchObject({
      key_vault_id: VAULT_ID,
      tenant_id: expect.stringContaining("azurerm_client_config") as string,
    });
    expect(program.env).toContainEqual({
      name: "AZURE_KEY_VAULT_ENDPOINT",
      value: "https://my-vault.vault.azure.net/",
    });
  });

  test("has its access model stated, or is refused", () => {
    const stack = newStack();
    const lookup = { name: "my-vault", resourceGroupName: "my-rg" };
    expect(() => KeyVault.fromKeyVaultName(stack, "bad", lookup as never)).toThrow(
      /\[test\/bad\] is refused:\n  - accessModel is missing; allowed: KeyVaultAccessModel\.ACCESS_POLICY or KeyVaultAccessModel\.RBAC\. State/,
    );
    expect(() => KeyVault.fromKeyVaultName(stack, "good", { ...lookup, accessModel: RBAC })).not.toThrow();
  });

  test("by the id of something else is refused", () => {
    expect(() => KeyVault.fromKeyVaultId(newStack(), "bad", IDENTITY_ID, { accessModel: RBAC })).toThrow(
      /keyVaultId is .*Microsoft\.KeyVault\/vaults\/<name>/,
    );
  });

  test("by an address that is none is refused", () => {
    const attributes = { keyVaultId: VAULT_ID, accessModel: RBAC };
    const from = (vaultUri: string) => () =>
      KeyVault.fromKeyVaultAttributes(newStack(), "vault", { ...attributes, vaultUri });
    expect(from("https://my-vault.vault.azure.net")).toThrow(/vaultUri is .*with a slash at the end/);
    expect(from("https:// /")).toThrow(/vaultUri is /);
    expect(from("https://other.vault.azure.net/")).toThrow(/vaultUri is /);
    expect(from("https://my-VAULT.vault.usgovcloudapi.net/")).not.toThrow();
    expect(from("https://my-vault.vault.azure.net/")).not.toThrow();
  });
});

describe("access policies", () => {
  const policies = (program: (stack: TerraformStack) => void) =>
    Object.values(synth(program).all("azurerm_key_vault_access_policy"));

  test("of one identity on one vault are one", () => {
    const [policy, ...others] = policies((stack) => {
      const vault = importVault(stack);
      const app = new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { keyVault: vault, secrets: { X: vault.secret("x") } }),
      );
      vault.grantPermissions(app, {
        secretPermissions: ["List"],
        keyPermissions: ["Sign"],
        certificatePermissions: ["Get"],
        storagePermissions: ["Get"],
      });
      vault.grantReadSecrets(app.identity!);
    });
    expect(others).toEqual([]);
    expect(policy).toMatchObject({
      secret_permissions: ["Get", "List"],
      key_permissions: ["Sign"],
      certificate_permissions: ["Get"],
      storage_permissions: ["Get"],
    });
  });

  const identities = {
    name: (stack: TerraformStack, id: string) =>
      ManagedIdentity.fromIdentityName(stack, id, { name: "my-identity", resourceGroupName: "MY-rg" }),
    id: (stack: TerraformStack, id: string) => ManagedIdentity.fromIdentityId(stack, id, IDENTITY_ID),
    attributes: (stack: TerraformStack, id: string) =>
      ManagedIdentity.fromIdentityAttributes(stack, id, {
        identityId: IDENTITY_ID,
        principalId: GUID,
        clientId: CLIENT_ID,
        tenantId: GUID,
      }),
  };
  const vaults = {
    name: (stack: TerraformStack, id: string) => importVault(stack, id, ACCESS_POLICY, "MY-vault"),
    id: (stack: TerraformStack, id: string) =>
      KeyVault.fromKeyVaultId(stack, id, VAULT_ID, { accessModel: ACCESS_POLICY }),
    attributes: (stack: TerraformStack, id: string) =>
      KeyVault.fromKeyVaultAttributes(stack, id, {
        keyVaultId: VAULT_ID,
        vaultUri: "https://my-vault.vault.azure.net/",
        accessModel: ACCESS_POLICY,
      }),
  };
  const ways = ["name", "id", "attributes"] as const;
  const pairs = ways.flatMap((one) => ways.map((other) => [one, other] as const));

  test.each(pairs)("of an identity imported by %s and by %s are one", (one, other) => {
    const made = policies((stack) => {
      const vault = importVault(stack);
      vault.grantReadSecrets(identities[one](stack, "one"));
      vault.grantPermissions(identities[other](stack, "other"), { secretPermissions: ["List"] });
    });
    expect(made).toMatchObject([{ secret_permissions: ["Get", "List"] }]);
  });

  test.each(pairs)("on a vault imported by %s and by %s are one", (one, other) => {
    const made = policies((stack) => {
      const identity = identities.id(stack, "identity");
      vaults[one](stack, "one").grantReadSecrets(identity);
      vaults[other](stack, "other").grantPermissions(identity, { secretPermissions: ["List"] });
    });
    expect(made).toMatchObject([{ secret_permissions: ["Get", "List"] }]);
  });

  test("of a made identity and vault, and of what is imported by their attributes, are one", () => {
    const made = policies((stack) => {
      const vault = makeVault(stack);
      const identity = new ManagedIdentity(stack, "identity", { ...PLACE, name: "made" });
      vault.grantReadSecrets(identity);
      const { identityId, principalId, clientId } = identity;
      const again = ManagedIdentity.fromIdentityAttributes(stack, "again", { identityId, principalId, clientId });
      const { keyVaultId, vaultUri, accessModel } = vault;
      KeyVault.fromKeyVaultAttributes(stack, "vault-again", { keyVaultId, vaultUri, accessModel }).grantReadSecrets(
        again,
      );
      vault.grantReadSecrets(Principal.fromObjectId(stack, identity.resource.principalId));
    });
    expect(made).toHaveLength(1);
  });

  test("of two identities, or on two vaults, are two", () => {
    const made = policies((stack) => {
      const identity = identities.name(stack, "identity");
      importVault(stack, "one").grantReadSecrets(identity);
      importVault(stack, "two", ACCESS_POLICY, "other-vault").grantReadSecrets(identity);
      importVault(stack, "three").grantReadSecrets(
        ManagedIdentity.fromIdentityName(stack, "other", { name: "other-id", resourceGroupName: "my-rg" }),
      );
    });
    expect(made).toHaveLength(3);
  });

  test("have the same address whoever asks first", () => {
    const addresses = (turned: boolean) =>
      synth((stack) => {
        const grants = ["one", "two"].map(
          (id) => () => importVault(stack, `vault-${id}`).grantReadSecrets(identities.id(stack, id)),
        );
        (turned ? grants.reverse() : grants).forEach((grant) => grant());
      }).addresses;
    expect(addresses(true)).toEqual(addresses(false));
  });

  test("take azurerm's words only, and only on a vault by access policy", () => {
    const stack = newStack();
    const identity = identities.id(stack, "identity");
    expect(() => importVault(stack).grantPermissions(identity, { secretPermissions: ["get"] })).toThrow(
      /\[test\/vault\] is refused:\n  - secretPermissions is "get"; allowed: .*Get, List.*by case/,
    );
    expect(() =>
      importVault(stack, "rbac", RBAC, "rbac-vault").grantPermissions(identity, { secretPermissions: ["Get"] }),
    ).toThrow(/allowed: a vault by access policy\. .*assignRole/);
  });

  test("cannot be for one secret", () => {
    const stack = newStack();
    const app = appProps(stack, {
      secrets: { X: importVault(stack).secret("x", { grantScope: SecretGrantScope.SECRET }) },
    });
    expect(() => new ManagedIdentityContainerApp(stack, "app", app)).toThrow(
      /SecretGrantScope\.SECRET\) is "x"; allowed: a whole vault by access policy, or one secret of a vault by RBAC/,
    );
  });
});

describe("under RBAC", () => {
  const program = synth((stack) => {
    const vault = importVault(stack, "vault", RBAC);
    new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { secrets: { X: vault.secret("x"), Y: vault.secret("y") } }),
    );
  });

  test("a reference makes the app's identity a Key Vault Secrets User of the vault", () => {
    expect(program.only("azurerm_role_assignment")).toEqual({
      scope: expect.stringMatching(/^\$\{data\.azurerm_key_vault\..+\.id\}$/) as string,
      role_definition_name: "Key Vault Secrets User",
      principal_id: expect.stringMatching(/\.principal_id\}$/) as string,
      principal_type: "ServicePrincipal",
    });
  });

  test("the app waits for the assignment to propagate", () => {
    const assignment = address(program, "azurerm_role_assignment");
    const wait = address(program, "time_sleep");
    expect(program.only("time_sleep")).toEqual({
      create_duration: "150s",
      triggers: { [assignment.split(".")[1]!]: `\${${assignment}.id}` },
    });
    expect(program.only("azurerm_container_app").depends_on).toEqual([assignment, wait]);
    expect(program.json.terraform!.required_providers).toMatchObject({
      time: { source: "hashicorp/time", version: "0.13.1" },
    });
  });

  test("how long it waits can be said, in time_sleep's words", () => {
    const stack = newStack();
    const secrets = { X: importVault(stack, "vault", RBAC).secret("x") };
    expect(
      () =>
        new ManagedIdentityContainerApp(
          stack,
          "bad",
          appProps(stack, { name: "bad", secrets, rolePropagation: "1m30s" }),
        ),
    ).toThrow(/rolePropagation is "1m30s"/);
    new ManagedIdentityContainerApp(stack, "good", appProps(stack, { name: "good", secrets, rolePropagation: "90s" }));
    expect(synthStack(stack).only("time_sleep").create_duration).toBe("90s");
  });

  test("an app whose code alone reads the vault waits for nothing to propagate", () => {
    const codeOnly = synth(
      (stack) =>
        new ManagedIdentityContainerApp(stack, "app", appProps(stack, { keyVault: importVault(stack, "vault", RBAC) })),
    );
    expect(codeOnly.all("time_sleep")).toEqual({});
    expect(codeOnly.only("azurerm_container_app").depends_on).toEqual([address(codeOnly, "azurerm_role_assignment")]);
    expect(codeOnly.json.terraform!.required_providers).not.toHaveProperty("time");
  });

  test("the grant can be for the one secret, after which it then is", () => {
    const scoped = synth((stack) => {
      const vault = makeVault(stack, RBAC);
      const secret = writeSecret(stack, vault);
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { secrets: { DB: secret.reference({ grantScope: SecretGrantScope.SECRET }) } }),
      );
    });
    const [name, assignment] = Object.entries(scoped.all("azurerm_role_assignment")).find(
      ([, body]) => body.role_definition_name === "Key Vault Secrets User",
    )!;
    expect(assignment.scope).toMatch(/^\$\{azurerm_key_vault\..+\.id\}\/secrets\/db$/);
    expect(new TerraformGraph(scoped).before(`azurerm_role_assignment.${name}`)).toContain(
      address(scoped, "azurerm_key_vault_secret"),
    );
  });

  test("a stack's own provider of time_sleep keeps its version", () => {
    const stack = newStack();
    const config = {
      terraformResourceType: "time",
      terraformProviderSource: "time",
      terraformGeneratorMetadata: { providerName: "time", providerVersion: "0.12.0" },
    };
    new (class extends TerraformProvider {})(stack, "time", config);
    new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { secrets: { X: importVault(stack, "vault", RBAC).secret("x") } }),
    );
    expect(synthStack(stack).json.terraform!.required_providers).toMatchObject({ time: { version: "0.12.0" } });
  });
});
describe("what is given twice under other names is given once", () => {
  const count = (type: string, program: (stack: TerraformStack) => void) =>
    Object.keys(synth(program).all(type)).length;
  const SECRETS_USER = Role.KEY_VAULT_SECRETS_USER;

  test("an identity and the principal of it, in whichever order", () => {
    for (const turned of [false, true]) {
      const program = synth((stack) => {
        const vault = importVault(stack, "vault", RBAC);
        const identity = ManagedIdentity.fromIdentityName(stack, "identity", {
          name: "my-identity",
          resourceGroupName: "my-rg",
        });
        const lines = [
          () => vault.grantReadSecrets(Principal.fromObjectId(stack, identity.principalId)),
          () => vault.grantReadSecrets(identity),
        ];
        (turned ? lines.reverse() : lines).forEach((line) => line());
      });
      expect(program.only("azurerm_role_assignment").principal_type).toBe("ServicePrincipal");
    }
  });

  test("a role on a vault, by the vault's own method and by its id", () => {
    const roles = count("azurerm_role_assignment", (stack) => {
      const vault = importVault(stack, "vault", RBAC);
      const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack, { keyVault: vault }));
      app.assignRole(SECRETS_USER, vault.keyVaultId);
      app.assignRole(Role.fromName("key vault secrets user"), VAULT_ID);
      app.assignRole(
        Role.fromDefinitionId(
          `${VAULT_ID.slice(0, VAULT_ID.indexOf("/resourceGroups"))}/providers/Microsoft.Authorization/roleDefinitions/${SECRETS_USER.builtInId}`,
        ),
        VAULT_ID,
      );
    });
    expect(roles).toBe(1);
  });

  test("a role on one secret, in another case", () => {
    const roles = count("azurerm_role_assignment", (stack) => {
      const vault = importVault(stack, "vault", RBAC);
      const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack));
      vault.grantReadSecrets(app, { onlySecret: "Db" });
      vault.grantReadSecrets(app, { onlySecret: "db" });
    });
    expect(roles).toBe(1);
  });

  test("a role whose name is a reference", () => {
    const program = synth((stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string" });
      const group = Principal.fromObjectId(stack, GUID, PrincipalType.GROUP);
      group.assignRole(Role.fromName(name.stringValue), VAULT_ID);
      group.assignRole(Role.fromName(name.stringValue), VAULT_ID);
    });
    expect(program.addresses).toEqual([expect.not.stringContaining("Token")]);
  });

  test("the deployer's access, by two providers", () => {
    const policies = count("azurerm_key_vault_access_policy", (stack) => {
      const value = secretValue(stack);
      for (const alias of ["one", "two"]) {
        const provider = new AzurermProvider(stack, alias, { alias, features: [{}] });
        const lookup = {
          name: "my-vault",
          resourceGroupName: "my-rg",
          accessModel: ACCESS_POLICY,
          provider,
          deployer: Deployer.currentCaller(),
        };
        new KeyVaultSecret(stack, `secret-${alias}`, {
          vault: KeyVault.fromKeyVaultName(stack, `vault-${alias}`, lookup),
          name: alias,
          value,
        });
      }
    });
    expect(policies).toBe(1);
  });
});

describe("what contradicts itself is refused", () => {
  test("a vault known by both models", () => {
    const stack = newStack();
    importVault(stack, "one", ACCESS_POLICY);
    expect(() => importVault(stack, "two", RBAC, "MY-VAULT")).toThrow(
      /\[test\/two\] accessModel is RBAC; allowed: ACCESS_POLICY, which \[test\/one\] says/,
    );
  });

  const azurerm = (stack: TerraformStack, config: Partial<KeyVaultConfig>) => {
    const { id, vaultUri } = new AzurermKeyVault(stack, "l1", {
      ...PLACE,
      name: "l1-vault",
      skuName: "standard",
      tenantId: "t",
      ...config,
    });
    return KeyVault.fromKeyVaultAttributes(stack, "vault", { keyVaultId: id, vaultUri, accessModel: ACCESS_POLICY });
  };

  test("a model that azurerm's class of the vault does not have", () => {
    const stack = newStack();
    azurerm(stack, { rbacAuthorizationEnabled: true });
    expect(() => synthStack(stack)).toThrow(
      /\[test\/vault\] accessModel is ACCESS_POLICY, and \[test\/l1\] has rbac_authorization_enabled = true/,
    );
  });

  test("policies in azurerm's class of the vault, beside separate ones", () => {
    const stack = newStack();
    const vault = azurerm(stack, { accessPolicy: [{ objectId: "o", tenantId: "t" }] });
    vault.grantReadSecrets(ManagedIdentity.fromIdentityId(stack, "identity", IDENTITY_ID));
    expect(() => synthStack(stack)).toThrow(/\[test\/l1\] has access_policy blocks/);
  });

  test("a policy in azurerm's class, for whom this library makes one", () => {
    const stack = newStack();
    const vault = azurerm(stack, {});
    const identity = ManagedIdentity.fromIdentityId(stack, "identity", IDENTITY_ID);
    vault.grantReadSecrets(identity);
    new KeyVaultAccessPolicyA(stack, "mine", {
      keyVaultId: vault.keyVaultId,
      objectId: identity.principalId,
      tenantId: "t",
      secretPermissions: ["List"],
    });
    expect(() => synthStack(stack)).toThrow(
      /\[test\/mine\] is a second policy beside the access policy of \[test\/identity\] .*grantPermissions/,
    );
  });

  test("a name of one secret that is none", () => {
    const stack = newStack();
    const vault = importVault(stack, "vault", RBAC);
    expect(() => vault.grantReadSecrets(Principal.fromObjectId(stack, GUID), { onlySecret: "a/../b" })).toThrow(
      /onlySecret is "a\/\.\.\/b"; allowed: 1 to 127/,
    );
  });
});

test("a secret that is written by an import of a made vault waits for the deployer's access to it", () => {
  const program = synth((stack) => {
    const { keyVaultId, vaultUri, accessModel } = makeVault(stack);
    const again = KeyVault.fromKeyVaultAttributes(stack, "again", { keyVaultId, vaultUri, accessModel });
    new KeyVaultSecret(stack, "db", { vault: again, name: "db", value: secretValue(stack) });
  });
  expect(program.only("azurerm_key_vault_secret").depends_on).toEqual([
    address(program, "azurerm_key_vault_access_policy"),
  ]);
});

describe("a grant that the vault's access model gives no effect is refused:", () => {
  const assigning = (model: KeyVaultAccessModel, role: Role) => () =>
    synth((stack) =>
      new ManagedIdentityContainerApp(stack, "app", appProps(stack)).assignRole(
        role,
        importVault(stack, "vault", model).keyVaultId,
      ),
    );

  test("a role for its data, by access policies", () => {
    expect(assigning(ACCESS_POLICY, Role.KEY_VAULT_SECRETS_USER)).toThrow(
      /assigns Key Vault Secrets User on \[test\/vault\], which is by access policies; allowed: permissions of a policy/,
    );
    expect(assigning(ACCESS_POLICY, Role.fromName("Key Vault Contributor"))).not.toThrow();
    expect(assigning(RBAC, Role.KEY_VAULT_SECRETS_USER)).not.toThrow();
  });

  test("a policy of azurerm's own class, by RBAC", () => {
    const policyOn = (model: KeyVaultAccessModel) => () =>
      synth((stack) => {
        const { keyVaultId } = makeVault(stack, model);
        new KeyVaultAccessPolicyA(stack, "policy", {
          keyVaultId,
          tenantId: GUID,
          objectId: GUID,
          secretPermissions: ["Get"],
        });
      });
    expect(policyOn(RBAC)).toThrow(
      /\[test\/policy\] is an access policy of \[test\/vault\], which is by RBAC; allowed: role assignments/,
    );
    expect(policyOn(ACCESS_POLICY)).not.toThrow();
  });
});
