import { TerraformVariable } from "cdktf";
import { ContainerImage, KeyVaultAccessModel, ManagedIdentityContainerApp } from "../../lib/index";
import { appProps, importVault, newStack, synth } from "../support/synth";

const NGINX = ContainerImage.of("nginx");

describe("minimal", () => {
  describe("a Key Vault reference", () => {
    const program = synth(
      (stack) =>
        new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, { secrets: { DB_PASSWORD: importVault(stack).secret("Db-Password") } }),
        ),
    );

    test("makes the secret of the app, without a version, read by its identity", () => {
      expect(program.only("azurerm_container_app").secret).toEqual([
        {
          name: "db-password",
          key_vault_secret_id: expect.stringMatching(/\.vault_uri\}secrets\/Db-Password$/) as string,
          identity: "${azurerm_user_assigned_identity.app_Identity_21764789.id}",
        },
      ]);
    });

    test("makes the environment variable", () => {
      expect(program.env).toContainEqual({ name: "DB_PASSWORD", secret_name: "db-password" });
    });

    test("grants its own read, which the app waits for", () => {
      const [policy] = Object.keys(program.all("azurerm_key_vault_access_policy"));
      expect(program.only("azurerm_container_app").depends_on).toEqual([`azurerm_key_vault_access_policy.${policy}`]);
      expect(program.only("azurerm_key_vault_access_policy").secret_permissions).toEqual(["Get"]);
    });
  });
});

describe("options", () => {
  describe("a Key Vault reference", () => {
    test("of one secret in several containers is one secret of the app", () => {
      const shared = synth((stack) => {
        const vault = importVault(stack);
        const containers = ["a", "b"].map((name) => ({ name, image: NGINX, secrets: { X: vault.secret("x") } }));
        new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers }));
      });
      expect(shared.only("azurerm_container_app").secret).toHaveLength(1);
    });

    test("by a name that is a reference goes under that name in lower case", () => {
      const byVariable = synth((stack) => {
        const name = new TerraformVariable(stack, "name", { type: "string" });
        new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, { secrets: { X: importVault(stack).secret(name.stringValue) } }),
        );
      });
      expect(byVariable.only("azurerm_container_app").secret).toMatchObject([{ name: "${lower(var.name)}" }]);
    });
  });

  test("one secret by a reference is one secret of the app", () => {
    const program = synth((stack) => {
      const vault = importVault(stack);
      const name = new TerraformVariable(stack, "name", { type: "string" });
      const containers = ["a", "b"].map((id) => ({
        name: id,
        image: NGINX,
        secrets: { X: vault.secret(name.stringValue) },
      }));
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers }));
    });
    expect(program.only("azurerm_container_app").secret).toHaveLength(1);
  });
});

describe("refused", () => {
  describe("a Key Vault reference", () => {
    test("takes a name of two vaults only when one is renamed", () => {
      const stack = newStack();
      const vault = importVault(stack);
      const other = importVault(stack, "other", KeyVaultAccessModel.ACCESS_POLICY, "other-vault");
      const make = (id: string, appSecretName?: string) => () =>
        new ManagedIdentityContainerApp(
          stack,
          id,
          appProps(stack, { name: id, secrets: { A: vault.secret("x"), B: other.secret("x", { appSecretName }) } }),
        );
      expect(make("clash")).toThrow(
        /secrets\.B is "x"; allowed: one secret of each name in an app\. Choose another name for this one/,
      );
      expect(make("renamed", "other-x")).not.toThrow();
    });
  });
});
