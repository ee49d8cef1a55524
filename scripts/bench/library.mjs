// The program as a user of this library writes it.
import library from "../../build/index.js";
import { ENVIRONMENT_ID, IMAGE, LOCATION, measure, RESOURCE_GROUP, VAULT } from "./program.mjs";

const { ContainerAppEnvironment, ContainerImage, KeyVault, KeyVaultAccessModel, ManagedIdentityContainerApp } = library;

measure((stack, names) => {
  const vault = KeyVault.fromKeyVaultName(stack, "vault", {
    name: VAULT,
    resourceGroupName: RESOURCE_GROUP,
    accessModel: KeyVaultAccessModel.ACCESS_POLICY,
  });
  const environment = ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID);
  for (const name of names) {
    new ManagedIdentityContainerApp(stack, name, {
      name,
      resourceGroupName: RESOURCE_GROUP,
      location: LOCATION,
      environment,
      secrets: { DB_PASSWORD: vault.secret("db-password") },
      containers: [{ image: ContainerImage.of(IMAGE) }],
    });
  }
});
