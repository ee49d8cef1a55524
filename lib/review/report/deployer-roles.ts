import { table } from "../base/table";
import type { AccessModel } from "../model/access-model";
import { canonicalText } from "../program/instance";
import type { DeployerNeed, DeployerRoles, RoleDefinition } from "./report";

/** The custom roles that planning and applying a program take, as `az role definition create` reads them. */
export function deployerRoles({ program }: AccessModel, needs: readonly DeployerNeed[]): DeployerRoles {
  const scopes = program.roots.flatMap((root) =>
    subscriptionsIn(canonicalText(root.subscriptionOf("azurerm") ?? null)),
  );
  const assignable = scopes.length === 0 ? [PLACEHOLDER] : [...new Set(scopes)].sort();
  return {
    plan: definition("Terraform plan", "Reads what the program manages and reads.", {
      needs: needs.filter(({ plan }) => plan),
      assignable,
    }),
    apply: definition("Terraform apply", "Makes, changes and deletes what the program manages.", { needs, assignable }),
  };
}

/** Stands for a subscription that the program does not name. */
export const PLACEHOLDER = "/subscriptions/{subscription}";

function subscriptionsIn(text: string): string[] {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? [`/subscriptions/${text.toLowerCase()}`] : [];
}

interface Content {
  readonly needs: readonly DeployerNeed[];
  readonly assignable: readonly string[];
}

function definition(name: string, purpose: string, { needs, assignable }: Content): RoleDefinition {
  const others = needs.filter((need) => actionOf(need) === undefined && dataActionsOf(need) === undefined);
  const names = [...new Set(others.map(({ permission }) => permission))].sort();
  const also = names.length === 0 ? "" : ` It takes what no role of Azure's holds, too: ${names.join("; ")}.`;
  return {
    Name: name,
    IsCustom: true,
    Description: `${purpose}${also}`,
    Actions: sorted(needs.flatMap((need) => actionOf(need) ?? [])),
    NotActions: [],
    DataActions: sorted(needs.flatMap((need) => dataActionsOf(need) ?? [])),
    NotDataActions: [],
    AssignableScopes: assignable,
  };
}

/** Actions sorted, each once in whatever case. */
function sorted(actions: readonly string[]): string[] {
  const byKey = new Map(actions.map((action) => [action.toLowerCase(), action]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, action]) => action);
}

function actionOf({ plane, permission }: DeployerNeed): string | undefined {
  return plane === "control" && /^[\w.]+\/[\w./*-]+$/.test(permission) ? permission : undefined;
}

function dataActionsOf({ plane, permission }: DeployerNeed): readonly string[] | undefined {
  const [role = ""] = permission.split(", or ");
  return plane === "data" ? DATA_ACTIONS[role]?.map((action) => `Microsoft.KeyVault/vaults/${action}`) : undefined;
}

/**
 * What azurerm does with the data of vaults, by the role that is enough for it.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/permissions/security#microsoftkeyvault
 */
const DATA_ACTIONS = table<readonly string[]>({
  "Key Vault Secrets User": ["secrets/getSecret/action", "secrets/readMetadata/action"],
  "Key Vault Secrets Officer": [
    "secrets/getSecret/action",
    "secrets/readMetadata/action",
    "secrets/setSecret/action",
    "secrets/update/action",
    "secrets/delete",
    "secrets/recover/action",
    "secrets/purge/action",
  ],
  "Key Vault Reader": ["keys/read", "keyrotationpolicies/read"],
  "Key Vault Crypto Officer": [
    "keys/read",
    "keys/create/action",
    "keys/update/action",
    "keys/delete",
    "keys/recover/action",
    "keys/purge/action",
    "keyrotationpolicies/read",
    "keyrotationpolicies/write",
  ],
  "Key Vault Certificate User": ["certificates/read", "secrets/getSecret/action"],
  "Key Vault Certificates Officer": [
    "certificates/read",
    "certificates/create/action",
    "certificates/import/action",
    "certificates/update/action",
    "certificates/delete",
    "certificates/recover/action",
    "certificates/purge/action",
    "secrets/getSecret/action",
  ],
});
