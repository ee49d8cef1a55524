import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { EnvironmentRecord, PrincipalRecord } from "./records";
import type { TimeSleep } from "./time-sleep";

/** A secret of a vault, by the keys of the vault and of its name. */
export interface SecretPlace {
  /** The text of its name in the vault: in lower case, or a reference's. */
  readonly nameKey: string;
  /** Whether that name is known at synth. */
  readonly nameIsKnown: boolean;
  /** The canonical key of the vault. */
  readonly vaultKey: string;
}

/** A secret of a vault that a container app or job refers to. */
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
  /** The resource that its dependencies are written to. */
  readonly resource: TerraformResource;
  /** The principals of its user-assigned identities: every grant to them comes before it where that is possible. */
  readonly principals: readonly PrincipalRecord[];
  /**
   * What Azure uses while it creates the workload: grants behind its references and pulls, and waits for them to
   * propagate.
   */
  readonly needs: readonly TerraformResource[];
  /** The secrets that Azure reads while it creates the workload. */
  readonly secrets: readonly SecretUse[];
  /** The environment that it runs in, from whose network Azure reads the secrets. */
  readonly environment: EnvironmentRecord;
  /** The names of the environment's storages that its volumes mount, as far as synth knows them. */
  readonly storages: readonly string[];
  /** The pulls of its images by identities, which Azure makes while it creates the workload. */
  readonly imagePull?: ImagePull;
  /** The exposed port of an app by TCP from outside its environment, which it takes for itself there. */
  readonly exposedPort?: ExposedPort;
}

/** A port that an app takes for itself in its environment. */
export interface ExposedPort {
  readonly port: number;
  /** The text of the environment's id. */
  readonly environment: string;
}

/** The pulls by identities from registries that are known by their server alone. */
export interface ImagePull {
  /** The canonical keys of the identities' principals. */
  readonly principals: ReadonlySet<string>;
  /** The registry's server by the key of the principal, for each identity that the program makes and an image takes. */
  readonly made: ReadonlyMap<string, string>;
  /** The wait for their roles to propagate; the pass adds the roles. */
  readonly wait: TimeSleep;
}

/** A secret that the program writes. */
export interface WrittenSecret {
  readonly construct: Construct;
  /** The token of the value. */
  readonly value: string;
}
