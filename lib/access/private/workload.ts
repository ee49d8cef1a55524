import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { IContainerAppEnvironment } from "../../environment/container-app-environment";
import type { Principal } from "../principal";
import type { TimeSleep } from "./time-sleep";

/** A secret of a vault, as something refers to it. */
export interface SecretPlace {
  /** The text of its name in the vault: in lower case, or a reference's. */
  readonly nameKey: string;
  /** Whether that name is known at synth. */
  readonly nameIsKnown: boolean;
  /** What the vault is told apart by. */
  readonly vaultKey: string;
}

/** A secret that a container app or job has from a vault. */
export interface SecretUse extends SecretPlace {
  /** Whether the program says that something else writes it. */
  readonly isWrittenElsewhere: boolean;
}

/** A grant on one secret alone, which cannot be before that secret is. */
export interface SecretGrant extends SecretPlace {
  readonly grant: TerraformResource;
}

/** A container app or job as the ordering pass sees it. */
export interface Workload {
  /** The construct that the program made; errors name it. */
  readonly construct: Construct;
  /** What waits. */
  readonly resource: TerraformResource;
  /** The user-assigned identities attached to it: whatever is granted to them comes before it. */
  readonly principals: readonly Principal[];
  /**
   * What Azure uses while it creates the workload: grants behind its references and pulls, and waits for them to
   * propagate.
   */
  readonly needs: readonly TerraformResource[];
  /** The secrets that Azure reads while it creates the workload. */
  readonly secrets: readonly SecretUse[];
  /** Where it runs, and so from where Azure reads them. */
  readonly environment: IContainerAppEnvironment;
  /** The names of the environment's storages that its volumes have, as far as synth knows them. */
  readonly storages: readonly string[];
  /** How Azure pulls its images while it creates the workload, where an identity does. */
  readonly imagePull?: ImagePull;
  /** The port of the environment that it takes for itself, with the environment: of an app that is reached by TCP. */
  readonly exposedPort?: string;
}

/** Who pulls images from registries. */
export interface ImagePull {
  /** What the identities are told apart by. */
  readonly principals: ReadonlySet<string>;
  /** Of those that the program makes and that an image takes, the same with the registry's server. */
  readonly made: ReadonlyMap<string, string>;
  /** The wait for their roles to take effect, for the ordering pass to say which. */
  readonly wait: TimeSleep;
}

/** A secret that the program writes. */
export interface WrittenSecret {
  readonly construct: Construct;
  /** Where the value comes from: a token. */
  readonly value: string;
}
