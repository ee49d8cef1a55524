import { table } from "../base/table";
import type { Value } from "../language/value";
import type { Instance } from "../program/instance";

export const VAULT_TYPE = "azurerm_key_vault";
export const VAULT_POLICY_TYPE = "azurerm_key_vault_access_policy";

/** How a vault gives access to its data. */
export type VaultAccessModel = "roles" | "access policies";

/** The access models by the values of `rbac_authorization_enabled`. */
const MODELS = table<VaultAccessModel>({ true: "roles", false: "access policies" });

/** The access model of a vault; undefined where it is not known, as for a data source that a configuration reads. */
export function accessModelOf(vault: Instance): VaultAccessModel | undefined {
  const set = [...vault.updates, vault].map(settingOf).find((value) => value !== undefined);
  if (set === undefined) {
    return vault.isManaged ? defaultOf(vault) : undefined;
  }
  return typeof set === "boolean" || typeof set === "string" ? MODELS[String(set)] : undefined;
}

function settingOf(vault: Instance): Value | undefined {
  return ["rbac_authorization_enabled", "enable_rbac_authorization"]
    .map((name) => vault.argument(name) ?? undefined)
    .find((value) => value !== undefined);
}

/**
 * The access model of a vault that does not say one: roles for a new one from this version of the API on, and whatever
 * it had for one that exists or that something else makes: https://learn.microsoft.com/azure/key-vault/general/access-control-default
 */
function defaultOf({ azapi, module }: Instance): VaultAccessModel | undefined {
  if (azapi?.isUpdate) {
    return undefined;
  }
  if (!azapi || azapi.apiVersion < "2026-02-01") {
    return "access policies";
  }
  return module.stack.known ? undefined : "roles";
}
