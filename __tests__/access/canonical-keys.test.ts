import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AppIdentity,
  ContainerImage,
  Deployer,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Principal,
  PrincipalType,
  Role,
} from "../../lib/index";
import { appProps, GUID, importVault, makeVault, synth, VAULT_ID } from "../support/synth";

const GROUP = "AAAAAAAA-0000-0000-0000-000000000000";
const SCOPE = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";
const { ACCESS_POLICY, RBAC } = KeyVaultAccessModel;
const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

function secretValue(stack: TerraformStack): string {
  return new TerraformVariable(stack, "secret", { type: "string", sensitive: true }).stringValue;
}

const READER = Role.fromName("Reader");

function app(stack: TerraformStack, name = "app", identity?: AppIdentity): ManagedIdentityContainerApp {
  return new ManagedIdentityContainerApp(stack, name, appProps(stack, { name, identity }));
}

function storage(stack: TerraformStack, id: string, name: string): StorageAccount {
  return new StorageAccount(stack, id, { ...PLACE, name, accountTier: "Standard", accountReplicationType: "LRS" });
}

test("one role on one scope is one assignment, whatever the case of the scope and the principal", () => {
  const program = synth((stack) => {
    Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP).assignRole(Role.ACR_PULL, SCOPE);
    Principal.fromObjectId(stack, GROUP.toLowerCase(), PrincipalType.GROUP).assignRole(
      Role.fromName("AcrPull"),
      SCOPE.replace("my-rg", "MY-rg"),
    );
  });
  expect(Object.keys(program.all("azurerm_role_assignment"))).toHaveLength(1);
});

test("of two ways to write a scope or a principal, the order of lines does not choose", () => {
  const program = (isFirst: boolean) =>
    synth((stack) => {
      const groups = ["a", "b"].map((id) =>
        ManagedIdentity.fromIdentityName(stack, id, { name: "shared", resourceGroupName: "my-rg" }),
      );
      (isFirst ? groups : groups.reverse()).forEach((group) => group.assignRole(Role.ACR_PULL, SCOPE));
    });
  expect(program(false).text).toBe(program(true).text);
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

describe("addresses", () => {
  const shop = (stack: TerraformStack) => {
    const vault = makeVault(stack, KeyVaultAccessModel.RBAC);
    const value = new TerraformVariable(stack, "value", { sensitive: true }).stringValue;
    new KeyVaultSecret(stack, "secret", { vault, name: "db", value });
    new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { secrets: { DB: vault.secret("db") }, containers: [{ image: ContainerImage.of("nginx") }] }),
    );
  };

  test("move for nothing that is unrelated", () => {
    const alone = synth(shop);
    const beside = synth((stack) => {
      app(stack, "unrelated").assignRole(READER, storage(stack, "before", "before").id);
      shop(stack);
    });
    expect(beside.addresses).toEqual(expect.arrayContaining(alone.addresses));
  });

  test("hold no token", () => {
    const program = synth((stack) => {
      const scope = new TerraformVariable(stack, "scope", { type: "string" }).stringValue;
      const name = new TerraformVariable(stack, "vault-name", { type: "string" }).stringValue;
      const one = new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { keyVault: importVault(stack, "v", KeyVaultAccessModel.ACCESS_POLICY, name) }),
      );
      one.assignRole(READER, scope);
      one.assignRole(Role.fromDefinitionId(scope), scope);
    });
    expect(program.text).not.toMatch(/TfToken|TOKEN/);
  });
});
