import { TerraformStack } from "cdktf";
import {
  AppSecret,
  ContainerImage,
  KeyVaultSecret,
  ManagedIdentityContainerApp,
  RegistryCredentials,
} from "../../lib/index";
import { sensitive } from "../support/every-argument";
import { appProps, importVault, newStack } from "../support/synth";

/** What stands for a secret: each of a form that a rule for names refuses, or takes. */
const SECRETS = ["Hunter2!", "hunter2", "u:hunter2@r.io", "pa${hunter2", "Server=x;Password=hunter2", "hunter2 x"];

type Program = (stack: TerraformStack, secret: never) => unknown;

const app = (stack: TerraformStack, props: object) =>
  new ManagedIdentityContainerApp(stack, "app", appProps(stack, props));
const scaleRule = (props: object) => ({
  customScaleRules: [{ name: "q", customRuleType: "azure-queue", metadata: {}, ...props }],
});

const PROGRAMS: Record<string, Program> = {
  "secrets as azurerm has them": (s, value) => app(s, { secrets: [{ name: "db", value }] }),
  "one secret as azurerm has it": (s, value) => app(s, { secrets: { DB: { name: "db", value } } }),
  "a value for a secret": (s, value) => app(s, { secrets: { DB: value } }),
  "a list of one in otherSecrets": (s, value) => app(s, { otherSecrets: [[value]] }),
  "an object for otherSecrets": (s, value) => app(s, { otherSecrets: { name: "db", value } }),
  "a value for registries": (s, value) => app(s, { registries: value }),
  "a value among registries": (s, value) => app(s, { registries: [value] }),
  "a registry as azurerm has it": (s, value) =>
    app(s, { registries: [{ server: "r.io", username: "u", password: value }] }),
  "a password that is no secret": (s, value) =>
    app(s, { registries: [RegistryCredentials.withPassword("r.io", "u", value)] }),
  "credentials in the wrong order": (s, value) =>
    app(s, { registries: [RegistryCredentials.withPassword(value, "r.io", "u" as never)] }),
  "a value of the wrong type": (s, value) => app(s, { environmentVariables: { A: { value } } }),
  "variables as azurerm has them": (s, value) => app(s, { environmentVariables: [{ name: "A", value }] }),
  "a value for variables": (s, value) => app(s, { environmentVariables: value }),
  "one argument for a list": (s, value) =>
    app(s, { containers: [{ image: ContainerImage.of("nginx"), args: value, command: { value } }] }),
  "arguments in a list": (s, value) => app(s, { containers: [{ image: ContainerImage.of("nginx"), args: [[value]] }] }),
  "metadata as a list": (s, value) => app(s, scaleRule({ metadata: [{ value }] })),
  "metadata of the wrong type": (s, value) => app(s, scaleRule({ metadata: { connection: [value] } })),
  "one rule for a list of rules": (s, value) => app(s, { customScaleRules: { metadata: { connection: value } } }),
  "one container for a list": (s, value) => app(s, { containers: { environmentVariables: { A: value } } }),
  "a value for the props": (s, value) => new ManagedIdentityContainerApp(s, "app", value),
  "props in a list": (s, value) => new ManagedIdentityContainerApp(s, "app", [{ secrets: value }] as never),
  "a name and a value, turned": (s, value) => AppSecret.fromValue(s, value, "db"),
  "a value for a value": (s, value) => AppSecret.fromValue(s, "db", [value] as never),
  "an object for a name": (s, value) => AppSecret.fromValue(s, { value } as never, "db"),
  "a name and a URI, turned": (s, value) => AppSecret.fromSecretUri(s, value, "db"),
  "a value for a URI": (s, value) => AppSecret.fromSecretUri(s, "db", [value] as never),
  "a name for a URI, beside a value": (s, value) => AppSecret.fromSecretUri(s, "DB", value),
  "a written secret, turned": (s, value) =>
    new KeyVaultSecret(s, "s", { vault: importVault(s), name: value, value: "db" }),
  "a written secret without a vault": (s, value) => new KeyVaultSecret(s, "s", { vault: value, name: "db", value }),
  "a version that is a value": (s, value) =>
    new KeyVaultSecret(s, "s", { vault: importVault(s), name: "db", value, valueVersion: value }),
  "a value for all of it": (s, value) => new KeyVaultSecret(s, "s", value),
  "options that are a value": (s, value) => importVault(s).secret("db", value),
};

test.each(Object.entries(PROGRAMS))("no secret is in the error of %s", (_, program) => {
  for (const secret of SECRETS) {
    let message = "";
    try {
      program(newStack(), secret as never);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(/^\[test.*\] is refused:\n/);
    expect(message.toLowerCase()).not.toContain("hunter2");
  }
});

test("what is no secret is shown, to be found by", () => {
  const refusal = (program: Program) => () => program(newStack(), undefined as never);
  expect(refusal((s) => app(s, { name: "My_App" }))).toThrow(/name is "My_App"/);
  expect(refusal((s) => app(s, { keyVault: "my-vault" }))).toThrow(/keyVault is "my-vault"/);
  expect(refusal((s) => AppSecret.fromValue(s, "db", sensitive(s, "v")))).not.toThrow();
});
