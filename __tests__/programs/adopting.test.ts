import { TerraformStack, Testing } from "cdktf";
import { ManagedIdentityContainerApp } from "../../lib/index";
import { appProps, makeVault, newStack } from "../support/synth";

/**
 * cdktf asks the terraform of the machine for its version where a program moves or imports: this leaves that validation
 * out.
 */
function synthWithoutTerraform(stack: TerraformStack) {
  return JSON.parse(Testing.synth(stack)) as { moved: unknown; import: unknown };
}

test("a resource that a stack or Azure has already is moved or imported, not replaced", () => {
  const stack = newStack();
  const vault = makeVault(stack);
  const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack, { keyVault: vault }));
  // #region adopting
  app.resource.moveFromId("azurerm_container_app.old"); // from another address in the same state
  vault.resource.importFrom("/subscriptions/1/resourceGroups/my-rg/providers/Microsoft.KeyVault/vaults/my-vault"); // from Azure
  // #endregion
  const synthesized = synthWithoutTerraform(stack);
  expect(synthesized.moved).toEqual([
    { from: "azurerm_container_app.old", to: `azurerm_container_app.${app.resource.friendlyUniqueId}` },
  ]);
  expect(synthesized.import).toEqual([
    {
      id: "/subscriptions/1/resourceGroups/my-rg/providers/Microsoft.KeyVault/vaults/my-vault",
      to: `azurerm_key_vault.${vault.resource.friendlyUniqueId}`,
    },
  ]);
});

test("a grant that Azure has already is imported", () => {
  const stack = newStack();
  const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack));
  const { resource } = makeVault(stack).grantReadSecrets(app);
  resource.importFrom("/subscriptions/1/policy");
  expect(synthWithoutTerraform(stack).import).toEqual([
    { id: "/subscriptions/1/policy", to: `azurerm_key_vault_access_policy.${resource.friendlyUniqueId}` },
  ]);
});
