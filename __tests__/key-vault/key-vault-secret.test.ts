import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { KeyVaultCertificate } from "@cdktf/provider-azurerm/lib/key-vault-certificate";
import { KeyVaultSecret as AzurermKeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { Fn, TerraformLocal, TerraformStack, TerraformVariable } from "cdktf";
import {
  Deployer,
  IKeyVault,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  KeyVaultSecretProps,
  ManagedIdentityContainerApp,
  PrincipalType,
} from "../../lib/index";
import { appProps, importVault, makeVault, newStack, synth, Synthesized, synthStack } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const { ACCESS_POLICY, RBAC } = KeyVaultAccessModel;

function variable(stack: TerraformStack, id = "secret"): string {
  return new TerraformVariable(stack, id, { type: "string", sensitive: true }).stringValue;
}

function write(stack: TerraformStack, vault: IKeyVault, props: Partial<KeyVaultSecretProps> = {}): KeyVaultSecret {
  return new KeyVaultSecret(stack, props.name ?? "db", {
    vault,
    name: "db",
    value: props.value ?? variable(stack),
    ...props,
  });
}

function addressOf(program: Synthesized, type: string): string {
  return program.addresses.find((address) => address.startsWith(`${type}.`))!;
}

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
  test("is refused as a literal, and not printed", () => {
    const stack = newStack();
    const make = () => new KeyVaultSecret(stack, "db", { vault: importVault(stack), name: "db", value: "hunter2" });
    expect(make).toThrow(
      /\[test\/db\] is refused:\n  - value \(a literal, not shown here\) is "\*\*\*"; allowed: a reference to a sensitive Terraform variable/,
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
    expect(program.only("azurerm_container_app").depends_on).toContain(addressOf(program, "azurerm_key_vault_secret"));
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

  test("to a made vault in which nothing writes the secret is refused", () => {
    const stack = newStack();
    const vault = makeVault(stack);
    app(stack, vault, "typo");
    write(stack, vault);
    expect(() => synthStack(stack)).toThrow(
      /\[test\/app\] refers to the secret "typo" of a vault that this program makes, and nothing writes it; allowed: .*Declare a KeyVaultSecret with that name/,
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

describe("a value that looks like a reference", () => {
  const write = (value: string) => () =>
    synth((stack) => new KeyVaultSecret(stack, "db", { vault: makeVault(stack), name: "db", value }));

  test.each(["pa$${var.foo}", 'hunter2 ${"data.x"}', 'hunter2 ${upper("var.x")}'])(
    "and is none, %s, is refused",
    (value) => {
      expect(write(value)).toThrow(/value \(a literal, not shown here\)|value is a literal in an expression/);
    },
  );

  test.each(["${var.foo}", "${ephemeral.random_password.x.result}", 'prefix-${join("-", [random_password.x.result])}'])(
    "and is one, %s, is taken",
    (value) => {
      expect(write(value)).not.toThrow();
    },
  );
});
