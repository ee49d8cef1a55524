import { ContainerAppEnvironmentCertificate } from "@cdktf/provider-azurerm/lib/container-app-environment-certificate";
import { ContainerAppEnvironmentDaprComponent } from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import { ContainerAppEnvironmentIdentity } from "@cdktf/provider-azurerm/lib/container-app-environment";
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerAppEnvironmentCertificate as OwnCertificate,
  DaprComponent,
  DaprComponentType,
  EnvironmentIdentity,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Principal,
  PrincipalType,
  Role,
} from "../../lib/index";
import { SUBNET_ID } from "../support/every-argument";
import { synthApp } from "../support/stacks";
import { appProps, importVault, synth, Synthesized } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const { ACCESS_POLICY, RBAC } = KeyVaultAccessModel;
const USER_ASSIGNED = "UserAssigned";

interface Parts {
  readonly stack: TerraformStack;
  readonly vault: KeyVault;
  readonly identity: ManagedIdentity;
  readonly environment: ContainerAppEnvironment;
}

/** A certificate and a component by an identity, each with the secret of its own name. */
const READERS: [string, (parts: Parts, identity: string | undefined) => unknown][] = [
  [
    "azurerm_container_app_environment_certificate",
    ({ stack, vault, environment }, identity) =>
      new ContainerAppEnvironmentCertificate(stack, "reader", {
        name: "web",
        containerAppEnvironmentId: environment.environmentId,
        certificateKeyVault: { identity, keyVaultSecretId: `${vault.vaultUri}secrets/web` },
      }),
  ],
  [
    "azurerm_container_app_environment_dapr_component",
    ({ stack, vault, environment }, identity) =>
      new ContainerAppEnvironmentDaprComponent(stack, "reader", {
        name: "state",
        containerAppEnvironmentId: environment.environmentId,
        componentType: "state.redis",
        version: "v1",
        secret: [{ name: "password", identity, keyVaultSecretId: `${vault.vaultUri}secrets/web` }],
      }),
  ],
];

function program(
  accessModel: KeyVaultAccessModel,
  environmentIdentity: (identity: ManagedIdentity) => ContainerAppEnvironmentIdentity | undefined,
  write: (parts: Parts) => unknown,
): Synthesized {
  return synth((stack) => {
    const vault = new KeyVault(stack, "vault", { ...PLACE, name: "my-vault", accessModel });
    const identity = new ManagedIdentity(stack, "identity", { ...PLACE, name: "my-id" });
    const own = environmentIdentity(identity);
    const environment = new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "my-env", identity: own });
    const value = new TerraformVariable(stack, "value", { type: "string", sensitive: true }).stringValue;
    write({ stack, vault, identity, environment });
    new KeyVaultSecret(stack, "secret", { vault, name: "web", value });
  });
}

const attached = ({ identityId }: ManagedIdentity) => ({ type: USER_ASSIGNED, identityIds: [identityId] });
const SECRET = expect.stringMatching(/^azurerm_key_vault_secret\.secret/) as string;

describe.each(READERS)("%s", (type, read) => {
  test("waits for the private endpoint of the vault", () => {
    const synthesized = program(ACCESS_POLICY, attached, (parts) => {
      read(parts, parts.identity.identityId);
      new PrivateEndpoint(parts.stack, "endpoint", {
        ...PLACE,
        name: "endpoint",
        subnetId: SUBNET_ID,
        privateServiceConnection: {
          name: "vault",
          isManualConnection: false,
          subresourceNames: ["vault"],
          privateConnectionResourceId: parts.vault.keyVaultId,
        },
      });
    });
    expect(synthesized.only(type).depends_on).toContain("azurerm_private_endpoint.endpoint");
  });

  test("waits for what writes the secret into a vault that is looked up", () => {
    const synthesized = synth((stack) => {
      const lookup = { name: "hub", resourceGroupName: "hub-rg", accessModel: ACCESS_POLICY };
      const vault = KeyVault.fromKeyVaultName(stack, "vault", lookup) as KeyVault;
      const identity = new ManagedIdentity(stack, "identity", { ...PLACE, name: "my-id" });
      const own = attached(identity);
      const environment = new ContainerAppEnvironment(stack, "environment", {
        ...PLACE,
        name: "my-env",
        identity: own,
      });
      read({ stack, vault, identity, environment }, identity.identityId);
      const value = new TerraformVariable(stack, "value", { type: "string", sensitive: true }).stringValue;
      new KeyVaultSecret(stack, "secret", { vault, name: "web", value });
    });
    expect(synthesized.only(type).depends_on).toEqual([SECRET]);
  });

  test("waits for the policy of the environment's identity, and for what writes the secret", () => {
    const synthesized = program(ACCESS_POLICY, attached, (parts) => {
      read(parts, parts.identity.identityId);
      parts.vault.grantReadSecrets(parts.identity);
    });
    const policy = expect.stringMatching(
      /^azurerm_key_vault_access_policy\.identity-access_vault_.*_identity_/,
    ) as string;
    expect(synthesized.only(type).depends_on).toEqual([policy, SECRET]);
  });

  test("waits until a role has propagated, this library's or azurerm's own", () => {
    const synthesized = program(RBAC, attached, (parts) => {
      const { stack, vault, identity } = parts;
      read(parts, identity.identityId);
      vault.grantReadSecrets(identity);
      const own = { scope: vault.keyVaultId, roleDefinitionName: "Reader", principalId: identity.principalId };
      new RoleAssignment(stack, "own", own);
    });
    expect(synthesized.only(type).depends_on).toEqual([
      SECRET,
      expect.stringMatching(/^azurerm_role_assignment\.identity-access_vault_/),
      "azurerm_role_assignment.own",
      expect.stringMatching(/^time_sleep\.identity-access_EnvironmentPropagation/),
    ]);
    const [wait] = Object.entries(synthesized.all("time_sleep")).filter(([id]) =>
      id.includes("EnvironmentPropagation"),
    );
    expect(Object.keys(wait![1].triggers as object)).toEqual([expect.stringMatching(/^identity-access_vault_/), "own"]);
  });

  test("waits for what the system-assigned identity of the environment is granted", () => {
    const system = () => ({ type: "SystemAssigned" });
    const synthesized = program(ACCESS_POLICY, system, (parts) => {
      read(parts, "System");
      const { principalId } = parts.environment.resource.identity;
      parts.vault.grantReadSecrets(Principal.fromObjectId(parts.stack, principalId, PrincipalType.SERVICE_PRINCIPAL));
    });
    expect(synthesized.only(type).depends_on).toEqual([
      expect.stringMatching(/^azurerm_key_vault_access_policy\.identity-access_vault_.*_environment_/),
      SECRET,
    ]);
  });

  test.each<[string, (identity: ManagedIdentity) => ContainerAppEnvironmentIdentity | undefined, boolean, boolean]>([
    ["that the environment has", attached, false, true],
    ["that is not the environment's", () => undefined, false, false],
    ["that only stands beside its own", () => ({ type: "SystemAssigned" }), false, false],
    ["of its own", () => ({ type: "SystemAssigned" }), true, true],
    ["of its own that it does not have", attached, true, false],
  ])("by an identity %s", (_, environmentIdentity, bySystem, isAccepted) => {
    const run = () =>
      program(ACCESS_POLICY, environmentIdentity, (parts) =>
        read(parts, bySystem ? "System" : parts.identity.identityId),
      );
    if (isAccepted) {
      expect(run).not.toThrow();
    } else {
      expect(run).toThrow(
        /\[test\/reader\] reads a secret by (an identity|the identity System), which \[test\/environment\] does not have; allowed: an identity of the environment/,
      );
    }
  });
});

/** An app that loads a component, which reads a secret by an identity that is granted something on that app. */
function loadedComponent(grant: (identity: ManagedIdentity, app: ManagedIdentityContainerApp) => unknown): Synthesized {
  return synth((stack) => {
    const vault = importVault(stack, "vault", RBAC);
    const identity = new ManagedIdentity(stack, "identity", { ...PLACE, name: "my-id" });
    const managedIdentity = EnvironmentIdentity.userAssigned(identity);
    const environment = new ContainerAppEnvironment(stack, "environment", {
      ...PLACE,
      name: "my-env",
      managedIdentity,
    });
    const app = new ManagedIdentityContainerApp(stack, "app", {
      ...appProps(stack, { environment }),
      dapr: { appId: "shop" },
    });
    new DaprComponent(stack, "prices", {
      name: "prices",
      environment,
      componentType: DaprComponentType.of("state.redis"),
      secretMetadata: { redisPassword: vault.secret("prices") },
      apps: [app],
    });
    grant(identity, app);
  });
}

test("a component waits for no grant that waits for an app, which loads the component; for another, the app does too", () => {
  const component = expect.stringMatching(/^azurerm_container_app_environment_dapr_component\.prices/) as string;
  const onApp = loadedComponent((identity, app) =>
    identity.assignRole(Role.CONTAINER_APPS_CONTRIBUTOR, app.containerAppId),
  );
  const onVault = loadedComponent(() => undefined);
  for (const synthesized of [onApp, onVault]) {
    expect(new TerraformGraph(synthesized).onCycles).toEqual([]);
    expect(synthesized.only("azurerm_container_app").depends_on).toEqual([component]);
    const { depends_on: before } = synthesized.only("azurerm_container_app_environment_dapr_component");
    expect(before).toEqual([
      expect.stringMatching(/^azurerm_role_assignment\.identity-access_my-vault_KeyVaultSecretsUser_identity/),
      expect.stringMatching(/^time_sleep\.identity-access_EnvironmentPropagation/),
    ]);
  }
});

test("a certificate waits until a role of another stack has propagated, and for no policy of that", () => {
  const waits = (accessModel: KeyVaultAccessModel) => {
    const { stacks, dependencies } = synthApp((newStack) => {
      const [platform, shop] = ["platform", "shop"].map(newStack) as [TerraformStack, TerraformStack];
      const vault = new KeyVault(platform, "vault", { ...PLACE, name: "my-vault", accessModel });
      const environment = new ContainerAppEnvironment(platform, "environment", { ...PLACE, name: "my-env" });
      const source = vault.certificate("web", { dependsOn: [] });
      new OwnCertificate(shop, "certificate", { name: "web", environment, source });
    });
    expect(dependencies.shop).toEqual(["platform"]);
    return stacks.shop!.only("azurerm_container_app_environment_certificate").depends_on;
  };
  expect(waits(RBAC)).toEqual([expect.stringMatching(/^time_sleep\.identity-access_EnvironmentPropagation/)]);
  expect(waits(ACCESS_POLICY)).toBeUndefined();
});
