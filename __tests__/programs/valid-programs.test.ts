import { Token } from "cdktf";
import * as fc from "fast-check";
import {
  ContainerAppEnvironment,
  ContainerAppEnvironmentProps,
  ContainerImage,
  ContainerProps,
  Ingress,
  JobTrigger,
  KeyVault,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  RevisionMode,
} from "../../lib/index";
import { APP } from "../../lib/workload/private/rules/app";
import { CONTAINER, JOB_CONTAINER } from "../../lib/workload/private/rules/container";
import { ENVIRONMENT } from "../../lib/environment/private/rules/environment";
import { INGRESS } from "../../lib/workload/private/rules/ingress";
import { JOB } from "../../lib/workload/private/rules/job";
import { KEY_VAULT } from "../../lib/key-vault/private/rules/key-vault";
import { NAMES } from "../../lib/rules/names";
import { AnyBlock, Argument, ValueRule } from "../../lib/rules/rule";
import { CUSTOM_SCALE_RULE, HTTP_SCALE_RULE } from "../../lib/workload/private/rules/scale";
import { VOLUME } from "../../lib/workload/private/rules/volume";
import { SUBNET_ID } from "../support/every-argument";
import { appProps, importVault, synth } from "../support/synth";

/** Programs drawn from what the rules themselves say is allowed, with references anywhere: none of them is refused. */

fc.configureGlobal({ seed: 1, numRuns: process.env.CI ? 150 : 50 });

/** One of some values. */
function oneOf<T>(...values: T[]): fc.Arbitrary<T> {
  return fc.constantFrom<T[]>(...values);
}

/** References to what synth cannot know, by the type that they stand for. */
const TOKENS = {
  string: oneOf("${var.text}", Token.asString("${var.text}"), "a-${var.text}"),
  number: oneOf(0).map(() => Token.asNumber("${var.number}")),
  boolean: oneOf(0).map(() => Token.asAny("${var.flag}")),
};

/** Text in which Terraform finds no expression. */
const plainText = fc.string({ maxLength: 5 }).filter((text) => !/[$%]\{/.test(text));

/** Now and then a reference instead. */
const orToken = <T>(arbitrary: fc.Arbitrary<T>, type: keyof typeof TOKENS): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary }, { weight: 1, arbitrary: TOKENS[type] as fc.Arbitrary<T> });

/** The rule of an argument, wherever it is in a block. */
function ruleOf(block: AnyBlock, ...[name, ...rest]: string[]): ValueRule {
  return ruleIn(block.arguments[name!]!, rest);
}

function ruleIn(argument: Argument, path: string[]): ValueRule {
  if ("accepts" in argument) {
    return argument;
  }
  if ("block" in argument) {
    return ruleOf(argument.block, ...path);
  }
  if ("kind" in argument) {
    return ruleIn(argument.holds!, path);
  }
  return ruleIn("list" in argument ? argument.list : argument.map, path);
}

/** A value that a rule allows, at its edges above all. */
function literal(block: AnyBlock, ...path: string[]): fc.Arbitrary<never> {
  return allowedBy(ruleOf(block, ...path));
}

function allowedBy({ range, words, pattern, accepts }: ValueRule): fc.Arbitrary<never> {
  if (range) {
    const [min, max] = [range[0], Math.min(range[1], 100_000)];
    return fc.oneof(oneOf(min, max), fc.integer({ min, max })) as fc.Arbitrary<never>;
  }
  const texts = words
    ? oneOf(...words)
    : fc.stringMatching(new RegExp(pattern!.source.replace(/\(\?!.*?\)(?=\[|\()/, "")));
  return texts.filter(accepts) as fc.Arbitrary<never>;
}

/** The same, or a reference. */
function value(block: AnyBlock, ...path: string[]): fc.Arbitrary<never> {
  const rule = ruleOf(block, ...path);
  return orToken(allowedBy(rule), rule.range ? "number" : "string");
}

/** A name of a length at the edges of what is allowed. */
const name = (first: string, least: number, most: number) =>
  oneOf(least, least + 1, most - 1, most).map((length) => `${first}${"b".repeat(length - 2)}1`);

/** Any of the keys, or none of them. */
const optional = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] });

const probe = (container: AnyBlock, kind: string) =>
  fc
    .record({
      port: value(container, kind, "port"),
      common: optional({
        initialDelay: value(container, kind, "initialDelay"),
        intervalSeconds: value(container, kind, "intervalSeconds"),
        timeout: value(container, kind, "timeout"),
        failureCountThreshold: value(container, kind, "failureCountThreshold"),
        host: TOKENS.string,
        ...(kind === "readinessProbe" && { successCountThreshold: value(container, kind, "successCountThreshold") }),
      }),
      transport: fc.oneof(
        oneOf({ transport: "TCP" }),
        fc.record({
          transport: orToken(oneOf("HTTP", "HTTPS"), "string"),
          path: orToken(oneOf("/", "/health", ""), "string"),
          header: oneOf([], [{ name: "Host", value: "" }]),
        }),
      ),
    })
    .map(({ port, common, transport }) => ({ port, ...common, ...transport }));

/** So many containers that together have a total that shared machines take: each pair is as likely. */
const containersOf = (container: AnyBlock) =>
  fc
    .record({
      quarters: fc.integer({ min: 1, max: 16 }),
      count: fc.integer({ min: 1, max: 3 }),
      cut: fc.integer({ min: 10, max: 24 }),
      rest: fc.array(
        optional({
          command: oneOf([], ["run"]),
          args: oneOf(["${var.text}"]),
          environmentVariables: fc.dictionary(
            fc.stringMatching(/^[-._a-zA-Z][-._a-zA-Z0-9]{0,5}$/),
            orToken(plainText, "string"),
            {
              maxKeys: 3,
            },
          ),
          livenessProbe: probe(container, "livenessProbe"),
          readinessProbe: probe(container, "readinessProbe"),
          startupProbe: probe(container, "startupProbe"),
        }),
        { minLength: 3, maxLength: 3 },
      ),
      isKnown: fc.boolean(),
    })
    .map(({ quarters, count, cut, rest, isKnown }): ContainerProps[] => {
      const used = count > 1 && quarters * 25 > cut * count ? cut : 0;
      const shares = used
        ? [...Array<number>(count - 1).fill(used), quarters * 25 - used * (count - 1)]
        : [quarters * 25];
      return shares.map((share, i) => ({
        ...rest[i],
        name: `c${i}`,
        image: ContainerImage.of("nginx"),
        cpu: isKnown || i > 0 ? share / 100 : Token.asNumber("${var.cpu}"),
        memory: isKnown || i > 0 ? `${(2 * share) / 100}Gi` : "${var.memory}",
      }));
    });

const weights = fc.oneof(
  oneOf([{ latestRevision: true, percentage: 100 }]),
  fc.integer({ min: 0, max: 100 }).map((percentage) => [
    { latestRevision: true, percentage, label: "next" },
    { revisionSuffix: "one", percentage: 100 - percentage },
  ]),
  oneOf([{ latestRevision: Token.asAny("${var.flag}") as never, percentage: Token.asNumber("${var.number}") }]),
);

const ingress = fc.record({
  revisionMode: oneOf(RevisionMode.MULTIPLE),
  ingress: fc.oneof(
    fc
      .record(
        {
          targetPort: value(INGRESS, "targetPort"),
          trafficWeight: weights,
          transport: oneOf("auto", "http", "http2"),
          externalEnabled: orToken(fc.boolean(), "boolean"),
          clientCertificateMode: value(INGRESS, "clientCertificateMode"),
          cors: fc.record({
            allowedOrigins: oneOf(["*"], ["${var.text}"]),
            maxAgeInSeconds: value(INGRESS, "cors", "maxAgeInSeconds"),
          }),
          ipSecurityRestriction: orToken(oneOf("Allow", "Deny"), "string").chain((action) =>
            fc.array(
              fc.record({
                action: oneOf(action),
                name: oneOf("n"),
                ipAddressRange: fc.oneof(
                  fc.ipV4(),
                  fc.ipV4().map((ip) => `${ip}/24`),
                  TOKENS.string,
                ),
              }),
              { maxLength: 3 },
            ),
          ),
        },
        { requiredKeys: ["targetPort", "trafficWeight"] },
      )
      .map((config) => Ingress.of(config)),
    oneOf(81, 65535, 5432).map((port) => Ingress.external(port, { transport: "tcp" })),
  ),
});

/** All that any scaler requires. */
const SCALER_METADATA = Object.fromEntries([
  ...[
    ...["accountName", "activeDirectoryClientId", "applicationInsightsId", "blobContainerName", "clientId"],
    ...["databaseName", "end", "endpoint", "metricAggregationTimespan", "metricAggregationType", "metricId"],
    ...["metricName", "organizationURL", "poolName", "query", "queueName", "resourceGroupName", "resourceURI"],
    ...["start", "storageConnectionFromEnv", "subscriptionId", "tenantId", "timezone", "workspaceId"],
  ].map((key) => [key, "text"]),
  ...["desiredReplicas", "targetValue", "threshold", "value"].map((key) => [key, "5"]),
]) as Record<string, string>;

const scale = optional({
  minReplicas: orToken(fc.integer({ min: 0, max: 10 }), "number"),
  cooldownPeriodInSeconds: value(APP, "cooldownPeriodInSeconds"),
  pollingIntervalInSeconds: value(APP, "pollingIntervalInSeconds"),
  terminationGracePeriodSeconds: value(APP, "terminationGracePeriodSeconds"),
  customScaleRules: fc
    .tuple(value(CUSTOM_SCALE_RULE, "customRuleType"), orToken(literal(CUSTOM_SCALE_RULE, "name"), "string"))
    .map(([customRuleType, rule]) => [
      {
        name: `t-${rule as string}`,
        customRuleType,
        metadata: SCALER_METADATA,
        authentication: [{ secretName: "db", triggerParameter: "connection" }],
      },
      // One that is not for CPU or memory, which start no first replica.
      { name: "cron", customRuleType: "cron", metadata: SCALER_METADATA },
    ]),
});

/** Without an ingress no request starts a first replica. */
const requests = optional({
  httpScaleRules: value(HTTP_SCALE_RULE, "concurrentRequests").map((concurrentRequests) => [
    { name: "http", concurrentRequests },
  ]),
});

const storage = value(VOLUME, "storageName").map((storageName) => ({
  volumes: [
    { name: "files", storageType: "AzureFile", storageName },
    { name: "empty" },
    { name: "secrets", storageType: "Secret" },
  ],
  initContainers: [
    {
      name: "init",
      image: ContainerImage.of("init"),
      volumeMounts: ["files", "empty", "secrets"].map((volume) => ({ name: volume, path: `/${volume}` })),
    },
  ],
}));

const apps = fc.record({
  name: orToken(name("a", 2, 32), "string"),
  containers: containersOf(CONTAINER),
  options: fc.tuple(
    scale,
    fc.oneof(
      oneOf({}),
      fc.tuple(ingress, requests).map(([own, rules]) => ({ ...own, ...rules })),
    ),
    fc.oneof(oneOf({}), storage),
    optional({
      maxInactiveRevisions: value(APP, "maxInactiveRevisions"),
      revisionSuffix: orToken(name("a", 2, 20), "string"),
      dapr: value(APP, "dapr", "appId").chain((appId) =>
        fc.record({ appId: oneOf(appId), appPort: value(APP, "dapr", "appPort") }),
      ),
      tags: fc.dictionary(fc.stringMatching(/^[a-z .:#+*-]{1,8}$/), orToken(plainText, "string"), { maxKeys: 3 }),
      timeouts: oneOf({ create: "1h30m" }, { update: "${var.text}" }),
    }),
  ),
});

test("an app", () => {
  fc.assert(
    fc.property(apps, ({ name: appName, containers, options }) => {
      const program = synth((stack) => {
        const otherSecrets = [importVault(stack).secret("db")];
        new ManagedIdentityContainerApp(
          stack,
          "app",
          Object.assign(appProps(stack, { name: appName, containers, otherSecrets }), ...options) as never,
        );
      });
      expect((program.only("azurerm_container_app").template as { container: unknown[] }).container).toHaveLength(
        containers.length,
      );
    }),
  );
});

const triggers = fc.oneof(
  fc
    .record({ parallelism: value(JOB, "trigger", "manualConfig", "parallelism") })
    .map((config) => JobTrigger.manual(config)),
  fc
    .tuple(
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 6 }),
    )
    .chain((fields) =>
      fc.tuple(
        ...fields.map((field) => oneOf(`${field}`, "*", `*/${field + 1}`, `${field}-${field}`, `${field},${field}`)),
      ),
    )
    .map((fields) => JobTrigger.scheduled({ cronExpression: fields.join(" ") })),
  fc
    .record({
      minExecutions: fc.integer({ min: 0, max: 100 }),
      pollingIntervalInSeconds: value(JOB, "trigger", "eventConfig", "scale", "pollingIntervalInSeconds"),
    })
    .map((config) =>
      JobTrigger.eventDriven({
        scale: [{ ...config, rules: [{ name: "r", customRuleType: "cron", metadata: SCALER_METADATA }] }],
      }),
    ),
);

test("a job", () => {
  const jobs = fc.record({
    name: orToken(name("a", 2, 32), "string"),
    containers: containersOf(JOB_CONTAINER),
    trigger: triggers,
    replicaTimeoutInSeconds: value(JOB, "replicaTimeoutInSeconds"),
    replicaRetryLimit: value(JOB, "replicaRetryLimit"),
  });
  fc.assert(
    fc.property(jobs, (job) => {
      const program = synth(
        (stack) =>
          new ManagedIdentityContainerAppJob(stack, "job", { ...appProps(stack), location: "westeurope", ...job }),
      );
      const {
        manual_trigger_config: manual,
        schedule_trigger_config: schedule,
        event_trigger_config: event,
      } = program.only("azurerm_container_app_job");
      expect([manual, schedule, event].filter((config) => config !== undefined)).toHaveLength(1);
    }),
  );
});

test("an environment", () => {
  const profile = fc.record({
    workloadProfileType: oneOf("D4", "E32", "NC24-A100"),
    minimumCount: fc.integer({ min: 0, max: 3 }),
    maximumCount: fc.integer({ min: 3, max: 9 }),
  });
  const environments = fc
    .record({
      name: orToken(fc.oneof(name("a", 2, 59), oneOf("A-".padEnd(60, "b"))), "string"),
      options: fc.oneof(
        oneOf({}),
        fc.record({
          environmentType: literal(ENVIRONMENT, "environmentType"),
          infrastructureSubnetId: oneOf(SUBNET_ID, "${var.text}"),
          internalLoadBalancerEnabled: orToken(fc.boolean(), "boolean"),
          zoneRedundancyEnabled: orToken(fc.boolean(), "boolean"),
        }),
        fc
          .record({
            logsDestination: literal(ENVIRONMENT, "logsDestination"),
            logAnalyticsWorkspaceId: oneOf("${var.text}"),
          })
          .map((logs) => (logs.logsDestination === "log-analytics" ? logs : { logsDestination: logs.logsDestination })),
        fc.record({
          workloadProfiles: fc
            .array(profile, { maxLength: 3 })
            .map((all) => all.map((one, i) => ({ ...one, name: `p${i}` }))),
          publicNetworkAccess: value(ENVIRONMENT, "publicNetworkAccess"),
        }),
      ),
    })
    .map(({ name: environmentName, options }) => ({ name: environmentName, ...options }));
  fc.assert(
    fc.property(environments, (props) => {
      const all = { resourceGroupName: "my-rg", location: "West Europe", ...props } as ContainerAppEnvironmentProps;
      expect(() => synth((stack) => new ContainerAppEnvironment(stack, "environment", all))).not.toThrow();
    }),
  );
});

test("a vault and an identity", () => {
  const vaults = fc.record({
    name: orToken(name("a", 3, 24), "string"),
    identity: orToken(fc.oneof(name("1", 3, 128), allowedBy(NAMES.userAssignedIdentity)), "string"),
    options: optional({
      skuName: value(KEY_VAULT, "skuName"),
      softDeleteRetentionDays: value(KEY_VAULT, "softDeleteRetentionDays"),
      purgeProtectionEnabled: fc.boolean(),
      networkAcls: fc.record({
        defaultAction: value(KEY_VAULT, "networkAcls", "defaultAction"),
        bypass: value(KEY_VAULT, "networkAcls", "bypass"),
        ipRules: fc.array(fc.oneof(oneOf("203.0.113.0/24", "172.32.0.1", "11.0.0.0/8"), TOKENS.string), {
          maxLength: 4,
        }),
        virtualNetworkSubnetIds: oneOf([], [SUBNET_ID], ["${var.text}"], Token.asList("${var.list}")),
      }),
    }),
  });
  fc.assert(
    fc.property(vaults, ({ name: vaultName, identity, options }) => {
      const place = { resourceGroupName: "my-rg", location: "westeurope" };
      expect(() =>
        synth((stack) => {
          new KeyVault(stack, "vault", { ...place, name: vaultName, ...options });
          new ManagedIdentity(stack, "identity", { ...place, name: identity });
        }),
      ).not.toThrow();
    }),
  );
});
