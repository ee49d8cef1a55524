// The program as a user of this library writes it.
import library from "../../build/index.js";
import { APPS_OF_A_VAULT, ENVIRONMENT_ID, IMAGE, LOCATION, measure, RESOURCE_GROUP, vaultNames } from "./program.mjs";

const { ContainerAppEnvironment, ContainerImage, KeyVault, KeyVaultAccessModel, ManagedIdentityContainerApp } = library;

measure((stack, names) => {
  const vaults = vaultNames(names).map((name) =>
    KeyVault.fromKeyVaultName(stack, name, {
      name,
      resourceGroupName: RESOURCE_GROUP,
      accessModel: KeyVaultAccessModel.ACCESS_POLICY,
    }),
  );
  const environment = ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID);
  names.forEach((name, i) => {
    new ManagedIdentityContainerApp(stack, name, {
      name,
      resourceGroupName: RESOURCE_GROUP,
      location: LOCATION,
      environment,
      secrets: { DB_PASSWORD: vaults[Math.floor(i / APPS_OF_A_VAULT)].secret("db-password") },
      containers: [{ image: ContainerImage.of(IMAGE) }],
    });
  });
});
