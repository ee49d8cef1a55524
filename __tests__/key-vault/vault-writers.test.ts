import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { KeyVaultCertificate } from "@cdktf/provider-azurerm/lib/key-vault-certificate";
import { KeyVaultCertificateContacts } from "@cdktf/provider-azurerm/lib/key-vault-certificate-contacts";
import { KeyVaultCertificateIssuer } from "@cdktf/provider-azurerm/lib/key-vault-certificate-issuer";
import { KeyVaultKey } from "@cdktf/provider-azurerm/lib/key-vault-key";
import { KeyVaultSecret as AzurermKeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { App, Aspects, TerraformLocal, TerraformStack, Token } from "cdktf";
import { IConstruct } from "constructs";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import {
  Deployer,
  GrantHandOver,
  IKeyVault,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultProps,
  KeyVaultSecret,
} from "../../lib/index";
import { sensitive } from "../support/every-argument";
import { GUID, importVault, newStack, synth, Synthesized, synthStack } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const { ACCESS_POLICY, RBAC } = KeyVaultAccessModel;
const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

const make = (stack: TerraformStack, props: Partial<KeyVaultProps> = {}) =>
  new KeyVault(stack, "vault", { ...PLACE, name: "my-vault", ...props });

type Writer = (stack: TerraformStack, keyVaultId: string, id?: string) => unknown;

const secret: Writer = (stack, keyVaultId, id = "written") =>
  new AzurermKeyVaultSecret(stack, id, {
    keyVaultId,
    name: id,
    valueWo: sensitive(stack, `${id}-v`),
    valueWoVersion: 1,
  });
const key: Writer = (stack, keyVaultId, id = "written") =>
  new KeyVaultKey(stack, id, { keyVaultId, name: id, keyType: "RSA", keySize: 2048, keyOpts: ["sign"] });
const certificate: Writer = (stack, keyVaultId, id = "written") =>
  new KeyVaultCertificate(stack, id, { keyVaultId, name: id, certificate: { contents: sensitive(stack, `${id}-v`) } });
const issuer: Writer = (stack, keyVaultId) =>
  new KeyVaultCertificateIssuer(stack, "written", { keyVaultId, name: "digicert", providerName: "DigiCert" });
const contacts: Writer = (stack, keyVaultId) =>
  new KeyVaultCertificateContacts(stack, "written", { keyVaultId, contact: [{ email: "a@example.com" }] });

/** Each writer with its type, the permissions that it takes, and the role. */
const WRITERS: [type: string, Writer, permissions: object, role: string][] = [
  [
    "azurerm_key_vault_secret",
    secret,
    { secret_permissions: ["Delete", "Get", "Purge", "Recover", "Set"] },
    "Key Vault Secrets Officer",
  ],
  [
    "azurerm_key_vault_key",
    key,
    {
      key_permissions: [
        ...["Create", "Delete", "Get", "GetRotationPolicy", "Purge", "Recover", "SetRotationPolicy", "Update"],
      ],
    },
    "Key Vault Crypto Officer",
  ],
  [
    "azurerm_key_vault_certificate",
    certificate,
    { certificate_permissions: ["Create", "Delete", "Get", "Import", "Purge", "Recover", "Update"] },
    "Key Vault Certificates Officer",
  ],
  [
    "azurerm_key_vault_certificate_issuer",
    issuer,
    { certificate_permissions: ["DeleteIssuers", "GetIssuers", "SetIssuers"] },
    "Key Vault Certificates Officer",
  ],
  [
    "azurerm_key_vault_certificate_contacts",
    contacts,
    { certificate_permissions: ["ManageContacts"] },
    "Key Vault Certificates Officer",
  ],
];

describe("what azurerm's own class writes into a vault made here", () => {
  test.each(WRITERS)("gets the deployer's permissions, and waits for them: %s", (type, writer, permissions) => {
    const program = synth((stack) => writer(stack, make(stack).keyVaultId));
    const [[name, policy]] = Object.entries(program.all("azurerm_key_vault_access_policy")) as [[string, object]];
    expect(policy).toMatchObject({ ...permissions, object_id: expect.stringContaining("client_config") as string });
    expect(Object.keys(policy).filter((argument) => argument.endsWith("_permissions"))).toEqual(
      Object.keys(permissions),
    );
    expect(program.only(type).depends_on).toEqual([`azurerm_key_vault_access_policy.${name}`]);
  });

  test.each(WRITERS)("waits under RBAC for the deployer's role, and its propagation: %s", (type, writer, _, role) => {
    const program = synth((stack) => writer(stack, make(stack, { accessModel: RBAC }).keyVaultId));
    const [[name, assignment]] = Object.entries(program.all("azurerm_role_assignment")) as [[string, object]];
    expect(assignment).toMatchObject({ role_definition_name: role });
    expect(program.only(type).depends_on).toEqual([
      `azurerm_role_assignment.${name}`,
      expect.stringMatching(/^time_sleep\.vault_DeployerPropagation/),
    ]);
    expect(program.only("time_sleep").triggers).toEqual({ [name]: `\${azurerm_role_assignment.${name}.id}` });
  });

  test.each(WRITERS)("waits for the propagation of a role of azurerm's own class: %s", (type, writer, _, role) => {
    const program = synth((stack) => {
      const { keyVaultId } = make(stack, { accessModel: RBAC });
      const principalId = new DataAzurermClientConfig(stack, "me", {}).objectId;
      new RoleAssignment(stack, "mine", { scope: keyVaultId, principalId, roleDefinitionName: role });
      writer(stack, keyVaultId);
    });
    expect([...(program.only(type).depends_on as string[])].sort()).toEqual([
      "azurerm_role_assignment.mine",
      expect.stringMatching(/^time_sleep\.vault_DeployerPropagation/),
    ]);
    expect(program.only("time_sleep").triggers).toEqual({ mine: "${azurerm_role_assignment.mine.id}" });
  });

  test("waits for no propagation of a policy of azurerm's own class", () => {
    const program = synth((stack) => {
      const { keyVaultId } = make(stack);
      const { objectId, tenantId } = new DataAzurermClientConfig(stack, "me", {});
      new KeyVaultAccessPolicyA(stack, "mine", { keyVaultId, objectId, tenantId, secretPermissions: ["Get", "Set"] });
      secret(stack, keyVaultId);
    });
    expect(program.only("azurerm_key_vault_secret").depends_on).toEqual(["azurerm_key_vault_access_policy.mine"]);
    expect(program.all("time_sleep")).toEqual({});
  });

  test("shares the deployer's policy with what this library's class writes", () => {
    const program = synth((stack) => {
      const vault = make(stack);
      new KeyVaultSecret(stack, "ours", { vault, name: "ours", value: sensitive(stack, "value") });
      [secret, key, certificate].forEach((writer, i) => writer(stack, vault.keyVaultId, `written${i}`));
    });
    expect(program.only("azurerm_key_vault_access_policy")).toMatchObject({
      secret_permissions: expect.arrayContaining(["Set"]) as string[],
      key_permissions: expect.arrayContaining(["Create"]) as string[],
      certificate_permissions: expect.arrayContaining(["Import"]) as string[],
    });
  });

  test("adds nothing that an unrelated line moves: the address of the policy is that of a KeyVaultSecret's", () => {
    const policyOf = (program: Synthesized) => Object.keys(program.all("azurerm_key_vault_access_policy"));
    const ours = synth((stack) => {
      const vault = make(stack);
      new KeyVaultSecret(stack, "ours", { vault, name: "ours", value: sensitive(stack, "value") });
    });
    expect(policyOf(synth((stack) => key(stack, make(stack).keyVaultId)))).toEqual(policyOf(ours));
  });

  test("by a deployer that the vault names, or who is granted already", () => {
    const by = (deployer: Deployer) => synth((stack) => key(stack, make(stack, { deployer }).keyVaultId));
    expect(by(Deployer.objectId(GUID)).only("azurerm_key_vault_access_policy").object_id).toBe(GUID);
    expect(by(Deployer.alreadyGranted()).all("azurerm_key_vault_access_policy")).toEqual({});
  });

  test("by a local value of the vault's id", () => {
    const program = synth((stack) => key(stack, new TerraformLocal(stack, "id", make(stack).keyVaultId).asString));
    expect(program.only("azurerm_key_vault_key").depends_on).toHaveLength(1);
  });

  test("while the stack hands its grants over is given none, and waits for none", () => {
    const program = synth((stack) => {
      GrantHandOver.enable(stack);
      key(stack, make(stack, { accessModel: RBAC }).keyVaultId);
    });
    expect(program.all("azurerm_role_assignment")).toEqual({});
    expect(program.only("azurerm_key_vault_key").depends_on).toBeUndefined();
  });

  test("into an imported vault gets access where the import says who is to have it", () => {
    const into = (vaultIn: (stack: TerraformStack) => IKeyVault) =>
      synth((stack) => key(stack, vaultIn(stack).keyVaultId)).all("azurerm_key_vault_access_policy");
    const lookup = { name: "my-vault", resourceGroupName: "my-rg", accessModel: ACCESS_POLICY };
    expect(into((stack) => importVault(stack))).toEqual({});
    expect(
      Object.keys(
        into((stack) => KeyVault.fromKeyVaultName(stack, "vault", { ...lookup, deployer: Deployer.currentCaller() })),
      ),
    ).toHaveLength(1);
  });

  test("into a vault of which the program has no construct is the program's own", () => {
    const program = synth((stack) => {
      make(stack);
      key(stack, "/subscriptions/1/resourceGroups/other-rg/providers/Microsoft.KeyVault/vaults/other");
    });
    expect(program.all("azurerm_key_vault_access_policy")).toEqual({});
    expect(program.only("azurerm_key_vault_key").depends_on).toBeUndefined();
  });
});

describe("a deployer to whom the program gives access itself", () => {
  const callerIn = (stack: TerraformStack) => new DataAzurermClientConfig(stack, "caller", {});

  test("by azurerm's policy is given no second one, and the key waits for that", () => {
    const program = synth((stack) => {
      const { keyVaultId, tenantId } = make(stack);
      key(stack, keyVaultId);
      new KeyVaultAccessPolicyA(stack, "own", {
        keyVaultId,
        tenantId,
        objectId: callerIn(stack).objectId,
        keyPermissions: ["Get", "Create"],
      });
    });
    expect(Object.keys(program.all("azurerm_key_vault_access_policy"))).toEqual(["own"]);
    expect(program.only("azurerm_key_vault_key").depends_on).toEqual(["azurerm_key_vault_access_policy.own"]);
  });

  test.each([
    [["Get", "List"], "Create"],
    [undefined, "Get"],
  ])("by azurerm's policy that does not let them write a key is refused: %j", (keyPermissions, missing) => {
    const granting = (permissions: string[] | undefined) => () =>
      synth((stack) => {
        const { keyVaultId, tenantId } = make(stack);
        const policy = { keyVaultId, tenantId, objectId: callerIn(stack).objectId, keyPermissions: permissions };
        new KeyVaultAccessPolicyA(stack, "own", { ...policy, secretPermissions: ["Get", "Set"] });
        key(stack, keyVaultId);
      });
    expect(granting(keyPermissions)).toThrow(
      new RegExp(
        `\\[test/own\\] is the policy of .* \\[test/written\\], and has no ${missing} among its keyPermissions`,
      ),
    );
    expect(granting(["Get", "Create"])).not.toThrow();
    expect(granting(Token.asList("${var.permissions}"))).not.toThrow();
  });

  test.each([
    ["Key Vault Crypto Officer", 1],
    ["Key Vault Administrator", 1],
    ["Key Vault Secrets Officer", 2],
  ])("by azurerm's role assignment, %s, which is for keys or not", (roleDefinitionName, count) => {
    const program = synth((stack) => {
      const { keyVaultId } = make(stack, { accessModel: RBAC });
      key(stack, keyVaultId);
      new RoleAssignment(stack, "own", {
        scope: keyVaultId,
        roleDefinitionName,
        principalId: callerIn(stack).objectId,
      });
    });
    expect(Object.keys(program.all("azurerm_role_assignment"))).toHaveLength(count);
    expect(program.only("azurerm_key_vault_key").depends_on).toContain("azurerm_role_assignment.own");
  });

  test("on the resource group: what is written waits for that", () => {
    const program = synth((stack) => {
      const vault = make(stack, { accessModel: RBAC, deployer: Deployer.alreadyGranted() });
      new KeyVaultSecret(stack, "ours", { vault, name: "ours", value: sensitive(stack, "value") });
      new RoleAssignment(stack, "own", {
        scope: "/subscriptions/1/resourceGroups/my-rg",
        roleDefinitionName: "Key Vault Administrator",
        principalId: callerIn(stack).objectId,
      });
    });
    expect(program.only("azurerm_key_vault_secret").depends_on).toEqual(["azurerm_role_assignment.own"]);
  });

  test("through a group that depends on what is written closes no cycle", () => {
    const program = synth((stack) => {
      const { keyVaultId, tenantId } = make(stack, { deployer: Deployer.alreadyGranted() });
      const written = key(stack, keyVaultId) as KeyVaultKey;
      new KeyVaultAccessPolicyA(stack, "own", { keyVaultId, tenantId, objectId: GUID, dependsOn: [written] });
    });
    expect(program.only("azurerm_key_vault_key").depends_on).toBeUndefined();
    expect(new TerraformGraph(program).onCycles).toEqual([]);
  });
});

describe("a key that an aspect makes", () => {
  /** A program whose aspect makes a key as it visits the stack, or the last construct of the stack. */
  const byAspectOn = (place: "stack" | "last construct") => () => {
    const stack = newStack();
    const { keyVaultId } = make(stack);
    const last = new AzurermProvider(stack, "last", { alias: "last", features: [{}] });
    const visited: IConstruct = place === "stack" ? stack : last;
    Aspects.of(visited).add({ visit: (construct) => void (construct === visited && key(stack, keyVaultId)) });
    return synthStack(stack);
  };

  test("on the stack gets access", () => {
    expect(Object.keys(byAspectOn("stack")().all("azurerm_key_vault_access_policy"))).toHaveLength(1);
  });

  test("after the grants are made is refused", () => {
    expect(byAspectOn("last construct")).toThrow(
      /\[test\/written\] is made by an aspect, after whoever applies the program was given access to \[test\/vault\]/,
    );
  });
});

test("a key in another stack than the vault: that stack is applied later, and the access is in the vault's", () => {
  const app = new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), "writers-")) });
  const [platform, shop] = ["platform", "shop"].map((id) => {
    const stack = new TerraformStack(app, id);
    new AzurermProvider(stack, "azurerm", { features: [{}] });
    return stack;
  }) as [TerraformStack, TerraformStack];
  key(shop, make(platform).keyVaultId);
  app.synth();
  const read = (id: string) =>
    new Synthesized(fs.readFileSync(path.join(app.outdir, "stacks", id, "cdk.tf.json"), "utf8"));
  expect(Object.keys(read("platform").all("azurerm_key_vault_access_policy"))).toHaveLength(1);
  expect(read("shop").all("azurerm_key_vault_access_policy")).toEqual({});
  expect(shop.dependsOn(platform)).toBe(true);
});
