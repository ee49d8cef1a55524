import { Construct } from "constructs";
import { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app";
import { azurermVersionOf } from "../core/azurerm-version";
import { copyOf } from "../core/copy";
import { knownAfterApply } from "../core/known-after-apply";
import { resolveItself } from "../core/own-resolution";
import { isObject, kindOf, Problem, refuse } from "../core/problems";
import { withShortStacks } from "../core/short-stacks";
import type { IContainerAppEnvironment } from "../environment/environment-base";
import { checkProps, checkValue } from "../rules/check";
import type { IContainerApp } from "./container-app";
import { ContainerAppCustomDomain } from "./container-app-custom-domain";
import type { CustomDomainOptions } from "./container-app-custom-domain-props";
import type { DomainRecord, DomainRecordType } from "./domain-record";
import type { ManagedIdentityContainerAppProps } from "./managed-identity-container-app-props";
import { ManagedIdentityWorkloadBase } from "./managed-identity-workload";
import { checkDomainOfRecords } from "./private/check-custom-domain";
import { recordsOf } from "./private/domain-records";
import { APP } from "./private/rules/app";
import { DOMAIN } from "./private/rules/custom-domain";
import { IDENTITY_SINCE } from "./private/rules/scale";
import { WorkloadArguments, WorkloadPrincipals } from "./private/workload-arguments";
import { RevisionMode } from "./revision-mode";

/**
 * A container app that reaches other Azure services by managed identity: an `azurerm_container_app` with its
 * identities, the grants for its secrets, images and services, and the dependencies among them.
 *
 * By default the app makes a user-assigned identity. It depends on every grant to its user-assigned identities, unless
 * that grant depends on an app or job.
 */
export class ManagedIdentityContainerApp extends ManagedIdentityWorkloadBase implements IContainerApp {
  /** The Terraform resource. */
  public readonly resource: ContainerApp;
  /** @internal */
  public readonly _environment: IContainerAppEnvironment;
  /** @internal */
  protected readonly _principals: WorkloadPrincipals;
  private id?: string;
  private host?: string;
  private revisionName?: string;
  private revisionFqdn?: string;
  private outbound?: string[];
  private verificationId?: string;

  /**
   * @throws Error that lists everything in the props that azurerm or Azure would refuse: names that Azure does not
   *   accept, names that two containers, secrets or variables share, a Key Vault reference without a user-assigned
   *   identity, an identity to make without a location, and more
   */
  constructor(scope: Construct, id: string, props: ManagedIdentityContainerAppProps) {
    super(scope, id);
    refuse(this, checkProps(APP, props, azurermVersionOf(ContainerApp)));
    const { resource, principals } = withShortStacks(() => this.makeResource(props));
    this.resource = resource;
    this._principals = principals;
    this._environment = props.environment;
  }

  /** The resource id of the app. */
  public get containerAppId(): string {
    return (this.id ??= this.resource.id);
  }

  private makeResource(props: ManagedIdentityContainerAppProps) {
    const shared = new WorkloadArguments(this, props, {
      version: azurermVersionOf(ContainerApp),
      since: IDENTITY_SINCE.app,
    });
    const resource = new ContainerApp(this, "Resource", {
      ...shared.render(),
      revisionMode: props.revisionMode ?? RevisionMode.SINGLE,
      maxInactiveRevisions: props.maxInactiveRevisions ?? DEFAULT_MAX_INACTIVE_REVISIONS,
      ingress: copyOf(props.ingress?.config),
      dapr: copyOf(props.dapr),
      template: {
        ...shared.renderTemplate(),
        minReplicas: props.minReplicas,
        maxReplicas: props.maxReplicas,
        cooldownPeriodInSeconds: props.cooldownPeriodInSeconds,
        pollingIntervalInSeconds: props.pollingIntervalInSeconds,
        revisionSuffix: props.revisionSuffix,
        terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
        azureQueueScaleRule: copyOf(props.azureQueueScaleRules),
        customScaleRule: joined(props.customScaleRules, shared.scaleRules.custom),
        httpScaleRule: joined(props.httpScaleRules, shared.scaleRules.http),
        tcpScaleRule: copyOf(props.tcpScaleRules),
      },
    });
    return { resource: resolveItself(resource), principals: shared.complete(resource) };
  }

  /**
   * The address that the app is reached at: `https://` and the `fqdn`.
   *
   * @throws Error when the app has no ingress, or one with the transport `tcp`, which has no URL
   */
  public get url(): string {
    refuse(this, checkHasUrl(this.resource));
    return `https://${this.fqdn}`;
  }

  /**
   * The host name of the ingress: `<app>.<default domain of the environment>`, or `<app>.internal.<default domain>` of
   * an ingress that is internal. It is known after apply, also where an app that exists is given an ingress.
   *
   * It makes what has it depend on the app. Two apps that call each other take it from
   * `environment.defaultDomain` instead.
   *
   * @throws Error when the app has no ingress
   */
  public get fqdn(): string {
    refuse(this, checkHasIngress(this.resource));
    return (this.host ??= knownAfterApply(this.resource.ingress.fqdn));
  }

  /**
   * The name of the latest revision. Where an apply changes an app that exists, azurerm gives the name of the revision
   * before the change, and that of the new one in the next plan.
   */
  public get latestRevisionName(): string {
    return (this.revisionName ??= this.resource.latestRevisionName);
  }

  /**
   * The host name of the latest revision, whatever traffic it gets; empty without an ingress. It is of the same revision
   * as `latestRevisionName`.
   */
  public get latestRevisionFqdn(): string {
    return (this.revisionFqdn ??= this.resource.latestRevisionFqdn);
  }

  /**
   * The public IP addresses that the app's requests come from, as a list that is known after apply. They are those of
   * the environment, and Azure may change them, unless the environment's subnet has a NAT gateway.
   */
  public get outboundIpAddresses(): string[] {
    return (this.outbound ??= this.resource.outboundIpAddresses);
  }

  /** The value of the DNS record `asuid.<domain>` that proves to Azure whose a custom domain is. */
  public get customDomainVerificationId(): string {
    return (this.verificationId ??= this.resource.customDomainVerificationId);
  }

  /**
   * Adds a custom domain to the app, which has an ingress. With a zone, its DNS records are made before it; without one,
   * make them before, as `domainRecordsFor` says them.
   *
   * @param domain a host name such as `www.contoso.com`; for a reference, use `new ContainerAppCustomDomain(…)`, because
   *   the domain is part of the address of the resource
   * @throws Error when the app has no ingress, when the domain is not in the zone, when another app of the environment
   *   has it, or when an option is one that azurerm or Azure would refuse
   */
  public addDomain(domain: string, options: CustomDomainOptions = {}): ContainerAppCustomDomain {
    refuse(this, [...checkValue({ ...DOMAIN, atSynth: true }, "domain", domain), ...checkOptions(options)]);
    const id = `Domain-${domain.toLowerCase()}`;
    refuse(this, this.node.tryFindChild(id) ? [{ ...ADDED_ONCE, value: domain }] : []);
    return new ContainerAppCustomDomain(this, id, {
      ...options,
      app: this,
      name: domain,
    });
  }

  /**
   * The DNS records that a domain of the app needs, to make them with another provider, or to hand them over: the TXT
   * record that proves whose the domain is, and the record that points it to the app.
   *
   * @param domain a host name such as `www.contoso.com`
   * @param recordType the type of the second one; by default A for a domain of two labels, and CNAME for others. Pass A
   *   for the apex of another zone, such as `contoso.co.uk`
   * @throws Error when the app has no ingress, or the domain is not a host name
   */
  public domainRecordsFor(domain: string, recordType?: DomainRecordType): DomainRecord[] {
    refuse(this, checkDomainOfRecords(this, domain, recordType));
    return recordsOf(this, domain, recordType);
  }
}

const INGRESS = "https://learn.microsoft.com/azure/container-apps/ingress-overview";

/** The problem with an address of an app that has no ingress. */
function checkHasIngress({ ingressInput }: ContainerApp): Problem[] {
  return ingressInput === undefined
    ? [
        {
          property: "ingress",
          allowed: "an ingress for an app whose address is used, since no other has one",
          change: "Pass ingress: Ingress.external(port) or Ingress.internalOnly(port).",
          source: INGRESS,
        },
      ]
    : [];
}

/** The problem with the URL of an app that speaks no HTTP. */
function checkHasUrl({ ingressInput }: ContainerApp): Problem[] {
  return ingressInput?.transport === "tcp"
    ? [
        {
          property: "ingress.transport",
          value: ingressInput.transport,
          allowed: "auto, http or http2 for an app whose url is used, since a TCP ingress has none",
          change: "Use fqdn, and the exposedPort.",
          source: INGRESS,
        },
      ]
    : [];
}

const ADDED_ONCE: Problem = {
  property: "domain",
  allowed: "a domain that the app does not have yet",
  change: "Remove one of the two calls.",
};

function checkOptions(options: unknown): Problem[] {
  const isGiven = isObject(options) && !Array.isArray(options);
  return isGiven
    ? []
    : [{ property: "options", value: kindOf(options), allowed: "an object", change: "Pass { … }, or leave it out." }];
}

/** The blocks that the program gives, and those of the scale rules of this library after them. */
function joined<T>(given: readonly T[] | undefined, own: readonly T[]): T[] | undefined {
  return own.length > 0 ? [...(copyOf(given) ?? []), ...own] : copyOf(given as T[] | undefined);
}

/** Azure's default. */
const DEFAULT_MAX_INACTIVE_REVISIONS = 100;
