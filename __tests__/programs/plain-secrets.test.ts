import { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app";
import { ContainerAppEnvironmentDaprComponent } from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import { ApplicationInsights } from "@cdktf/provider-azurerm/lib/application-insights";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { DataAzurermKeyVaultSecret } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault-secret";
import { DataAzurermStorageAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-storage-account";
import { DataAzurermStorageAccountBlobContainerSas } from "@cdktf/provider-azurerm/lib/data-azurerm-storage-account-blob-container-sas";
import { KeyVaultKey } from "@cdktf/provider-azurerm/lib/key-vault-key";
import { KeyVaultSecret as AzurermKeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { App, Fn, Op, TerraformLocal, TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import {
  AppSecret,
  ContainerImage,
  JobTrigger,
  KeyVaultSecret,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  ManagedIdentityContainerAppProps,
} from "../../lib/index";
import { ENVIRONMENT_ID, appProps, importVault, synth, VAULT_ID } from "../support/synth";

/** A value that a program passes. */
type Value = (stack: TerraformStack) => string;

const variable = (stack: TerraformStack, config: object, id = "v") =>
  new TerraformVariable(stack, id, { type: "string", ...config });
const sensitive = (stack: TerraformStack, id = "v") => variable(stack, { sensitive: true }, id).stringValue;
const open = (stack: TerraformStack, id = "open") => variable(stack, {}, id).stringValue;
const vaultSecret = (stack: TerraformStack) =>
  new DataAzurermKeyVaultSecret(stack, "s", { name: "s", keyVaultId: VAULT_ID });
const account = (stack: TerraformStack) =>
  new DataAzurermStorageAccount(stack, "a", { name: "a", resourceGroupName: "rg" });

const app = (stack: TerraformStack, props: Partial<ManagedIdentityContainerAppProps>) =>
  new ManagedIdentityContainerApp(stack, "app", appProps(stack, props));

const container = (props: object) => ({ containers: [{ image: ContainerImage.of("nginx"), ...props }] });

/** The message of a program that has to be refused. */
function refusalOf(program: (stack: TerraformStack) => void): string {
  try {
    synth(program);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("not refused");
}

describe("an environment variable", () => {
  const inVariable = (value: Value) => (stack: TerraformStack) =>
    void app(stack, { environmentVariables: { DB: value(stack) } });

  test.each<[string, Value, RegExp]>([
    ["a sensitive variable", (s) => sensitive(s), /the sensitive variable \[test\/v\]/],
    ["a text with one in it", (s) => `Server=db;Password=${sensitive(s)}`, /the sensitive variable \[test\/v\]/],
    ["a function of one", (s) => Fn.base64encode(sensitive(s)), /the sensitive variable \[test\/v\]/],
    ["a local of one", (s) => new TerraformLocal(s, "l", sensitive(s)).asString, /the sensitive variable \[test\/v\]/],
    [
      "a local of a local of one, in an object",
      (s) => {
        const inner = new TerraformLocal(s, "inner", { host: "db", password: sensitive(s) });
        return new TerraformLocal(s, "outer", `x=${Token.asString(inner.expression)}`).asString.concat(
          "${local.inner.password}",
        );
      },
      /the sensitive variable \[test\/v\]/,
    ],
    [
      "a choice between two",
      (s) => Token.asString(Fn.conditional(Op.eq(open(s), "a"), sensitive(s), "none")),
      /the sensitive variable \[test\/v\]/,
    ],
    [
      "a variable that an override makes sensitive",
      (s) => {
        const of = variable(s, {});
        of.addOverride("sensitive", true);
        return of.stringValue;
      },
      /the sensitive variable \[test\/v\]/,
    ],
    ["what the program calls sensitive", (s) => Token.asString(Fn.sensitive(open(s))), /calls sensitive/],
    ["the value of a secret", (s) => vaultSecret(s).value, /data\.azurerm_key_vault_secret\.s\.value/],
    [
      "the value of azurerm's own secret",
      (s) => new AzurermKeyVaultSecret(s, "s", { name: "s", keyVaultId: VAULT_ID, value: sensitive(s) }).value,
      /azurerm_key_vault_secret\.s\.value/,
    ],
    ["a connection string", (s) => account(s).primaryConnectionString, /\.primary_connection_string/],
    ["an access key", (s) => account(s).primaryAccessKey, /\.primary_access_key/],
    [
      "a shared access signature",
      (s) =>
        new DataAzurermStorageAccountBlobContainerSas(s, "sas", {
          connectionString: open(s),
          containerName: "c",
          start: "x",
          expiry: "y",
          permissions: { add: false, create: false, delete: false, list: true, read: true, write: false },
        }).sas,
      /\.sas;/,
    ],
    [
      "a key in a nested block",
      () => "${azurerm_kubernetes_cluster.k.kube_config[0].password}",
      /kube_config\.0\.password/,
    ],
    ["a key of one of many", () => '${azurerm_storage_account.many["a"].primary_access_key}', /primary_access_key/],
    ["a password that the program makes", () => "${random_password.p.result}", /random_password\.p\.result/],
    [
      "a literal password beside a variable",
      (s) => `Server=x;Password=hunter2;User=${open(s)}`,
      /Password=…, a literal/,
    ],
    ["a literal account key", () => "AccountName=x;AccountKey=hunter2abc==", /AccountKey=…, a literal/],
    [
      "a literal key of a bus",
      () => "Endpoint=sb://x/;SharedAccessKeyName=n;SharedAccessKey=hunter2",
      /SharedAccessKey=…, a literal/,
    ],
    [
      "a literal signature",
      () => "https://x.blob.core.windows.net/c?sv=1&sig=hunter2hunter2hunter2%3D",
      /sig=…, a literal/,
    ],
    [
      "a literal password in an address",
      () => "postgresql://user:hunter2@db:5432/x",
      /a password in an address, a literal/,
    ],
    [
      "a local with one",
      (s) => new TerraformLocal(s, "l", `Pwd=hunter2;User=${open(s)}`).asString,
      /Password=…, a literal/,
    ],
    ["one in a function", (s) => Fn.join(";", ["Password=hunter2", open(s)]), /Password=…, a literal/],
  ])("is no place for %s", (_, value, words) => {
    const message = refusalOf(inVariable(value));
    expect(message).toMatch(
      /^\[test\] is refused:\n  - \[test\/app\] template\.container\["my-app"\]\.env\["DB"\]\.value is from /,
    );
    expect(message).toMatch(words);
    expect(message).toMatch(
      /Use secrets: \{ DB: vault\.secret\(…\) \}, .*AppSecret\.fromValue.*services: .*nonsensitive/,
    );
    expect(message).not.toContain("hunter2");
  });

  test.each<[string, Value]>([
    ["a variable that is not sensitive", (s) => open(s)],
    ["a variable that the program says is no secret", (s) => Token.asString(Fn.nonsensitive(sensitive(s)))],
    ["a digest of one", (s) => Fn.sha256(sensitive(s))],
    ["what depends on one", (s) => Token.asString(Fn.conditional(Op.eq(sensitive(s), ""), "off", "on"))],
    [
      "a local with one beside it",
      (s) => {
        new TerraformLocal(s, "l", { host: open(s), password: sensitive(s) });
        return '${local.l.host} ${local.l["host"]} ${lookup(local.l, "host", "")}';
      },
    ],
    ["the text of a reference", (s) => `${sensitive(s) && ""}$\${var.v} and "var.v"`],
    ["an endpoint", (s) => account(s).primaryBlobEndpoint],
    ["the address of a secret", (s) => vaultSecret(s).versionlessId],
    [
      "the id of a key, and its public half",
      (s) => {
        const key = new KeyVaultKey(s, "k", {
          name: "k",
          keyVaultId: VAULT_ID,
          keyType: "RSA",
          keyOpts: [],
          keySize: 2048,
        });
        return `${key.versionlessId} ${key.publicKeyPem} ${key.publicKeyOpenssh}`;
      },
    ],
    [
      "the id of the key that a resource is encrypted with",
      () => "${azurerm_storage_account.a.customer_managed_key[0].key_vault_key_id}",
    ],
    [
      "the connection string of Application Insights, which Microsoft calls no secret",
      (s) => {
        const insights = new ApplicationInsights(s, "i", {
          name: "i",
          resourceGroupName: "rg",
          location: "x",
          applicationType: "web",
        });
        return `${insights.connectionString} ${insights.instrumentationKey}`;
      },
    ],
    ["an attribute of another provider's", () => "${null_resource.x.triggers.access_key}"],
    ["an output of a module", () => "${module.m.primary_connection_string}"],
    [
      "a password that is filled in elsewhere",
      (s) => `Password=$(DB_PASSWORD);Pwd={0};Password=<password>;Password=%s;Password=${open(s)}`,
    ],
    [
      "the key of the storage emulator",
      () =>
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;",
    ],
    ["an address with a port and a user", () => "postgresql://user@db:5432/x https://a.b:80/c@d"],
    ["a connection by identity", () => "Server=tcp:x,1433;Authentication=Active Directory Default;Encrypt=True"],
    ["an image with a digest", () => `nginx:1@sha256:${"a".repeat(64)}`],
    ["the content of a file", () => Fn.file("app.conf")],
  ])("may be %s", (_, value) => {
    expect(() => synth(inVariable(value))).not.toThrow();
  });
});

describe("a secret is refused as well in", () => {
  const metadata = (value: string) => [
    { name: "q", customRuleType: "rabbitmq", metadata: { queueName: "q", queueLength: "1", connection: value } },
  ];
  const probe = (value: string) => ({ transport: "HTTP", port: 80, header: [{ name: "Authorization", value }] });
  const places: Record<string, [(stack: TerraformStack, value: string) => unknown, string]> = {
    "a container's own variable": [
      (s, value) => app(s, container({ environmentVariables: { A: value } })),
      'template.container["my-app"].env["A"].value',
    ],
    "an init container": [
      (s, value) =>
        app(s, {
          initContainers: [{ name: "i", image: ContainerImage.of("nginx"), environmentVariables: { A: value } }],
        }),
      'template.init_container["i"].env["A"].value',
    ],
    "a command": [
      (s, value) => app(s, container({ command: ["run", value] })),
      'template.container["my-app"].command[1]',
    ],
    "an argument": [
      (s, value) => app(s, container({ args: [`--key=${value}`] })),
      'template.container["my-app"].args[0]',
    ],
    "a probe's header": [
      (s, value) => app(s, container({ livenessProbe: probe(value) })),
      'template.container["my-app"].liveness_probe[0].header["Authorization"].value',
    ],
    "a scale rule": [
      (s, value) => app(s, { customScaleRules: metadata(value) }),
      'template.custom_scale_rule["q"].metadata.connection',
    ],
    "a tag": [(s, value) => app(s, { tags: { key: value } }), "tags.key"],
    "an override": [
      (s, value) => app(s, {}).resource.addOverride("template.container.0.args", [value]),
      "template.container[0].args[0]",
    ],
    "azurerm's own class": [
      (s, value) =>
        importVault(s) &&
        new ContainerApp(s, "app", {
          name: "a",
          resourceGroupName: "rg",
          containerAppEnvironmentId: ENVIRONMENT_ID,
          revisionMode: "Single",
          template: { container: [{ name: "c", image: "i", cpu: 0.25, memory: "0.5Gi", env: [{ name: "A", value }] }] },
        }),
      'template.container["c"].env["A"].value',
    ],
  };
  test.each(Object.entries(places))("%s", (_, [make, place]) => {
    expect(refusalOf((stack) => void make(stack, sensitive(stack)))).toContain(
      `[test/app] ${place} is from the sensitive variable [test/v]`,
    );
    expect(() => synth((stack) => void make(stack, open(stack)))).not.toThrow();
  });

  test("the rules of a job, with the way for these", () => {
    const job = (value: Value) => (stack: TerraformStack) =>
      void new ManagedIdentityContainerAppJob(stack, "job", {
        ...appProps(stack),
        location: "westeurope",
        replicaTimeoutInSeconds: 60,
        trigger: JobTrigger.eventDriven({ scale: [{ rules: metadata(value(stack)) }] }),
      });
    expect(refusalOf(job((s) => sensitive(s)))).toMatch(
      /\[test\/job\] event_trigger_config.*metadata\.connection is from .* and the authentication of the scale rule/,
    );
    expect(() => synth(job((s) => open(s)))).not.toThrow();
  });

  test("the metadata of a Dapr component, which has secrets of its own", () => {
    const component = (value: Value, held: Value) => (stack: TerraformStack) => {
      app(stack, {});
      new ContainerAppEnvironmentDaprComponent(stack, "dapr", {
        name: "d",
        containerAppEnvironmentId: ENVIRONMENT_ID,
        componentType: "state.azure.blobstorage",
        version: "v1",
        metadata: [{ name: "accountKey", value: value(stack) }],
        secret: [{ name: "key", value: held(stack) }],
      });
    };
    expect(
      refusalOf(
        component(
          (s) => account(s).primaryAccessKey,
          () => "x",
        ),
      ),
    ).toMatch(
      /\[test\/dapr\] metadata\["accountKey"\]\.value is from data\.azurerm_storage_account\.a\.primary_access_key; .*a secret of the component/,
    );
    expect(() =>
      synth(
        component(
          () => "x",
          (s) => account(s).primaryAccessKey,
        ),
      ),
    ).not.toThrow();
  });

  test("a stack that has it of another stack", () => {
    const program = (config: object) => () => {
      const root = Testing.stubVersion(new App({ stackTraces: false }));
      const [one, two] = ["one", "two"].map((id) => {
        const stack = new TerraformStack(root, id);
        new AzurermProvider(stack, "azurerm", { features: [{}] });
        return stack;
      }) as [TerraformStack, TerraformStack];
      app(two, { environmentVariables: { A: `x ${variable(one, config).stringValue}` } });
      root.synth();
    };
    expect(program({ sensitive: true })).toThrow(
      /\[two\/app\] template.*env\["A"\]\.value is from the sensitive variable \[one\/v\]/,
    );
    expect(program({})).not.toThrow();
  });
});

test("the secrets of an app may be what its variables may not", () => {
  const program = synth((stack) =>
    app(stack, {
      secrets: {
        A: AppSecret.fromValue(stack, "a", sensitive(stack)),
        B: AppSecret.fromValue(stack, "b", account(stack).primaryAccessKey),
      },
    }),
  );
  expect(program.only("azurerm_container_app").secret).toHaveLength(2);
});

describe("an ephemeral value", () => {
  const ephemeral = (stack: TerraformStack) => {
    const of = variable(stack, { sensitive: true });
    of.addOverride("ephemeral", true);
    return of.stringValue;
  };

  const refused: Record<string, (stack: TerraformStack, value: string) => unknown> = {
    "a variable": (stack, value) => app(stack, { environmentVariables: { A: value } }),
    "a secret of the app's own": (stack, value) =>
      app(stack, { secrets: { A: AppSecret.fromValue(stack, "a", value) } }),
    "a digest in a variable": (stack, value) => app(stack, { environmentVariables: { A: Fn.sha256(value) } }),
    "an argument of azurerm's class": (stack, value) => {
      app(stack, {});
      new ResourceGroup(stack, "g", { name: value, location: "x" });
    },
    "the tag of a written secret": (stack, value) =>
      new KeyVaultSecret(stack, "s", { vault: importVault(stack), name: "s", value, tags: { a: value } }),
  };
  test.each(Object.entries(refused))("is refused in %s", (_, make) => {
    expect(refusalOf((stack) => void make(stack, ephemeral(stack)))).toMatch(
      /is from the ephemeral variable \[test\/v\]; allowed: .*write-only argument.*Write it into a vault with a KeyVaultSecret/,
    );
  });

  test("is refused in a variable as that of an ephemeral resource", () => {
    expect(
      refusalOf((stack) => void app(stack, { environmentVariables: { A: "${ephemeral.random_password.p.result}" } })),
    ).toMatch(/is from ephemeral\.random_password\.p;/);
  });

  test("may be written into a vault, and left out elsewhere", () => {
    const program = synth((stack) => {
      const value = ephemeral(stack);
      const vault = importVault(stack);
      new KeyVaultSecret(stack, "s", { vault, name: "s", value });
      app(stack, { environmentVariables: { A: `${"${"}ephemeralasnull(var.v) == null}` } });
    });
    expect(program.only("azurerm_key_vault_secret").value_wo).toBe("${var.v}");
  });
});

describe("the value of a secret", () => {
  const template = (path: string, variables: object) => Token.asString(Fn.templatefile(path, variables));
  const write = (value: Value) => (stack: TerraformStack) =>
    void app(stack, { otherSecrets: [AppSecret.fromValue(stack, "a", value(stack))] });

  test.each<[string, Value]>([
    ["a sensitive variable with an empty default", (s) => variable(s, { sensitive: true, default: "" }).stringValue],
    [
      "one with an object of empty ones",
      (s) => Fn.jsonencode(variable(s, { sensitive: true, type: "any", default: { a: "" } }).value),
    ],
    ["a file", () => Fn.file("app.conf")],
    ["a file, encoded", () => Fn.filebase64("cert.pfx")],
    ["a file through functions", () => Fn.base64encode(Fn.trimspace(Fn.file("app.conf")))],
    [
      "a file with references filled in",
      (s) => template("app.conf", { host: open(s), port: 80, password: sensitive(s) }),
    ],
    [
      "a local that is a file",
      (s) => `${new TerraformLocal(s, "l", { conf: Fn.file("app.conf") }) && ""}${"${"}local.l["conf"]}`,
    ],
  ])("may be %s", (_, value) => {
    expect(() => synth(write(value))).not.toThrow();
  });

  test.each<[string, Value]>([
    ["a sensitive variable with a default", (s) => variable(s, { sensitive: true, default: "hunter2" }).stringValue],
    [
      "one with a default that is empty in part",
      (s) => Fn.jsonencode(variable(s, { sensitive: true, type: "any", default: { a: "", b: "hunter2" } }).value),
    ],
    ["a literal beside a file", () => `hunter2${Fn.file("empty")}`],
    ["a literal put into a file", () => Fn.replace(Fn.file("app.conf"), "PASSWORD", "hunter2")],
    ["a literal password in a template", () => template("app.conf", { db_password: "hunter2" })],
    [
      "a literal password in a template, by a local",
      (s) => template("app.conf", { password: new TerraformLocal(s, "l", "hunter2").asString }),
    ],
    ["a text that only looks like a file", () => 'hunter2 ${"file(x)"}'],
    ["a literal password beside a sensitive user", (s) => `Server=x;Password=hunter2;User=${sensitive(s)}`],
  ])("is refused as %s", (_, value) => {
    const message = refusalOf(write(value));
    expect(message).toMatch(/\[test\/app\] value (?:is|has) /);
    expect(message).not.toContain("hunter2");
  });
});
