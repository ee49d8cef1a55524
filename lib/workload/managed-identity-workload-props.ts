import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type { ContainerAppTemplateVolume, ContainerAppTimeouts } from "@cdktf/provider-azurerm/lib/container-app";
import type { IContainerAppEnvironment } from "../environment/environment-base";
import type { AppSecret } from "../key-vault/app-secret";
import type { IKeyVault } from "../key-vault/key-vault-secret-reference";
import type { RegistryCredentials } from "../registry/registry-credentials";
import type { AzureService } from "../services/azure-service";
import type { AppIdentity } from "./app-identity";
import type { ContainerProps, InitContainerProps } from "./container";

/** The properties that a container app and a container app job share. */
export interface ManagedIdentityWorkloadProps {
  /** The name of the app or job: 2 to 32 lower-case letters, digits and single hyphens, starting with a letter. */
  readonly name: string;
  /** The resource group that holds the app or job, and the identity that it makes. */
  readonly resourceGroupName: string;
  /** The environment that the app or job runs in. */
  readonly environment: IContainerAppEnvironment;
  /** The containers to run, at least one. */
  readonly containers: ContainerProps[];
  /**
   * The init containers, which run before the containers, one after the other, each to its end. In a Consumption-only
   * environment, and on a workload profile of dedicated machines, they cannot use managed identities, and get none of
   * the variables that name one.
   *
   * @default - none
   */
  readonly initContainers?: InitContainerProps[];
  /**
   * The identities that the app or job runs as.
   *
   * @default - AppIdentity.userAssigned(), with an identity that the construct makes, because the access of that
   *   identity can be in place before the app or job is created
   */
  readonly identity?: AppIdentity;
  /**
   * The vault that the code reads secrets from: the code is granted to read them, and has the URI of the vault as
   * `AZURE_KEY_VAULT_ENDPOINT`.
   *
   * @default - none
   */
  readonly keyVault?: IKeyVault;
  /**
   * The services that the code uses: the code is granted the access that this needs, and every container has the
   * variables that say where the services are.
   *
   * @default - none
   */
  readonly services?: AzureService[];
  /**
   * Environment variables of every container whose values are secrets.
   *
   * @default - none
   */
  readonly secrets?: { readonly [name: string]: AppSecret };
  /**
   * Secrets that no environment variable holds: those that only scale rules name, and those that only a secret volume
   * shows.
   *
   * @default - none
   */
  readonly otherSecrets?: AppSecret[];
  /**
   * Environment variables of every container, including init containers. Whoever can read the app can read them: a
   * value from a sensitive variable or attribute is refused at synth.
   *
   * A map that is known only at plan, such as `Token.asStringMap(variable.value)`, may be all or part of them: of two
   * variables of one name, that whose name is known at synth is used. cdktf's HCL writer cannot write such a map, so
   * synthesizing HCL is refused.
   *
   * @default - `AZURE_CLIENT_ID` of the first user-assigned identity, and with a key vault `AZURE_KEY_VAULT_ENDPOINT`,
   *   which the Azure SDKs and the Azure Developer CLI read, in every container that has an identity; and those of the
   *   services; a variable of the same name here or in a container replaces the default
   */
  readonly environmentVariables?: { readonly [name: string]: string };
  /**
   * The credentials for the registries that images come from, where these are not public. An image by
   * `ContainerImage.fromRegistry` needs no entry here.
   *
   * @default - none
   */
  readonly registries?: RegistryCredentials[];
  /**
   * The volumes, in azurerm's type.
   *
   * @default - none
   */
  readonly volumes?: ContainerAppTemplateVolume[];
  /**
   * The name of the workload profile of the environment to run on.
   *
   * @default - the Consumption profile where this program gives the environment profiles; otherwise the
   *   `defaultWorkloadProfileName` of its import, or Azure's choice
   */
  readonly workloadProfileName?: string;
  /**
   * Whether Terraform ignores changes of the images of all containers, and of the revision suffix, because a pipeline
   * deploys new images. The images in the program are those that the app or job is created with.
   *
   * @default false
   */
  readonly ignoreImageChanges?: boolean;
  /**
   * The tags of the app or job, and of the identity that it makes; at most 50.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider, and so the subscription, of the app or job and of the identity that it makes.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
  /**
   * Terraform's lifecycle of the app or job.
   *
   * @default - Terraform's own
   */
  readonly lifecycle?: TerraformResourceLifecycle;
  /**
   * The resources that the app or job depends on, beside those that its arguments refer to and the grants to its
   * identities.
   *
   * @default - none
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long the app or job waits for the roles that Azure needs while it creates it to take effect, once they are
   * assigned: a number with the unit `ms`, `s`, `m` or `h`, such as `90s` or `2.5m`. Azure documents up to ten minutes
   * and usually takes under two.
   *
   * @default "150s" - a quarter more than the longest time measured
   */
  readonly rolePropagation?: string;
  /**
   * How long azurerm may take to create, read, update and delete the app or job.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: ContainerAppTimeouts;
}
