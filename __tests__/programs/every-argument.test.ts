import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformProvider, TerraformResourceLifecycle, TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  KeyVault,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
} from "../../lib/index";
import { argumentsIn, declaredArguments } from "../support/declared-arguments";
import {
  EVERY_ENVIRONMENT_PROPS,
  EVERY_IDENTITY_PROPS,
  EVERY_KEY_VAULT_PROPS,
  everyAppProps,
  everyJobProps,
  OTHER_TRIGGERS,
  TCP_INGRESS,
} from "../support/every-argument";
import { newStack, synth, synthStack } from "../support/synth";

type Program = (stack: TerraformStack) => unknown;

/** The meta-arguments that every construct takes. */
interface MetaArguments {
  readonly lifecycle?: TerraformResourceLifecycle;
  readonly provider?: TerraformProvider;
  readonly dependsOn?: ResourceGroup[];
}

/** The arguments and blocks that a construct does not take, and why. */
const NOT_TAKEN: Record<string, string[]> = {
  "container-app": [
    "id",
    // azurerm sends Azure another key than it reads: hashicorp/terraform-provider-azurerm#29644.
    "template.tcp_scale_rule",
  ],
  "container-app-job": ["id"],
  "container-app-environment": ["id"],
  "user-assigned-identity": ["id"],
  "key-vault": [
    "id",
    // The former name of rbac_authorization_enabled, which excludes it.
    "enable_rbac_authorization",
    // These undo the policies of their own that vault.grantPermissions() makes.
    "access_policy",
    // azurerm makes no vault with contacts: azurerm_key_vault_certificate_contacts has them.
    "contact",
  ],
};

const RESOURCES: [string, string, Program[]][] = [
  [
    "container-app",
    "ContainerAppConfig",
    [
      (stack) => new ManagedIdentityContainerApp(stack, "app", everyAppProps(stack)),
      (stack) =>
        new ManagedIdentityContainerApp(stack, "app", {
          ...everyAppProps(stack),
          ingress: TCP_INGRESS,
          revisionMode: undefined,
        }),
    ],
  ],
  [
    "container-app-job",
    "ContainerAppJobConfig",
    [
      (stack) => new ManagedIdentityContainerAppJob(stack, "job", everyJobProps(stack)),
      ...OTHER_TRIGGERS.map(
        (trigger): Program =>
          (stack) =>
            new ManagedIdentityContainerAppJob(stack, "job", { ...everyJobProps(stack), trigger }),
      ),
    ],
  ],
  [
    "container-app-environment",
    "ContainerAppEnvironmentConfig",
    [(stack) => new ContainerAppEnvironment(stack, "environment", EVERY_ENVIRONMENT_PROPS)],
  ],
  ["key-vault", "KeyVaultConfig", [(stack) => new KeyVault(stack, "vault", EVERY_KEY_VAULT_PROPS)]],
  [
    "user-assigned-identity",
    "UserAssignedIdentityConfig",
    [(stack) => new ManagedIdentity(stack, "identity", EVERY_IDENTITY_PROPS)],
  ],
];

describe.each(RESOURCES)("azurerm's %s", (resource, config, programs) => {
  const declared = declaredArguments(resource, config);
  const type = `azurerm_${resource.replace(/-/g, "_")}`;

  test("has arguments that the types of the provider declare", () => {
    expect(declared).toEqual(expect.arrayContaining(["name", "resource_group_name", "timeouts.create"]));
  });

  test("can be given each of them", () => {
    const set = new Set(
      programs.flatMap((program) =>
        Object.values(synth(program).all(type)).flatMap((body) => argumentsIn(body, declared)),
      ),
    );
    const isNotTaken = (argument: string) =>
      NOT_TAKEN[resource]!.some((name) => argument === name || argument.startsWith(`${name}.`));
    expect({ outOfReach: declared.filter((argument) => !set.has(argument) && !isNotTaken(argument)) }).toEqual({
      outOfReach: [],
    });
    expect({ takenAfterAll: [...set].filter(isNotTaken) }).toEqual({ takenAfterAll: [] });
  });
});

describe("the meta-arguments of", () => {
  const make: [string, string, (stack: TerraformStack, meta: MetaArguments) => unknown][] = [
    [
      "an app",
      "azurerm_container_app",
      (stack, meta) => new ManagedIdentityContainerApp(stack, "one", { ...everyAppProps(stack), ...meta }),
    ],
    [
      "a job",
      "azurerm_container_app_job",
      (stack, meta) => new ManagedIdentityContainerAppJob(stack, "one", { ...everyJobProps(stack), ...meta }),
    ],
    [
      "an environment",
      "azurerm_container_app_environment",
      (stack, meta) => new ContainerAppEnvironment(stack, "one", { ...EVERY_ENVIRONMENT_PROPS, ...meta }),
    ],
    [
      "a vault",
      "azurerm_key_vault",
      (stack, meta) => new KeyVault(stack, "one", { ...EVERY_KEY_VAULT_PROPS, ...meta }),
    ],
    [
      "an identity",
      "azurerm_user_assigned_identity",
      (stack, meta) => new ManagedIdentity(stack, "one", { ...EVERY_IDENTITY_PROPS, ...meta }),
    ],
  ];

  test.each(make)("%s: lifecycle, provider and dependsOn are taken", (_, type, construct) => {
    const stack = newStack();
    const provider = new AzurermProvider(stack, "other", { alias: "other", features: [{}] });
    const group = new ResourceGroup(stack, "group", { name: "another-rg", location: "westeurope" });
    construct(stack, { lifecycle: { preventDestroy: true }, provider, dependsOn: [group] });
    const program = synthStack(stack);
    expect(Object.entries(program.all(type)).find(([id]) => id.startsWith("one_"))![1]).toMatchObject({
      lifecycle: { prevent_destroy: true },
      provider: "azurerm.other",
      depends_on: expect.arrayContaining(["azurerm_resource_group.group"]) as unknown,
    });
  });

  test.each(make)("%s: count and forEach are refused", (_, __, construct) => {
    for (const repetition of [{ count: 2 }, { forEach: {} }]) {
      expect(() => construct(newStack(), repetition as MetaArguments)).toThrow(
        /\[test\/one\] is refused:\n  - (count|forEach) is .*; allowed: one resource for each construct/,
      );
    }
    expect(() => construct(newStack(), {})).not.toThrow();
  });
});
