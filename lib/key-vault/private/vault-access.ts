import type { Grant } from "../../access/grant";
import type { Principal } from "../../access/principal";
import { KeyVaultAccessModel } from "../../access/key-vault-access-model";
import { Role } from "../../access/role";
import type { Access } from "../../access/private/access";
import type { Permissions, VaultTarget } from "../../access/private/grants";
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

/** The way of one access model to give a principal a permission. */
interface VaultAccess {
  give(
    access: Access,
    vault: VaultTarget,
    principal: Principal,
    permission: VaultPermission,
    secretName?: string,
  ): Grant;
}

/** By access policies, which act at once. */
const BY_ACCESS_POLICY: VaultAccess = {
  give: (access, vault, principal, { permissions }) => access.grants.accessPolicy(vault, principal, permissions),
};

/** By role assignments, on the vault or on one of its secrets. */
const BY_ROLE: VaultAccess = {
  give: (access, { _key: key, keyVaultId, provider }, principal, { role }, secretName) => {
    if (secretName === undefined) {
      return access.grants.roleAssignment({ key, scope: keyVaultId, provider }, role, principal);
    }
    const nameKey = textOf(access.cdktfStack, secretName);
    const stack = access.cdktfStack;
    const target = {
      key: `${key}/secrets/${nameKey}`,
      label: `${labelOf(key, stack)}/secrets/${labelOf(nameKey, stack)}`,
      scope: `${keyVaultId}/secrets/${secretName}`,
      provider,
    };
    const grant = access.grants.roleAssignment(target, role, principal);
    access.secretGrants.push({ nameKey, nameIsKnown: isLiteral(secretName), vaultKey: key, grant: grant.resource });
    return grant;
  },
};

/** The way of each access model to give access. */
export const VAULT_ACCESS: Record<KeyVaultAccessModel, VaultAccess> = {
  [KeyVaultAccessModel.ACCESS_POLICY]: BY_ACCESS_POLICY,
  [KeyVaultAccessModel.RBAC]: BY_ROLE,
};
