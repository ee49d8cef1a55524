import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { TerraformStack, Testing } from "cdktf";
import {
  AccessReview,
  AppIdentity,
  AzureService,
  Ingress,
  JobTrigger,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  ManagedIdentityContainerAppProps,
  Principal,
  RevisionMode,
  Role,
} from "../../lib/index";
import { sensitive } from "../support/every-argument";
import { appProps, Body, importVault, newStack, synth, Synthesized } from "../support/synth";

/**
 * The arguments whose change replaces a resource, as azurerm 4.55 and hashicorp/time 0.13 have it (ForceNew); of role
 * assignments all are.
 */
const REPLACING: Record<string, string[]> = {
  azurerm_container_app: ["name", "resource_group_name", "container_app_environment_id"],
  azurerm_container_app_job: [
    ...["name", "resource_group_name", "location", "container_app_environment_id"],
    ...["event_trigger_config", "manual_trigger_config", "schedule_trigger_config"],
  ],
  azurerm_key_vault: ["name", "resource_group_name", "location"],
  azurerm_key_vault_access_policy: ["key_vault_id", "object_id", "tenant_id"],
  azurerm_key_vault_secret: ["name", "key_vault_id"],
  azurerm_user_assigned_identity: ["name", "resource_group_name", "location"],
  azurerm_role_assignment: ["scope", "role_definition_name", "principal_id", "principal_type"],
  time_sleep: ["triggers"],
};

/**
 * What a plan from one program to another does, by the types of the resources; what only waits for something else is
 * not changed.
 */
interface Plan {
  created?: string[];
  destroyed?: string[];
  replaced?: string[];
  updated?: string[];
}

function bodiesOf({ json }: Synthesized): Map<string, Body> {
  return new Map(
    Object.entries(json.resource ?? {}).flatMap(([type, resources]) =>
      Object.entries(resources).map(([id, body]): [string, Body] => [`${type}.${id}`, body]),
    ),
  );
}

function planOf(before: Synthesized, after: Synthesized): Plan {
  const [old, now] = [bodiesOf(before), bodiesOf(after)];
  const typesOf = (addresses: string[]) => addresses.map((address) => address.split(".")[0]!).sort();
  const changedIn = (address: string) => {
    const [a, b] = [old.get(address)!, now.get(address)!];
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
      (name) => name !== "depends_on" && JSON.stringify(a[name]) !== JSON.stringify(b[name]),
    );
  };
  const changed = [...now.keys()].filter((address) => old.has(address) && changedIn(address).length > 0);
  const isReplaced = (address: string) =>
    changedIn(address).some((name) => REPLACING[address.split(".")[0]!]!.includes(name));
  const plan = {
    created: typesOf([...now.keys()].filter((address) => !old.has(address))),
    destroyed: typesOf([...old.keys()].filter((address) => !now.has(address))),
    replaced: typesOf(changed.filter(isReplaced)),
    updated: typesOf(changed.filter((address) => !isReplaced(address))),
  };
  return Object.fromEntries(Object.entries(plan).filter(([, types]) => types.length > 0));
}

/** What azurerm's SDK plans for the object id of an identity: that of the state, which is empty where there was none. */
const OBJECT_ID = /azurerm_container_app(?:_job)?\.[\w-]+\.identity\[0\]\.principal_id/;

/** The types of the apps and jobs that are there before, and are switched to an identity of their own. */
function switchedOn(before: Synthesized, after: Synthesized): Set<string> {
  const isOn = (body: Body | undefined) => JSON.stringify(body?.identity ?? {}).includes("SystemAssigned");
  const [old, now] = [bodiesOf(before), bodiesOf(after)];
  return new Set(
    [...now.keys()].filter((address) => old.has(address) && !isOn(old.get(address)) && isOn(now.get(address))),
  );
}

/** The resources that azurerm refuses at plan, because an object id in them is planned as empty. */
function refusedAtPlan(before: Synthesized, after: Synthesized): string[] {
  const isEmpty = (expression: string) =>
    [...switchedOn(before, after)].some((address) => expression === `\${${address}.identity[0].principal_id}`);
  return [...bodiesOf(after)].flatMap(([address, body]) =>
    Object.values(body).some((value) => typeof value === "string" && isEmpty(value)) ? [address.split(".")[0]!] : [],
  );
}

const app = (props: (stack: TerraformStack) => Partial<ManagedIdentityContainerAppProps>) => (stack: TerraformStack) =>
  void new ManagedIdentityContainerApp(stack, "app", appProps(stack, props(stack)));
const job = (trigger: JobTrigger) => (stack: TerraformStack) =>
  void new ManagedIdentityContainerAppJob(stack, "job", { ...appProps(stack), location: "westeurope", trigger });

/** An app that reads a secret of a vault of its own. */
const vaultOf = (accessModel: KeyVaultAccessModel) => (stack: TerraformStack) => {
  const vault = new KeyVault(stack, "vault", {
    name: "my-vault",
    resourceGroupName: "my-rg",
    location: "westeurope",
    accessModel,
  });
  const secret = new KeyVaultSecret(stack, "db", { vault, name: "db", value: sensitive(stack, "db_value") });
  new ManagedIdentityContainerApp(stack, "app", appProps(stack, { secrets: { DB: secret.reference() } }));
};

const ingress = Ingress.external(80);
const SPLIT = Ingress.of({
  targetPort: 80,
  trafficWeight: [
    { latestRevision: true, percentage: 90 },
    { revisionSuffix: "one", percentage: 10 },
  ],
});
const reading = (identity?: AppIdentity) => app((stack) => ({ identity, keyVault: importVault(stack) }));

test.each<[string, (stack: TerraformStack) => void, (stack: TerraformStack) => void, Plan]>([
  [
    "one revision to several, with traffic to both",
    app(() => ({ ingress })),
    app(() => ({ ingress: SPLIT, revisionMode: RevisionMode.MULTIPLE })),
    { updated: ["azurerm_container_app"] },
  ],
  [
    "several revisions to one",
    app(() => ({ ingress, revisionMode: RevisionMode.MULTIPLE })),
    app(() => ({ ingress })),
    { updated: ["azurerm_container_app"] },
  ],
  [
    "a user-assigned identity of its own to a system-assigned one",
    reading(),
    reading(AppIdentity.systemAssigned()),
    {
      created: ["azurerm_key_vault_access_policy"],
      destroyed: ["azurerm_key_vault_access_policy", "azurerm_user_assigned_identity"],
      updated: ["azurerm_container_app"],
    },
  ],
  [
    "a user-assigned identity to both kinds",
    reading(),
    reading(AppIdentity.systemAndUserAssigned()),
    { updated: ["azurerm_container_app"] },
  ],
  [
    "both kinds to a user-assigned identity",
    reading(AppIdentity.systemAndUserAssigned()),
    reading(),
    { updated: ["azurerm_container_app"] },
  ],
  [
    "an identity of its own to a shared one",
    reading(),
    app((stack) => ({
      keyVault: importVault(stack),
      identity: AppIdentity.userAssigned(
        new ManagedIdentity(stack, "shared", { name: "shared", resourceGroupName: "my-rg", location: "westeurope" }),
      ),
    })),
    {
      created: ["azurerm_key_vault_access_policy", "azurerm_user_assigned_identity"],
      destroyed: ["azurerm_key_vault_access_policy", "azurerm_user_assigned_identity"],
      updated: ["azurerm_container_app"],
    },
  ],
  [
    "access policies to RBAC",
    vaultOf(KeyVaultAccessModel.ACCESS_POLICY),
    vaultOf(KeyVaultAccessModel.RBAC),
    {
      created: ["azurerm_role_assignment", "azurerm_role_assignment", "time_sleep", "time_sleep"],
      destroyed: ["azurerm_key_vault_access_policy", "azurerm_key_vault_access_policy"],
      updated: ["azurerm_key_vault"],
    },
  ],
  [
    "RBAC to access policies",
    vaultOf(KeyVaultAccessModel.RBAC),
    vaultOf(KeyVaultAccessModel.ACCESS_POLICY),
    {
      created: ["azurerm_key_vault_access_policy", "azurerm_key_vault_access_policy"],
      destroyed: ["azurerm_role_assignment", "azurerm_role_assignment", "time_sleep", "time_sleep"],
      updated: ["azurerm_key_vault"],
    },
  ],
  [
    "images of the program to images of a pipeline",
    app(() => ({})),
    app(() => ({ ignoreImageChanges: true })),
    { updated: ["azurerm_container_app"] },
  ],
  [
    "a job by hand to one by a schedule",
    job(JobTrigger.manual()),
    job(JobTrigger.scheduled({ cronExpression: "0 3 * * *" })),
    { replaced: ["azurerm_container_app_job"] },
  ],
])("switches %s", (_, before, after, plan) => {
  expect(planOf(synth(before), synth(after))).toEqual(plan);
  expect(refusedAtPlan(synth(before), synth(after))).toEqual([]);
});

describe("an identity of its own, switched on at an app or job that exists", () => {
  const scope = "/subscriptions/1/resourceGroups/my-rg";
  type Workload = ManagedIdentityContainerApp | ManagedIdentityContainerAppJob;
  const appWith = (stack: TerraformStack, identity?: AppIdentity) =>
    new ManagedIdentityContainerApp(stack, "app", appProps(stack, { identity }));
  const jobWith = (stack: TerraformStack, identity?: AppIdentity) =>
    new ManagedIdentityContainerAppJob(stack, "job", {
      ...appProps(stack, { identity }),
      location: "westeurope",
      trigger: JobTrigger.manual(),
    });

  test.each<[string, (stack: TerraformStack, identity?: AppIdentity) => Workload]>([
    ["an app", appWith],
    ["a job", jobWith],
  ])("gives %s its grants in the same apply: their object ids are known after apply", (_, make) => {
    const before = synth((stack) => void make(stack));
    const after = synth((stack) => {
      const principal = make(stack, AppIdentity.systemAndUserAssigned()).systemAssignedPrincipal!;
      importVault(stack).grantReadSecrets(principal);
      principal.assignRole(Role.STORAGE_BLOB_DATA_READER, scope);
      AzureService.redis({
        id: `${scope}/providers/Microsoft.Cache/redis/r`,
        name: "r",
        hostname: "h",
        sslPort: 1,
      } as never).grantTo(principal);
      AzureService.cosmosDb({
        id: `${scope}/providers/Microsoft.DocumentDB/databaseAccounts/c`,
        name: "c",
        resourceGroupName: "my-rg",
        endpoint: "e",
      } as never).grantTo(principal);
    });
    expect(switchedOn(before, after).size).toBe(1);
    const ids = [...bodiesOf(after)].flatMap(([, body]) =>
      [body, body.triggers as Body].flatMap((values) =>
        Object.values(values ?? {}).filter(
          (value): value is string => typeof value === "string" && OBJECT_ID.test(value),
        ),
      ),
    );
    // A policy, a role, a role of Cosmos DB and the wait before it, and the three ids of an access policy of a cache.
    expect(ids).toHaveLength(7);
    expect(new Set(ids)).toEqual(new Set([`\${coalesce(${OBJECT_ID.exec(ids[0]!)![0]}, uuid())}`]));
    expect(refusedAtPlan(before, after)).toEqual([]);
  });

  test("is one principal by whatever reference: the grant is one, and its id known after apply", () => {
    const of = (id: (app: ManagedIdentityContainerApp) => string, first: boolean) =>
      synth((stack) => {
        const made = appWith(stack, AppIdentity.systemAssigned());
        const grants = [made, Principal.fromObjectId(stack, id(made))];
        (first ? grants : grants.reverse()).forEach(({ grantPrincipal }) =>
          grantPrincipal.assignRole(Role.STORAGE_BLOB_DATA_READER, scope),
        );
      }).text;
    const text = of((made) => made.principalId, true);
    expect(Object.keys(new Synthesized(text).all("azurerm_role_assignment"))).toHaveLength(1);
    expect(of((made) => made.principalId, false)).toBe(text);
    expect(of((made) => made.resource.identity.principalId, true)).toBe(text);
    expect(of((made) => made.resource.identity.principalId, false)).toBe(text);
  });

  test("takes two applies where azurerm's own class is given its attribute, and one by principalId", () => {
    const byHand = (id: (app: ManagedIdentityContainerApp) => string) =>
      synth((stack) => {
        const made = appWith(stack, AppIdentity.systemAssigned());
        new RoleAssignment(stack, "role", { scope, roleDefinitionName: "Reader", principalId: id(made) });
      });
    const before = synth((stack) => void appWith(stack));
    expect(
      refusedAtPlan(
        before,
        byHand((made) => made.resource.identity.principalId),
      ),
    ).toEqual(["azurerm_role_assignment"]);
    expect(
      refusedAtPlan(
        before,
        byHand(({ principalId }) => principalId),
      ),
    ).toEqual([]);
  });

  test("is the identity that the access review shows", () => {
    const review = AccessReview.ofSynthesized(
      synth((stack) => {
        importVault(stack).grantReadSecrets(appWith(stack, AppIdentity.systemAssigned()));
      }).text,
    );
    expect(review.toSnapshot()).toContain(
      "system-assigned identity of my-app (container app): secrets Get on my-vault (key vault)",
    );
  });

  test("is written to HCL as it is", () => {
    const stack = newStack();
    importVault(stack).grantReadSecrets(appWith(stack, AppIdentity.systemAssigned()));
    expect(Testing.synthHcl(stack)).toMatch(
      /object_id += "?(\$\{)?coalesce\(azurerm_container_app\.[\w-]+\.identity\[0\]\.principal_id, uuid\(\)\)/,
    );
  });
});
