import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { Fn, TerraformVariable, Token } from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  ContainerImage,
  Ingress,
  KeyVaultAccessModel,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppProps,
  RevisionMode,
  Role,
} from "../../lib/index";
import { appProps, ENVIRONMENT_ID, IDENTITY_ID, importVault, newStack, synth } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const NGINX = ContainerImage.of("nginx");

function refusal(props: Partial<ManagedIdentityContainerAppProps>): () => unknown {
  const stack = newStack();
  return () => new ManagedIdentityContainerApp(stack, "app", appProps(stack, props));
}

function importIdentity(stack: Parameters<typeof appProps>[0], id = "identity", name = "my-identity") {
  return ManagedIdentity.fromIdentityName(stack, id, { name, resourceGroupName: "my-rg" });
}

describe("the smallest program", () => {
  const program = synth(
    (stack) => new ManagedIdentityContainerApp(stack, "app", appProps(stack, { keyVault: importVault(stack) })),
  );

  test("makes exactly the identity, the access policy and the app", () => {
    expect(program.addresses.map((address) => address.split(".")[0])).toEqual([
      "azurerm_container_app",
      "azurerm_key_vault_access_policy",
      "azurerm_user_assigned_identity",
    ]);
  });

  test("has the app wait for the policy", () => {
    const [app, policy, identity] = program.addresses;
    expect(program.only("azurerm_container_app").depends_on).toEqual([policy]);
    expect(new TerraformGraph(program).before(app!)).toContain(identity);
  });

  test("lets the identity get secrets, and nothing else", () => {
    expect(program.only("azurerm_key_vault_access_policy")).toEqual({
      key_vault_id: expect.stringMatching(/^\$\{data\.azurerm_key_vault\.\w+\.id\}$/) as string,
      object_id: expect.stringMatching(/^\$\{azurerm_user_assigned_identity\.\w+\.principal_id\}$/) as string,
      tenant_id: expect.stringMatching(/^\$\{data\.azurerm_key_vault\.\w+\.tenant_id\}$/) as string,
      secret_permissions: ["Get"],
    });
  });

  test("tells the container its identity and its vault", () => {
    expect(program.env).toEqual([
      { name: "AZURE_CLIENT_ID", value: expect.stringMatching(/\.client_id\}$/) as string },
      { name: "AZURE_KEY_VAULT_ENDPOINT", value: expect.stringMatching(/\.vault_uri\}$/) as string },
    ]);
  });

  test("names the identity after the app", () => {
    expect(program.text).toHaveResourceWithProperties(UserAssignedIdentity, {
      name: "my-app-id",
      location: "westeurope",
      resource_group_name: "my-rg",
    });
  });

  test("writes the defaults that azurerm would get wrong", () => {
    const app = program.only("azurerm_container_app");
    expect(app).toMatchObject({ max_inactive_revisions: 100, revision_mode: "Single" });
    expect(app).not.toHaveProperty("ingress");
    expect(app).not.toHaveProperty("workload_profile_name");
    expect(program.container).toMatchObject({ name: "my-app", cpu: 0.25, memory: "0.5Gi" });
  });
});

describe("identities", () => {
  const appOf = (identity?: AppIdentity) =>
    synth((stack) => new ManagedIdentityContainerApp(stack, "app", appProps(stack, { identity })));

  test("system-assigned: Azure's own, and no client id in the containers", () => {
    const program = appOf(AppIdentity.systemAssigned());
    expect(program.only("azurerm_container_app").identity).toEqual({ type: "SystemAssigned" });
    expect(program.container).not.toHaveProperty("env");
    expect(program.all("azurerm_user_assigned_identity")).toEqual({});
  });

  test("both, with one that the construct makes", () => {
    const program = appOf(AppIdentity.systemAndUserAssigned());
    expect(program.only("azurerm_container_app").identity).toEqual({
      type: "SystemAssigned, UserAssigned",
      identity_ids: ["${azurerm_user_assigned_identity.app_Identity_21764789.id}"],
    });
  });

  test("several imported: all attached, the first is the code's, and no location is needed", () => {
    const program = synth((stack) => {
      const identity = AppIdentity.userAssigned(
        importIdentity(stack, "first", "first-id"),
        importIdentity(stack, "second", "second-id"),
      );
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { identity, location: undefined }));
    });
    expect((program.only("azurerm_container_app").identity as { identity_ids: string[] }).identity_ids).toHaveLength(2);
    expect(program.env).toEqual([{ name: "AZURE_CLIENT_ID", value: expect.stringContaining("first") as string }]);
  });

  test("one that is imported twice is attached once", () => {
    const program = synth((stack) => {
      const identity = AppIdentity.userAssigned(
        importIdentity(stack, "one"),
        importIdentity(stack, "other", "MY-identity"),
      );
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { identity }));
    });
    expect((program.only("azurerm_container_app").identity as { identity_ids: string[] }).identity_ids).toHaveLength(1);
  });

  test("a reference attaches the identity that it names", () => {
    const program = synth((stack) => {
      const secret = importVault(stack).secret("x", { identity: importIdentity(stack) });
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { identity: AppIdentity.systemAssigned(), secrets: { X: secret } }),
      );
    });
    const app = program.only("azurerm_container_app");
    expect(app.identity).toMatchObject({ type: "SystemAssigned, UserAssigned" });
    expect(app.secret).toMatchObject([{ identity: (app.identity as { identity_ids: string[] }).identity_ids[0] }]);
  });

  test("an identity to make without a location is refused; with existing ones none is needed", () => {
    expect(refusal({ location: undefined })).toThrow(
      /^\[test\/app\] is refused:\n  - location is missing; allowed: an Azure region.*AppIdentity\.userAssigned/,
    );
    expect(refusal({ location: undefined, identity: AppIdentity.systemAssigned() })).not.toThrow();
  });

  test("is system-assigned alone and refers to a secret: refused, with the way out", () => {
    const stack = newStack();
    const secrets = { DB: importVault(stack).secret("db") };
    const make = (id: string, identity: AppIdentity) => () =>
      new ManagedIdentityContainerApp(stack, id, appProps(stack, { name: id, identity, secrets }));
    expect(make("alone", AppIdentity.systemAssigned())).toThrow(
      /\[test\/alone\] is refused:\n  - secrets\.DB is "db"; allowed: a Key Vault reference read by a user-assigned identity.*AppIdentity\.systemAndUserAssigned\(\)/,
    );
    expect(make("both", AppIdentity.systemAndUserAssigned())).not.toThrow();
  });
});

describe("a Key Vault reference", () => {
  const program = synth(
    (stack) =>
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { secrets: { DB_PASSWORD: importVault(stack).secret("Db-Password") } }),
      ),
  );

  test("makes the secret of the app, without a version, read by its identity", () => {
    expect(program.only("azurerm_container_app").secret).toEqual([
      {
        name: "db-password",
        key_vault_secret_id: expect.stringMatching(/\.vault_uri\}secrets\/Db-Password$/) as string,
        identity: "${azurerm_user_assigned_identity.app_Identity_21764789.id}",
      },
    ]);
  });

  test("makes the environment variable", () => {
    expect(program.env).toContainEqual({ name: "DB_PASSWORD", secret_name: "db-password" });
  });

  test("grants its own read, which the app waits for", () => {
    const [policy] = Object.keys(program.all("azurerm_key_vault_access_policy"));
    expect(program.only("azurerm_container_app").depends_on).toEqual([`azurerm_key_vault_access_policy.${policy}`]);
    expect(program.only("azurerm_key_vault_access_policy").secret_permissions).toEqual(["Get"]);
  });

  test("of one secret in several containers is one secret of the app", () => {
    const shared = synth((stack) => {
      const vault = importVault(stack);
      const containers = ["a", "b"].map((name) => ({ name, image: NGINX, secrets: { X: vault.secret("x") } }));
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers }));
    });
    expect(shared.only("azurerm_container_app").secret).toHaveLength(1);
  });

  test("by a name that is a reference goes under that name in lower case", () => {
    const byVariable = synth((stack) => {
      const name = new TerraformVariable(stack, "name", { type: "string" });
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { secrets: { X: importVault(stack).secret(name.stringValue) } }),
      );
    });
    expect(byVariable.only("azurerm_container_app").secret).toMatchObject([{ name: "${lower(var.name)}" }]);
  });

  test("takes a name of two vaults only when one is renamed", () => {
    const stack = newStack();
    const vault = importVault(stack);
    const other = importVault(stack, "other", KeyVaultAccessModel.ACCESS_POLICY, "other-vault");
    const make = (id: string, appSecretName?: string) => () =>
      new ManagedIdentityContainerApp(
        stack,
        id,
        appProps(stack, { name: id, secrets: { A: vault.secret("x"), B: other.secret("x", { appSecretName }) } }),
      );
    expect(make("clash")).toThrow(
      /secrets\.B is "x"; allowed: one secret of each name in an app\. Name this one otherwise/,
    );
    expect(make("renamed", "other-x")).not.toThrow();
  });
});

describe("containers", () => {
  const containerOf = (container: object, props: Partial<ManagedIdentityContainerAppProps> = {}) =>
    synth(
      (stack) =>
        new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, {
            identity: AppIdentity.systemAssigned(),
            containers: [{ image: NGINX, ...container }],
            ...props,
          }),
        ),
    );

  test("have two gibibytes for each virtual CPU unless they say otherwise", () => {
    expect(containerOf({ cpu: 0.75 }).container.memory).toBe("1.5Gi");
    expect(containerOf({ cpu: 1 }).container.memory).toBe("2Gi");
    expect(containerOf({ cpu: 4, memory: "32Gi" }, { workloadProfileName: "E8" }).container.memory).toBe("32Gi");
  });

  test.each([
    ["1.0Gi", "1Gi"],
    ["1.50Gi", "1.5Gi"],
    ["10Gi", "10Gi"],
    ["0.25Gi", "0.25Gi"],
  ])("have %s of memory written as Azure answers it, %s", (memory, written) => {
    expect(containerOf({ memory }, { workloadProfileName: "D4" }).container.memory).toBe(written);
  });

  test("pass what azurerm takes", () => {
    const probe = { port: 80, transport: "HTTP" };
    const volumeMounts = [{ name: "data", path: "/data" }];
    const command = { command: ["sleep"], args: ["1"] };
    const container = { ...command, livenessProbe: probe, readinessProbe: probe, startupProbe: probe, volumeMounts };
    expect(containerOf(container, { volumes: [{ name: "data" }] }).container).toMatchObject({
      ...command,
      liveness_probe: [probe],
      readiness_probe: [probe],
      startup_probe: [probe],
      volume_mounts: volumeMounts,
    });
  });

  test("have the variables of all containers, and their own instead", () => {
    const program = containerOf(
      { environmentVariables: { LEVEL: "debug", ONLY: "here" } },
      { environmentVariables: { LEVEL: "info", REGION: "west" } },
    );
    expect(program.env).toEqual([
      { name: "LEVEL", value: "debug" },
      { name: "REGION", value: "west" },
      { name: "ONLY", value: "here" },
    ]);
  });

  test("keep the client id that the program sets", () => {
    const program = containerOf(
      { environmentVariables: { AZURE_CLIENT_ID: "mine" } },
      { identity: AppIdentity.userAssigned() },
    );
    expect(program.env).toEqual([{ name: "AZURE_CLIENT_ID", value: "mine" }]);
  });

  test("of an app without any are refused", () => {
    expect(refusal({ containers: [] })).toThrow(/containers is \[\]; allowed: at least one container/);
  });

  test("need a name where there are several", () => {
    const [first, second] = [{ image: NGINX }, { image: NGINX }];
    expect(refusal({ containers: [first, second] })).toThrow(
      /containers\[1\]\.name is "my-app"; allowed: a name that no other container has/,
    );
    expect(refusal({ containers: [first, { ...second, name: "second" }] })).not.toThrow();
  });

  test("cannot have one name for a variable and a secret", () => {
    const stack = newStack();
    const secrets = { X: importVault(stack).secret("x") };
    const make = (id: string, name: string) => () =>
      new ManagedIdentityContainerApp(
        stack,
        id,
        appProps(stack, { name: id, secrets, environmentVariables: { [name]: "1" } }),
      );
    expect(make("clash", "X")).toThrow(
      /secrets\.X is "X"; allowed: a name that environmentVariables beside it does not have/,
    );
    expect(make("apart", "Y")).not.toThrow();
  });

  test.each([
    ["MY VAR", "MY_VAR"],
    ["1ST", "FIRST"],
    ["", "_"],
  ])("cannot have a variable called %p, and can have %s", (bad, good) => {
    expect(refusal({ environmentVariables: { [bad]: "1" } })).toThrow(/environmentVariables: the name is /);
    expect(refusal({ environmentVariables: { [good]: "1" } })).not.toThrow();
  });

  test("take empty variables, and refuse missing ones", () => {
    const missing = { X: undefined } as unknown as Record<string, string>;
    expect(refusal({ environmentVariables: { X: "" } })).not.toThrow();
    expect(refusal({ environmentVariables: missing })).toThrow(/environmentVariables\.X is missing; allowed: a text/);
  });

  test("need an amount of memory where the CPU is a reference", () => {
    const cpu = Token.asNumber("${var.cpu}");
    expect(refusal({ containers: [{ image: NGINX, cpu }] })).toThrow(/containers\[0\]\.memory is missing/);
    expect(refusal({ containers: [{ image: NGINX, cpu, memory: "1Gi" }] })).not.toThrow();
  });
});

describe("names", () => {
  test.each([
    ["name", "a", "ab"],
    ["name", "My-app", "my-app"],
    ["name", "1app", "app1"],
    ["name", "my--app", "my-app"],
    ["name", "my-app-", "my-app-1"],
    ["name", "a".repeat(33), "a".repeat(32)],
    ["resourceGroupName", "rg.", "rg.x"],
    ["resourceGroupName", "r".repeat(91), "r".repeat(90)],
  ])("%s %s is refused, %s is not", (property, bad, good) => {
    expect(refusal({ [property]: bad })).toThrow(
      new RegExp(`\\[test/app\\] is refused:\\n  - ${property} is "${bad}"; allowed: .+\\. Pass such a name`),
    );
    expect(refusal({ [property]: good })).not.toThrow();
  });

  test.each([
    ["a.b", "a-b"],
    ["c".repeat(47), "c".repeat(46)],
    ["-c", "c"],
  ])("a container called %s is refused, %s is not", (bad, good) => {
    expect(refusal({ containers: [{ image: NGINX, name: bad }] })).toThrow(/containers\[0\]\.name/);
    expect(refusal({ containers: [{ image: NGINX, name: good }] })).not.toThrow();
  });

  test("that are references pass", () => {
    const program = synth((stack) => {
      const variable = new TerraformVariable(stack, "name", { type: "string" });
      new ManagedIdentityContainerApp(
        stack,
        "one",
        appProps(stack, {
          name: variable.stringValue,
          containers: [{ image: NGINX, name: Fn.lower(variable.stringValue) }],
        }),
      );
      new ManagedIdentityContainerApp(stack, "two", appProps(stack, { name: `app-${variable.stringValue}` }));
      new ManagedIdentityContainerApp(stack, "three", appProps(stack, { name: "${var.name}-three" }));
    });
    expect(Object.values(program.all("azurerm_container_app")).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["${var.name}", "app-${var.name}", "${var.name}-three"]),
    );
  });

  test("that are all wrong are refused at once", () => {
    expect(refusal({ name: "A", resourceGroupName: "", containers: [] })).toThrow(
      /- name is "A".*\n  - resourceGroupName is "".*\n  - containers is \[\]/,
    );
  });
});

describe("everything azurerm takes", () => {
  test("goes through unchanged", () => {
    const dapr = { appId: "d" };
    const volumes = [{ name: "data", storageType: "EmptyDir" }];
    const rule = (name: string) => ({ name, concurrentRequests: "10" });
    const custom = { name: "c", customRuleType: "cpu", metadata: { value: "1" } };
    const queue = {
      name: "q",
      queueLength: 1,
      queueName: "q",
      authentication: [{ secretName: "s", triggerParameter: "p" }],
    };
    const program = synth(
      (stack) =>
        new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, {
            dapr,
            volumes,
            httpScaleRules: [rule("h")],
            tcpScaleRules: [rule("t")],
            otherSecrets: [importVault(stack).secret("s")],
            customScaleRules: [custom],
            azureQueueScaleRules: [queue],
            minReplicas: 1,
            maxReplicas: 2,
            cooldownPeriodInSeconds: 3,
            pollingIntervalInSeconds: 4,
            terminationGracePeriodSeconds: 5,
            revisionSuffix: "six",
            maxInactiveRevisions: 7,
            revisionMode: RevisionMode.MULTIPLE,
            workloadProfileName: "D4",
            timeouts: { create: "8m" },
            lifecycle: { preventDestroy: true },
          }),
        ),
    );
    expect(program.only("azurerm_container_app")).toMatchObject({
      dapr: { app_id: "d" },
      max_inactive_revisions: 7,
      revision_mode: "Multiple",
      workload_profile_name: "D4",
      timeouts: { create: "8m" },
      lifecycle: { prevent_destroy: true },
      template: {
        volume: [{ name: "data", storage_type: "EmptyDir" }],
        http_scale_rule: [{ name: "h", concurrent_requests: "10" }],
        tcp_scale_rule: [{ name: "t", concurrent_requests: "10" }],
        custom_scale_rule: [{ name: "c", custom_rule_type: "cpu" }],
        azure_queue_scale_rule: [{ name: "q", queue_length: 1 }],
        min_replicas: 1,
        max_replicas: 2,
        cooldown_period_in_seconds: 3,
        polling_interval_in_seconds: 4,
        termination_grace_period_seconds: 5,
        revision_suffix: "six",
      },
    });
  });

  test("tags reach the app and the identity that it makes", () => {
    const program = synth(
      (stack) => new ManagedIdentityContainerApp(stack, "app", appProps(stack, { tags: { team: "a" } })),
    );
    expect(program.only("azurerm_container_app").tags).toEqual({ team: "a" });
    expect(program.only("azurerm_user_assigned_identity").tags).toEqual({ team: "a" });
  });

  test("the provider reaches the app and the identity that it makes", () => {
    const program = synth((stack) => {
      const provider = new AzurermProvider(stack, "other", { alias: "other", features: [{}] });
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { provider }));
    });
    expect(program.only("azurerm_container_app").provider).toBe("azurerm.other");
    expect(program.only("azurerm_user_assigned_identity").provider).toBe("azurerm.other");
  });

  test("what the program itself makes the app wait for comes first, and once", () => {
    const program = synth((stack) => {
      const group = new ResourceGroup(stack, "group", { name: "other-rg", location: "westeurope" });
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { dependsOn: [group, group], keyVault: importVault(stack) }),
      );
    });
    expect(program.only("azurerm_container_app").depends_on).toEqual([
      "azurerm_resource_group.group",
      expect.stringMatching(/^azurerm_key_vault_access_policy\./),
    ]);
  });

  test("what the program changes after it has handed it over does not show", () => {
    const program = synth((stack) => {
      const variables: Record<string, string> = { A: "1" };
      const tags: Record<string, string> = { a: "1" };
      const command = ["sleep"];
      const props = { environmentVariables: variables, tags, containers: [{ image: NGINX, command }] };
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { ...props, identity: AppIdentity.systemAssigned() }),
      );
      variables.B = tags.b = "2";
      command.push("1");
    });
    expect(program.only("azurerm_container_app").tags).toEqual({ a: "1" });
    expect(program.container).toMatchObject({ command: ["sleep"], env: [{ name: "A", value: "1" }] });
  });
});

describe("the environment", () => {
  test("that has a Consumption profile gives it to an app that names none", () => {
    const program = synth((stack) => {
      const environment = new ContainerAppEnvironment(stack, "environment", {
        name: "env",
        resourceGroupName: "my-rg",
        location: "westeurope",
        workloadProfiles: [{ name: "Consumption", workloadProfileType: "Consumption" }],
      });
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { environment }));
    });
    expect(program.only("azurerm_container_app").workload_profile_name).toBe("Consumption");
  });
});

describe("ingress", () => {
  const ingressOf = (ingress: Ingress) =>
    synth((stack) => new ManagedIdentityContainerApp(stack, "app", appProps(stack, { ingress }))).only(
      "azurerm_container_app",
    ).ingress;
  const safe = {
    allow_insecure_connections: false,
    transport: "auto",
    traffic_weight: [{ latest_revision: true, percentage: 100 }],
  };

  test("from within the environment", () => {
    expect(ingressOf(Ingress.internalOnly(8080))).toEqual({ ...safe, target_port: 8080, external_enabled: false });
  });

  test("from outside", () => {
    expect(ingressOf(Ingress.external(80, { transport: "http2" }))).toEqual({
      ...safe,
      target_port: 80,
      external_enabled: true,
      transport: "http2",
    });
  });

  test("as azurerm has it", () => {
    const config = {
      targetPort: 80,
      trafficWeight: [{ percentage: 100, latestRevision: true }],
      cors: { allowedOrigins: ["*"] },
    };
    expect(ingressOf(Ingress.of(config))).toMatchObject({ target_port: 80, cors: { allowed_origins: ["*"] } });
  });
});

test("a literal id of something else than an environment is refused", () => {
  const stack = newStack();
  expect(() => ContainerAppEnvironment.fromEnvironmentId(stack, "bad", IDENTITY_ID)).toThrow(
    /\[test\/bad\] is refused:\n  - environmentId is .*managedEnvironments\/<name>/,
  );
  expect(() => ContainerAppEnvironment.fromEnvironmentId(stack, "good", ENVIRONMENT_ID)).not.toThrow();
});

describe("values of all kinds", () => {
  test("that are references of any type pass", () => {
    const program = synth((stack) => {
      const variable = new TerraformVariable(stack, "v", { type: "any" });
      const number = new TerraformVariable(stack, "n", { type: "number" });
      const value = variable.value as string;
      const props = {
        name: value,
        tags: Fn.merge([variable.value]) as Record<string, string>,
        environmentVariables: { V: value },
      };
      new ManagedIdentityContainerApp(
        stack,
        "one",
        appProps(stack, { ...props, containers: [{ image: ContainerImage.of(value) }] }),
      );
      new ManagedIdentityContainerApp(stack, "two", appProps(stack, { name: `app${number.numberValue}` }));
    });
    const [one] = Object.values(program.all("azurerm_container_app")).filter(({ tags }) => tags !== undefined);
    expect(one).toMatchObject({
      name: "${var.v}",
      tags: "${merge(var.v)}",
      template: {
        container: [{ image: "${var.v}", env: expect.arrayContaining([{ name: "V", value: "${var.v}" }]) as unknown }],
      },
    });
    expect(Object.values(program.all("azurerm_container_app")).map(({ name }) => name)).toContain("app${var.n}");
  });

  test("one secret by a reference is one secret of the app", () => {
    const program = synth((stack) => {
      const vault = importVault(stack);
      const name = new TerraformVariable(stack, "name", { type: "string" });
      const containers = ["a", "b"].map((id) => ({
        name: id,
        image: NGINX,
        secrets: { X: vault.secret(name.stringValue) },
      }));
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers }));
    });
    expect(program.only("azurerm_container_app").secret).toHaveLength(1);
  });

  test("azurerm's types that the program changes later do not show", () => {
    const program = synth((stack) => {
      const volumes = [{ name: "data", storageType: "EmptyDir" }];
      const trafficWeight = [{ percentage: 100, latestRevision: true }];
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { volumes, ingress: Ingress.of({ targetPort: 80, trafficWeight }) }),
      );
      volumes.pop();
      trafficWeight.pop();
    });
    expect(program.only("azurerm_container_app")).toMatchObject({
      template: { volume: [{ name: "data" }] },
      ingress: { traffic_weight: [{ percentage: 100 }] },
    });
  });

  test("an object with a class is checked and copied by what its getters give", () => {
    class Probe {
      public timeout = 2;
      public get port() {
        return this.of;
      }
      public transport = "TCP";
      constructor(private of: number) {}
      public change(port: number) {
        this.of = port;
      }
    }
    const probe = new Probe(80);
    const program = synth((stack) => {
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { containers: [{ image: NGINX, livenessProbe: probe }] }),
      );
      probe.change(99999);
    });
    expect(program.container.liveness_probe).toEqual([{ port: 80, timeout: 2, transport: "TCP" }]);
    expect(refusal({ containers: [{ image: NGINX, livenessProbe: new Probe(0) }] })).toThrow(
      /livenessProbe\.port is 0/,
    );
  });

  test("an option that is undefined is as if it were left out", () => {
    expect(
      Ingress.internalOnly(5432, { transport: "tcp", exposedPort: undefined, trafficWeight: undefined }).config,
    ).toMatchObject({
      exposedPort: 5432,
      trafficWeight: [{ latestRevision: true, percentage: 100 }],
    });
  });

  test("an ingress is one of its own, whatever becomes of another", () => {
    (Ingress.external(80).config.trafficWeight as object[]).pop();
    expect(Ingress.external(80).config.trafficWeight).toHaveLength(1);
  });

  test.each([
    ["A_b", "a-b"],
    ["s".repeat(47), "s".repeat(46)],
  ])("the revision suffix %s of my-app is refused, %s is not", (bad, good) => {
    expect(refusal({ revisionSuffix: bad })).toThrow(/revisionSuffix is /);
    expect(refusal({ revisionSuffix: good })).not.toThrow();
  });
});

describe("what a program without types gets wrong is refused with what to pass", () => {
  test.each<[string, object, RegExp]>([
    ["no containers", { containers: undefined }, /containers is missing; allowed: at least one/],
    ["an id for an environment", { environment: ENVIRONMENT_ID }, /environment is "\/sub.*ContainerAppEnvironment/],
    [
      "a name for an image",
      { containers: [{ image: "nginx" }] },
      /containers\[0\]\.image is "nginx"; allowed: a ContainerImage\. Pass ContainerImage\.of/,
    ],
    ["no container", { containers: [undefined] }, /containers\[0\]\.image is missing/],
    ["null variables", { environmentVariables: null }, /environmentVariables is null; allowed: an object/],
    [
      "a token for secrets",
      { secrets: Token.asStringMap("${var.v}") },
      /secrets is "a reference"; allowed: an object whose names are known/,
    ],
    [
      "a name for a secret",
      { secrets: { A: "db" } },
      /secrets\.A is "something else"; allowed: a secret\. Pass vault\.secret/,
    ],
    [
      "a construct for an identity",
      { identity: { principalId: "p" } },
      /identity is "something else"; allowed: an AppIdentity/,
    ],
    [
      "nothing for an identity",
      { identity: AppIdentity.userAssigned(undefined as never) },
      /identity\[0\] is missing; allowed: a ManagedIdentity/,
    ],
    ["a name for a vault", { keyVault: "my-vault" }, /keyVault is "my-vault"; allowed: a KeyVault/],
    [
      "azurerm's ingress",
      { ingress: { targetPort: 80 } },
      /ingress is .*; allowed: an Ingress\. Pass Ingress\.internalOnly/,
    ],
    ["a construct to wait for", { dependsOn: [{}] }, /dependsOn has something without an address/],
  ])("%s", (_, props, message) => {
    expect(refusal(props)).toThrow(message);
  });

  test("no scope, no role, no grantee", () => {
    const stack = newStack();
    const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack));
    expect(() => app.assignRole(Role.ACR_PULL, undefined as never)).toThrow(/scope is missing; allowed: the id of/);
    expect(() => app.assignRole("AcrPull" as never, ENVIRONMENT_ID)).toThrow(/role is "AcrPull"; allowed: a Role/);
    expect(() => importVault(stack).grantReadSecrets(undefined as never)).toThrow(
      /grantee is missing; allowed: an app/,
    );
  });
});
