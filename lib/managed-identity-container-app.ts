import { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  ContainerApp,
  ContainerAppDapr,
  ContainerAppTemplate,
  ContainerAppTemplateAzureQueueScaleRule,
  ContainerAppTemplateCustomScaleRule,
  ContainerAppTemplateHttpScaleRule,
  ContainerAppTemplateTcpScaleRule,
  ContainerAppTemplateVolume,
  ContainerAppTimeouts,
} from "@cdktf/provider-azurerm/lib/container-app";
import { AppIdentity } from "./app-identity";
import { ContainerProps } from "./container";
import { IContainerAppEnvironment } from "./container-app-environment";
import type { Grant } from "./grant";
import { IGrantable, Principal } from "./principal";
import { Ingress } from "./ingress";
import { IKeyVault } from "./key-vault-access";
import { KeyVaultSecretReference } from "./key-vault-secret-reference";
import { IManagedIdentity } from "./managed-identity";
import { Access } from "./private/access";
import { assignRole } from "./private/assign-role";
import { checkWorkload, referencesOf } from "./private/check-workload";
import { identityVariables, renderContainers } from "./private/containers";
import { copyOf } from "./private/copy";
import { dependenciesIn } from "./private/depends-on";
import { checkName, NAMES } from "./private/names";
import { isLiteral, isObject, Problem, refuse } from "./private/problems";
import { Program } from "./private/program";
import { WorkloadIdentities } from "./private/workload-identities";
import { WorkloadSecrets } from "./private/workload-secrets";
import { Role, RoleAssignmentOptions } from "./role";

/** How many revisions of an app run at a time. */
export enum RevisionMode {
  /** The latest one, which replaces the one before when it is ready. */
  SINGLE = "Single",
  /** As many as are active; the ingress says which gets how much traffic. */
  MULTIPLE = "Multiple",
}

/** A container app with managed identity. */
export interface ManagedIdentityContainerAppProps {
  /** Its name: 2 to 32 lower-case letters, digits and single hyphens, starting with a letter. */
  readonly name: string;
  /** The resource group that holds it, and the identity that it makes. */
  readonly resourceGroupName: string;
  /**
   * The Azure region of the identity that it makes; the app itself runs where its environment is.
   *
   * @default - none; needed unless every identity is given or system-assigned
   */
  readonly location?: string;
  /** Where it runs. */
  readonly environment: IContainerAppEnvironment;
  /** What it runs, at least one. */
  readonly containers: ContainerProps[];
  /**
   * Whom it acts as.
   *
   * @default - AppIdentity.userAssigned(), with an identity that the construct makes: its access can be in place before the app is
   */
  readonly identity?: AppIdentity;
  /**
   * The vault that its code reads secrets from: the app may read them, and has the vault's address as `AZURE_KEY_VAULT_ENDPOINT`.
   *
   * @default - none
   */
  readonly keyVault?: IKeyVault;
  /**
   * Environment variables of every container whose values are secrets of a vault.
   *
   * @default - none
   */
  readonly secrets?: { readonly [name: string]: KeyVaultSecretReference };
  /**
   * Environment variables of every container.
   *
   * @default - `AZURE_CLIENT_ID` of the first user-assigned identity, and with a key vault `AZURE_KEY_VAULT_ENDPOINT`, which the Azure
   *   SDKs and the Azure Developer CLI read; a variable of that name here or in a container holds instead
   */
  readonly environmentVariables?: { readonly [name: string]: string };
  /**
   * How it is reached.
   *
   * @default - not at all
   */
  readonly ingress?: Ingress;
  /**
   * How many of its revisions run at a time.
   *
   * @default RevisionMode.SINGLE
   */
  readonly revisionMode?: RevisionMode;
  /**
   * How many inactive revisions Azure keeps, 0 to 100.
   *
   * @default 100 - Azure's own; always written, because azurerm sends 0 where nothing is
   */
  readonly maxInactiveRevisions?: number;
  /**
   * What the name of its next revision ends with.
   *
   * @default - Azure's choice
   */
  readonly revisionSuffix?: string;
  /**
   * The least number of replicas, 0 to 300.
   *
   * @default - azurerm's, 0
   */
  readonly minReplicas?: number;
  /**
   * The greatest number of replicas, 1 to 300.
   *
   * @default - azurerm's, 10
   */
  readonly maxReplicas?: number;
  /**
   * How many seconds after the last event it is scaled to nothing.
   *
   * @default - azurerm's, 300
   */
  readonly cooldownPeriodInSeconds?: number;
  /**
   * How many seconds lie between two looks at what it scales by.
   *
   * @default - azurerm's, 30
   */
  readonly pollingIntervalInSeconds?: number;
  /**
   * How many seconds a replica has to stop, 0 to 600.
   *
   * @default - azurerm's, 0
   */
  readonly terminationGracePeriodSeconds?: number;
  /**
   * Scaling by the length of a storage queue, as azurerm has it.
   *
   * @default - none
   */
  readonly azureQueueScaleRules?: ContainerAppTemplateAzureQueueScaleRule[];
  /**
   * Scaling by anything that KEDA knows, as azurerm has it.
   *
   * @default - none
   */
  readonly customScaleRules?: ContainerAppTemplateCustomScaleRule[];
  /**
   * Scaling by HTTP requests, as azurerm has it.
   *
   * @default - none
   */
  readonly httpScaleRules?: ContainerAppTemplateHttpScaleRule[];
  /**
   * Scaling by TCP connections, as azurerm has it.
   *
   * @default - none
   */
  readonly tcpScaleRules?: ContainerAppTemplateTcpScaleRule[];
  /**
   * Its volumes, as azurerm has them.
   *
   * @default - none
   */
  readonly volumes?: ContainerAppTemplateVolume[];
  /**
   * Dapr, as azurerm has it.
   *
   * @default - none
   */
  readonly dapr?: ContainerAppDapr;
  /**
   * The workload profile of the environment that it runs on.
   *
   * @default - the environment's Consumption profile where this program gives it one; else Azure's choice
   */
  readonly workloadProfileName?: string;
  /**
   * Tags of the app and of the identity that it makes.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider, and so the subscription, of the app and of the identity that it makes.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
  /**
   * Terraform's lifecycle of the app.
   *
   * @default - Terraform's own
   */
  readonly lifecycle?: TerraformResourceLifecycle;
  /**
   * What the app waits for beside what it refers to and what it is granted.
   *
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long the app waits, where it needs a role when it is created, for a role to take effect once it is assigned: a number and a unit, `90s` or `2.5m`. Azure documents up to ten minutes
   * and usually takes under two.
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

/**
 * A container app that reaches other Azure services by managed identity: an `azurerm_container_app` with its identities, the access
 * that its secrets take, and the order among them.
 *
 * By default it makes a user-assigned identity, and waits for everything that is granted to it.
 */
export class ManagedIdentityContainerApp extends Construct implements IGrantable {
  /** The Terraform resource. */
  public readonly resource: ContainerApp;
  /** The user-assigned identity that the app's code uses; undefined with a system-assigned identity alone. */
  public readonly identity?: IManagedIdentity;
  /** The system-assigned identity, to be granted access; undefined without one. */
  public readonly systemAssignedPrincipal?: Principal;
  /** Who receives what the app is granted: the identity that its code uses. */
  public readonly grantPrincipal: Principal;
  private id?: string;

  /**
   * @throws Error that lists what is wrong with the props: names that Azure does not take, names that two containers, secrets or variables
   *   share, a Key Vault reference without a user-assigned identity, an identity to make without a location
   */
  constructor(scope: Construct, id: string, props: ManagedIdentityContainerAppProps) {
    super(scope, id);
    refuse(this, [...checkWorkload(NAMES.containerApp, props), ...checkRevision(props)]);
    const stack = TerraformStack.of(this);
    const identities = new WorkloadIdentities(this, props);
    const references = referencesOf(props).map(([, reference]) => reference);
    const secrets = new WorkloadSecrets(this, identities, references, props.rolePropagation);

    this.identity = identities.primary;
    this.resource = new ContainerApp(this, "Resource", {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      containerAppEnvironmentId: props.environment.environmentId,
      revisionMode: props.revisionMode ?? RevisionMode.SINGLE,
      maxInactiveRevisions: props.maxInactiveRevisions ?? DEFAULT_MAX_INACTIVE_REVISIONS,
      workloadProfileName: props.workloadProfileName ?? props.environment.defaultWorkloadProfileName,
      identity: identities.render(),
      secret: secrets.render(),
      ingress: copyOf(props.ingress?.config),
      dapr: copyOf(props.dapr),
      template: renderTemplate(props, this.identity),
      tags: copyOf(props.tags),
      timeouts: props.timeouts,
      provider: props.provider,
      lifecycle: copyOf(props.lifecycle),
      dependsOn: dependenciesIn(stack, [...(props.dependsOn ?? []), ...secrets.dependsOn]),
    });
    this.systemAssignedPrincipal = props.identity?.hasSystemAssigned ? this.principalOfSystem(stack) : undefined;
    this.grantPrincipal = this.identity?.grantPrincipal._actingIn(stack) ?? this.systemAssignedPrincipal!;
    props.keyVault?.grantReadSecrets(this);

    const access = Access.of(stack);
    access.literalReferences.addGroup(this, props.resourceGroupName, props.provider, this.resource);
    access.literalReferences.addEnvironment(this, this.resource, props.environment.environmentId);
    access.workloads.push({ construct: this, resource: this.resource, principals: identities.principals, needs: [...secrets.needs], secrets: secrets.uses });
  }

  /** The app's resource id. */
  public get containerAppId(): string {
    return (this.id ??= this.resource.id);
  }

  /** The object id of the identity that the app's code uses. */
  public get principalId(): string {
    return this.grantPrincipal.principalId;
  }

  /**
   * Assigns a role to the identity that the app's code uses. Asked for twice, it is one assignment.
   *
   * The app waits for the assignment, unless that depends on an app or job itself.
   *
   * @param role what it may do
   * @param scope the id of what it may do it to: a resource, a resource group, a subscription
   * @throws Error when a literal scope is not an id
   */
  public assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant {
    return assignRole(this, role, scope, options);
  }

  private principalOfSystem(stack: TerraformStack): Principal {
    const principalId = this.resource.identity.principalId;
    return Principal._ofIdentity(principalId, Program.of(stack).principalKey(stack, principalId), stack);
  }
}

/** Azure's own. */
const DEFAULT_MAX_INACTIVE_REVISIONS = 100;

/** Azure calls a revision `<app>--<suffix>`, and takes 54 characters of that. */
function checkRevision({ name, revisionSuffix, ingress }: ManagedIdentityContainerAppProps): Problem[] {
  const length = isLiteral(name) && isLiteral(revisionSuffix) ? `${name}--${revisionSuffix}`.length : 0;
  const allowed = "a name of which <app>--<suffix> has at most 54 characters";
  return [
    ...(revisionSuffix === undefined ? [] : checkName(NAMES.revisionSuffix, "revisionSuffix", revisionSuffix)),
    ...(length > 54 ? [{ property: "revisionSuffix", value: revisionSuffix, allowed, change: "Shorten it, or the name of the app." }] : []),
    ...(ingress === undefined || (isObject(ingress) && "config" in ingress)
      ? []
      : [{ property: "ingress", value: ingress, allowed: "an Ingress", change: "Pass Ingress.internalOnly(…), Ingress.external(…) or Ingress.of(…)." }]),
  ];
}

function renderTemplate(props: ManagedIdentityContainerAppProps, identity: IManagedIdentity | undefined): ContainerAppTemplate {
  return {
    container: renderContainers(props.containers, props.name, [identityVariables(identity, props.keyVault), props]),
    minReplicas: props.minReplicas,
    maxReplicas: props.maxReplicas,
    cooldownPeriodInSeconds: props.cooldownPeriodInSeconds,
    pollingIntervalInSeconds: props.pollingIntervalInSeconds,
    revisionSuffix: props.revisionSuffix,
    terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
    azureQueueScaleRule: copyOf(props.azureQueueScaleRules),
    customScaleRule: copyOf(props.customScaleRules),
    httpScaleRule: copyOf(props.httpScaleRules),
    tcpScaleRule: copyOf(props.tcpScaleRules),
    volume: copyOf(props.volumes),
  };
}
