import { ADDITIONS, makeApp, makeJob, saidIn } from "../support/acceptance";
import { Body, newStack, synth, Synthesized } from "../support/synth";

/**
 * The configurations that azurerm's acceptance tests apply to Azure, by the names of the functions that write them in
 * `container_app_resource_test.go` and `container_app_job_resource_test.go` of hashicorp/terraform-provider-azurerm
 * v4.55.0: the arguments alone. Each is said with this library, and has to come out with the same arguments.
 *
 * They differ from azurerm's in that a value of a secret which is written out there is a variable here, because this
 * library takes no secret in clear; in random names; in what the support file lists as additions; and in what `REFUSED`
 * says of the few that are refused.
 */

const GROUP = "${azurerm_resource_group.test.name}";
const LOCATION = "${azurerm_resource_group.test.location}";
const ENVIRONMENT = "${azurerm_container_app_environment.test.id}";
const IDENTITY = "${azurerm_user_assigned_identity.test.id}";
const STORAGE = "${azurerm_container_app_environment_storage.test.name}";
const PROFILE = "${local.workload_profiles.0.name}";
const SECRET_ID = "${azurerm_key_vault_secret.test.id}";
const VERSIONLESS_ID = "${azurerm_key_vault_secret.test.versionless_id}";
const IMAGE = "jackofallops/azure-containerapps-python-acctest:v0.0.1";

const USER_ASSIGNED = { type: "UserAssigned", identity_ids: [IDENTITY] };
const SYSTEM_ASSIGNED = { type: "SystemAssigned" };
const BOTH = { type: "SystemAssigned, UserAssigned", identity_ids: [IDENTITY] };

const TAGS = { foo: "Bar", accTest: "1" };
const ALL_TRAFFIC = [{ latest_revision: true, percentage: 100 }];

const container = (more: Body = {}): Body => ({
  name: "acctest-cont-1",
  image: IMAGE,
  cpu: 0.25,
  memory: "0.5Gi",
  ...more,
});
const initContainer = (more: Body = {}): Body => container({ name: "init-cont-1", ...more });

const app = (template: Body = {}, more: Body = {}): Body => ({
  name: "acctest-capp-1",
  resource_group_name: GROUP,
  container_app_environment_id: ENVIRONMENT,
  revision_mode: "Single",
  template: { container: [container()], ...template },
  ...more,
});

const NO_CACHE = [{ name: "Cache-Control", value: "no-cache" }];
const liveness = (more: Body = {}): Body[] => [
  {
    transport: "HTTP",
    port: 5000,
    path: "/health",
    header: NO_CACHE,
    initial_delay: 5,
    interval_seconds: 20,
    timeout: 2,
    failure_count_threshold: 1,
    ...more,
  },
];
const withoutInterval = (probes: Body[]): Body[] =>
  probes.map((probe) => Object.fromEntries(Object.entries(probe).filter(([name]) => name !== "interval_seconds")));

const PROBES = {
  readiness_probe: [{ transport: "HTTP", port: 5000 }],
  liveness_probe: liveness(),
  startup_probe: [{ transport: "TCP", port: 5000 }],
};
const MOUNTS = { volume_mounts: [{ name: STORAGE, path: "/tmp/testdata" }] };
const MOUNTS_IN_PART = { volume_mounts: [{ name: STORAGE, path: "/tmp/testdata", sub_path: "subdirectory" }] };
const FILES = [
  {
    name: STORAGE,
    storage_type: "AzureFile",
    storage_name: STORAGE,
    mount_options: "dir_mode=0777,file_mode=0666",
  },
];
const SCALED = {
  min_replicas: 2,
  max_replicas: 3,
  cooldown_period_in_seconds: 1000,
  polling_interval_in_seconds: 10,
  revision_suffix: "rev1",
};

const secret = (name: string): Body => ({ name, value: `\${var.${name.replace(/-/g, "_")}}` });
const QUEUE_SECRET = { secret: [secret("queue-auth-secret")] };
const REGISTRY_SECRET = { name: "registry-password", value: "${azurerm_container_registry.test.admin_password}" };
const REGISTRY = {
  registry: [
    {
      server: "${azurerm_container_registry.test.login_server}",
      username: "${azurerm_container_registry.test.admin_username}",
      password_secret_name: "registry-password",
    },
  ],
  secret: [REGISTRY_SECRET],
};

const ingress = (more: Body = {}): { ingress: Body } => ({
  ingress: {
    allow_insecure_connections: true,
    external_enabled: true,
    target_port: 5000,
    transport: "http",
    traffic_weight: ALL_TRAFFIC,
    ...more,
  },
});
const WITHIN = {
  ingress: { allow_insecure_connections: true, target_port: 5000, transport: "http", traffic_weight: ALL_TRAFFIC },
};
const restricted = (...ranges: [string, string][]): { ingress: Body } => ({
  ingress: {
    target_port: 5000,
    ip_security_restriction: ranges.map(([name, range]) => ({
      name,
      description: name,
      action: "Allow",
      ip_address_range: range,
    })),
    traffic_weight: ALL_TRAFFIC,
  },
});

const DAPR = { dapr: { app_id: "acctest-cont-1", app_port: 5000, app_protocol: "http" } };

const cors = (of: Body): Body => ({ max_age_in_seconds: 100, ...of });

const authentication = (parameter = "password") => ({
  authentication: [{ secret_name: "queue-auth-secret", trigger_parameter: parameter }],
});
const queueRule = (name: string, queue: string, length: number, parameter?: string): Body => ({
  name,
  queue_name: queue,
  queue_length: length,
  ...authentication(parameter),
});
const monitorRule = (name: string, foo: string): Body => ({
  name,
  custom_rule_type: "azure-monitor",
  metadata: { foo },
});
const SCALE_RULES = {
  azure_queue_scale_rule: [queueRule("azq-1", "foo", 10)],
  custom_scale_rule: [monitorRule("csr-1", "bar")],
  http_scale_rule: [{ name: "http-1", concurrent_requests: "100" }],
  tcp_scale_rule: [{ name: "tcp-1", concurrent_requests: "1000" }],
};

const inVault = (name: string, identity: string, id = SECRET_ID): Body => ({
  name,
  identity,
  key_vault_secret_id: id,
});
const reading = (...names: string[]): Body => ({ env: names.map((name) => ({ name, secret_name: name })) });
const BY_USER = "key-vault-secret";
const BY_SYSTEM = "key-vault-secret-system";

const withSecret = (identity: Body, secrets: Body[]): Body =>
  app({ container: [container(reading(...secrets.map(({ name }) => name as string)))] }, { identity, secret: secrets });

const UPDATED_PROBES = (delay: Body): Body => ({
  readiness_probe: [
    {
      transport: "HTTP",
      port: 5000,
      path: "/uptime",
      timeout: 2,
      failure_count_threshold: 1,
      success_count_threshold: 1,
      header: NO_CACHE,
      ...delay,
    },
  ],
  liveness_probe: withoutInterval(liveness({ failure_count_threshold: 3 })),
  startup_probe: [{ transport: "TCP", port: 5000, timeout: 5, failure_count_threshold: 1, ...delay }],
});
const updated = (delay: Body): Body => container({ cpu: 0.5, memory: "1Gi", ...UPDATED_PROBES(delay), ...MOUNTS });

const sidecar = (name: string): Body =>
  container({ name, ...PROBES, liveness_probe: withoutInterval(liveness()), ...MOUNTS });
const flask = (number: string, probes: Body): Body =>
  container({
    name: `acctest-cont${number}-1`,
    command: ["sh", "-c", `CONTAINER=${number} python3 -m flask run --host=0.0.0.0`],
    ...probes,
    ...MOUNTS,
  });

const PROFILED = { workload_profile_name: PROFILE, ...ingress(), tags: TAGS };

const APPS: [string, Body][] = [
  ["basic", app()],
  ["basicWithRetainedSecret", app({}, QUEUE_SECRET)],
  ["withSystemIdentity", app({}, { identity: SYSTEM_ASSIGNED })],
  ["withUserIdentity", app({}, { identity: USER_ASSIGNED })],
  ["withSystemAndUserIdentity", app({}, { identity: BOTH })],
  ["withKeyVaultSecret", withSecret(USER_ASSIGNED, [inVault(BY_USER, IDENTITY)])],
  ["withKeyVaultSecretVersionless", withSecret(USER_ASSIGNED, [inVault(BY_USER, IDENTITY, VERSIONLESS_ID)])],
  ["withKeyVaultSecretUserIdentity", withSecret(BOTH, [inVault(BY_USER, IDENTITY)])],
  [
    "withKeyVaultSecretSystemAndUserIdentity",
    withSecret(BOTH, [inVault(BY_USER, IDENTITY), inVault(BY_SYSTEM, "System")]),
  ],
  // The step before gives the app its identity and the identity its policy: the program says that it has it already.
  ["withKeyVaultSecretSystemIdentity", withSecret(SYSTEM_ASSIGNED, [inVault(BY_USER, "System")])],
  ["basicUpdate", app({ container: [container({ cpu: 0.5, memory: "1Gi" })] })],
  [
    "complete",
    app(
      {
        container: [container({ ...PROBES, ...MOUNTS_IN_PART })],
        init_container: [initContainer(MOUNTS_IN_PART)],
        volume: FILES,
        ...SCALED,
        termination_grace_period_seconds: 60,
      },
      {
        max_inactive_revisions: 25,
        ...ingress({
          client_certificate_mode: "accept",
          cors: cors({
            allow_credentials_enabled: true,
            allowed_headers: ["HEADER1", "HEADER2"],
            allowed_methods: ["GET", "POST"],
            allowed_origins: ["https://a.test.com", "https://b.test.com"],
            exposed_headers: ["HEADER3", "HEADER3"],
          }),
        }),
        ...REGISTRY,
        ...DAPR,
        tags: TAGS,
      },
    ),
  ],
  ["withWorkloadProfile", app({}, PROFILED)],
  ["withMultipleWorkloadProfiles, the first", app({}, PROFILED)],
  [
    "withMultipleWorkloadProfiles, the second",
    app({}, { ...PROFILED, workload_profile_name: "${local.workload_profiles.1.name}" }),
  ],
  [
    "withSmallerGranularityCPUMemoryCombinations",
    app(
      {
        container: [container({ cpu: 0.1, memory: "0.4Gi" })],
        init_container: [initContainer({ cpu: 0.1, memory: "0.2Gi" })],
      },
      PROFILED,
    ),
  ],
  [
    "completeEmptyDir",
    app(
      {
        container: [container({ ...PROBES, ...MOUNTS })],
        volume: [{ name: STORAGE, storage_type: "EmptyDir" }],
        ...SCALED,
      },
      { ...ingress(), ...REGISTRY, ...DAPR, tags: TAGS },
    ),
  ],
  [
    "completeWithNoDaprAppPort",
    app(
      { container: [container({ ...PROBES, ...MOUNTS })], volume: FILES, ...SCALED },
      { ...ingress(), ...REGISTRY, dapr: { app_id: "acctest-cont-1" }, tags: TAGS },
    ),
  ],
  [
    "completeWithVnet",
    app({ container: [sidecar("acctest-cont-1")], volume: FILES, ...SCALED }, { ...WITHIN, ...REGISTRY, tags: TAGS }),
  ],
  [
    "completeWithSidecar",
    app(
      { container: [sidecar("acctest-cont-sidecar-1"), sidecar("acctest-cont-1")], volume: FILES, ...SCALED },
      { ...WITHIN, ...REGISTRY, tags: TAGS },
    ),
  ],
  [
    "completeWithMultipleContainers",
    app(
      {
        container: [
          flask("one", PROBES),
          flask("two", { readiness_probe: [{ transport: "TCP", port: 5000 }], liveness_probe: liveness() }),
        ],
        volume: FILES,
        ...SCALED,
      },
      { ...ingress(), ...REGISTRY, ...DAPR, tags: TAGS },
    ),
  ],
  [
    "completeUpdate",
    app(
      {
        container: [updated({})],
        volume: FILES,
        max_replicas: 4,
        cooldown_period_in_seconds: 500,
        polling_interval_in_seconds: 5,
        revision_suffix: "rev2",
      },
      {
        revision_mode: "Multiple",
        ...ingress({
          transport: "auto",
          client_certificate_mode: "ignore",
          traffic_weight: [
            { latest_revision: true, percentage: 20 },
            { revision_suffix: "rev1", percentage: 80 },
          ],
          cors: cors({
            allow_credentials_enabled: false,
            allowed_headers: ["HEADER3", "HEADER4"],
            allowed_methods: ["PUT", "PATCH"],
            allowed_origins: ["https://c.test.com", "https://d.test.com"],
            exposed_headers: ["HEADER1", "HEADER2"],
          }),
        }),
        ...REGISTRY,
        secret: [REGISTRY_SECRET, secret("rick")],
        ...DAPR,
        tags: TAGS,
      },
    ),
  ],
  [
    "completeUpdate_withNoDaprAppPort",
    app(
      {
        container: [updated({ initial_delay: 5 })],
        volume: FILES,
        min_replicas: 1,
        max_replicas: 4,
        cooldown_period_in_seconds: 1000,
        polling_interval_in_seconds: 10,
        revision_suffix: "rev2",
      },
      {
        revision_mode: "Multiple",
        ...ingress({ transport: "auto" }),
        ...REGISTRY,
        secret: [REGISTRY_SECRET, secret("rick")],
        dapr: { app_id: "acctest-cont-1" },
        tags: TAGS,
      },
    ),
  ],
  [
    "completeTcpExposedPort",
    app(
      {},
      {
        ingress: {
          external_enabled: true,
          target_port: 5000,
          exposed_port: 5555,
          transport: "tcp",
          traffic_weight: ALL_TRAFFIC,
        },
      },
    ),
  ],
  ["scaleRules", app(SCALE_RULES, QUEUE_SECRET)],
  [
    "multipleScaleRules",
    app(
      { ...SCALE_RULES, custom_scale_rule: [monitorRule("csr-1", "bar"), monitorRule("csr-2", "bar2")] },
      QUEUE_SECRET,
    ),
  ],
  [
    "scaleRulesUpdate",
    app(
      {
        azure_queue_scale_rule: [queueRule("azq-1", "foo", 10), queueRule("azq-2", "bar", 20, "another_password")],
        custom_scale_rule: [
          { name: "csr-1", custom_rule_type: "rabbitmq", metadata: { foo: "bar" }, ...authentication() },
        ],
        http_scale_rule: [{ name: "http-1", concurrent_requests: "200", ...authentication() }],
        tcp_scale_rule: [{ name: "tcp-1", concurrent_requests: "1000", ...authentication() }],
      },
      QUEUE_SECRET,
    ),
  ],
  ["ingressSecurityRestriction", app({}, restricted(["test", "0.0.0.0/0"]))],
  ["ingressSecurityRestrictionUpdate", app({}, restricted(["test", "10.1.0.0/16"], ["test2", "10.2.0.0/16"]))],
  ["ingressSecurityRestrictionNotIncludedCIDR", app({}, restricted(["test", "10.1.0.0"]))],
  ["secretBasic", app({}, { secret: [secret("foo"), secret("rick")] })],
  ["secretRemove", app({}, { secret: [secret("foo")] })],
  ["secretChangeName", app({}, { secret: [secret("foo"), secret("pickle")] })],
  ["maxInactiveRevisionsChange", app({}, { max_inactive_revisions: 50 })],
];

const jobContainer = (more: Body = {}): Body =>
  container({ name: "testcontainerappsjob0", cpu: 0.5, memory: "1Gi", ...more });

const MANUAL = { manual_trigger_config: { parallelism: 4, replica_completion_count: 1 } };

const job = (template: Body = {}, more: Body = {}, trigger: Body = MANUAL): Body => ({
  name: "acctest-cajob1",
  resource_group_name: GROUP,
  location: LOCATION,
  container_app_environment_id: ENVIRONMENT,
  replica_timeout_in_seconds: 10,
  replica_retry_limit: 10,
  ...trigger,
  template: { container: [jobContainer()], ...template },
  ...more,
});

const jobWithSecret = (identity: Body, secrets: Body[]): Body =>
  job(
    { container: [jobContainer(reading(...secrets.map(({ name }) => name as string)))] },
    { identity, secret: secrets },
  );

const SETTINGS = { volume_mounts: [{ path: "/appsettings", name: STORAGE, sub_path: "subdirectory" }] };
const ALL_SETTINGS = { volume_mounts: [{ path: "/appsettings", name: STORAGE }] };
const LOOP = { args: ["-c", "while true; do echo hello; sleep 10;done"], command: ["/bin/sh"] };

const JOBS: [string, Body][] = [
  [
    "eventTrigger",
    job(
      { container: [jobContainer({ liveness_probe: liveness() })] },
      {},
      {
        event_trigger_config: {
          parallelism: 4,
          scale: [
            {
              max_executions: 10,
              min_executions: 1,
              polling_interval_in_seconds: 10,
              rules: [
                {
                  authentication: [{ secret_name: "my-secret", trigger_parameter: "my-trigger-parameter" }],
                  metadata: { topic_name: "my-topic" },
                  name: "servicebuscalingrule",
                  custom_rule_type: "azure-servicebus",
                },
              ],
            },
          ],
        },
      },
    ),
  ],
  ["manualTrigger", job({ container: [jobContainer({ liveness_probe: liveness() })] })],
  [
    "scheduleTrigger",
    job(
      {
        volume: [{ name: "appsettings-volume", storage_type: "EmptyDir" }],
        container: [
          jobContainer({
            liveness_probe: liveness(),
            volume_mounts: [{ path: "/appsettings", name: "appsettings-volume" }],
          }),
        ],
      },
      { replica_timeout_in_seconds: 1800 },
      { schedule_trigger_config: { cron_expression: "*/1 * * * *", parallelism: 1, replica_completion_count: 1 } },
    ),
  ],
  ["basic", job()],
  ["withKeyVaultSecret", jobWithSecret(USER_ASSIGNED, [inVault(BY_USER, IDENTITY)])],
  ["withKeyVaultSecretVersionless", jobWithSecret(USER_ASSIGNED, [inVault(BY_USER, IDENTITY, VERSIONLESS_ID)])],
  ["withKeyVaultSecretUserIdentity", jobWithSecret(BOTH, [inVault(BY_USER, IDENTITY)])],
  [
    "withKeyVaultSecretSystemAndUserIdentity",
    jobWithSecret(BOTH, [inVault(BY_USER, IDENTITY), inVault(BY_SYSTEM, "System")]),
  ],
  ["withKeyVaultSecretSystemIdentity", jobWithSecret(SYSTEM_ASSIGNED, [inVault(BY_SYSTEM, "System")])],
  ["withUserAssignedIdentity", job({}, { identity: USER_ASSIGNED })],
  ["withSystemIdentity", job({}, { identity: SYSTEM_ASSIGNED })],
  ["withSystemAndUserAssignedIdentity", job({}, { identity: BOTH })],
  ["withWorkloadProfile", job({}, { workload_profile_name: PROFILE })],
  [
    "complete",
    job(
      {
        volume: FILES,
        container: [jobContainer({ ...LOOP, ...PROBES, ...SETTINGS })],
        init_container: [initContainer(SETTINGS)],
      },
      { identity: SYSTEM_ASSIGNED, ...REGISTRY, tags: { ENV: "test" } },
    ),
  ],
  [
    "completeUpdate",
    job(
      {
        volume: FILES,
        container: [
          jobContainer({
            ...LOOP,
            ...PROBES,
            liveness_probe: liveness({
              initial_delay: 10,
              interval_seconds: 40,
              timeout: 3,
              failure_count_threshold: 2,
            }),
            startup_probe: [{ transport: "TCP", port: 5000, timeout: 5, failure_count_threshold: 3 }],
            cpu: 0.25,
            memory: "0.5Gi",
            ...ALL_SETTINGS,
          }),
        ],
        init_container: [initContainer(ALL_SETTINGS)],
      },
      {
        identity: SYSTEM_ASSIGNED,
        replica_timeout_in_seconds: 20,
        replica_retry_limit: 20,
        manual_trigger_config: { parallelism: 5, replica_completion_count: 2 },
        ...REGISTRY,
        secret: [secret("foo"), REGISTRY_SECRET],
        tags: { ENV: "test" },
      },
    ),
  ],
];

/** A configuration that Azure takes and this library refuses. */
interface Refused {
  readonly why: string;
  readonly refusals: readonly RegExp[];
  /** The arguments without what is refused, which are taken. */
  readonly instead: (said: Body) => Body;
}

const inTemplate = (said: Body, changes: Body, ...removed: string[]): Body => {
  const template = { ...(said.template as Body), ...changes };
  return {
    ...said,
    template: Object.fromEntries(Object.entries(template).filter(([name]) => !removed.includes(name))),
  };
};

/** What KEDA requires of a rule by Azure Monitor. */
const MONITOR = {
  metadata: Object.fromEntries(
    [
      ...["targetValue", "resourceURI", "resourceGroupName", "metricName", "metricAggregationType"],
      ...["subscriptionId", "tenantId", "activeDirectoryClientId"],
    ].map((name) => [name, "1"]),
  ),
  ...authentication(),
};
const NO_TCP =
  "azurerm sends Azure no number of connections for a TCP rule, so the rule scales by nothing that it says";
const NO_METADATA = "KEDA cannot start a scaler without its metadata and credentials, so the rule never scales";
const TCP_REFUSED = /tcpScaleRules is a list; allowed: none/;

const MONITOR_RULES: Refused = {
  why: `${NO_TCP}; ${NO_METADATA}`,
  refusals: [TCP_REFUSED, /customScaleRules\[0\]\.metadata: .*of azure-monitor/, /authentication is missing/],
  instead: (said) => {
    const rules = (said.template as Body).custom_scale_rule as Body[];
    return inTemplate(said, { custom_scale_rule: rules.map((rule) => ({ ...rule, ...MONITOR })) }, "tcp_scale_rule");
  },
};

/** These are created, and do not do what they say: issue 12 of this project has synth refuse them. */
const REFUSED: Readonly<Record<string, Refused>> = {
  scaleRules: MONITOR_RULES,
  multipleScaleRules: MONITOR_RULES,
  scaleRulesUpdate: {
    why: NO_TCP,
    refusals: [TCP_REFUSED],
    instead: (said) => inTemplate(said, {}, "tcp_scale_rule"),
  },
  eventTrigger: {
    why: NO_METADATA,
    refusals: [/rules\[0\]\.metadata: the keys is "topic_name".*queueName, or topicName and subscriptionName/],
    instead: (said) =>
      JSON.parse(
        JSON.stringify(said).replace('"topic_name":"my-topic"', '"topicName":"my-topic","subscriptionName":"s"'),
      ) as Body,
  },
};

const takenOf = (all: [string, Body][]) =>
  all.map(([name, said]): [string, Body] => [name, REFUSED[name]?.instead(said) ?? said]);
const refusedOf = (all: [string, Body][]) =>
  all.flatMap(([name, said]): [string, Body, Refused][] => (REFUSED[name] ? [[name, said, REFUSED[name]]] : []));

const rendered = (program: Synthesized, type: string, said: Body) => saidIn(program.only(type), said);

describe("azurerm_container_app", () => {
  test.each(takenOf(APPS))("%s", (_, said) => {
    const program = synth((stack) => makeApp(stack, said));
    expect(rendered(program, "azurerm_container_app", said)).toEqual(said);
  });

  test.each(refusedOf(APPS))("%s as it is there is refused, with a reason", (_, said, { why, refusals }) => {
    refusals.forEach((refusal) => expect(() => makeApp(newStack(), said)).toThrow(refusal));
    expect(why.length).toBeGreaterThan(20);
  });

  test("ingressTrafficValidation, which azurerm refuses, is refused", () => {
    const said = app({}, ingress({ traffic_weight: [{ latest_revision: false, percentage: 100 }] }));
    expect(() => makeApp(newStack(), said)).toThrow(/ingress\.trafficWeight\[0\]\.revisionSuffix is missing/);
  });
});

describe("azurerm_container_app_job", () => {
  test.each(takenOf(JOBS))("%s", (_, said) => {
    const program = synth((stack) => makeJob(stack, said));
    expect(rendered(program, "azurerm_container_app_job", said)).toEqual(said);
  });

  test.each(refusedOf(JOBS))("%s as it is there is refused, with a reason", (_, said, { why, refusals }) => {
    refusals.forEach((refusal) => expect(() => makeJob(newStack(), said)).toThrow(refusal));
    expect(why.length).toBeGreaterThan(20);
  });
});

test("each addition is there, and has a reason", () => {
  const said = app();
  const body = synth((stack) => makeApp(stack, said)).only("azurerm_container_app");
  expect(ADDITIONS.filter(({ remove }) => JSON.stringify(remove(body, said)) === JSON.stringify(body))).toEqual([]);
  expect(ADDITIONS.every(({ why }) => why.length > 20)).toBe(true);
});
