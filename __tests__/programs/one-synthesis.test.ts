import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { KeyVaultKey } from "@cdktf/provider-azurerm/lib/key-vault-key";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { App, Aspects, TerraformStack, Testing } from "cdktf";
import { ContainerAppEnvironment, KeyVault, ManagedIdentity, Role } from "../../lib/index";
import { synthApp } from "../support/stacks";

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";
const SUBNET = `${SUBSCRIPTION}/resourceGroups/n/providers/Microsoft.Network/virtualNetworks/n/subnets/s`;
const PLACE = { resourceGroupName: "shop-rg", location: "westeurope" };

/** Azure makes the group of this name, so that a program may not. */
const INFRASTRUCTURE = "infrastructure-rg";
const REFUSED = /infrastructureResourceGroupName is that of \[groups\/group\]/;

function environmentIn(stack: TerraformStack): void {
  new ContainerAppEnvironment(stack, "environment", {
    ...PLACE,
    name: "shop",
    infrastructureResourceGroupName: INFRASTRUCTURE,
    infrastructureSubnetId: SUBNET,
  });
}

describe("what the pass over one stack sees of the program", () => {
  test("is what an aspect of the same stack has renamed", () => {
    const { stacks } = synthApp((newStack) => {
      const [apps] = [newStack("apps"), newStack("other")];
      const identity = new ManagedIdentity(apps, "identity", { ...PLACE, name: "shop" });
      const account = new StorageAccount(apps, "account", {
        ...PLACE,
        name: "before",
        accountTier: "Standard",
        accountReplicationType: "LRS",
      });
      identity.assignRole(
        Role.STORAGE_BLOB_DATA_READER,
        `${SUBSCRIPTION}/resourceGroups/shop-rg/providers/Microsoft.Storage/storageAccounts/after`,
      );
      Aspects.of(account).add({ visit: () => void (account.name = "after") });
    });
    expect(stacks.apps!.only("azurerm_role_assignment").depends_on).toEqual(["azurerm_storage_account.account"]);
  });

  test("is what an aspect of an earlier stack, without anything of this library, has renamed", () => {
    const program = () =>
      synthApp((newStack) => {
        const [groups, apps, others] = [newStack("groups"), newStack("apps"), newStack("others")];
        const group = new ResourceGroup(groups, "group", { name: "before", location: "westeurope" });
        Aspects.of(group).add({ visit: () => void (group.name = INFRASTRUCTURE) });
        new ManagedIdentity(others, "identity", { ...PLACE, name: "shop" });
        environmentIn(apps);
      });
    expect(program).toThrow(REFUSED);
  });

  test("is what an aspect of an earlier stack writes into a vault of a later one", () => {
    const { stacks } = synthApp((newStack) => {
      const [writers, vaults] = [newStack("writers"), newStack("vaults")];
      const { keyVaultId } = new KeyVault(vaults, "vault", { ...PLACE, name: "shop-vault" });
      new ManagedIdentity(writers, "identity", { ...PLACE, name: "shop" });
      const write = () =>
        new KeyVaultKey(vaults, "key", { name: "key", keyVaultId, keyType: "RSA", keyOpts: ["sign"] });
      Aspects.of(writers).add({ visit: (construct) => void (construct === writers && write()) });
    });
    expect(stacks.vaults!.only("azurerm_key_vault_access_policy").key_permissions).toContain("Create");
  });
});

describe("a program that changes after it was synthesized", () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "one-synthesis-"));

  afterAll(() => fs.rmSync(outdir, { recursive: true }));

  function program() {
    const app = new App({ outdir });
    const [groups, apps] = ["groups", "apps"].map((id) => new TerraformStack(app, id)) as [
      TerraformStack,
      TerraformStack,
    ];
    [groups, apps].forEach((stack) => new AzurermProvider(stack, "azurerm", { features: [{}] }));
    new ManagedIdentity(groups, "identity", { ...PLACE, name: "shop" });
    environmentIn(apps);
    return { app, apps, group: new ResourceGroup(groups, "group", { name: "before", location: "westeurope" }) };
  }

  test("is seen anew by the next synthesis of the app", () => {
    const { app, group } = program();
    app.synth();
    group.name = INFRASTRUCTURE;
    expect(() => app.synth()).toThrow(REFUSED);
    group.name = "before";
    expect(() => app.synth()).not.toThrow();
  });

  test("is seen anew by a synthesis of one stack, also after one that was refused", () => {
    const { app, apps, group } = program();
    app.synth();
    group.name = INFRASTRUCTURE;
    expect(() => Testing.synth(apps)).toThrow(REFUSED);
    expect(() => app.synth()).toThrow(REFUSED);
    group.name = "before";
    expect(() => Testing.synth(apps)).not.toThrow();
  });
});
