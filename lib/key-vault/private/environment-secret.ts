import { TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ledgerOf } from "../../access/internal";
import { isLiteral } from "../../core/problems";
import type { IContainerAppEnvironment } from "../../environment/environment-base";
import type { SecretInVault } from "../app-secret";

/** A secret of a vault that an environment reads, as azurerm's classes name it. */
export interface EnvironmentSecret {
  /** The id of a user-assigned identity of the environment, or `System`. */
  readonly identity: string;
  readonly keyVaultSecretId: string;
}

/**
 * Lets an environment read a secret of a vault, for a construct that has it read the secret. The identity is attached to
 * an environment that the program makes.
 */
export function grantToEnvironment(
  construct: Construct,
  environment: IContainerAppEnvironment,
  secret: SecretInVault,
): EnvironmentSecret {
  const { id, grantPrincipal } = environment._identities.reader(secret.identity);
  secret.grantRead({ grantPrincipal: grantPrincipal._runningIn(TerraformStack.of(construct)) });
  return { identity: id, keyVaultSecretId: secret.secretUri };
}

/** Records that the resource has its environment read the secret, for the ordering pass. */
export function recordRead(resource: TerraformResource, secret: SecretInVault): void {
  ledgerOf(resource.cdktfStack).environmentReads.push({
    resource,
    secretId: secret.secretUri,
    secret: {
      nameKey: secret._nameKey,
      nameIsKnown: isLiteral(secret.secretName),
      vaultKey: secret.vault._key,
      isWrittenElsewhere: secret._isWrittenElsewhere,
    },
  });
}
