import { Construct } from "constructs";
import {
  ContainerAppJob,
  ContainerAppJobEventTriggerConfig,
  ContainerAppJobEventTriggerConfigScaleRules,
} from "@cdktf/provider-azurerm/lib/container-app-job";
import { azurermVersionOf } from "../core/azurerm-version";
import { copyOf } from "../core/copy";
import { resolveItself } from "../core/own-resolution";
import { refuse } from "../core/problems";
import { withShortStacks } from "../core/short-stacks";
import { checkProps } from "../rules/check";
import type { JobTrigger } from "./job-trigger";
import type { ManagedIdentityContainerAppJobProps } from "./managed-identity-container-app-job-props";
import { ManagedIdentityWorkloadBase } from "./managed-identity-workload";
import { JOB } from "./private/rules/job";
import { IDENTITY_SINCE } from "./private/rules/scale";
import { WorkloadArguments, WorkloadPrincipals } from "./private/workload-arguments";

/**
 * A container app job that reaches other Azure services by managed identity: an `azurerm_container_app_job` with its
 * identities, the grants for its secrets, images and services, and the dependencies among them.
 *
 * By default the job makes a user-assigned identity. It depends on every grant to its user-assigned identities, unless
 * that grant depends on an app or job.
 */
export class ManagedIdentityContainerAppJob extends ManagedIdentityWorkloadBase {
  /** The Terraform resource. */
  public readonly resource: ContainerAppJob;
  /** @internal */
  protected readonly _principals: WorkloadPrincipals;
  private id?: string;
  private eventStream?: string;
  private outbound?: string[];

  /**
   * @throws Error that lists everything in the props that azurerm or Azure would refuse: names that Azure does not
   *   accept, names that two containers, secrets or variables share, a Key Vault reference without a user-assigned
   *   identity, and more
   */
  constructor(scope: Construct, id: string, props: ManagedIdentityContainerAppJobProps) {
    super(scope, id);
    refuse(this, checkProps(JOB, props, azurermVersionOf(ContainerAppJob)));
    const { resource, principals } = withShortStacks(() => this.makeResource(props));
    this.resource = resource;
    this._principals = principals;
  }

  /** The resource id of the job. */
  public get containerAppJobId(): string {
    return (this.id ??= this.resource.id);
  }

  private makeResource(props: ManagedIdentityContainerAppJobProps) {
    const shared = new WorkloadArguments(this, props, {
      version: azurermVersionOf(ContainerAppJob),
      since: IDENTITY_SINCE.job,
    });
    const resource = new ContainerAppJob(this, "Resource", {
      ...shared.render(),
      location: props.location,
      replicaTimeoutInSeconds: props.replicaTimeoutInSeconds ?? DEFAULT_REPLICA_TIMEOUT_IN_SECONDS,
      replicaRetryLimit: props.replicaRetryLimit,
      manualTriggerConfig: copyOf(props.trigger.manualConfig),
      scheduleTriggerConfig: copyOf(props.trigger.scheduleConfig),
      eventTriggerConfig: eventConfigOf(props.trigger, shared.scaleRules.custom),
      template: shared.renderTemplate(),
    });
    return { resource: resolveItself(resource), principals: shared.complete(resource) };
  }

  /** The URL of the stream of the job's system events, such as an image that cannot be pulled. */
  public get eventStreamEndpoint(): string {
    return (this.eventStream ??= this.resource.eventStreamEndpoint);
  }

  /**
   * The public IP addresses that the job's requests come from, as a list that is known after apply. They are those of
   * the environment, and Azure may change them, unless the environment's subnet has a NAT gateway.
   */
  public get outboundIpAddresses(): string[] {
    return (this.outbound ??= this.resource.outboundIpAddresses);
  }
}

/** The arguments of an event trigger, with the rules of this library in azurerm's type. */
function eventConfigOf(
  { events, eventConfig }: JobTrigger,
  rules: ContainerAppJobEventTriggerConfigScaleRules[],
): ContainerAppJobEventTriggerConfig | undefined {
  if (!events) {
    return copyOf(eventConfig);
  }
  const { parallelism, replicaCompletionCount, minExecutions, maxExecutions, pollingIntervalInSeconds } = events;
  return {
    parallelism,
    replicaCompletionCount,
    scale: [{ minExecutions, maxExecutions, pollingIntervalInSeconds, rules }],
  };
}

/** The default of the Azure CLI, because azurerm has none. */
const DEFAULT_REPLICA_TIMEOUT_IN_SECONDS = 1800;
