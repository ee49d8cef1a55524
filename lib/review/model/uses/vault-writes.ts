import { table } from "../../base/table";
import { canonicalText, Instance } from "../../program/instance";
import { NO_USES, Use, useOf } from "../use";
import type { UseContext } from "./use-context";
import { CREATE_KEY, MAKE_CERTIFICATE, SET_SECRET } from "./vault-actions";

/** The actions that creating a secret, a key or a certificate takes, by resource type. */
const NEEDS = table<readonly string[]>({
  azurerm_key_vault_secret: SET_SECRET,
  azurerm_key_vault_key: CREATE_KEY,
  azurerm_key_vault_certificate: MAKE_CERTIFICATE,
});

/** Terraform writes secrets, keys and certificates as the deployer. */
export function vaultWrites(instance: Instance, { targets, principals }: UseContext): readonly Use[] {
  // azapi writes secrets and keys through Azure Resource Manager, which takes no access to the data of the vault.
  const needs = instance.azapi ? undefined : NEEDS[instance.type];
  return needs
    ? [
        useOf({
          kind: "written secret",
          by: instance,
          at: "",
          principal: principals.deployerOf(instance),
          target: targets.of(instance.get("key_vault_id")),
          item: canonicalText(instance.get("name")),
          needs,
        }),
      ]
    : NO_USES;
}
