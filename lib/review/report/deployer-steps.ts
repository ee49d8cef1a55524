import { PROVIDER_ACTIONS } from "../azure/provider-reads";
import { table } from "../base/table";
import type { Instance } from "../program/instance";
import type { DeployerNeed } from "./report";

/** A permission on a scope. */
export type Need = readonly [plane: DeployerNeed["plane"], permission: string, scope: string];

/** A permission that a plan takes, and so an apply, too, or that an apply alone takes. */
export interface Step {
  readonly need: Need;
  readonly isForPlan: boolean;
}

const SUBSCRIPTION = "the subscription";

/** What reads the grants that are written by an action of which there is none to read or delete. */
const OTHERS_TO_READ = table<string>({
  "Microsoft.KeyVault/vaults/accessPolicies/write": "Microsoft.KeyVault/vaults/read",
});

/** What a resource takes: where something writes it, what reads and deletes it, too, and what the provider does beside. */
export function stepsOf(instance: Instance, needs: readonly Need[]): Step[] {
  if (instance.azapi) {
    return azapiStepsOf(instance, needs);
  }
  const { type } = instance;
  const own = needs.find(([plane, permission]) => plane === "data" || VERB_OR_READ.test(permission));
  return [
    ...needs.flatMap((need) => stepsFor(need)),
    ...(needs.length > 0 && type.startsWith("azurerm_") ? [REGISTRATIONS] : []),
    ...(PROVIDER_ACTIONS[type] ?? [])
      .filter(({ isForApply }) => instance.isManaged || isForApply === undefined)
      .map(({ action, isForApply, isInSubscription }): Step => ({
        need: ["control", action, isInSubscription || own === undefined ? SUBSCRIPTION : own[2]],
        isForPlan: isForApply === undefined,
      })),
  ];
}

/**
 * What a resource of azapi's takes. It does nothing beside, reads no keys, and leaves what it only updates at the end.
 *
 * @see https://github.com/Azure/terraform-provider-azapi/tree/main/internal/services
 */
function azapiStepsOf({ declaration, isManaged, azapi }: Instance, needs: readonly Need[]): Step[] {
  if (declaration.type === "azapi_resource_action") {
    return needs.map((need) => ({ need, isForPlan: !isManaged }));
  }
  const steps = needs.flatMap((need) => stepsFor(need));
  return azapi?.isUpdate ? steps.filter(({ need: [, permission] }) => !permission.endsWith("/delete")) : steps;
}

/**
 * At its start azurerm looks which resource providers are registered, unless it is told not to:
 * https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs#resource_provider_registrations-1
 */
const REGISTRATIONS: Step = {
  need: ["control", "Microsoft.Resources/subscriptions/providers/read", SUBSCRIPTION],
  isForPlan: true,
};

const VERB_OR_READ = /\/(?:write|read)$/;

/** The verb in `<type>/write`, or in the words for a type that has no name in Azure: `write <type>`. */
const VERB = /^write (?=\w+$)|\/write$/;

/** A step on any scope. */
interface Action {
  readonly permission: string;
  readonly isForPlan: boolean;
}

/** What permissions take, by the plane and the permission: programs take few of them on many scopes. */
const known = new Map<string, readonly Action[]>();

function stepsFor([plane, permission, scope]: Need): Step[] {
  const key = `${plane} ${permission}`;
  const actions = known.get(key) ?? actionsFor(plane, permission);
  known.set(key, actions);
  return actions.map(({ permission: taken, isForPlan }) => ({ need: [plane, taken, scope], isForPlan }));
}

function actionsFor(plane: Need[0], permission: string): Action[] {
  if (plane === "data") {
    const toRead = DATA_READS[permission];
    const actions = toRead === undefined ? [] : [{ permission: toRead, isForPlan: true }];
    return [...actions, { permission, isForPlan: toRead === undefined && !permission.startsWith("write ") }];
  }
  if (!VERB.test(permission)) {
    return [{ permission, isForPlan: /\/read$|^read /.test(permission) }];
  }
  const as = (verb: string) => permission.replace(VERB, (written) => written.replace("write", verb));
  const other = OTHERS_TO_READ[permission];
  return [
    { permission: other ?? as("read"), isForPlan: true },
    { permission, isForPlan: false },
    ...(other === undefined ? [{ permission: as("delete"), isForPlan: false }] : []),
  ];
}

/** What reads the data of a vault, by the permissions that write it. */
export const DATA_READS = table<string>({
  "Key Vault Secrets Officer, or secrets Get, Set, Delete, Recover, Purge": "Key Vault Secrets User, or secrets Get",
  "Key Vault Crypto Officer, or keys Get, Create, Update, Delete, Recover, Purge, GetRotationPolicy":
    "Key Vault Reader, or keys Get, GetRotationPolicy",
  "Key Vault Certificates Officer, or certificates Get, Create, Import, Update, Delete, Recover, Purge":
    "Key Vault Certificate User, or certificates Get and secrets Get",
});
