import { Token, TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import type { Grant, Principal } from "../../access/principal";
import { Role } from "../../access/role";
import { isReference } from "../../core/problems";
import { EventHubCheckpointStrategy } from "../event-hub-checkpoint-strategy";
import type { ServiceBusScaleOptions } from "../scale-rule-options";
import type { ReadAccount, ScaleRuleArguments, ScaleRuleKind } from "./scale-rule-arguments";
import type { MessagingNamespace } from "../../services/service-attributes";

interface Texts {
  readonly [name: string]: string;
}

/** Gives a principal access to what a scaler reads. Errors name the construct, and the place in its props. */
export type Give = (principal: Principal, construct: IConstruct, place: string) => Grant;

/** A KEDA scaler, as a scale rule has Azure run it. */
export interface KedaScaler {
  /** The name of the scaler, as KEDA has it. */
  readonly type: string;
  readonly metadata: Texts;
  /** The trigger parameters that secrets are for, by the names of the arguments that hold these. */
  readonly parameters: Texts;
  /** The access that reading takes; undefined for a scaler that reads nothing of Azure. */
  readonly gives?: readonly Give[];
}

/** The scalers of the kinds of scale rules. HTTP and TCP have blocks of their own. */
const SCALERS: {
  readonly [K in Exclude<ScaleRuleKind, "http" | "tcp">]: (rule: NonNullable<ScaleRuleArguments[K]>) => KedaScaler;
} = {
  cpu: ({ utilizationPercentage }) => utilization("cpu", utilizationPercentage),
  memory: ({ utilizationPercentage }) => utilization("memory", utilizationPercentage),
  cron: ({ timezone, start, end, desiredReplicas }) => ({
    type: "cron",
    metadata: texts({ timezone, start, end, desiredReplicas }),
    parameters: {},
  }),
  serviceBusQueue: ({ bus, queue, ...options }) => ({
    ...serviceBus(bus, { queueName: queue.name }, options),
    gives: [role(Role.SERVICE_BUS_DATA_RECEIVER, queue.id, bus.provider)],
  }),
  serviceBusTopic: ({ bus, topic, subscription, ...options }) => ({
    ...serviceBus(bus, { topicName: topic.name, subscriptionName: subscription.name }, options),
    gives: [role(Role.SERVICE_BUS_DATA_RECEIVER, subscription.id, bus.provider)],
  }),
  storageQueue: ({ account, queue, queueLength, activationQueueLength }) => ({
    type: "azure-queue",
    metadata: texts({ accountName: account.name, queueName: queue.name, queueLength, activationQueueLength }),
    parameters: { connection: "connection" },
    gives: [role(Role.STORAGE_QUEUE_DATA_READER, queue.resourceManagerId, account.provider)],
  }),
  eventHub: ({ hubs, hub, checkpoints, consumerGroup, ...thresholds }) => {
    const { account, container, strategy = EventHubCheckpointStrategy.BLOB_METADATA } = checkpoints;
    const { unprocessedEventThreshold, activationUnprocessedEventThreshold } = thresholds;
    return {
      type: "azure-eventhub",
      metadata: texts({
        eventHubNamespace: hubs.name,
        eventHubName: hub.name,
        consumerGroup,
        storageAccountName: account.name,
        blobContainer: container.name,
        checkpointStrategy: strategy,
        unprocessedEventThreshold,
        activationUnprocessedEventThreshold,
      }),
      parameters: { connection: "connection", checkpointConnection: "storageConnection" },
      gives: [role(Role.EVENT_HUBS_DATA_RECEIVER, hub.id, hubs.provider), readBlobs(account, container)],
    };
  },
  logAnalytics: ({ workspace, query, threshold, activationThreshold, clientId, tenantId }) => ({
    type: "azure-log-analytics",
    metadata: texts({ workspaceId: workspace.workspaceId, query, threshold, activationThreshold, clientId, tenantId }),
    parameters: { clientSecret: "clientSecret" },
    gives: [role(Role.LOG_ANALYTICS_DATA_READER, workspace.id, workspace.provider)],
  }),
  custom: ({ scaler, metadata, secrets = {}, identity, services = [] }) => ({
    type: scaler,
    metadata,
    parameters: Object.fromEntries(Object.keys(secrets).map((name) => [`secrets.${name}`, name])),
    gives:
      identity || services.length > 0
        ? services.map(
            (service, i): Give =>
              (principal, construct, place) =>
                service._grantTo(principal, construct, `${place}services[${i}]: `),
          )
        : undefined,
  }),
};

/** The scaler of a scale rule of a kind. */
export function scalerOf(kind: Exclude<ScaleRuleKind, "http" | "tcp">, given: object): KedaScaler {
  const scaler = SCALERS[kind](given as never);
  const { metadata } = given as { readonly metadata?: Texts };
  return { ...scaler, metadata: kind === "custom" ? scaler.metadata : { ...scaler.metadata, ...metadata } };
}

/** A number as text, which a reference is, too. */
export function textOfNumber(value: number): string {
  return isReference(value) ? Token.asString(Token.asAny(value)) : String(value);
}

/** The metadata that is given, as KEDA takes it: numbers are texts. */
function texts(values: { readonly [name: string]: string | number | undefined }): Texts {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, string][] => {
      if (value === undefined) {
        return [];
      }
      return [[name, typeof value === "number" ? textOfNumber(value) : value]];
    }),
  );
}

function utilization(type: string, percentage: number): KedaScaler {
  return { type, metadata: texts({ type: "Utilization", value: percentage }), parameters: {} };
}

function serviceBus(
  { name: namespace }: MessagingNamespace,
  names: Texts,
  { messageCount, activationMessageCount }: ServiceBusScaleOptions,
): KedaScaler {
  return {
    type: "azure-servicebus",
    metadata: texts({ namespace, ...names, messageCount, activationMessageCount }),
    parameters: { connection: "connection" },
  };
}

function role(assigned: Role, scope: string, provider?: TerraformProvider): Give {
  return (principal, construct, place) => principal._assignRole({ construct, role: assigned, scope, provider, place });
}

function readBlobs({ provider }: ReadAccount, { resourceManagerId }: { readonly resourceManagerId: string }): Give {
  return role(Role.STORAGE_BLOB_DATA_READER, resourceManagerId, provider);
}
