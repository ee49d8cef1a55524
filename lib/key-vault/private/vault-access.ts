import type { GrantRecord, Permissions, PrincipalRecord, StackLedger, VaultTarget } from "../../access/internal";
import { KeyVaultAccessModel } from "../../access/key-vault-access-model";
import { Role } from "../../access/role";
import { isLiteral } from "../../core/problems";
import { labelOf, textOf } from "../../core/token-text";

/** A permission on a vault, in the words of each of its two access models. */
export interface VaultPermission {
  readonly permissions: Permissions;
  /** The role that gives no less and little more. */
  readonly role: Role;
}

/** To read the values of secrets: the least that a Key Vault reference and an app's code need. */
export const READ_SECRETS: VaultPermission = {
  permissions: { secretPermissions: ["Get"] },
  role: Role.KEY_VAULT_SECRETS_USER,
};

/**
 * To write secrets as azurerm does: it reads each before and after, recovers deleted ones and purges those it destroys.
 */
export const WRITE_SECRETS: VaultPermission = {
  permissions: { secretPermissions: ["Delete", "Get", "Purge", "Recover", "Set"] },
  role: Role.KEY_VAULT_SECRETS_OFFICER,
};

/** Gives a principal access to a vault, or to one of its secrets, by the vault's access model. */
type GiveAccess = (
  ledger: StackLedger,
  vault: VaultTarget,
  principal: PrincipalRecord,
  permission: VaultPermission,
  secretName?: string,
) => GrantRecord;

/** By access policies, which act at once. */
const giveByAccessPolicy: GiveAccess = ({ grants }, vault, principal, { permissions }) =>
  grants.accessPolicy(vault, principal, permissions);

/** By role assignments, on the vault or on one of its secrets. */
const giveByRole: GiveAccess = (ledger, vault, principal, { role }, secretName) => {
  const { grants, stack, secretGrants } = ledger;
  const { _key: key, keyVaultId, provider, _isGivenByOthers: isGivenByOthers } = vault;
  if (secretName === undefined) {
    return grants.roleAssignment({ key, scope: keyVaultId, provider, isGivenByOthers }, role, principal);
  }
  const nameKey = textOf(stack, secretName);
  const target = {
    key: `${key}/secrets/${nameKey}`,
    label: `${labelOf(key, stack)}/secrets/${labelOf(nameKey, stack)}`,
    scope: `${keyVaultId}/secrets/${secretName}`,
    provider,
    isGivenByOthers,
  };
  const grant = grants.roleAssignment(target, role, principal);
  secretGrants.push({ nameKey, nameIsKnown: isLiteral(secretName), vaultKey: key, grant: grant.resource });
  return grant;
};

/** How a vault gives access, by its access model. */
export const GIVE_ACCESS: Record<KeyVaultAccessModel, GiveAccess> = {
  [KeyVaultAccessModel.ACCESS_POLICY]: giveByAccessPolicy,
  [KeyVaultAccessModel.RBAC]: giveByRole,
};
