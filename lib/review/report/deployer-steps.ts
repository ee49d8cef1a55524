import { PROVIDER_ACTIONS } from "../azure/provider-reads";
import { table } from "../base/table";
import type { Instance } from "../program/instance";
import type { DeployerNeed } from "./report";

/** A permission on a scope. */
export type Need = Pick<DeployerNeed, "plane" | "permission" | "scope">;

/** What is done on a scope: a plan does it, and so an apply, too, or an apply alone. */
export interface Action {
  readonly plane: Need["plane"];
  readonly permission: string;
  readonly isForPlan: boolean;
}

/** Takes an action on a scope. */
type Visit = (action: Action, scope: string) => void;

const SUBSCRIPTION = "the subscription";

/** What reads the grants that are written by an action of which there is none to read or delete. */
const OTHERS_TO_READ = table<string>({
  "Microsoft.KeyVault/vaults/accessPolicies/write": "Microsoft.KeyVault/vaults/read",
});

/**
 * Visits what a resource takes: where something writes it, what reads and deletes it, too, and what the provider does
 * beside.
 */
export function eachStep(instance: Instance, needs: readonly Need[], visit: Visit): void {
  const { type, isManaged, azapi } = instance;
  if (azapi) {
    eachStepOfAzapi(instance, needs, visit);
    return;
  }
  needs.forEach((need) => eachStepFor(need, visit));
  if (needs.length > 0 && type.startsWith("azurerm_")) {
    visit(REGISTRATIONS, SUBSCRIPTION);
  }
  for (const { action, isForApply, isInSubscription } of PROVIDER_ACTIONS[type] ?? []) {
    if (isManaged || isForApply === undefined) {
      visit(
        { plane: "control", permission: action, isForPlan: isForApply === undefined },
        isInSubscription ? SUBSCRIPTION : ownScope(needs),
      );
    }
  }
}

/** The scope of what making or reading a resource itself takes. */
function ownScope(needs: readonly Need[]): string {
  return (
    needs.find(({ plane, permission }) => plane === "data" || VERB_OR_READ.test(permission))?.scope ?? SUBSCRIPTION
  );
}

const VERB_OR_READ = /\/(?:write|read)$/;

/**
 * Visits what a resource of azapi's takes. It does nothing beside, reads no keys, and leaves what it only updates at
 * the end.
 *
 * @see https://github.com/Azure/terraform-provider-azapi/tree/main/internal/services
 */
function eachStepOfAzapi({ declaration, isManaged, azapi }: Instance, needs: readonly Need[], visit: Visit): void {
  if (declaration.type === "azapi_resource_action") {
    needs.forEach(({ plane, permission, scope }) => visit({ plane, permission, isForPlan: !isManaged }, scope));
    return;
  }
  for (const need of needs) {
    eachStepFor(need, (action, scope) => {
      if (!azapi?.isUpdate || !action.permission.endsWith("/delete")) {
        visit(action, scope);
      }
    });
  }
}

/**
 * At its start azurerm looks which resource providers are registered, unless it is told not to:
 * https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs#resource_provider_registrations-1
 */
const REGISTRATIONS: Action = {
  plane: "control",
  permission: "Microsoft.Resources/subscriptions/providers/read",
  isForPlan: true,
};

/** The verb in `<type>/write`, or in the words for a type that has no name in Azure: `write <type>`. */
const VERB = /^write (?=\w+$)|\/write$/;

/** The actions that permissions take, by the plane and the permission: programs take few of them on many scopes. */
const known = {
  control: new Map<string, readonly Action[]>(),
  data: new Map<string, readonly Action[]>(),
  directory: new Map<string, readonly Action[]>(),
};

function eachStepFor({ plane, permission, scope }: Need, visit: Visit): void {
  let actions = known[plane].get(permission);
  if (!actions) {
    actions = actionsFor(plane, permission);
    known[plane].set(permission, actions);
  }
  actions.forEach((action) => visit(action, scope));
}

function actionsFor(plane: Need["plane"], permission: string): Action[] {
  if (plane === "data") {
    const toRead = DATA_READS[permission];
    const actions = toRead === undefined ? [] : [{ plane, permission: toRead, isForPlan: true }];
    return [...actions, { plane, permission, isForPlan: toRead === undefined && !permission.startsWith("write ") }];
  }
  if (!VERB.test(permission)) {
    return [{ plane, permission, isForPlan: /\/read$|^read /.test(permission) }];
  }
  const as = (verb: string) => permission.replace(VERB, (written) => written.replace("write", verb));
  const other = OTHERS_TO_READ[permission];
  return [
    { plane, permission: other ?? as("read"), isForPlan: true },
    { plane, permission, isForPlan: false },
    ...(other === undefined ? [{ plane, permission: as("delete"), isForPlan: false }] : []),
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
