import { TerraformStack } from "cdktf";
import {
  AppIdentity,
  Ingress,
  JobTrigger,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  ManagedIdentityContainerAppProps,
  RevisionMode,
} from "../../lib/index";
import { sensitive } from "../support/every-argument";
import { appProps, Body, importVault, synth, Synthesized } from "../support/synth";

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
});
