import { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app";
import { ContainerAppEnvironment } from "@cdktf/provider-azurerm/lib/container-app-environment";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Testing } from "cdktf";
import { AdoptedStack } from "../../examples/adopted-stack";
import {
  ContainerAppEnvironment as OurEnvironment,
  EnvironmentType,
  KeyVault as OurVault,
  KeyVaultSecret,
  Principal,
} from "../../lib/index";
import { sensitive } from "../support/every-argument";
import { Body, Json, newStack, Synthesized } from "../support/synth";

const PLACE = { resourceGroupName: "shop-rg", location: "westeurope" };
const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop-rg";
const CALLER_TENANT = "${data.azurerm_client_config.caller.tenant_id}";

/** What the example takes over, as a team wrote it with azurerm's own classes. */
function writtenByHand(): Synthesized {
  const stack = newStack();
  const identity = new UserAssignedIdentity(stack, "identity", { ...PLACE, name: "shop-id" });
  identity.overrideLogicalId("shop");
  const environment = new ContainerAppEnvironment(stack, "environment", {
    ...PLACE,
    name: "shop",
    infrastructureSubnetId: `${GROUP}/providers/Microsoft.Network/virtualNetworks/shop/subnets/apps`,
    workloadProfile: [{ name: "Consumption", workloadProfileType: "Consumption" }],
  });
  environment.overrideLogicalId("shop");
  const vault = new KeyVault(stack, "vault", {
    ...PLACE,
    name: "shop-kv-2b9e",
    skuName: "premium",
    tenantId: CALLER_TENANT,
    rbacAuthorizationEnabled: false,
  });
  vault.overrideLogicalId("shop");
  const app = new ContainerApp(stack, "app", {
    name: "shop",
    resourceGroupName: "shop-rg",
    containerAppEnvironmentId: environment.id,
    workloadProfileName: "Consumption",
    revisionMode: "Single",
    maxInactiveRevisions: 0,
    identity: { type: "UserAssigned", identityIds: [identity.id] },
    secret: [{ name: "database", keyVaultSecretId: `${vault.vaultUri}secrets/db-password`, identity: identity.id }],
    ingress: {
      targetPort: 80,
      externalEnabled: true,
      allowInsecureConnections: true,
      transport: "auto",
      trafficWeight: [{ latestRevision: true, percentage: 100 }],
    },
    template: {
      container: [
        {
          name: "main",
          image: "docker.io/library/nginx:1.29",
          cpu: 0.5,
          memory: "1Gi",
          env: [
            { name: "AZURE_CLIENT_ID", value: identity.clientId },
            { name: "LEVEL", value: "info" },
            { name: "DB_PASSWORD", secretName: "database" },
          ],
        },
      ],
    },
  });
  app.overrideLogicalId("shop");
  const policy = new KeyVaultAccessPolicyA(stack, "policy", {
    keyVaultId: vault.id,
    tenantId: CALLER_TENANT,
    objectId: identity.principalId,
    secretPermissions: ["Get"],
  });
  policy.overrideLogicalId("shop");
  const blobs = new RoleAssignment(stack, "blobs", {
    scope: `${GROUP}/providers/Microsoft.Storage/storageAccounts/shop7f3a`,
    roleDefinitionName: "Storage Blob Data Reader",
    principalId: identity.principalId,
    principalType: "ServicePrincipal",
  });
  blobs.overrideLogicalId("shop_blobs");
  return new Synthesized(Testing.synth(stack));
}

interface Moved {
  readonly from: string;
  readonly to: string;
}

/** What only Terraform looks at, and azurerm does not see. */
const META_ARGUMENTS = new Set(["depends_on", "lifecycle"]);

/** The resources by their addresses, as azurerm sees them. */
function bodiesOf({ json }: Synthesized): Map<string, Body> {
  const argumentsOf = (body: Body) => Object.entries(body).filter(([name]) => !META_ARGUMENTS.has(name));
  return new Map(
    Object.entries(json.resource ?? {}).flatMap(([type, resources]) =>
      Object.entries(resources).map(([id, body]): [string, Body] => [
        `${type}.${id}`,
        Object.fromEntries(argumentsOf(body)),
      ]),
    ),
  );
}

describe("a stack that was written by hand", () => {
  const before = writtenByHand();
  // cdktf would ask the terraform of the machine for its version: this leaves that validation out.
  const after = new Synthesized(Testing.synth(new AdoptedStack(Testing.app(), "adopted-stack")));
  const moved = (after.json as unknown as { readonly moved: Moved[] }).moved;
  const [old, now] = [bodiesOf(before), bodiesOf(after)];

  test("is taken over whole, and nothing is made beside", () => {
    expect(moved.map(({ from }) => from).sort()).toEqual(before.addresses);
    expect(moved.map(({ to }) => to).sort()).toEqual(after.addresses);
  });

  test.each(moved.map(({ from, to }) => [from, to]))("says of %s what it said", (from, to) => {
    const asBefore = moved.reduce(
      (text, { from: its, to: ours }) => text.split(`\${${ours}.`).join(`\${${its}.`),
      JSON.stringify(now.get(to)).replace(/\$\{data\.azurerm_client_config\.[\w-]+\.tenant_id\}/, CALLER_TENANT),
    );
    const { infrastructure_resource_group_name: group, ...body } = JSON.parse(asBefore) as Body;
    // The name of the group is for a new environment: of one that exists it is ignored.
    const { ignore_changes: ignored = [] } = (after.json.resource![to.split(".")[0]!]![to.split(".")[1]!]!.lifecycle ??
      {}) as { ignore_changes?: Json[] };
    expect(group === undefined ? [] : ["infrastructure_resource_group_name"]).toEqual(ignored);
    expect(body).toEqual(old.get(from));
  });
});

test("the deployer's policy is taken over by the object id of the caller", () => {
  const stack = newStack();
  const vault = new OurVault(stack, "vault", { ...PLACE, name: "shop-kv-2b9e" });
  new KeyVaultSecret(stack, "secret", { vault, name: "db-password", value: sensitive(stack, "password") });
  const { objectId } = new DataAzurermClientConfig(stack, "caller");
  vault
    .grantReadSecrets(Principal.fromObjectId(stack, objectId))
    .resource.moveFromId("azurerm_key_vault_access_policy.me");
  const synthesized = new Synthesized(Testing.synth(stack));
  const [[address, { secret_permissions: permissions }], ...others] = Object.entries(
    synthesized.all("azurerm_key_vault_access_policy"),
  ) as [[string, Body]];
  expect({ others, permissions }).toEqual({ others: [], permissions: ["Delete", "Get", "Purge", "Recover", "Set"] });
  expect((synthesized.json as unknown as { readonly moved: Moved[] }).moved).toEqual([
    { from: "azurerm_key_vault_access_policy.me", to: `azurerm_key_vault_access_policy.${address}` },
  ]);
});

test("a Consumption-only environment in a subnet is taken over as it is", () => {
  const stack = newStack();
  const environment = new OurEnvironment(stack, "environment", {
    ...PLACE,
    name: "shop",
    environmentType: EnvironmentType.CONSUMPTION_ONLY,
    infrastructureSubnetId: `${GROUP}/providers/Microsoft.Network/virtualNetworks/shop/subnets/apps`,
  });
  environment.resource.moveFromId("azurerm_container_app_environment.shop");
  expect(new Synthesized(Testing.synth(stack)).only("azurerm_container_app_environment")).toEqual({
    name: "shop",
    resource_group_name: "shop-rg",
    location: "westeurope",
    infrastructure_subnet_id: `${GROUP}/providers/Microsoft.Network/virtualNetworks/shop/subnets/apps`,
  });
});
