import type { ContainerAppIngressTrafficWeight } from "@cdktf/provider-azurerm/lib/container-app";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import { Block, BlockRule, Breach, integer, itemsOf, known, memberOf, repeated } from "../../../rules/rule";
import type { ManagedIdentityContainerAppProps } from "../../managed-identity-container-app-props";
import { RevisionMode } from "../../revision-mode";
import { kindIn, ScaleRuleArguments, scaleRulesIn } from "../scale-rule-arguments";
import { DAPR } from "./dapr";
import { INGRESS } from "./ingress";
import { AZURE_QUEUE_SCALE_RULE, CUSTOM_SCALE_RULE, HTTP_SCALE_RULE, TCP_SCALE_RULES } from "./scale";
import { KNOWN_BESIDE_RULES, SCALE_RULES_OF_APP } from "./scale-rule";
import { CustomScaleRule, isOfRequests, isOfRunning } from "./scalers";
import { READ_BY_APP, scaleSecrets } from "./secret";
import { isOutsideNetwork, WORKLOAD } from "./workload";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app";
const REVISIONS = "https://learn.microsoft.com/azure/container-apps/revisions";
const SCALING = "https://learn.microsoft.com/azure/container-apps/scale-app";
const DEFAULT_RULE = `${SCALING}#default-scale-rule`;
const INGRESS_PAGE = "https://learn.microsoft.com/azure/container-apps/ingress-overview";

/** The greatest length of the name of a revision, which is `<app>--<suffix>`. */
const REVISION_NAME_LENGTH = 54;

/** azurerm's default. */
const DEFAULT_MAX_REPLICAS = 10;

type AppProps = ManagedIdentityContainerAppProps;

const SCALE_RULES = ["azureQueueScaleRules", "customScaleRules", "httpScaleRules", "tcpScaleRules"] as const;

interface ScaleRule {
  readonly name: string;
  readonly authentication?: unknown;
}

/** The scale rules of every kind, each with its path. */
function allScaleRulesIn(app: AppProps): [string, ScaleRule][] {
  const given = SCALE_RULES.filter((kind) => app[kind] !== undefined);
  const blocks = given.flatMap((kind) =>
    itemsOf<ScaleRule>(app[kind]).map((rule, i): [string, ScaleRule] => [`${kind}[${i}]`, rule]),
  );
  return [...blocks, ...scaleRulesIn(app).map(([place, { name }]): [string, ScaleRule] => [place, { name }])];
}

/** A scale rule by its path, with its scaler or its kind. */
interface ScalerAt {
  readonly at: string;
  readonly value: string | undefined;
}

/** The scalers of the rules of an app; none where there are, or may be, others that start a first replica. */
function scalersIn(app: AppProps): readonly ScalerAt[] {
  const custom = itemsOf<CustomScaleRule>(app.customScaleRules);
  const http = itemsOf(app.httpScaleRules);
  const all: ScalerAt[] = [
    ...custom.map(({ customRuleType }, i) => ({
      at: `customScaleRules[${i}].customRuleType`,
      value: known(customRuleType),
    })),
    ...http.map((_, i) => ({ at: `httpScaleRules[${i}]`, value: "http" })),
    ...scaleRulesIn(app).map(([at, rule]) => ({ at, value: typeOf(rule) })),
  ];
  const isUnknown =
    isGiven(app.azureQueueScaleRules) ||
    isGiven(app.tcpScaleRules) ||
    (isGiven(app.customScaleRules) && custom.length === 0) ||
    (isGiven(app.httpScaleRules) && http.length === 0);
  return !isUnknown && all.every(({ value }) => isOfRunning(value) || isOfRequests(value)) ? all : [];
}

/** The scale rules of an app that measure running replicas, where it has no others. */
function onlyRulesOfRunning(all: readonly ScalerAt[]): readonly Breach[] {
  return all.every(({ value }) => isOfRunning(value)) ? all : [];
}

/** What a rule by cron is given, with its path; undefined for a rule of another kind. */
type Wanted = readonly [string, { readonly desiredReplicas?: number | string } | undefined];

/** The numbers of replicas that rules by cron want, each with its path, as far as they are known. */
function replicasByCron(app: AppProps): { readonly at: string; readonly value: number }[] {
  const blocks = itemsOf<CustomScaleRule>(app.customScaleRules).map(({ customRuleType, metadata }, i): Wanted => [
    `customScaleRules[${i}].metadata`,
    known(customRuleType) === "cron" ? metadata : undefined,
  ]);
  const rules = scaleRulesIn(app).flatMap(([place, { cron, custom }]): Wanted[] => [
    [`${place}.cron`, cron],
    [`${place}.custom.metadata`, known(custom)?.scaler === "cron" ? custom?.metadata : undefined],
  ]);
  return [...blocks, ...rules].flatMap(([place, given]) => {
    const value = known(known(given)?.desiredReplicas);
    const isNumber = value !== undefined && /^\d+$/.test(String(value));
    return isNumber ? [{ at: `${place}.desiredReplicas`, value: Number(value) }] : [];
  });
}

/** The scaler of a rule that names one, or else its kind. */
function typeOf(rule: ScaleRuleArguments): string | undefined {
  return known(rule.custom)?.scaler ?? kindIn(rule)?.kind;
}

/** Whether there are, or may be, items in a list. */
function isGiven(list: readonly unknown[] | undefined): boolean {
  return list !== undefined && !(Array.isArray(list) && list.length === 0);
}

function weightsIn({ ingress }: AppProps): readonly ContainerAppIngressTrafficWeight[] {
  return itemsOf(known(ingress)?.config.trafficWeight);
}

const TOGETHER: readonly BlockRule<AppProps>[] = [
  ...WORKLOAD.together,
  READ_BY_APP,
  {
    breaches: (app) => {
      const suffixes = [
        { at: "revisionSuffix", value: app.revisionSuffix },
        ...weightsIn(app).map(({ revisionSuffix: value }, i) => ({
          at: `ingress.trafficWeight[${i}].revisionSuffix`,
          value,
        })),
      ];
      const isLong = (suffix: string | undefined) =>
        known(app.name) !== undefined &&
        known(suffix) !== undefined &&
        `${app.name}--${suffix}`.length > REVISION_NAME_LENGTH;
      return suffixes.filter(({ value }) => isLong(value));
    },
    allowed: `a suffix with which <app>--<suffix> has at most ${REVISION_NAME_LENGTH} characters`,
    change: "Shorten it, or the name of the app.",
    source: REVISIONS,
  },
  {
    breaches: ({ minReplicas = 0, maxReplicas = DEFAULT_MAX_REPLICAS }) =>
      (known(minReplicas) ?? 0) > (known(maxReplicas) ?? Infinity)
        ? [{ at: "minReplicas", value: minReplicas, here: String(maxReplicas) }]
        : [],
    allowed: `at most maxReplicas (${DEFAULT_MAX_REPLICAS} by default)`,
    change: "Lower the one or raise the other.",
    source: SCALING,
  },
  {
    breaches: (app) => {
      const rules = allScaleRulesIn(app);
      return repeated(rules, ([, { name }]) => known(name)).map(([[place, { name }]]) => ({
        at: `${place}.name`,
        value: name,
      }));
    },
    allowed: "a name that no other scale rule of the app has",
    change: "Choose another name.",
    source: SCALING,
  },
  scaleSecrets((app) => allScaleRulesIn(app as AppProps)),
  KNOWN_BESIDE_RULES,
  {
    needs: ["customScaleRules", "scaleRules"],
    breaches: (app, once) => (known(app.minReplicas ?? 0) === 0 ? onlyRulesOfRunning(once(scalersIn)) : []),
    allowed:
      "not alone with minReplicas 0, which is the default: cpu and memory measure what runs, and start no first replica",
    change: "Set minReplicas: 1, or add a rule of another kind.",
    source: SCALING,
  },
  {
    needs: ["customScaleRules", "httpScaleRules", "scaleRules"],
    breaches: (app, once) =>
      app.ingress === undefined && known(app.minReplicas ?? 0) === 0
        ? once(scalersIn).filter(({ value }) => isOfRequests(value))
        : [],
    allowed:
      "not without an ingress at minReplicas 0, which is the default: " +
      "no request comes in, and no other rule starts a first replica",
    change:
      "Add an ingress, such as Ingress.internalOnly(…), set minReplicas: 1, " +
      "or add a rule that starts a replica without requests, such as one for a queue.",
    source: DEFAULT_RULE,
  },
  {
    breaches: (app) => {
      const most = known(app.maxReplicas ?? DEFAULT_MAX_REPLICAS) ?? Infinity;
      return replicasByCron(app)
        .filter(({ value }) => value > most)
        .map((breach) => ({ ...breach, here: String(most) }));
    },
    allowed: `at most maxReplicas (${DEFAULT_MAX_REPLICAS} by default), above which Azure makes no replica`,
    change: "Raise maxReplicas, or lower this.",
    source: SCALING,
  },
  {
    breaches: (app) => {
      const isSplit = ({ latestRevision, revisionSuffix, percentage }: ContainerAppIngressTrafficWeight) =>
        revisionSuffix !== undefined || known(latestRevision) === false || (known(percentage) ?? 100) !== 100;
      return (app.revisionMode ?? RevisionMode.SINGLE) === RevisionMode.SINGLE
        ? weightsIn(app).flatMap((weight, i): Breach[] =>
            isSplit(weight) ? [{ at: `ingress.trafficWeight[${i}]`, value: weight }] : [],
          )
        : [];
    },
    allowed:
      "all traffic to the latest revision in revision mode Single, which has no other: " +
      "{ latestRevision: true, percentage: 100 }",
    change: "Set revisionMode: RevisionMode.MULTIPLE, or remove the other weights.",
    source: REVISIONS,
  },
  {
    breaches: ({ environment, ingress }) => {
      const { transport, externalEnabled } = known(ingress)?.config ?? {};
      return known(transport) === "tcp" && known(externalEnabled) === true && isOutsideNetwork(environment)
        ? [{ at: "ingress.externalEnabled", value: externalEnabled }]
        : [];
    },
    allowed: "an external ingress by tcp only in an environment with a subnet",
    change: "Give the environment infrastructureSubnetId, or use Ingress.internalOnly(…).",
    source: INGRESS_PAGE,
  },
];

/** The rules of a container app. */
export const APP: Block<AppProps> = {
  arguments: {
    ...WORKLOAD.arguments,
    ingress: { kind: KINDS.ingress, within: "config", holds: { block: INGRESS } },
    revisionMode: memberOf("RevisionMode", RevisionMode, REVISIONS),
    maxInactiveRevisions: integer(0, 100, AZURERM),
    revisionSuffix: NAMES.revisionSuffix,
    minReplicas: integer(0, 300, AZURERM),
    maxReplicas: integer(1, 300, AZURERM),
    cooldownPeriodInSeconds: integer(1, Infinity, AZURERM, "seconds"),
    pollingIntervalInSeconds: integer(1, Infinity, AZURERM, "seconds"),
    terminationGracePeriodSeconds: integer(0, 600, AZURERM, "seconds"),
    scaleRules: SCALE_RULES_OF_APP,
    azureQueueScaleRules: { list: { block: AZURE_QUEUE_SCALE_RULE } },
    customScaleRules: { list: { block: CUSTOM_SCALE_RULE } },
    httpScaleRules: { list: { block: HTTP_SCALE_RULE } },
    tcpScaleRules: TCP_SCALE_RULES,
    dapr: { block: DAPR },
  },
  required: WORKLOAD.required,
  together: TOGETHER,
};
