import { KeyVault as AzurermKeyVault, KeyVaultConfig } from "@cdktf/provider-azurerm/lib/key-vault";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultProps,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Principal,
} from "../../lib/index";
import { appProps, GUID, IDENTITY_ID, importVault, newStack, synth, synthStack, VAULT_ID } from "../support/synth";

const { ACCESS_POLICY, RBAC } = KeyVaultAccessModel;
const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

describe("minimal", () => {
  describe("a vault that the program makes", () => {
    const vaultOf = (props: Partial<KeyVaultProps> = {}) =>
      synth((stack) => new KeyVault(stack, "vault", { ...PLACE, name: "my-vault", ...props })).only(
        "azurerm_key_vault",
      );

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
  });
});

describe("options", () => {
  describe("a vault that the program makes", () => {
    const vaultOf = (props: Partial<KeyVaultProps> = {}) =>
      synth((stack) => new KeyVault(stack, "vault", { ...PLACE, name: "my-vault", ...props })).only(
        "azurerm_key_vault",
      );

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
  });
});

describe("imported", () => {
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
  });
});

describe("refused", () => {
  describe("a vault that the program makes", () => {
    const vaultOf = (props: Partial<KeyVaultProps> = {}) =>
      synth((stack) => new KeyVault(stack, "vault", { ...PLACE, name: "my-vault", ...props })).only(
        "azurerm_key_vault",
      );

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

  describe("what contradicts itself is refused", () => {
    test("a vault known by both models", () => {
      const stack = newStack();
      importVault(stack, "one", ACCESS_POLICY);
      expect(() => importVault(stack, "two", RBAC, "MY-VAULT")).toThrow(
        /\[test\/two\] accessModel is RBAC; allowed: ACCESS_POLICY, which \[test\/one\] states/,
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
});
