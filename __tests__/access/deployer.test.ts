import { Deployer, KeyVault, KeyVaultAccessModel, KeyVaultSecret, PrincipalType } from "../../lib/index";
import { addressOf, variable, write } from "../support/secrets";
import { importVault, makeVault, synth } from "../support/synth";

const { ACCESS_POLICY, RBAC } = KeyVaultAccessModel;

describe("the deployer", () => {
  test("of a made vault may write its secrets, and is who applies the program", () => {
    const program = synth((stack) => write(stack, makeVault(stack)));
    expect(program.only("azurerm_key_vault_access_policy")).toMatchObject({
      object_id: expect.stringMatching(/^\$\{data\.azurerm_client_config\..+\.object_id\}$/) as string,
      secret_permissions: ["Delete", "Get", "Purge", "Recover", "Set"],
    });
    expect(program.only("azurerm_key_vault_secret").depends_on).toEqual([
      addressOf(program, "azurerm_key_vault_access_policy"),
    ]);
  });

  test("has no access to a vault in which the program writes nothing", () => {
    expect(synth((stack) => makeVault(stack)).addresses).toEqual([expect.stringMatching(/^azurerm_key_vault\./)]);
  });

  test("under RBAC is a Key Vault Secrets Officer, for whom every secret waits once", () => {
    const program = synth((stack) => {
      const vault = makeVault(stack, RBAC);
      const value = variable(stack);
      write(stack, vault, { name: "one", value });
      write(stack, vault, { name: "two", value });
    });
    const assignment = addressOf(program, "azurerm_role_assignment");
    expect(program.only("azurerm_role_assignment")).toMatchObject({
      role_definition_name: "Key Vault Secrets Officer",
    });
    for (const secret of Object.values(program.all("azurerm_key_vault_secret"))) {
      expect(secret.depends_on).toEqual([assignment, addressOf(program, "time_sleep")]);
    }
    expect(Object.keys(program.all("time_sleep"))).toHaveLength(1);
  });

  test("can be someone else", () => {
    const program = synth((stack) => {
      const deployer = Deployer.objectId("AAAAAAAA-0000-0000-0000-000000000000", PrincipalType.GROUP);
      const vault = new KeyVault(stack, "vault", {
        name: "my-vault",
        resourceGroupName: "my-rg",
        location: "x",
        accessModel: RBAC,
        deployer,
      });
      write(stack, vault);
    });
    expect(program.only("azurerm_role_assignment")).toMatchObject({
      principal_id: "aaaaaaaa-0000-0000-0000-000000000000",
      principal_type: "Group",
    });
  });

  test("of a vault that exists has access already, unless the program says otherwise", () => {
    expect(synth((stack) => write(stack, importVault(stack))).all("azurerm_key_vault_access_policy")).toEqual({});
    const told = synth((stack) => {
      const lookup = { name: "my-vault", resourceGroupName: "my-rg", accessModel: ACCESS_POLICY };
      write(stack, KeyVault.fromKeyVaultName(stack, "vault", { ...lookup, deployer: Deployer.currentCaller() }));
    });
    expect(told.only("azurerm_key_vault_secret").depends_on).toEqual([
      addressOf(told, "azurerm_key_vault_access_policy"),
    ]);
  });
});

test("a secret that is written by an import of a made vault waits for the deployer's access to it", () => {
  const program = synth((stack) => {
    const { keyVaultId, vaultUri, accessModel } = makeVault(stack);
    const again = KeyVault.fromKeyVaultAttributes(stack, "again", { keyVaultId, vaultUri, accessModel });
    new KeyVaultSecret(stack, "db", { vault: again, name: "db", value: variable(stack) });
  });
  expect(program.only("azurerm_key_vault_secret").depends_on).toEqual([
    addressOf(program, "azurerm_key_vault_access_policy"),
  ]);
});
