import { isObject, isReference } from "../../core/problems";
import type { AppSecret } from "../../key-vault/app-secret";
import { itemsOf, known } from "../../rules/rule";
import type { LogAnalyticsWorkspace, MessagingNamespace, QueueStorage } from "../../services/service-attributes";
import type { MessagingEntity } from "../dapr-component-type";
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
} from "../scale-rule-options";
import type { StoredEntity } from "./stored-entity";

/** The attributes of a storage account that a scale rule reads. */
export type ReadAccount = Pick<QueueStorage, "id" | "name" | "provider">;

export interface ServiceBusQueueArguments extends ServiceBusScaleOptions {
  readonly bus: MessagingNamespace;
  readonly queue: MessagingEntity;
}

export interface ServiceBusTopicArguments extends ServiceBusScaleOptions {
  readonly bus: MessagingNamespace;
  readonly topic: MessagingEntity;
  readonly subscription: MessagingEntity;
}

export interface StorageQueueArguments extends StorageQueueScaleOptions {
  readonly account: ReadAccount;
  readonly queue: StoredEntity;
}

/** The checkpoints of an event hub, with what a scale rule reads of the account. */
export interface ReadCheckpoints extends Pick<EventHubCheckpoints, "strategy"> {
  readonly account: ReadAccount;
  readonly container: StoredEntity;
}

export interface EventHubArguments extends EventHubScaleOptions {
  readonly hubs: MessagingNamespace;
  readonly hub: MessagingEntity;
  readonly checkpoints: ReadCheckpoints;
}

export interface LogAnalyticsArguments extends LogAnalyticsScaleOptions {
  readonly workspace: LogAnalyticsWorkspace;
}

export interface CustomArguments extends CustomScaleOptions {
  readonly scaler: string;
}

/** The arguments of a scale rule: its name, and those of its one kind. */
export interface ScaleRuleArguments {
  readonly name: string;
  readonly http?: HttpScaleOptions;
  readonly tcp?: TcpScaleOptions;
  readonly cpu?: UtilizationScaleOptions;
  readonly memory?: UtilizationScaleOptions;
  readonly cron?: CronScaleOptions;
  readonly serviceBusQueue?: ServiceBusQueueArguments;
  readonly serviceBusTopic?: ServiceBusTopicArguments;
  readonly storageQueue?: StorageQueueArguments;
  readonly eventHub?: EventHubArguments;
  readonly logAnalytics?: LogAnalyticsArguments;
  readonly custom?: CustomArguments;
}

/** The kinds of scale rules. */
export type ScaleRuleKind = Exclude<keyof ScaleRuleArguments, "name">;

/** The arguments that are secrets, by the kind of the rule. */
const SECRET_ARGUMENTS: Readonly<Partial<Record<ScaleRuleKind, readonly string[]>>> = {
  serviceBusQueue: ["connection"],
  serviceBusTopic: ["connection"],
  storageQueue: ["connection"],
  eventHub: ["connection", "checkpointConnection"],
  logAnalytics: ["clientSecret"],
};

/** The scale rules of an app, or of a job that events start, each with its path, as far as they are rules. */
export function scaleRulesIn(props: object): [string, ScaleRuleArguments][] {
  const { scaleRules, trigger } = props as {
    readonly scaleRules?: unknown;
    readonly trigger?: { readonly events?: { readonly rules?: unknown } };
  };
  if (scaleRules === undefined && trigger?.events === undefined) {
    return [];
  }
  const at = (place: string, rules: unknown) =>
    itemsOf<{ readonly _by?: ScaleRuleArguments }>(rules).flatMap(({ _by }, i): [string, ScaleRuleArguments][] =>
      isObject(_by) && !isReference(_by) ? [[`${place}[${i}]`, _by]] : [],
    );
  return [...at("scaleRules", known(scaleRules)), ...at("trigger.events.rules", known(trigger)?.events?.rules)];
}

/** The one kind of a scale rule, and its arguments. */
interface Kind {
  readonly kind: ScaleRuleKind;
  readonly given: object;
}

/** The kind of a scale rule; undefined where its arguments are refused. */
export function kindIn(rule: ScaleRuleArguments): Kind | undefined {
  const [kind, given] = Object.entries(rule).find(([name, value]) => name !== "name" && value !== undefined) ?? [];
  return kind !== undefined && isObject(given) && !isReference(given)
    ? { kind: kind as ScaleRuleKind, given }
    : undefined;
}

/** The secrets that a scale rule signs in with, each with the name of the argument. */
export function secretsOfRule(rule: ScaleRuleArguments): [string, AppSecret][] {
  const { kind, given = {} }: Partial<Kind> = kindIn(rule) ?? {};
  const { secrets, ...others } = given as Readonly<Record<string, unknown>>;
  const named = isObject(secrets) && !isReference(secrets) ? Object.entries(secrets) : [];
  const all = [
    ...((kind && SECRET_ARGUMENTS[kind]) ?? []).map((name): [string, unknown] => [name, others[name]]),
    ...named.map(([name, secret]): [string, unknown] => [`secrets.${name}`, secret]),
  ];
  return all.filter((entry): entry is [string, AppSecret] => isObject(entry[1]));
}

/** The secrets that the scale rules of an app or job sign in with, each with the property that has it. */
export function scaleRuleSecretsIn(props: object): [string, AppSecret][] {
  return scaleRulesIn(props).flatMap(([place, rule]) =>
    secretsOfRule(rule).map(([name, secret]): [string, AppSecret] => [
      `${place}.${kindIn(rule)?.kind}.${name}`,
      secret,
    ]),
  );
}
