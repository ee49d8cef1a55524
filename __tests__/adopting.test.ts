import { ManagedIdentityContainerApp } from "../lib";
import { appProps, importVault, newStack } from "./synth";
import { Testing } from "cdktf";

/** cdktf asks the terraform of the machine for its version where a program moves or imports: these tests leave that validation out. */
function synthWithoutTerraform(stack: ReturnType<typeof newStack>) {
  return JSON.parse(Testing.synth(stack)) as { moved: unknown; import: unknown };
}

test("a resource that a stack has under another address is moved, not replaced", () => {
  const stack = newStack();
  const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack, { keyVault: importVault(stack) }));
  app.resource.moveFromId("azurerm_container_app.old");
  expect(synthWithoutTerraform(stack).moved).toEqual([{ from: "azurerm_container_app.old", to: `azurerm_container_app.${app.resource.friendlyUniqueId}` }]);
});

test("a resource that Azure has already is taken into the state", () => {
  const stack = newStack();
  const vault = importVault(stack);
  const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack));
  const { resource: policy } = vault.grantReadSecrets(app);
  policy.importFrom("/subscriptions/1/policy");
  expect(synthWithoutTerraform(stack).import).toEqual([{ id: "/subscriptions/1/policy", to: `azurerm_key_vault_access_policy.${policy.friendlyUniqueId}` }]);
});
