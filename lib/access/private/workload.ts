import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { EnvironmentRecord, GrantRecord, PrincipalRecord } from "./records";
import type { TimeSleep } from "./time-sleep";

/** A secret of a vault, by the key of the vault and the text of its name. */
export interface SecretPlace {
  /** The text of the secret's name in the vault: a literal in lower case, or a reference. */
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

/** A secret of a vault that an environment reads while a certificate or a Dapr component of it is created. */
export interface EnvironmentRead {
  readonly resource: TerraformResource;
  /** The id of the secret, as the resource names it. */
  readonly secretId: string;
  readonly secret: SecretUse;
}

/** A grant on one secret alone, which Azure accepts only once the secret exists. */
export interface SecretGrant extends SecretPlace {
  readonly grant: TerraformResource;
}

/** An image that a container app or job runs. */
export interface UsedImage {
  /** Its reference, which begins with the host name of its registry. */
  readonly reference: string;
  /** The canonical key of its registry, where the program has that as a construct. */
  readonly registryKey?: string;
  /** Whether the program says what pushes it. */
  readonly isPushed: boolean;
}

/** A container app or job as the ordering pass sees it. */
export interface Workload {
  /** The construct that the program made; errors name it. */
  readonly construct: Construct;
  /** The resource whose `depends_on` the pass writes. */
  readonly resource: TerraformResource;
  /**
   * The principals of its user-assigned identities: the workload depends on every grant to them, unless that could
   * close a cycle.
   */
  readonly principals: readonly PrincipalRecord[];
  /**
   * The resources that Azure needs while it creates the workload: the grants for Key Vault references and image pulls,
   * and the waits for them to propagate.
   */
  readonly needs: readonly TerraformResource[];
  /** The secrets that Azure reads while it creates the workload. */
  readonly secrets: readonly SecretUse[];
  /** The environment that it runs in, from whose network Azure reads the secrets. */
  readonly environment: EnvironmentRecord;
  /** The names of the environment's storages that its volumes mount, as far as synth knows them. */
  readonly storages: readonly string[];
  /** The images that Azure pulls while it creates the workload. */
  readonly images: readonly UsedImage[];
  /** The image pulls by identities from registries that are known by their server alone. */
  readonly imagePull?: ImagePull;
  /** The identities of the program that its scale rules authenticate with. */
  readonly scaleIdentities: readonly ScaleIdentity[];
  /** The exposed port of an app with an external TCP ingress. */
  readonly exposedPort?: ExposedPort;
  /** The grants by which the code reaches the services that the program says it uses. */
  readonly serviceGrants: readonly GrantRecord[];
  /** What Dapr does beside an app, where synth knows the app's Dapr id. */
  readonly dapr?: DaprSidecar;
}

/** Dapr beside an app: it loads the components of the app when the app starts. */
export interface DaprSidecar {
  /** The Dapr id of the app. */
  readonly appId: string;
  /** The wait for the roles of the components to propagate; the pass adds the roles. */
  readonly wait: TimeSleep;
}

/** An identity that the program makes and a scale rule authenticates with. */
export interface ScaleIdentity {
  /** The path of the property that names it. */
  readonly at: string;
  /** The canonical key of the identity's principal. */
  readonly principal: string;
}

/** The exposed port of an app with an external TCP ingress, which no other such app of the environment can have. */
export interface ExposedPort {
  readonly port: number;
  /** The text of the environment's id. */
  readonly environment: string;
}

/**
 * The image pulls by identities from registries that are known by their server alone. Azure pulls the images while it
 * creates the workload.
 */
export interface ImagePull {
  /** The canonical keys of the identities' principals. */
  readonly principals: ReadonlySet<string>;
  /**
   * The server of the registry, by the key of the principal, for each identity that the program makes and that pulls an
   * image.
   */
  readonly made: ReadonlyMap<string, string>;
  /** The wait for the roles of these identities to propagate; the pass adds the roles. */
  readonly wait: TimeSleep;
}

/** A secret that the program writes. */
export interface WrittenSecret {
  readonly construct: Construct;
  /** The token of the value. */
  readonly value: string;
}
