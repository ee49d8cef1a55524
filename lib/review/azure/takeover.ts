import { table } from "../base/table";
import { Allowed, allows } from "./actions";

/** A way to have a resource run other code, with all the actions that it takes. */
interface Takeover {
  /** The words for it; `{}` stands for the name of the resource. */
  readonly words: string;
  readonly actions: readonly string[];
}

/** A type of resource that runs code as the identities it has. */
interface HostType {
  readonly takeovers: readonly Takeover[];
  /** The action that attaches an identity to one. */
  readonly attach: string;
  /**
   * The actions that creating one takes: the first in its resource group, the others wherever the resources are that it
   * names. Undefined where creating one takes more than these tables know.
   */
  readonly creation?: readonly string[];
}

/** A type of resource that has a list of its own of those who may use its data. */
interface ListType {
  /** The actions, any of which adds to the list. */
  readonly actions: readonly string[];
  /** What a place in the list gives. */
  readonly permission: string;
}

const writes = (...actions: string[]): Takeover => ({ words: "writes {}", actions });
const runsCommands = (...actions: string[]): Takeover => ({ words: "runs commands in {}", actions });
const JOIN = "Microsoft.App/managedEnvironments/join/action";

/**
 * The types that run code as their identities. Whoever can have one of them run other code has all the access of its
 * identities, and needs no right on the identities themselves: an update that leaves the identity block out attaches
 * nothing.
 *
 * @see https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identity-best-practice-recommendations#consider-the-effect-of-assigning-managed-identities-to-azure-resources-andor-granting-assign-permissions-to-a-user
 * @see https://learn.microsoft.com/rest/api/resource-manager/containerapps/container-apps/update (a JSON merge patch)
 * @see https://learn.microsoft.com/rest/api/resource-manager/containerapps/jobs/start (takes another template)
 * @see https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
 */
const HOST_TYPES = table<HostType>({
  "microsoft.app/containerapps": {
    takeovers: [
      writes("Microsoft.App/containerApps/write"),
      runsCommands("Microsoft.App/containerApps/getAuthToken/action", "Microsoft.App/containerApps/exec/action"),
      runsCommands("Microsoft.App/containerApps/getAuthToken/action", "Microsoft.App/containerApps/debug/action"),
    ],
    attach: "Microsoft.App/containerApps/write",
    creation: ["Microsoft.App/containerApps/write", JOIN],
  },
  "microsoft.app/jobs": {
    takeovers: [
      writes("Microsoft.App/jobs/write"),
      { words: "starts {} with another command", actions: ["Microsoft.App/jobs/start/action"] },
      runsCommands("Microsoft.App/jobs/getAuthToken/action", "Microsoft.App/jobs/exec/action"),
    ],
    attach: "Microsoft.App/jobs/write",
    creation: ["Microsoft.App/jobs/write", JOIN],
  },
  "microsoft.app/sessionpools": {
    takeovers: [writes("Microsoft.App/sessionPools/write")],
    attach: "Microsoft.App/sessionPools/write",
  },
  "microsoft.web/sites": {
    takeovers: [
      writes("Microsoft.Web/sites/write"),
      writes("Microsoft.Web/sites/config/write"),
      { words: "deploys to {}", actions: ["Microsoft.Web/sites/publish/action"] },
      { words: "deploys to {}", actions: ["Microsoft.Web/sites/extensions/write"] },
      { words: "deploys to {}", actions: ["Microsoft.Web/sites/sourcecontrols/write"] },
    ],
    attach: "Microsoft.Web/sites/write",
    creation: ["Microsoft.Web/sites/write", "Microsoft.Web/serverFarms/join/action"],
  },
  "microsoft.compute/virtualmachines": {
    takeovers: [
      runsCommands("Microsoft.Compute/virtualMachines/runCommand/action"),
      runsCommands("Microsoft.Compute/virtualMachines/runCommands/write"),
      runsCommands("Microsoft.Compute/virtualMachines/extensions/write"),
    ],
    attach: "Microsoft.Compute/virtualMachines/write",
  },
  "microsoft.compute/virtualmachinescalesets": {
    takeovers: [
      writes("Microsoft.Compute/virtualMachineScaleSets/write"),
      runsCommands("Microsoft.Compute/virtualMachineScaleSets/extensions/write"),
      runsCommands("Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action"),
    ],
    attach: "Microsoft.Compute/virtualMachineScaleSets/write",
  },
  "microsoft.containerinstance/containergroups": {
    takeovers: [
      writes("Microsoft.ContainerInstance/containerGroups/write"),
      runsCommands("Microsoft.ContainerInstance/containerGroups/containers/exec/action"),
    ],
    attach: "Microsoft.ContainerInstance/containerGroups/write",
    creation: ["Microsoft.ContainerInstance/containerGroups/write"],
  },
  "microsoft.logic/workflows": {
    takeovers: [writes("Microsoft.Logic/workflows/write")],
    attach: "Microsoft.Logic/workflows/write",
    creation: ["Microsoft.Logic/workflows/write"],
  },
  "microsoft.automation/automationaccounts": {
    takeovers: [
      {
        words: "runs runbooks of its own in {}",
        actions: [
          "Microsoft.Automation/automationAccounts/runbooks/write",
          "Microsoft.Automation/automationAccounts/jobs/write",
        ],
      },
    ],
    attach: "Microsoft.Automation/automationAccounts/write",
  },
  "microsoft.datafactory/factories": {
    takeovers: [
      {
        words: "runs pipelines of its own in {}",
        actions: [
          "Microsoft.DataFactory/factories/pipelines/write",
          "Microsoft.DataFactory/factories/pipelines/createrun/action",
        ],
      },
    ],
    attach: "Microsoft.DataFactory/factories/write",
  },
  "microsoft.resources/deploymentscripts": {
    takeovers: [writes("Microsoft.Resources/deploymentScripts/write")],
    attach: "Microsoft.Resources/deploymentScripts/write",
  },
});

/**
 * The types with lists of their own. Of vaults, only those that give access by access policies.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/assign-access-policy
 * @see https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
 */
const LIST_TYPES = table<ListType>({
  "microsoft.keyvault/vaults": {
    actions: ["Microsoft.KeyVault/vaults/accessPolicies/write", "Microsoft.KeyVault/vaults/write"],
    permission: "any access policy",
  },
  "microsoft.documentdb/databaseaccounts": {
    actions: ["Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/write"],
    permission: "any role for its data",
  },
  "microsoft.cache/redis": {
    actions: ["Microsoft.Cache/redis/accessPolicyAssignments/write"],
    permission: "any access policy",
  },
  "microsoft.dbforpostgresql/flexibleservers": {
    actions: ["Microsoft.DBforPostgreSQL/flexibleServers/administrators/write"],
    permission: "administrator",
  },
  "microsoft.dbformysql/flexibleservers": {
    actions: ["Microsoft.DBforMySQL/flexibleServers/administrators/write"],
    permission: "administrator",
  },
  "microsoft.sql/servers": { actions: ["Microsoft.Sql/servers/administrators/write"], permission: "administrator" },
});

const HOST_NAMES = Object.keys(HOST_TYPES);
const LIST_NAMES = Object.keys(LIST_TYPES);

/** The permission that a place in the list of a resource gives; undefined for a type that has no such list. */
export function permissionByList(type: string): string | undefined {
  return LIST_TYPES[type]?.permission;
}

/** Whether resources of a type run code as the identities that they have. */
export function runsCode(type: string): boolean {
  return HOST_TYPES[type] !== undefined;
}

/** The action that attaches an identity to a resource, checked on the identity. */
const ASSIGN_IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";
const WRITE_CREDENTIAL = "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write";
const GIVE_ROLES = [
  "Microsoft.Authorization/roleAssignments/write",
  "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
];

/** What somebody with a permission can do to get the access of others. */
export interface Powers {
  /** How resources can be taken over, in words, by their type. */
  readonly takeovers: ReadonlyMap<string, string>;
  /** The types of those that run code and that an identity can be attached to. */
  readonly attaches: ReadonlySet<string>;
  /** The sets of actions that create something that runs code, without the first, which the permission allows. */
  readonly creations: readonly (readonly string[])[];
  /** The types whose lists it adds to. */
  readonly lists: ReadonlySet<string>;
  readonly assignsIdentities: boolean;
  readonly writesCredentials: boolean;
  readonly givesRoles: boolean;
  readonly isNone: boolean;
}

const known = new WeakMap<Allowed, Powers>();

/** The powers of a permission, worked out once for one that many grants share. */
export function powersOf(allowed: Allowed): Powers {
  const powers = known.get(allowed) ?? workOut(allowed);
  known.set(allowed, powers);
  return powers;
}

function workOut(allowed: Allowed): Powers {
  const may = (action: string) => allows(allowed, action);
  const takeovers = new Map(
    HOST_NAMES.flatMap((type) => {
      const way = HOST_TYPES[type]?.takeovers.find(({ actions }) => actions.every(may));
      return way ? [[type, way.words] as const] : [];
    }),
  );
  const attaches = HOST_NAMES.filter((type) => takeovers.has(type) && may(HOST_TYPES[type]?.attach ?? ""));
  const creations = attaches
    .map((type) => HOST_TYPES[type]?.creation)
    .filter((actions) => actions !== undefined)
    .map(([, ...others]) => others);
  const lists = LIST_NAMES.filter((type) => LIST_TYPES[type]?.actions.some(may));
  const powers = {
    takeovers,
    attaches: new Set(attaches),
    creations,
    lists: new Set(lists),
    assignsIdentities: may(ASSIGN_IDENTITY),
    writesCredentials: may(WRITE_CREDENTIAL),
    givesRoles: GIVE_ROLES.some(may),
  };
  const { assignsIdentities, writesCredentials, givesRoles } = powers;
  const isNone = takeovers.size + lists.length === 0 && !assignsIdentities && !writesCredentials && !givesRoles;
  return { ...powers, isNone };
}
