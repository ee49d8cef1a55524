import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { Principal } from "../principal";

/** A secret that a container app or job has from a vault. */
export interface SecretUse {
  /** The text of its name in the vault: in lower case, or a reference's. */
  readonly nameKey: string;
  /** Whether that name is known at synth. */
  readonly nameIsKnown: boolean;
  /** What the vault is told apart by. */
  readonly vaultKey: string;
  /** Whether the program says that something else writes it. */
  readonly isWrittenElsewhere: boolean;
  /** What lets the app or job read this secret alone, and so cannot be before the secret is; undefined where the grant is on the vault. */
  readonly ownGrant?: TerraformResource;
}

/** A container app or job as the ordering pass sees it. */
export interface Workload {
  /** The construct that the program made; errors name it. */
  readonly construct: Construct;
  /** What waits. */
  readonly resource: TerraformResource;
  /** The user-assigned identities attached to it: whatever is granted to them comes before it. */
  readonly principals: readonly Principal[];
  /** What Azure uses while it creates the workload: grants behind its references and pulls, and waits for them to propagate. */
  readonly needs: readonly TerraformResource[];
  /** The secrets that Azure reads while it creates the workload. */
  readonly secrets: readonly SecretUse[];
}

/** A secret that the program writes. */
export interface WrittenSecret {
  readonly construct: Construct;
  /** Where the value comes from: a token. */
  readonly value: string;
}
