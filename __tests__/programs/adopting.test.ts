import { TerraformStack, Testing } from "cdktf";
import { ManagedIdentityContainerApp, Role } from "../../lib/index";
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

test("a grant that Azure has already is imported by the id that azurerm gives it", () => {
  const stack = newStack();
  const scope = "/subscriptions/1/resourceGroups/my-rg/providers/Microsoft.Storage/storageAccounts/shop7f3a";
  const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack));
  const vault = makeVault(stack);
  // #region grants
  const vaultId = "/subscriptions/1/resourceGroups/my-rg/providers/Microsoft.KeyVault/vaults/my-vault";
  const policy = vault.grantReadSecrets(app);
  policy.resource.importFrom(`${vaultId}/objectId/11111111-1111-1111-1111-111111111111`);
  const blobs = app.assignRole(Role.STORAGE_BLOB_DATA_READER, scope);
  blobs.resource.importFrom(
    `${scope}/providers/Microsoft.Authorization/roleAssignments/22222222-2222-2222-2222-222222222222`,
  );
  // #endregion
  expect(synthWithoutTerraform(stack).import).toEqual([
    {
      id: `${vaultId}/objectId/11111111-1111-1111-1111-111111111111`,
      to: `azurerm_key_vault_access_policy.${policy.resource.friendlyUniqueId}`,
    },
    {
      id: `${scope}/providers/Microsoft.Authorization/roleAssignments/22222222-2222-2222-2222-222222222222`,
      to: `azurerm_role_assignment.${blobs.resource.friendlyUniqueId}`,
    },
  ]);
});

test("another stack lets go of a resource without destroying it", () => {
  const otherStack = newStack("other");
  // #region removed
  otherStack.addOverride("removed", [{ from: "azurerm_container_app.shop", lifecycle: { destroy: false } }]);
  // #endregion
  expect((JSON.parse(Testing.synth(otherStack, true)) as { removed: unknown }).removed).toEqual([
    { from: "azurerm_container_app.shop", lifecycle: { destroy: false } },
  ]);
});
