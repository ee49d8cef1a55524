import type { Construct } from "constructs";
import type { ContainerAppRegistry } from "@cdktf/provider-azurerm/lib/container-app";
import type { RegistryCredentials } from "../registry-credentials";
import type { ManagedIdentityWorkloadProps } from "../managed-identity-workload";
import type { ImagePull } from "./workload";
import type { WorkloadIdentities } from "./workload-identities";
import { propagationOf } from "./workload-secrets";

/** The `registry` blocks; the checks have refused one that neither an identity nor a password signs in to. */
export function renderRegistries(registries: readonly RegistryCredentials[] | undefined, identities: WorkloadIdentities): ContainerAppRegistry[] | undefined {
  return registries?.map(({ server, username, password, identity = identities.primary }) =>
    password ? { server, username, passwordSecretName: password.appSecretName } : { server, identity: identity!.identityId },
  );
}

/** The identities that pull images while Azure creates the app or job, and its wait for their roles; undefined where none does. */
export function imagePullOf(construct: Construct, props: ManagedIdentityWorkloadProps, identities: WorkloadIdentities): ImagePull | undefined {
  const pulling = (props.registries ?? []).flatMap(({ password, identity = identities.primary }) =>
    password || !identity ? [] : [identity.grantPrincipal._key],
  );
  return pulling.length > 0 ? { principals: new Set(pulling), wait: propagationOf(construct, props) } : undefined;
}
