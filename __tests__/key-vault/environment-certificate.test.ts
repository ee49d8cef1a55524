import { KeyVaultCertificate } from "@cdktf/provider-azurerm/lib/key-vault-certificate";
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  CertificateSource,
  ContainerAppEnvironment,
  ContainerAppEnvironmentCertificate,
  ContainerAppEnvironmentProps,
  EnvironmentIdentity,
  IKeyVault,
  KeyVaultAccessModel,
  KeyVaultCertificateReferenceOptions,
  ManagedIdentity,
  SecretGrantScope,
} from "../../lib/index";
import { sensitive, SUBNET_ID } from "../support/every-argument";
import { synthApp } from "../support/stacks";
import { ENVIRONMENT_ID, importVault, makeVault, synth, Synthesized } from "../support/synth";
import { importIdentity, PLACE } from "../support/services";
import { TerraformGraph } from "../support/terraform-graph";

const TYPE = "azurerm_container_app_environment_certificate";
const { ACCESS_POLICY, RBAC } = KeyVaultAccessModel;

/** A certificate that the program makes in the vault. */
const inVault = (stack: TerraformStack, { keyVaultId }: IKeyVault) =>
  new KeyVaultCertificate(stack, "in-vault", {
    name: "web",
    keyVaultId,
    certificate: { contents: sensitive(stack, "contents") },
  });

interface Parts {
  readonly accessModel?: KeyVaultAccessModel;
  readonly vault?: (stack: TerraformStack) => IKeyVault;
  readonly environment?: (stack: TerraformStack) => Partial<ContainerAppEnvironmentProps>;
  readonly options?: (stack: TerraformStack) => KeyVaultCertificateReferenceOptions;
  readonly also?: (stack: TerraformStack, vault: IKeyVault) => unknown;
}

/** The program of a certificate from a vault; its lines stand before those that it needs. */
const fromVault = ({ accessModel, vault: vaultIn, environment, options, also = inVault }: Parts = {}): Synthesized =>
  synth((stack) => {
    const vault = vaultIn?.(stack) ?? makeVault(stack, accessModel);
    new ContainerAppEnvironmentCertificate(stack, "certificate", {
      name: "web",
      environment: new ContainerAppEnvironment(stack, "environment", {
        ...PLACE,
        name: "shop",
        ...environment?.(stack),
      }),
      source: vault.certificate("web", options?.(stack)),
    });
    also(stack, vault);
  });

const before = (program: Synthesized) => {
  const graph = new TerraformGraph(program);
  expect(graph.onCycles).toEqual([]);
  return [...graph.before(`${TYPE}.${Object.keys(program.all(TYPE))[0]}`)];
};
const matching = (pattern: RegExp) => expect.stringMatching(pattern) as string;

describe("from a vault", () => {
  test("is read, without a version, by an identity that the environment gets and that may read the secrets", () => {
    const program = fromVault();
    expect(program.only(TYPE)).toMatchObject({
      name: "web",
      container_app_environment_id: matching(/environment_\w+\.id/),
      certificate_key_vault: {
        identity: matching(/^\$\{azurerm_user_assigned_identity\.environment_Identity_\w+\.id\}$/),
        key_vault_secret_id: matching(/^\$\{azurerm_key_vault\.vault_\w+\.vault_uri\}secrets\/web$/),
      },
    });
    const ofEnvironment = Object.values(program.all("azurerm_key_vault_access_policy")).find(({ object_id: id }) =>
      JSON.stringify(id).includes("environment_Identity"),
    );
    expect(ofEnvironment).toMatchObject({ secret_permissions: ["Get"] });
    expect(before(program)).toEqual(
      expect.arrayContaining([
        "azurerm_key_vault_certificate.in-vault",
        matching(/^azurerm_key_vault_access_policy\..*environment_Identity/),
      ]),
    );
  });

  test("waits, in a vault by RBAC, until the role has propagated", () => {
    const program = fromVault({ accessModel: RBAC });
    expect(before(program)).toEqual(
      expect.arrayContaining([
        matching(/^azurerm_role_assignment\..*environment_Identity/),
        matching(/^time_sleep\..*EnvironmentPropagation/),
        "azurerm_key_vault_certificate.in-vault",
      ]),
    );
  });

  test("may grant on the one secret, which waits for the certificate in the vault", () => {
    const program = fromVault({ accessModel: RBAC, options: () => ({ grantScope: SecretGrantScope.SECRET }) });
    const [role] = Object.values(program.all("azurerm_role_assignment")).filter(
      ({ role_definition_name: name }) => name === "Key Vault Secrets User",
    );
    expect(role).toMatchObject({
      scope: matching(/\/secrets\/web$/),
      depends_on: ["azurerm_key_vault_certificate.in-vault"],
    });
    expect(() =>
      fromVault({ accessModel: ACCESS_POLICY, options: () => ({ grantScope: SecretGrantScope.SECRET }) }),
    ).toThrow(/onlySecret .*allowed: a grant on the whole vault/);
  });

  test("waits for the way into the vault, and for what writes into an imported one", () => {
    const endpoint = (stack: TerraformStack, vault: IKeyVault) => {
      inVault(stack, vault);
      new PrivateEndpoint(stack, "endpoint", {
        ...PLACE,
        name: "endpoint",
        subnetId: SUBNET_ID,
        privateServiceConnection: {
          name: "vault",
          isManualConnection: false,
          subresourceNames: ["vault"],
          privateConnectionResourceId: vault.keyVaultId,
        },
      });
    };
    expect(before(fromVault({ also: endpoint }))).toContain("azurerm_private_endpoint.endpoint");
    const ofImported = fromVault({ vault: (stack) => importVault(stack), also: endpoint });
    expect(before(ofImported)).toEqual(
      expect.arrayContaining(["azurerm_key_vault_certificate.in-vault", "azurerm_private_endpoint.endpoint"]),
    );
  });

  test("is read by the system-assigned identity of an environment that has no other", () => {
    const program = fromVault({ environment: () => ({ managedIdentity: EnvironmentIdentity.systemAssigned() }) });
    expect(program.only(TYPE).certificate_key_vault).toMatchObject({ identity: "System" });
    expect(before(program)).toEqual(
      expect.arrayContaining([matching(/^azurerm_key_vault_access_policy\..*_environment_/)]),
    );
  });

  test("attaches the identity that it names, beside the environment's own", () => {
    const program = fromVault({
      environment: (stack) => ({
        managedIdentity: EnvironmentIdentity.userAssigned(new ManagedIdentity(stack, "own", { ...PLACE, name: "own" })),
      }),
      options: (stack) => ({ identity: importIdentity(stack) }),
    });
    expect(program.only("azurerm_container_app_environment").identity).toEqual({
      type: "UserAssigned",
      identity_ids: [matching(/\.own\.id|_own_|\.own/), matching(/data\.azurerm_user_assigned_identity\.identity/)],
    });
    expect(program.only(TYPE).certificate_key_vault).toMatchObject({
      identity: matching(/data\.azurerm_user_assigned_identity\.identity/),
    });
  });

  test("in an environment that exists, is read by the identity that it is said to have", () => {
    const program = (withIdentity: boolean) =>
      synth((stack) => {
        const managedIdentity = withIdentity ? EnvironmentIdentity.userAssigned(importIdentity(stack)) : undefined;
        new ContainerAppEnvironmentCertificate(stack, "certificate", {
          name: "web",
          environment: ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID, {
            managedIdentity,
          }),
          source: importVault(stack).certificate("web"),
        });
      });
    expect(program(true).only(TYPE).depends_on).toEqual([matching(/^azurerm_key_vault_access_policy\./)]);
    expect(() => program(false)).toThrow(/\[test\/environment\] is imported without an identity that reads a vault/);
  });

  test("is refused where nothing writes it into a vault that the program makes", () => {
    const run = (options?: KeyVaultCertificateReferenceOptions) => () =>
      fromVault({ options: () => options ?? {}, also: () => undefined });
    expect(run()).toThrow(
      /\[test\/certificate\] reads "web" of a vault that this program makes, and nothing writes it; allowed: a certificate or a secret/,
    );
    expect(run({ dependsOn: [] })).not.toThrow();
  });

  test("of another stack than the environment's is granted in its own", () => {
    const { stacks, dependencies } = synthApp((newStack) => {
      const base = newStack("base");
      const environment = new ContainerAppEnvironment(base, "environment", {
        ...PLACE,
        name: "shop",
        managedIdentity: EnvironmentIdentity.userAssigned(),
      });
      const site = newStack("site");
      const vault = makeVault(site);
      inVault(site, vault);
      new ContainerAppEnvironmentCertificate(site, "certificate", {
        name: "web",
        environment,
        source: vault.certificate("web"),
      });
    });
    expect(dependencies).toEqual({ base: [], site: ["base"] });
    expect(before(stacks.site!)).toEqual(
      expect.arrayContaining([matching(/^azurerm_key_vault_access_policy\..*Identity/)]),
    );
  });
});

describe("from a PFX", () => {
  const fromPfx = (values: (stack: TerraformStack) => [string, string]) => () =>
    synth((stack) => {
      new ContainerAppEnvironmentCertificate(stack, "certificate", {
        name: "web",
        environment: new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop" }),
        source: CertificateSource.fromPfx(...values(stack)),
      });
    });

  test("takes it and its password from sensitive variables, and gives the environment no identity", () => {
    const program = fromPfx((stack) => [sensitive(stack, "pfx"), sensitive(stack, "password")])();
    expect(program.only(TYPE)).toMatchObject({
      certificate_blob_base64: "${var.pfx}",
      certificate_password: "${var.password}",
    });
    expect(program.addresses).toHaveLength(2);
  });

  test.each<[string, (stack: TerraformStack) => [string, string], RegExp]>([
    [
      "a literal PFX",
      (stack) => ["hunter2", sensitive(stack, "password")],
      /fromPfx: pfxBase64 is a literal, which is not shown; allowed: /,
    ],
    [
      "a literal password",
      (stack) => [sensitive(stack, "pfx"), "hunter2"],
      /fromPfx: password is a literal, which is not shown; allowed: /,
    ],
    ["no password", (stack) => [sensitive(stack, "pfx"), undefined as never], /fromPfx: password is missing/],
    [
      "a variable that is not sensitive",
      (stack) => [new TerraformVariable(stack, "pfx", { type: "string" }).stringValue, sensitive(stack, "password")],
      /\[test\/certificate\] .*sensitive/,
    ],
  ])("is refused with %s", (_, values, refusal) => {
    expect(fromPfx(values)).toThrow(refusal);
    expect(fromPfx(values)).not.toThrow(/hunter2/);
  });
});

describe("imported", () => {
  test("by its id, which is checked", () => {
    synth((stack) => {
      const id = `${ENVIRONMENT_ID}/certificates/web`;
      expect(ContainerAppEnvironmentCertificate.fromCertificateId(stack, "web", id).certificateId).toBe(id);
      expect(() => ContainerAppEnvironmentCertificate.fromCertificateId(stack, "other", ENVIRONMENT_ID)).toThrow(
        /certificateId is .*managedEnvironments/,
      );
    });
  });

  test("by its name in an environment, with the provider that finds the environment", () => {
    const program = synth((stack) => {
      const provider = new AzurermProvider(stack, "hub", { features: [{}], alias: "hub" });
      const lookup = { name: "shop", resourceGroupName: "my-rg", provider };
      const environment = ContainerAppEnvironment.fromEnvironmentName(stack, "environment", lookup);
      ContainerAppEnvironmentCertificate.fromCertificateName(stack, "web", { name: "web", environment });
    });
    expect(Object.values(program.json.data![TYPE]!)).toEqual([
      { name: "web", container_app_environment_id: matching(/^\$\{data\./), provider: "azurerm.hub" },
    ]);
  });
});
