import type {
  GrantRecord,
  Permissions,
  PrincipalRecord,
  StackLedger,
  VaultTarget,
  VaultWriteKind,
} from "../../access/internal";
import { KeyVaultAccessModel } from "../../access/key-vault-access-model";
import { Role } from "../../access/role";
import { isLiteral } from "../../core/problems";
import { labelOf, textOf } from "../../core/token-text";

/** A permission on a vault, in the terms of both access models. */
export interface VaultPermission {
  readonly permissions: Permissions;
  /** The role that gives these permissions and little more. */
  readonly role: Role;
}

/** The permission to read the values of secrets: the least that a Key Vault reference and an app's code need. */
export const READ_SECRETS: VaultPermission = {
  permissions: { secretPermissions: ["Get"] },
  role: Role.KEY_VAULT_SECRETS_USER,
};

/**
 * The permissions to write as azurerm does, by what is written: it reads each secret, key and certificate before and
 * after writing it, recovers deleted ones and purges those that it destroys. It also reads the rotation policy of a key,
 * and writes it at each change.
 */
export const WRITE: Readonly<Record<VaultWriteKind, VaultPermission>> = {
  secret: {
    permissions: { secretPermissions: ["Delete", "Get", "Purge", "Recover", "Set"] },
    role: Role.KEY_VAULT_SECRETS_OFFICER,
  },
  key: {
    permissions: {
      keyPermissions: "Create Delete Get GetRotationPolicy Purge Recover SetRotationPolicy Update".split(" "),
    },
    role: Role.KEY_VAULT_CRYPTO_OFFICER,
  },
  certificate: {
    permissions: { certificatePermissions: ["Create", "Delete", "Get", "Import", "Purge", "Recover", "Update"] },
    role: Role.KEY_VAULT_CERTIFICATES_OFFICER,
  },
  certificateIssuer: {
    permissions: { certificatePermissions: ["DeleteIssuers", "GetIssuers", "SetIssuers"] },
    role: Role.KEY_VAULT_CERTIFICATES_OFFICER,
  },
  certificateContacts: {
    permissions: { certificatePermissions: ["ManageContacts"] },
    role: Role.KEY_VAULT_CERTIFICATES_OFFICER,
  },
};

/** Gives a principal access to a vault, or to one of its secrets, by the vault's access model. */
type GiveAccess = (
  ledger: StackLedger,
  vault: VaultTarget,
  principal: PrincipalRecord,
  permission: VaultPermission,
  secretName?: string,
) => GrantRecord;

/** Gives access by an access policy, which takes effect at once. */
const giveByAccessPolicy: GiveAccess = ({ grants }, vault, principal, { permissions }) =>
  grants.accessPolicy(vault, principal, permissions);

/** Gives access by a role assignment, on the vault or on one of its secrets. */
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

/** How to give access to a vault, by its access model. */
export const GIVE_ACCESS: Record<KeyVaultAccessModel, GiveAccess> = {
  [KeyVaultAccessModel.ACCESS_POLICY]: giveByAccessPolicy,
  [KeyVaultAccessModel.RBAC]: giveByRole,
};
