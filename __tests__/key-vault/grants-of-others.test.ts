import { KeyVault as AzurermKeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AppSecret,
  GrantHandOver,
  IKeyVault,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultGrants,
  KeyVaultSecret,
  ManagedIdentityContainerApp,
  Role,
} from "../../lib/index";
import { sensitive } from "../support/every-argument";
import { acceptedIn, reviewed } from "../support/reviewed";
import { appProps, Body, importVault, newStack, synth, synthStack, VAULT_ID } from "../support/synth";

const { ACCESS_POLICY, RBAC } = KeyVaultAccessModel;
const grants = KeyVaultGrants.GIVEN_BY_OTHERS;
const URI = "https://my-vault.vault.azure.net/";
const GRANT = /^azurerm_(key_vault_access_policy|role_assignment)|^time_sleep/;

/** The ways to import a vault whose grants others give. */
const IMPORTS: [string, (stack: TerraformStack) => IKeyVault][] = [
  ["its address", (stack) => KeyVault.fromVaultUri(stack, "vault", URI)],
  [
    "its address as a variable",
    (stack) => KeyVault.fromVaultUri(stack, "vault", new TerraformVariable(stack, "v", {}).stringValue),
  ],
  ...[ACCESS_POLICY, RBAC].flatMap((accessModel): [string, (stack: TerraformStack) => IKeyVault][] => [
    [
      `its name (${accessModel})`,
      (stack) =>
        KeyVault.fromKeyVaultName(stack, "vault", {
          name: "my-vault",
          resourceGroupName: "my-rg",
          accessModel,
          grants,
        }),
    ],
    [`its id (${accessModel})`, (stack) => KeyVault.fromKeyVaultId(stack, "vault", VAULT_ID, { accessModel, grants })],
    [
      `its attributes (${accessModel})`,
      (stack) =>
        KeyVault.fromKeyVaultAttributes(stack, "vault", { keyVaultId: VAULT_ID, vaultUri: URI, accessModel, grants }),
    ],
  ]),
];

describe.each(IMPORTS)("a vault by %s, to which others give access", (_, importIt) => {
  /** An app that uses the vault in every way, and another vault. */
  const use = (stack: TerraformStack) => {
    const vault = importIt(stack);
    const own = importVault(stack, "own", ACCESS_POLICY, "own-vault");
    new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { keyVault: vault, secrets: { DB: vault.secret("db"), OTHER: own.secret("other") } }),
    );
  };

  test("gets no grant, and the app waits for the other vault's alone", () => {
    const made = synth(use);
    expect(made.addresses.filter((address) => GRANT.test(address))).toEqual([
      expect.stringMatching(
        /^azurerm_key_vault_access_policy\.IdentityAccess_own-vault|^azurerm_key_vault_access_policy\..*own/,
      ),
    ]);
    expect(made.only("azurerm_container_app").depends_on).toHaveLength(1);
    expect(made.json.data ?? {}).not.toHaveProperty("azurerm_client_config.vault");
    const [secret] = made.only("azurerm_container_app").secret as Body[];
    expect(secret).toMatchObject({ name: "db", identity: expect.stringMatching(/azurerm_user_assigned/) as string });
    expect(secret?.key_vault_secret_id).toMatch(/secrets\/db$/);
  });

  test("is no finding of the review, which is told", () => {
    const review = reviewed(use);
    expect(review.findings.map(({ id }) => id)).not.toContain("ungranted-use");
    expect(review.staleAcceptances.length + acceptedIn(review).length).toBeGreaterThan(0);
  });
});

test("a vault known by its address alone is nobody's tenant and looks nothing up", () => {
  const program = synth((stack) => {
    const vault = KeyVault.fromVaultUri(stack, "vault", URI);
    new ManagedIdentityContainerApp(stack, "app", appProps(stack, { secrets: { DB: vault.secret("db") } }));
  });
  expect(program.json.data).toBeUndefined();
  expect(program.addresses.map((address) => address.split(".")[0])).toEqual([
    "azurerm_container_app",
    "azurerm_user_assigned_identity",
  ]);
  expect((program.only("azurerm_container_app").secret as Body[])[0]?.key_vault_secret_id).toBe(`${URI}secrets/db`);
});

describe("a vault known by its address alone", () => {
  test("says no more than that", () => {
    const stack = newStack();
    const vault = KeyVault.fromVaultUri(stack, "vault", URI);
    for (const read of [
      () => vault.keyVaultId,
      () => vault.tenantId,
      () => vault.accessModel,
      () => vault.grantPermissions(new ManagedIdentityContainerApp(stack, "app", appProps(stack)), {}),
      () => new KeyVaultSecret(stack, "secret", { vault, name: "db", value: sensitive(stack, "value") }),
    ]) {
      expect(read).toThrow(/^\[test\/vault\] is imported by its URI, which does not show its .*fromKeyVaultAttributes/);
    }
  });

  test("has the address of a vault", () => {
    for (const wrong of ["my-vault", "http://my-vault.vault.azure.net/", "https://my-vault.vault.azure.net", null]) {
      expect(() => KeyVault.fromVaultUri(newStack(), "vault", wrong as never)).toThrow(
        /^\[test\/vault\] is refused:\n {2}- vaultUri is .*https address of the vault/,
      );
    }
  });

  test("is none that the program makes by another line, which Terraform could not order", () => {
    const stack = newStack();
    new KeyVault(stack, "made", { name: "my-vault", resourceGroupName: "my-rg", location: "westeurope" });
    KeyVault.fromVaultUri(stack, "vault", URI);
    expect(() => synthStack(stack)).toThrow(
      /\[test\/vault\] vaultUri is the literal name "my-vault" of \[test\/made\]/,
    );
  });
});

describe("a grant that others give", () => {
  const inOnePlace = (order: readonly [KeyVaultGrants, KeyVaultGrants]) =>
    synth((stack) => {
      const vaults = order.map((given, i) =>
        KeyVault.fromKeyVaultAttributes(stack, `vault${i}`, {
          keyVaultId: VAULT_ID,
          vaultUri: URI,
          accessModel: ACCESS_POLICY,
          grants: given,
        }),
      );
      const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack));
      vaults.forEach((vault) => vault.grantReadSecrets(app));
    }).text;

  test("is made where another line asks for it, whichever comes first", () => {
    const { MADE_HERE, GIVEN_BY_OTHERS } = KeyVaultGrants;
    const [one, other] = [inOnePlace([MADE_HERE, GIVEN_BY_OTHERS]), inOnePlace([GIVEN_BY_OTHERS, MADE_HERE])];
    expect(one).toContain("azurerm_key_vault_access_policy");
    expect(other).toBe(one);
  });

  test("is made by a role that is asked for by name", () => {
    const program = synth((stack) => {
      const vault = KeyVault.fromKeyVaultId(stack, "vault", VAULT_ID, { accessModel: RBAC, grants });
      const app = new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { secrets: { DB: vault.secret("db") } }),
      );
      app.assignRole(Role.KEY_VAULT_SECRETS_USER, vault.keyVaultId);
    });
    expect(program.addresses).toContainEqual(expect.stringMatching(/^azurerm_role_assignment/));
    expect(program.addresses).toContainEqual(expect.stringMatching(/^time_sleep/));
  });

  test("stands in the table of a stack that hands its grants over", () => {
    const stack = newStack();
    const handOver = GrantHandOver.enable(stack);
    const secrets = { DB: KeyVault.fromVaultUri(stack, "vault", URI).secret("db") };
    new ManagedIdentityContainerApp(stack, "app", appProps(stack, { secrets }));
    expect(handOver.grants).toMatchObject([{ access: "secrets: Get", scope: URI }]);
  });

  test("cannot be referred to", () => {
    const stack = newStack();
    const vault = KeyVault.fromVaultUri(stack, "vault", URI);
    const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack));
    const { resource } = vault.grantReadSecrets(app);
    new TerraformVariable(stack, "x", { default: resource.fqn });
    expect(() => synthStack(stack)).toThrow(/refers to .*, which others give/);
  });
});

test("grants are made here or given by others", () => {
  const lookup = { name: "my-vault", resourceGroupName: "my-rg", accessModel: RBAC };
  expect(() => KeyVault.fromKeyVaultName(newStack(), "vault", { ...lookup, grants: "none" as never })).toThrow(
    /grants is "none"; allowed: KeyVaultGrants\.MADE_HERE or KeyVaultGrants\.GIVEN_BY_OTHERS/,
  );
});

describe("a secret by its address", () => {
  const app = (secretUri: (stack: TerraformStack) => string) =>
    synth((stack) => {
      const secrets = { DB: AppSecret.fromSecretUri(stack, "db", secretUri(stack)) };
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { secrets }));
    });

  test.each([
    `${URI}secrets/db`,
    `${URI}secrets/db/${"0".repeat(32)}`,
    "https://kv.vault.usgovcloudapi.net/secrets/A-b",
  ])("%s is what the app has, and grants nothing", (secretUri) => {
    const program = app(() => secretUri);
    expect((program.only("azurerm_container_app").secret as Body[])[0]).toMatchObject({
      name: "db",
      key_vault_secret_id: secretUri,
    });
    expect(program.addresses.filter((address) => GRANT.test(address))).toEqual([]);
  });

  test("may be a variable, or the id of a secret in a vault with its own policies", () => {
    const variable = app((stack) => new TerraformVariable(stack, "db_secret", { type: "string" }).stringValue);
    expect((variable.only("azurerm_container_app").secret as Body[])[0]?.key_vault_secret_id).toBe("${var.db_secret}");
    const ofVault = app((stack) => {
      const { vaultUri } = new AzurermKeyVault(stack, "made", {
        name: "my-vault",
        resourceGroupName: "my-rg",
        location: "westeurope",
        skuName: "standard",
        tenantId: "t",
        accessPolicy: [{ objectId: "o", tenantId: "t" }],
      });
      return `${vaultUri}secrets/db`;
    });
    expect(ofVault.addresses.filter((address) => GRANT.test(address))).toEqual([]);
  });

  test.each([
    "db",
    URI,
    `${URI}keys/db`,
    "http://my-vault.vault.azure.net/secrets/db",
    `${URI}secrets/db/latest`,
    null,
  ])("is not %s", (secretUri) => {
    expect(() => AppSecret.fromSecretUri(newStack(), "db", secretUri as never)).toThrow(
      /AppSecret\.fromSecretUri: secretUri.* is .*; allowed: the https URI of a secret/,
    );
  });

  test.each([
    ["http://my-vault.vault.azure.net/secrets/db", 'secretUri of db is "http://my-vault.vault.azure.net/secrets/db"'],
    [`${URI}keys/db`, `secretUri of db is "${URI}keys/db"`],
    ["hunter2", "secretUri is a text that is not shown"],
    ["https://hooks.example.com/hunter2", "secretUri is an address that is not shown, since it may hold"],
    [`${URI}secrets/db?sig=hunter2`, "secretUri is an address that is not shown, since it may hold"],
    [`https://u:hunter2@my-vault.vault.azure.net/secrets/db`, "secretUri is an address that is not shown"],
  ])("is shown where it is an address in a vault, and else not: %s", (secretUri, shown) => {
    const make = () => AppSecret.fromSecretUri(newStack(), "db", secretUri);
    expect(make).toThrow(`[test] is refused:\n  - AppSecret.fromSecretUri: ${shown}`);
    expect(make).not.toThrow(/hunter2/);
  });
});
