import { ITerraformDependable, TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { KeyVaultSecretReference } from "../key-vault-secret-reference";
import type { IManagedIdentity } from "../managed-identity";
import { isLiteral } from "./problems";
import { TimeSleep } from "./time-sleep";
import type { SecretUse } from "./workload";
import type { WorkloadIdentities } from "./workload-identities";

/** A `secret` block, as azurerm takes it. */
interface SecretBlock {
  readonly name: string;
  readonly keyVaultSecretId: string;
  readonly identity: string;
}

/** The secrets of an app or job, and what it needs so that Azure can read them. */
export class WorkloadSecrets {
  /** What must exist before the app or job does. */
  public readonly needs = new Set<TerraformResource>();
  /** What the program says must exist before. */
  public readonly dependsOn: readonly ITerraformDependable[];
  /** What the secrets are, for the ordering pass to find what writes them. */
  public readonly uses: readonly SecretUse[];
  private readonly references: readonly KeyVaultSecretReference[];
  private wait?: TimeSleep;

  constructor(
    private readonly construct: Construct,
    private readonly identities: WorkloadIdentities,
    references: readonly KeyVaultSecretReference[],
    private readonly rolePropagation?: string,
  ) {
    this.references = [...new Map(references.map((reference) => [reference._appKey, reference])).values()];
    this.dependsOn = this.references.flatMap((reference) => reference._dependsOn);
    this.uses = this.references.map((reference) => this.grantRead(reference));
  }

  /** The `secret` blocks. */
  public render(): SecretBlock[] | undefined {
    return this.references.length > 0
      ? this.references.map((reference) => ({
          name: reference.appSecretName,
          keyVaultSecretId: reference.secretUri,
          identity: this.readerOf(reference).identityId,
        }))
      : undefined;
  }

  private grantRead(reference: KeyVaultSecretReference): SecretUse {
    const reader = this.readerOf(reference);
    this.identities.attach(reader);
    const grantPrincipal = reader.grantPrincipal._actingIn(TerraformStack.of(this.construct));
    const grant = reference.grantRead({ grantPrincipal });
    this.needs.add(grant.resource);
    if (grant._propagates) {
      this.wait ??= new TimeSleep(this.construct, "Propagation", this.rolePropagation);
      this.wait.waitFor(grant);
      this.needs.add(this.wait);
    }
    return {
      nameKey: reference._nameKey,
      nameIsKnown: isLiteral(reference.secretName),
      vaultKey: reference.vault._key,
      isWrittenElsewhere: reference._isWrittenElsewhere,
    };
  }

  /** The checks have refused a reference that nothing could read. */
  private readerOf(reference: KeyVaultSecretReference): IManagedIdentity {
    return reference.identity ?? this.identities.primary!;
  }
}
