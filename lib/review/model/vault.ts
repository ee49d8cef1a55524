import { table } from "../base/table";
import type { Instance } from "../program/instance";

export const VAULT_TYPE = "azurerm_key_vault";
export const VAULT_POLICY_TYPE = "azurerm_key_vault_access_policy";

/** How a vault gives access to its data. */
export type VaultAccessModel = "roles" | "access policies";

/** The access models by the values of `rbac_authorization_enabled`. */
const MODELS = table<VaultAccessModel>({ true: "roles", false: "access policies" });

/** The access model of a vault; undefined where it is not known, as for a data source that a configuration reads. */
export function accessModelOf(vault: Instance): VaultAccessModel | undefined {
  const set = [vault.argument("rbac_authorization_enabled"), vault.argument("enable_rbac_authorization")].find(
    (value) => value !== undefined && value !== null,
  );
  if (set === undefined) {
    return vault.isManaged ? "access policies" : undefined;
  }
  return typeof set === "boolean" || typeof set === "string" ? MODELS[String(set)] : undefined;
}
