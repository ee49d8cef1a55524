import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type { ContainerAppEnvironmentDaprComponentTimeouts } from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import type { IContainerAppEnvironment } from "../environment/environment-base";
import type { IManagedIdentity } from "../identity/identity-base";
import type { AppSecret } from "../key-vault/app-secret";
import type { DaprComponentType } from "./dapr-component-type";
import type { ManagedIdentityContainerApp } from "./managed-identity-container-app";

/** The properties of a Dapr component of an environment. */
export interface DaprComponentProps {
  /**
   * The name of the component, by which the apps call it: 1 to 60 lower-case letters, digits and single hyphens,
   * starting with a letter.
   */
  readonly name: string;
  /** The environment of the apps. */
  readonly environment: IContainerAppEnvironment;
  /** The type of the component, with the access that the apps need for it. */
  readonly componentType: DaprComponentType;
  /**
   * The apps that load the component, each with `dapr`. They are granted the access, and depend on the component.
   *
   * @default - none; required where there are no `appIds`
   */
  readonly apps?: ManagedIdentityContainerApp[];
  /**
   * The Dapr ids of other apps that load the component, such as those of another program. They have to have the
   * `identity`.
   *
   * @default - none
   */
  readonly appIds?: string[];
  /**
   * The user-assigned identity that the component signs in with, of which there is one for all apps: a component has one
   * `azureClientId`. Each of the apps has to have it.
   *
   * @default - the identity that the code of the apps uses; where they have system-assigned identities alone, each app
   *   signs in with its own. Refused where two apps have different ones, and where there are `appIds` only
   */
  readonly identity?: IManagedIdentity;
  /**
   * Metadata beside that of the type, by name.
   *
   * @default - none
   */
  readonly metadata?: { readonly [name: string]: string };
  /**
   * Metadata whose values are secrets, by name: `vault.secret("redis-password")`, which the identity of the environment
   * is granted to read, or `AppSecret.fromValue(…)`.
   *
   * @default - none
   */
  readonly secretMetadata?: { readonly [name: string]: AppSecret };
  /**
   * The version of the type.
   *
   * @default "v1" - that of nearly all types
   */
  readonly version?: string;
  /**
   * Whether an app starts although the component could not be loaded.
   *
   * @default - azurerm's, false
   */
  readonly ignoreErrors?: boolean;
  /**
   * How long Dapr may take to load the component: whole seconds, minutes or hours, such as `10s`.
   *
   * @default - azurerm's, 5s
   */
  readonly initTimeout?: string;
  /**
   * The provider that makes the component, which is that of the environment's subscription.
   *
   * @default - the provider of the environment, where the program says it; otherwise the stack's default azurerm
   *   provider
   */
  readonly provider?: TerraformProvider;
  /**
   * Terraform's lifecycle of the component.
   *
   * @default - Terraform's own
   */
  readonly lifecycle?: TerraformResourceLifecycle;
  /**
   * The resources that the component depends on, beside those that its arguments refer to, what writes its secrets, and
   * the access of the environment to their vault.
   *
   * @default - none
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long azurerm may take to create, read, update and delete the component.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: ContainerAppEnvironmentDaprComponentTimeouts;
}
