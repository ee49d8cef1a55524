import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Fn, TerraformVariable, Token } from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  ContainerImage,
  Ingress,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppProps,
  RevisionMode,
  Role,
} from "../../lib/index";
import { appProps, ENVIRONMENT_ID, importVault, newStack, synth } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const NGINX = ContainerImage.of("nginx");

function refusal(props: Partial<ManagedIdentityContainerAppProps>): () => unknown {
  const stack = newStack();
  return () => new ManagedIdentityContainerApp(stack, "app", appProps(stack, props));
}

describe("minimal", () => {
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

describe("options", () => {
  test("goes through unchanged", () => {
    const dapr = { appId: "d" };
    const volumes = [{ name: "data", storageType: "EmptyDir" }];
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
            httpScaleRules: [{ name: "h", concurrentRequests: "10" }],
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
          container: [
            { image: "${var.v}", env: expect.arrayContaining([{ name: "V", value: "${var.v}" }]) as unknown },
          ],
        },
      });
      expect(Object.values(program.all("azurerm_container_app")).map(({ name }) => name)).toContain("app${var.n}");
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
  });

  describe("names", () => {
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
  });
});

describe("refused", () => {
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

    test("that are all wrong are refused at once", () => {
      expect(refusal({ name: "A", resourceGroupName: "", containers: [] })).toThrow(
        /- name is "A".*\n  - resourceGroupName is "".*\n  - containers is \[\]/,
      );
    });
  });

  test.each([
    ["A_b", "a-b"],
    ["s".repeat(47), "s".repeat(46)],
  ])("the revision suffix %s of my-app is refused, %s is not", (bad, good) => {
    expect(refusal({ revisionSuffix: bad })).toThrow(/revisionSuffix is /);
    expect(refusal({ revisionSuffix: good })).not.toThrow();
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
        /secrets is a reference; allowed: an object whose names are known/,
      ],
      [
        "a name for a secret",
        { secrets: { A: "db" } },
        /secrets\.A is a string; allowed: a secret\. Pass vault\.secret/,
      ],
      [
        "a construct for an identity",
        { identity: { principalId: "p" } },
        /identity is another object; allowed: an AppIdentity/,
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
      ["a construct to wait for", { dependsOn: [{}] }, /dependsOn\[0\] has no Terraform address/],
    ])("%s", (_, props, message) => {
      expect(refusal(props)).toThrow(message);
    });

    test("no scope, no role, no grantee", () => {
      const stack = newStack();
      const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack));
      expect(() => app.assignRole(Role.ACR_PULL, undefined as never)).toThrow(/scope is missing; allowed: the id of/);
      expect(() => app.assignRole("AcrPull" as never, ENVIRONMENT_ID)).toThrow(/role is a string; allowed: a Role/);
      expect(() => importVault(stack).grantReadSecrets(undefined as never)).toThrow(
        /grantee is missing; allowed: an app/,
      );
    });
  });
});
