import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { Fn, TerraformLocal, TerraformStack, TerraformVariable } from "cdktf";
import { KeyVault, KeyVaultAccessModel, KeyVaultSecret } from "../../lib/index";
import { variable, write } from "../support/secrets";
import { importVault, makeVault, newStack, synth, synthStack } from "../support/synth";

const { RBAC } = KeyVaultAccessModel;

describe("minimal", () => {
  describe("a secret that the program writes", () => {
    test("is write-only, of version 1", () => {
      const secret = synth((stack) => write(stack, importVault(stack))).only("azurerm_key_vault_secret");
      expect(secret).toEqual({
        name: "db",
        key_vault_id: expect.any(String) as string,
        value_wo: "${var.secret}",
        value_wo_version: 1,
      });
    });
  });
});

describe("options", () => {
  describe("a secret that the program writes", () => {
    test("passes what azurerm takes", () => {
      const props = {
        valueVersion: 3,
        contentType: "ACIsecret",
        expirationDate: "2030-12-31T00:00:00Z",
        notBeforeDate: "2030-01-01T00:00:00Z",
        tags: { a: "b" },
        timeouts: { create: "9m" },
        lifecycle: { preventDestroy: true },
      };
      expect(synth((stack) => write(stack, importVault(stack), props)).only("azurerm_key_vault_secret")).toMatchObject({
        value_wo_version: 3,
        content_type: "ACIsecret",
        expiration_date: "2030-12-31T00:00:00Z",
        not_before_date: "2030-01-01T00:00:00Z",
        tags: { a: "b" },
        timeouts: { create: "9m" },
        lifecycle: { prevent_destroy: true },
      });
    });

    test("goes by the provider of its vault", () => {
      const program = synth((stack) => {
        const provider = new AzurermProvider(stack, "hub", { alias: "hub", features: [{}] });
        write(
          stack,
          KeyVault.fromKeyVaultName(stack, "vault", {
            name: "my-vault",
            resourceGroupName: "my-rg",
            accessModel: RBAC,
            provider,
          }),
        );
      });
      expect(program.only("azurerm_key_vault_secret").provider).toBe("azurerm.hub");
    });

    test("of a version that is a reference passes", () => {
      const program = synth((stack) =>
        write(stack, importVault(stack), {
          valueVersion: new TerraformVariable(stack, "v", { type: "number" }).numberValue,
        }),
      );
      expect(program.only("azurerm_key_vault_secret").value_wo_version).toBe("${var.v}");
    });
  });

  describe("the value", () => {
    const taken: Record<string, (stack: TerraformStack) => string> = {
      "a sensitive variable": (stack) => variable(stack),
      "a local of one": (stack) => new TerraformLocal(stack, "local", variable(stack)).asString,
      "a text with one in it": (stack) =>
        `Server=${new TerraformVariable(stack, "host", { default: "db" }).stringValue};Password=${variable(stack)}`,
      "an attribute of a resource": (stack) =>
        new StorageAccount(stack, "s", {
          name: "s",
          resourceGroupName: "my-rg",
          location: "x",
          accountTier: "Standard",
          accountReplicationType: "LRS",
        }).primaryAccessKey,
    };

    test.each(Object.entries(taken))("is taken as %s", (_, value) => {
      expect(
        synth((stack) => write(stack, importVault(stack), { value: value(stack) })).all("azurerm_key_vault_secret"),
      ).not.toEqual({});
    });
  });

  describe("a value that looks like a reference", () => {
    const write = (value: string) => () =>
      synth((stack) => new KeyVaultSecret(stack, "db", { vault: makeVault(stack), name: "db", value }));

    test.each([
      "${var.foo}",
      "${ephemeral.random_password.x.result}",
      'prefix-${join("-", [random_password.x.result])}',
    ])("and is one, %s, is taken", (value) => {
      expect(write(value)).not.toThrow();
    });
  });
});

describe("refused", () => {
  describe("a secret that the program writes", () => {
    test.each([
      ["a_b", "a-b"],
      ["s".repeat(128), "s".repeat(127)],
      ["", "s"],
    ])("called %s is refused, %s is not", (bad, good) => {
      const stack = newStack();
      const vault = importVault(stack);
      const value = variable(stack);
      expect(() => new KeyVaultSecret(stack, "bad", { vault, name: bad, value })).toThrow(
        /\[test\/bad\] is refused:\n  - name is .*1 to 127 letters, digits and hyphens/,
      );
      expect(() => new KeyVaultSecret(stack, "good", { vault, name: good, value })).not.toThrow();
    });

    test.each([0, 1.5, -1])("of version %d is refused", (valueVersion) => {
      const stack = newStack();
      expect(() => write(stack, importVault(stack), { valueVersion })).toThrow(
        /valueVersion is .*; allowed: a whole number of at least 1/,
      );
    });
  });

  describe("the value", () => {
    test("is refused as a literal, and not printed", () => {
      const stack = newStack();
      const make = () => new KeyVaultSecret(stack, "db", { vault: importVault(stack), name: "db", value: "hunter2" });
      expect(make).toThrow(
        /\[test\/db\] is refused:\n  - value is a literal, which is not shown; allowed: a reference to a sensitive Terraform variable/,
      );
      expect(make).not.toThrow(/hunter2/);
    });

    const refused: Record<string, (stack: TerraformStack) => string> = {
      "a function of a literal": () => Fn.base64encode("hunter2"),
      "a local that is a literal": (stack) => new TerraformLocal(stack, "local", "hunter2").asString,
      "a variable with a default": (stack) =>
        new TerraformVariable(stack, "v", { type: "string", sensitive: true, default: "hunter2" }).stringValue,
      "a variable that is not sensitive": (stack) => new TerraformVariable(stack, "v", { type: "string" }).stringValue,
    };

    test.each(Object.entries(refused))("is refused at synth as %s", (_, value) => {
      const stack = newStack();
      write(stack, importVault(stack), { value: value(stack) });
      expect(() => synthStack(stack)).toThrow(
        /\[test\] is refused:\n  - \[test\/db\] value is .*Declare a TerraformVariable with sensitive: true and no default/,
      );
    });
  });

  describe("a value that looks like a reference", () => {
    const write = (value: string) => () =>
      synth((stack) => new KeyVaultSecret(stack, "db", { vault: makeVault(stack), name: "db", value }));

    test.each(["pa$${var.foo}", 'hunter2 ${"data.x"}', 'hunter2 ${upper("var.x")}'])(
      "and is none, %s, is refused",
      (value) => {
        expect(write(value)).toThrow(/value is a literal, which is not shown|value is a literal in an expression/);
      },
    );
  });
});
