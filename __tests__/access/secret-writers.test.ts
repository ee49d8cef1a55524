import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AppIdentity,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  KeyVaultSecretReference,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  SecretGrantScope,
} from "../../lib/index";
import { appProps, importVault, makeVault, synth, Synthesized } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

function app(stack: TerraformStack, name = "app", identity?: AppIdentity): ManagedIdentityContainerApp {
  return new ManagedIdentityContainerApp(stack, name, appProps(stack, { name, identity }));
}

function waits(program: Synthesized, name: string): string[] {
  return (program.named("azurerm_container_app", name).depends_on as string[] | undefined) ?? [];
}

describe("a secret whose name only Terraform knows", () => {
  const name = (stack: TerraformStack) => new TerraformVariable(stack, "name", { type: "string" }).stringValue;
  const value = (stack: TerraformStack) =>
    new TerraformVariable(stack, "value", { type: "string", sensitive: true }).stringValue;
  const withSecret = (stack: TerraformStack, secret: KeyVaultSecretReference) =>
    new ManagedIdentityContainerApp(stack, "app", appProps(stack, { secrets: { X: secret } }));

  test("is waited for by an app that refers to it by the same reference", () => {
    const program = synth((stack) => {
      const vault = makeVault(stack);
      withSecret(
        stack,
        new KeyVaultSecret(stack, "secret", { vault, name: name(stack), value: value(stack) }).reference(),
      );
    });
    expect(waits(program, "my-app")).toContainEqual(expect.stringMatching(/^azurerm_key_vault_secret\./));
  });

  test("is waited for by an app whose secret it may be", () => {
    const program = synth((stack) => {
      const vault = makeVault(stack);
      withSecret(stack, vault.secret("literal"));
      new KeyVaultSecret(stack, "secret", { vault, name: name(stack), value: value(stack) });
    });
    expect(waits(program, "my-app")).toContainEqual(expect.stringMatching(/^azurerm_key_vault_secret\./));
  });

  test("is not waited for where it comes from an app", () => {
    const program = synth((stack) => {
      const vault = importVault(stack);
      const { resource } = withSecret(stack, vault.secret("literal"));
      new KeyVaultSecret(stack, "secret", { vault, name: name(stack), value: resource.latestRevisionFqdn });
    });
    expect(new TerraformGraph(program).onCycles).toEqual([]);
  });
});

test("a grant on one secret that comes from another app makes no cycle with that app", () => {
  const program = synth((stack) => {
    const vault = makeVault(stack, KeyVaultAccessModel.RBAC);
    const identity = AppIdentity.userAssigned(new ManagedIdentity(stack, "identity", { ...PLACE, name: "shared" }));
    const source = app(stack, "source", identity);
    new KeyVaultSecret(stack, "secret", { vault, name: "x", value: source.resource.latestRevisionFqdn });
    const secrets = { X: vault.secret("x", { grantScope: SecretGrantScope.SECRET }) };
    new ManagedIdentityContainerApp(stack, "reader", appProps(stack, { name: "reader", identity, secrets }));
  });
  expect(new TerraformGraph(program).onCycles).toEqual([]);
  expect(waits(program, "reader")).toContainEqual(expect.stringMatching(/^azurerm_key_vault_secret\./));
});

test("a grant on one secret waits for the secret, whoever asks for the grant", () => {
  const program = synth((stack) => {
    const vault = makeVault(stack, KeyVaultAccessModel.RBAC);
    vault.grantReadSecrets(app(stack), { onlySecret: "db" });
    new KeyVaultSecret(stack, "secret", {
      vault,
      name: "db",
      value: new TerraformVariable(stack, "value", { sensitive: true }).stringValue,
    });
  });
  const [assignment] = Object.values(program.all("azurerm_role_assignment")).filter(
    ({ role_definition_name: role }) => role === "Key Vault Secrets User",
  );
  expect(assignment!.depends_on).toEqual([expect.stringMatching(/^azurerm_key_vault_secret\./)]);
});

test("a secret of that name in a vault that nobody can tell is waited for where it can be", () => {
  const program = synth((stack) => {
    const keyVaultId = new TerraformVariable(stack, "id", { type: "string" }).stringValue;
    const unknown = KeyVault.fromKeyVaultId(stack, "unknown", keyVaultId, { accessModel: KeyVaultAccessModel.RBAC });
    const { resource } = new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { secrets: { URL: importVault(stack).secret("url") } }),
    );
    new KeyVaultSecret(stack, "url", { vault: unknown, name: "url", value: resource.latestRevisionFqdn });
  });
  expect(new TerraformGraph(program).onCycles).toEqual([]);
});
