import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { TerraformProvider, TerraformStack, TerraformVariable } from "cdktf";
import {
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Principal,
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
    ).toThrow(/allowed: a vault by access policies; this one is by RBAC.*assignRole/);
  });

  test("cannot be for one secret", () => {
    const stack = newStack();
    const app = appProps(stack, {
      secrets: { X: importVault(stack).secret("x", { grantScope: SecretGrantScope.SECRET }) },
    });
    expect(() => new ManagedIdentityContainerApp(stack, "app", app)).toThrow(
      /SecretGrantScope\.SECRET\) is "x"; allowed: a grant on the whole vault: this vault is by access policies/,
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
