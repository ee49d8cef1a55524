import { KeyVaultCertificate } from "@cdktf/provider-azurerm/lib/key-vault-certificate";
import { KeyVaultSecret as AzurermKeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack, TerraformVariable } from "cdktf";
import { IKeyVault, KeyVault, KeyVaultAccessModel, KeyVaultSecret, ManagedIdentityContainerApp } from "../../lib/index";
import { addressOf, variable, write } from "../support/secrets";
import { appProps, importVault, makeVault, newStack, synth, synthStack } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const { ACCESS_POLICY } = KeyVaultAccessModel;

describe("options", () => {
  describe("an app with a reference", () => {
    const app = (stack: TerraformStack, vault: IKeyVault, name = "db") =>
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { secrets: { DB: vault.secret(name) } }));

    const writers: Record<string, (stack: TerraformStack, vault: KeyVault) => unknown> = {
      "a KeyVaultSecret": (stack, vault) => write(stack, vault),
      "one in another case": (stack, vault) => write(stack, vault, { name: "DB" }),
      "azurerm's own class": (stack, vault) =>
        new AzurermKeyVaultSecret(stack, "l1", {
          name: "db",
          keyVaultId: vault.resource.id,
          valueWo: variable(stack),
          valueWoVersion: 1,
        }),
      "a certificate": (stack, vault) =>
        new KeyVaultCertificate(stack, "l1", {
          name: "db",
          keyVaultId: vault.keyVaultId,
          certificate: { contents: variable(stack) },
        }),
    };

    test.each(Object.entries(writers))("waits for what writes it, in whichever order they stand: %s", (_, writer) => {
      for (const turned of [false, true]) {
        const program = synth((stack) => {
          const vault = makeVault(stack);
          const lines = [() => app(stack, vault), () => writer(stack, vault)];
          (turned ? lines.reverse() : lines).forEach((line) => line());
        });
        expect(program.only("azurerm_container_app").depends_on).toContainEqual(
          expect.stringMatching(/^azurerm_key_vault_(secret|certificate)\./),
        );
      }
    });

    test("to a vault imported twice waits for what is written by the other import", () => {
      const program = synth((stack) => {
        app(stack, importVault(stack, "one"));
        write(stack, importVault(stack, "two", ACCESS_POLICY, "MY-VAULT"));
      });
      expect(program.only("azurerm_container_app").depends_on).toContain(
        addressOf(program, "azurerm_key_vault_secret"),
      );
    });

    test("does not wait for a secret of another vault", () => {
      const program = synth((stack) => {
        app(stack, importVault(stack, "one"));
        write(stack, importVault(stack, "two", ACCESS_POLICY, "other-vault"));
      });
      expect(new TerraformGraph(program).before(addressOf(program, "azurerm_container_app"))).not.toContain(
        addressOf(program, "azurerm_key_vault_secret"),
      );
    });

    test("to a made vault may name something else that writes the secret", () => {
      const program = synth((stack) => {
        const group = new ResourceGroup(stack, "writer", { name: "w", location: "x" });
        const secrets = { DB: makeVault(stack).secret("db", { dependsOn: [group] }) };
        new ManagedIdentityContainerApp(stack, "app", appProps(stack, { secrets }));
      });
      expect(program.only("azurerm_container_app").depends_on).toContain("azurerm_resource_group.writer");
    });

    test("to a made vault may have the secret written by people", () => {
      const program = synth((stack) => {
        const secrets = { DB: makeVault(stack).secret("db", { dependsOn: [] }) };
        new ManagedIdentityContainerApp(stack, "app", appProps(stack, { secrets }));
      });
      expect(program.only("azurerm_container_app").secret).toHaveLength(1);
    });

    test("to a made vault passes where the names of its secrets are not known", () => {
      const program = synth((stack) => {
        const vault = makeVault(stack);
        app(stack, vault);
        const name = new TerraformVariable(stack, "name", { type: "string" }).stringValue;
        new KeyVaultSecret(stack, "named", { vault, name, value: variable(stack) });
      });
      expect(program.all("azurerm_container_app")).not.toEqual({});
    });
  });
});

describe("refused", () => {
  describe("an app with a reference", () => {
    const app = (stack: TerraformStack, vault: IKeyVault, name = "db") =>
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { secrets: { DB: vault.secret(name) } }));

    test("to a made vault in which nothing writes the secret is refused", () => {
      const stack = newStack();
      const vault = makeVault(stack);
      app(stack, vault, "typo");
      write(stack, vault);
      expect(() => synthStack(stack)).toThrow(
        /\[test\/app\] refers to the secret "typo" of a vault that this program makes, and nothing writes it; allowed: .*Declare a KeyVaultSecret with that name/,
      );
    });
  });
});
