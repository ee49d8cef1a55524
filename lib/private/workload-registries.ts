import type { ContainerAppRegistry } from "@cdktf/provider-azurerm/lib/container-app";
import type { RegistryCredentials } from "../registry-credentials";
import type { WorkloadIdentities } from "./workload-identities";

/** The `registry` blocks; the checks have refused one that neither an identity nor a password signs in to. */
export function renderRegistries(registries: readonly RegistryCredentials[] | undefined, identities: WorkloadIdentities): ContainerAppRegistry[] | undefined {
  return registries?.map(({ server, username, password, identity = identities.primary }) =>
    password ? { server, username, passwordSecretName: password.appSecretName } : { server, identity: identity!.identityId },
  );
}
