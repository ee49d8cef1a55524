import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type { ContainerAppTemplateVolume, ContainerAppTimeouts } from "@cdktf/provider-azurerm/lib/container-app";
import type { IContainerAppEnvironment } from "../environment/container-app-environment";
import type { AppSecret } from "../key-vault/app-secret";
import type { IKeyVault } from "../key-vault/key-vault-secret-reference";
import type { RegistryCredentials } from "../registry/registry-credentials";
import type { AzureService } from "../services/azure-service";
import type { AppIdentity } from "./app-identity";
import type { ContainerProps, InitContainerProps } from "./container";

/** What a container app and a container app job have in common. */
export interface ManagedIdentityWorkloadProps {
  /** Its name: 2 to 32 lower-case letters, digits and single hyphens, starting with a letter. */
  readonly name: string;
  /** The resource group that holds it, and the identity that it makes. */
  readonly resourceGroupName: string;
  /** Where it runs. */
  readonly environment: IContainerAppEnvironment;
  /** What it runs, at least one. */
  readonly containers: ContainerProps[];
  /**
   * What it runs before that, one after the other, each to its end. In an environment without workload profiles they
   * have no identity.
   *
   * @default - none
   */
  readonly initContainers?: InitContainerProps[];
  /**
   * The identities that it runs as.
   *
   * @default - AppIdentity.userAssigned(), with an identity that the construct makes: its access can be in place before
   *   the app or job is
   */
  readonly identity?: AppIdentity;
  /**
   * The vault that its code reads secrets from: it may read them, and has the vault's address as
   * `AZURE_KEY_VAULT_ENDPOINT`.
   *
   * @default - none
   */
  readonly keyVault?: IKeyVault;
  /**
   * The services that its code uses: it has the roles that this takes, and every container the variables that say where
   * they are.
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
   * Secrets that no environment variable holds: those that scale rules name, and those that only a secret volume shows.
   *
   * @default - none
   */
  readonly otherSecrets?: AppSecret[];
  /**
   * Environment variables of every container, init containers among them. A map that only the plan knows, such as
   * `Token.asStringMap(variable.value)`, may be all or part of them: a variable whose name is known at synth holds over
   * one of the same name in such a map. cdktf's HCL writer cannot write these: synthesizing HCL is refused.
   *
   * @default - `AZURE_CLIENT_ID` of the first user-assigned identity, and with a key vault `AZURE_KEY_VAULT_ENDPOINT`,
   *   which the Azure SDKs and the Azure Developer CLI read, and those of the services; a variable of that name here or
   *   in a container holds instead
   */
  readonly environmentVariables?: { readonly [name: string]: string };
  /**
   * The registries that its images come from, where these are not public.
   *
   * @default - none
   */
  readonly registries?: RegistryCredentials[];
  /**
   * Its volumes, as azurerm has them.
   *
   * @default - none
   */
  readonly volumes?: ContainerAppTemplateVolume[];
  /**
   * The workload profile of the environment that it runs on.
   *
   * @default - the environment's Consumption profile where this program gives it profiles; else Azure's choice
   */
  readonly workloadProfileName?: string;
  /**
   * Whether Terraform leaves the images of all its containers alone once it is created, because a pipeline deploys new
   * ones, and with them the suffix of the revision. The images of the program are what it is created with.
   *
   * @default false
   */
  readonly ignoreImageChanges?: boolean;
  /**
   * Tags of it and of the identity that it makes.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider, and so the subscription, of it and of the identity that it makes.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
  /**
   * Terraform's lifecycle of it.
   *
   * @default - Terraform's own
   */
  readonly lifecycle?: TerraformResourceLifecycle;
  /**
   * What it waits for beside what it refers to and what it is granted.
   *
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long it waits, where it needs a role when it is created, for a role to take effect once it is assigned: a
   * number and a unit, `90s` or `2.5m`. Azure documents up to ten minutes and usually takes under two.
   *
   * @default "150s"
   */
  readonly rolePropagation?: string;
  /**
   * How long azurerm may take.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: ContainerAppTimeouts;
}
