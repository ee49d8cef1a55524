import { Construct } from "constructs";
import { isObject, isReference } from "../core/problems";
import type { LogAnalyticsWorkspace, MessagingNamespace, QueueStorage } from "../services/service-attributes";
import type { MessagingEntity } from "./dapr-component-type";
import { storedEntityOf } from "./private/stored-entity";
import type { ScaleRuleArguments, ScaleRuleKind } from "./private/scale-rule-arguments";
import type {
  CronScaleOptions,
  CustomScaleOptions,
  EventHubCheckpoints,
  EventHubScaleOptions,
  HttpScaleOptions,
  LogAnalyticsScaleOptions,
  ServiceBusScaleOptions,
  StorageQueueScaleOptions,
  TcpScaleOptions,
  UtilizationScaleOptions,
} from "./scale-rule-options";
import type { StorageEntity } from "./storage-entity";

/**
 * A rule by which Azure scales an app, or starts executions of a job: `scaleRules` of an app, `JobTrigger.onEvents` of a
 * job.
 *
 * A rule that reads a service of Azure does so as an identity, unless it has a secret to sign in with. The identity is
 * attached to the app or job and assigned the role with the least access that reading takes, and the app or job waits
 * for that. azurerm has identities of scale rules from 4.69 on for apps and from 4.73 on for jobs: below, such a rule is
 * refused without a secret.
 *
 * Where the app or job has a system-assigned identity alone, Azure reads as that one. It is created with the app or job,
 * which therefore cannot wait for the role: nothing scales by the rule until the role is assigned.
 *
 * @see https://learn.microsoft.com/azure/container-apps/scale-app
 */
export class ScaleRule {
  /**
   * Scales an app by HTTP requests. They come in by the ingress: without one, and with `minReplicas` 0, the app takes a
   * rule beside it that starts a first replica.
   *
   * @param name lower-case letters, digits, hyphens and full stops; no other rule of the app has the name
   */
  public static http(name: string, options: HttpScaleOptions): ScaleRule {
    return new ScaleRule(name, "http", options);
  }

  /**
   * Scales an app by TCP connections. Every app refuses it: no version of azurerm so far sends the number that Azure
   * reads, and Azure would scale by its own default.
   *
   * @param name lower-case letters, digits, hyphens and full stops; no other rule of the app has the name
   * @see https://github.com/hashicorp/terraform-provider-azurerm/issues/29644
   */
  public static tcp(name: string, options: TcpScaleOptions): ScaleRule {
    return new ScaleRule(name, "tcp", options);
  }

  /**
   * Scales an app by the CPU time that its replicas use. It starts no first replica: with `minReplicas` 0 the app takes
   * another rule beside it.
   *
   * @param name lower-case letters, digits, hyphens and full stops; no other rule of the app has the name
   */
  public static cpu(name: string, options: UtilizationScaleOptions): ScaleRule {
    return new ScaleRule(name, "cpu", options);
  }

  /**
   * Scales an app by the memory that its replicas use. It starts no first replica: with `minReplicas` 0 the app takes
   * another rule beside it.
   *
   * @param name lower-case letters, digits, hyphens and full stops; no other rule of the app has the name
   */
  public static memory(name: string, options: UtilizationScaleOptions): ScaleRule {
    return new ScaleRule(name, "memory", options);
  }

  /**
   * Keeps replicas between two times of the day, the week or the year, at most `maxReplicas` of them.
   *
   * @param name lower-case letters, digits, hyphens and full stops; no other rule of the app has the name
   * @see https://keda.sh/docs/latest/scalers/cron/
   */
  public static cron(name: string, options: CronScaleOptions): ScaleRule {
    return new ScaleRule(name, "cron", options);
  }

  /**
   * Scales by the active messages of a queue of Service Bus. The identity is assigned Azure Service Bus Data Receiver on
   * the queue, the built-in role with the least access that may read how many there are.
   *
   * @param name lower-case letters, digits, hyphens and full stops; no other rule of the app or job has the name
   * @param bus the namespace, in azurerm's class or as an object with its attributes
   * @param queue the queue, in azurerm's class or as an object with its attributes
   * @see https://keda.sh/docs/latest/scalers/azure-service-bus/
   */
  public static serviceBusQueue(
    name: string,
    bus: MessagingNamespace,
    queue: MessagingEntity,
    options: ServiceBusScaleOptions = {},
  ): ScaleRule {
    return new ScaleRule(name, "serviceBusQueue", options, {
      bus: attributesOf(bus, NAMESPACE),
      queue: attributesOf(queue, ENTITY),
    });
  }

  /**
   * Scales by the active messages of a subscription of a topic of Service Bus. The identity is assigned Azure Service
   * Bus Data Receiver on the subscription, the built-in role with the least access that may read how many there are.
   *
   * @param name lower-case letters, digits, hyphens and full stops; no other rule of the app or job has the name
   * @param bus the namespace, in azurerm's class or as an object with its attributes
   * @param topic the topic, in azurerm's class or as an object with its attributes
   * @param subscription the subscription, in azurerm's class or as an object with its attributes
   * @see https://keda.sh/docs/latest/scalers/azure-service-bus/
   */
  public static serviceBusTopic(
    name: string,
    bus: MessagingNamespace,
    topic: MessagingEntity,
    subscription: MessagingEntity,
    options: ServiceBusScaleOptions = {},
  ): ScaleRule {
    return new ScaleRule(name, "serviceBusTopic", options, {
      bus: attributesOf(bus, NAMESPACE),
      topic: attributesOf(topic, ENTITY),
      subscription: attributesOf(subscription, ENTITY),
    });
  }

  /**
   * Scales by the messages of a queue of a storage account. The identity is assigned Storage Queue Data Reader on the
   * queue.
   *
   * @param name lower-case letters, digits, hyphens and full stops; no other rule of the app or job has the name
   * @param account the storage account, in azurerm's class or as an object with its attributes
   * @param queue the queue, in azurerm's class or as an object with its attributes
   * @see https://keda.sh/docs/latest/scalers/azure-storage-queue/
   */
  public static storageQueue(
    name: string,
    account: QueueStorage,
    queue: StorageEntity,
    options: StorageQueueScaleOptions = {},
  ): ScaleRule {
    return new ScaleRule(name, "storageQueue", options, {
      account: attributesOf(account, ACCOUNT),
      queue: storedEntityOf(queue),
    });
  }

  /**
   * Scales by the events of an event hub that are not processed yet, as far as the checkpoints of its consumers say. The
   * identity is assigned Azure Event Hubs Data Receiver on the event hub and Storage Blob Data Reader on the container
   * of the checkpoints.
   *
   * @param name lower-case letters, digits, hyphens and full stops; no other rule of the app or job has the name
   * @param hubs the namespace, in azurerm's class or as an object with its attributes
   * @param hub the event hub, in azurerm's class or as an object with its attributes
   * @param checkpoints where the consumers keep what they have read
   * @see https://keda.sh/docs/latest/scalers/azure-event-hub/
   */
  public static eventHub(
    name: string,
    hubs: MessagingNamespace,
    hub: MessagingEntity,
    checkpoints: EventHubCheckpoints,
    options: EventHubScaleOptions = {},
  ): ScaleRule {
    return new ScaleRule(name, "eventHub", options, {
      hubs: attributesOf(hubs, NAMESPACE),
      hub: attributesOf(hub, ENTITY),
      checkpoints: readCheckpoints(checkpoints),
    });
  }

  /**
   * Scales by a query of a Log Analytics workspace. The identity is assigned Log Analytics Data Reader on the workspace.
   *
   * @param name lower-case letters, digits, hyphens and full stops; no other rule of the app or job has the name
   * @param workspace the workspace, in azurerm's class or as an object with its attributes
   * @see https://keda.sh/docs/latest/scalers/azure-log-analytics/
   */
  public static logAnalytics(
    name: string,
    workspace: LogAnalyticsWorkspace,
    options: LogAnalyticsScaleOptions,
  ): ScaleRule {
    return new ScaleRule(name, "logAnalytics", options, { workspace: attributesOf(workspace, WORKSPACE) });
  }

  /**
   * Scales by any other KEDA scaler. The identity is assigned the roles of the `services` that the program names.
   *
   * @param name lower-case letters, digits, hyphens and full stops; no other rule of the app or job has the name
   * @param scaler the name of the scaler, as KEDA has it: `kafka`
   * @see https://keda.sh/docs/latest/scalers/
   */
  public static custom(name: string, scaler: string, options: CustomScaleOptions): ScaleRule {
    return new ScaleRule(name, "custom", options, { scaler });
  }

  /** @internal */
  public readonly _by: ScaleRuleArguments;

  /**
   * @param resources the arguments beside the options
   */
  private constructor(
    /** The name of the rule. */
    public readonly name: string,
    kind: ScaleRuleKind,
    options: object = {},
    resources: object = {},
  ) {
    // What is no struct is for the rules to refuse.
    this._by = { name, [kind]: isStruct(options) ? { ...options, ...resources } : options };
  }
}

const NAMESPACE = ["id", "name", "provider"];
const ENTITY = ["id", "name"];
const ACCOUNT = ["id", "name", "provider"];
const WORKSPACE = ["id", "workspaceId", "provider"];

/** The attributes of a resource, each read once; what is no resource as it is, for the rules to refuse. */
function attributesOf(resource: object, names: readonly string[]): object {
  return isObject(resource) && !Array.isArray(resource) && !isReference(resource)
    ? Object.fromEntries(names.map((name) => [name, (resource as Record<string, unknown>)[name]]))
    : resource;
}

function readCheckpoints(checkpoints: EventHubCheckpoints): object {
  return isStruct(checkpoints)
    ? {
        account: attributesOf(checkpoints.account, ACCOUNT),
        container: storedEntityOf(checkpoints.container),
        strategy: checkpoints.strategy,
      }
    : checkpoints;
}

/** Whether the value holds arguments by their names. */
function isStruct(value: unknown): value is object {
  return isObject(value) && !Array.isArray(value) && !isReference(value) && !Construct.isConstruct(value);
}
