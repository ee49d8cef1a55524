import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { ContainerAppRegistry } from "@cdktf/provider-azurerm/lib/container-app";
import type { RegistryCredentials } from "../registry-credentials";
import { ManagedIdentity } from "../managed-identity";
import type { ManagedIdentityWorkloadProps } from "../managed-identity-workload";
import { isReference } from "./problems";
import { textOf } from "./token-text";
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
  const pulling = (props.registries ?? []).flatMap(({ server, password, identity = identities.primary }) => (password || !identity ? [] : [{ server, identity }]));
  if (pulling.length === 0) {
    return undefined;
  }
  const stack = TerraformStack.of(construct);
  const images = [...props.containers, ...(props.initContainers ?? [])].map(({ image }) => textOf(stack, image.reference));
  const isTaken = (server: string) => images.some((image) => image.startsWith(textOf(stack, `${server}/`)));
  const made = pulling.filter(({ server, identity }) => identity instanceof ManagedIdentity && isTaken(server));
  return {
    principals: new Set(pulling.map(({ identity }) => identity.grantPrincipal._key)),
    made: new Map(made.map(({ server, identity }) => [identity.grantPrincipal._key, isReference(server) ? "a registry" : server])),
    wait: propagationOf(construct, props),
  };
}
