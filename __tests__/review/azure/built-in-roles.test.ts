import { Role } from "../../../lib/index";
import { allows } from "../../../lib/review/azure/actions";
import { builtInRole } from "../../../lib/review/azure/built-in-roles";

const CONSTANTS = Object.entries(Role).filter((entry): entry is [string, Role] => entry[1] instanceof Role);

const countOf = (name: string) => {
  const { allowed } = builtInRole(name)!;
  return allowed.actions.length + allowed.dataActions.length;
};

test.each(CONSTANTS)("what %s allows is known", (_, { roleName }) => {
  expect(countOf(roleName!)).toBeGreaterThan(0);
});

/** Roles that give control of what runs as an identity, or of the identity, with what they do and do not allow. */
const CONTROL: readonly (readonly [role: string, does: string, doesNot: string])[] = [
  ["Container Apps Contributor", "Microsoft.App/containerApps/write", "Microsoft.App/jobs/write"],
  ["Container Apps Contributor", "Microsoft.App/containerApps/listSecrets/action", "Microsoft.App/jobs/start/action"],
  ["Container Apps Operator", "Microsoft.App/containerApps/stop/action", "Microsoft.App/containerApps/write"],
  ["Container Apps Jobs Contributor", "Microsoft.App/jobs/write", "Microsoft.App/containerApps/write"],
  ["Container Apps Jobs Operator", "Microsoft.App/jobs/start/action", "Microsoft.App/jobs/write"],
  ["Container Apps Jobs Reader", "Microsoft.App/jobs/read", "Microsoft.App/jobs/start/action"],
  ["ContainerApp Reader", "Microsoft.App/containerApps/read", "Microsoft.App/containerApps/listSecrets/action"],
  [
    "Container Apps ManagedEnvironments Contributor",
    "Microsoft.App/managedEnvironments/write",
    "Microsoft.App/containerApps/write",
  ],
  [
    "Container Apps ManagedEnvironments Reader",
    "Microsoft.App/managedEnvironments/read",
    "Microsoft.App/managedEnvironments/write",
  ],
  ["Container Apps ConnectedEnvironments Contributor", "Microsoft.App/connectedEnvironments/write", "Microsoft.App/x"],
  ["Container Apps SessionPools Contributor", "Microsoft.App/sessionPools/write", "Microsoft.App/containerApps/write"],
  ["Container Apps SessionPools Reader", "Microsoft.App/sessionPools/read", "Microsoft.App/sessionPools/write"],
  [
    "Azure ContainerApps Session Executor",
    "Microsoft.App/sessionPools/executions/x/action",
    "Microsoft.App/sessionPools/write",
  ],
  [
    "Managed Identity Operator",
    "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
    "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
  ],
  [
    "Managed Identity Contributor",
    "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
    "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
  ],
  [
    "Managed Identity Federated Identity Credential Contributor",
    "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
    "Microsoft.ManagedIdentity/userAssignedIdentities/write",
  ],
  [
    "Azure Container Instances Contributor Role",
    "Microsoft.ContainerInstance/containerGroups/write",
    "Microsoft.App/containerApps/write",
  ],
  ["Website Contributor", "Microsoft.Web/sites/write", "Microsoft.Web/serverFarms/write"],
  ["Virtual Machine Contributor", "Microsoft.Compute/virtualMachines/runCommand/action", "Microsoft.Web/sites/write"],
  ["Logic App Contributor", "Microsoft.Logic/workflows/write", "Microsoft.App/containerApps/write"],
  ["Automation Contributor", "Microsoft.Automation/automationAccounts/write", "Microsoft.Web/sites/write"],
  [
    "Azure Kubernetes Service Cluster Admin Role",
    "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
    "Microsoft.ContainerService/managedClusters/write",
  ],
  [
    "Key Vault Data Access Administrator",
    "Microsoft.Authorization/roleAssignments/write",
    "Microsoft.KeyVault/vaults/secrets/getSecret/action",
  ],
];

test.each(CONTROL)("%s allows %s, and not %s", (name, does, doesNot) => {
  const { allowed } = builtInRole(name)!;
  expect([allows(allowed, does), allows(allowed, doesNot)]).toEqual([true, false]);
});

test.each([
  ["Security Administrator", "Security Admin"],
  ["Virtual Machine Data Access Administrator (preview)", "Virtual Machine Data Access Administrator"],
  ["container apps jobs OPERATOR", "Container Apps Jobs Operator"],
])("%s is %s", (name, known) => {
  expect(builtInRole(name)).toBe(builtInRole(known));
  expect(builtInRole(known)!.name).toBe(known);
});

test.each(["", "constructor", "Contoso Operator", "b9a307c4-0000-0000-0000-000000000000"])("%j is none", (name) => {
  expect(builtInRole(name)).toBeUndefined();
});
