import { TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import type { Deployer } from "../access/deployer";
import type { Grant } from "../access/grant";
import { IGrantable, Principal } from "../access/principal";
import { KeyVaultAccessModel } from "../access/key-vault-access-model";
import { KeyVaultSecretReference, KeyVaultSecretReferenceOptions } from "./key-vault-secret-reference";
import { Access } from "../access/private/access";
import { NAMES } from "../rules/names";
import { checkGrantee } from "../access/private/rules/principal";
import { checkValue } from "../rules/check";
import { isReference, Problem, refuse } from "../core/problems";
import { Program } from "../access/private/program";
import { TimeSleep } from "../access/private/time-sleep";
import { PERMISSION_WORDS, READ_SECRETS, VAULT_ACCESS, VaultPermission, WRITE_SECRETS } from "./private/vault-access";

/** Permission words of an access policy, as azurerm spells them. */
export interface KeyVaultPermissions {
  /**
   * What may be done to secrets: `Backup`, `Delete`, `Get`, `List`, `Purge`, `Recover`, `Restore`, `Set`.
   *
   * @default - nothing
   */
  readonly secretPermissions?: string[];
  /**
   * What may be done to keys, such as `Get`, `Sign`, `UnwrapKey`.
   *
   * @default - nothing
   */
  readonly keyPermissions?: string[];
  /**
   * What may be done to certificates, such as `Get`, `List`.
   *
   * @default - nothing
   */
  readonly certificatePermissions?: string[];
  /**
   * What may be done to managed storage accounts, such as `Get`, `GetSAS`.
   *
   * @default - nothing
   */
  readonly storagePermissions?: string[];
}

/** How far a grant to read secrets reaches. */
export interface ReadSecretsOptions {
  /**
   * The one secret that may be read; only a vault by RBAC can tell secrets apart.
   *
   * @default - all secrets of the vault
   */
  readonly onlySecret?: string;
}

/** A key vault, made here or imported. */
export interface IKeyVault extends IConstruct {
  /** Its resource id. */
  readonly keyVaultId: string;
  /** The address of its data, with a slash at the end. */
  readonly vaultUri: string;
  /** The tenant whose principals it gives access to. */
  readonly tenantId: string;
  /** How it gives access to its data. */
  readonly accessModel: KeyVaultAccessModel;
  /** The provider whose subscription holds it; undefined for the stack's default. */
  readonly provider?: TerraformProvider;
  /**
   * One of its secrets, to hand to an app. Referring to it grants the app to read it, and has the app wait for it when
   * this program writes it.
   */
  secret(name: string, options?: KeyVaultSecretReferenceOptions): KeyVaultSecretReference;
  /**
   * Lets the grantee read the values of its secrets, and nothing else: the permission `Get`, or the role Key Vault
   * Secrets User.
   */
  grantReadSecrets(grantee: IGrantable, options?: ReadSecretsOptions): Grant;
  /**
   * Adds permissions to the grantee's access policy.
   *
   * @throws Error when the vault is by RBAC, or a permission is not one that azurerm has
   */
  grantPermissions(grantee: IGrantable, permissions: KeyVaultPermissions): Grant;
  /** @internal */
  readonly _key: string;
  /** @internal */
  _awaitedByWrites(): readonly TerraformResource[];
}

/**
 * Who writes the secrets that a program puts in a vault, and how long a role takes to let them.
 *
 * @internal
 */
export interface KeyVaultWriter {
  readonly deployer: Deployer;
  readonly rolePropagation?: string;
}

/**
 * What every vault can do, however it is known.
 *
 * @internal
 */
export abstract class KeyVaultBase extends Construct implements IKeyVault {
  public abstract readonly keyVaultId: string;
  public abstract readonly vaultUri: string;
  public abstract readonly tenantId: string;
  public abstract readonly accessModel: KeyVaultAccessModel;
  public abstract readonly provider?: TerraformProvider;
  /** @internal */
  public abstract readonly _key: string;
  /** @internal */
  public abstract readonly _writer: KeyVaultWriter;

  public secret(name: string, options: KeyVaultSecretReferenceOptions = {}): KeyVaultSecretReference {
    return new KeyVaultSecretReference(this, name, options);
  }

  public grantReadSecrets(grantee: IGrantable, options: ReadSecretsOptions = {}): Grant {
    refuse(this, [...checkGrantee(grantee), ...checkOnlySecret(this.accessModel, options.onlySecret)]);
    return this.give(grantee.grantPrincipal, READ_SECRETS, options.onlySecret);
  }

  public grantPermissions(grantee: IGrantable, permissions: KeyVaultPermissions): Grant {
    refuse(this, [...checkGrantee(grantee), ...checkPermissions(this.accessModel, permissions)]);
    return this.give(grantee.grantPrincipal, { ...READ_SECRETS, permissions });
  }

  /**
   * What a write to the vault must wait for: the deployer's access, propagated.
   *
   * @internal
   */
  public _awaitedByWrites(): readonly TerraformResource[] {
    const maker = Program.of(this).makerOf(this._key) ?? this;
    if (maker !== this) {
      return maker._awaitedByWrites();
    }
    const principal = this._writer.deployer._principal(this, this.provider);
    if (!principal) {
      return [];
    }
    const grant = this.give(principal, WRITE_SECRETS);
    if (!grant._propagates) {
      return [grant.resource];
    }
    const wait = TimeSleep.of(this, "DeployerPropagation", this._writer.rolePropagation);
    wait.waitFor(grant);
    return [grant.resource, wait];
  }

  private give(principal: Principal, permission: VaultPermission, secretName?: string): Grant {
    const access = Access.of(principal._stackFor(TerraformStack.of(this)));
    return VAULT_ACCESS[this.accessModel].give(access, this, principal, permission, secretName);
  }
}

function checkOnlySecret(accessModel: KeyVaultAccessModel, onlySecret: string | undefined): Problem[] {
  if (onlySecret === undefined || accessModel === KeyVaultAccessModel.RBAC) {
    return onlySecret === undefined ? [] : checkValue(NAMES.keyVaultSecret, "onlySecret", onlySecret);
  }
  return [
    {
      property: "A grant on the one secret (onlySecret, or grantScope: SecretGrantScope.SECRET)",
      value: onlySecret,
      allowed: "a whole vault by access policy, or one secret of a vault by RBAC",
      change: "Grant on the vault, or set accessModel: KeyVaultAccessModel.RBAC.",
    },
  ];
}

function checkPermissions(accessModel: KeyVaultAccessModel, permissions: KeyVaultPermissions): Problem[] {
  if (accessModel !== KeyVaultAccessModel.ACCESS_POLICY) {
    return [
      {
        property: "permissions",
        value: permissions,
        allowed: "a vault by access policy",
        change: "The vault is by RBAC, where a policy has no effect: use assignRole(role, vault.keyVaultId).",
      },
    ];
  }
  return Object.entries(PERMISSION_WORDS).flatMap(([kind, allowed]) => {
    const words = permissions[kind as keyof KeyVaultPermissions] ?? [];
    if (isReference(words)) {
      return [
        {
          property: kind,
          allowed: "words known at synth, since the permissions of one principal are merged",
          change: "Pass the words themselves.",
        },
      ];
    }
    const unknown = words.filter((word) => !allowed.includes(word));
    return unknown.map((value) => ({
      property: kind,
      value,
      allowed: allowed.join(", "),
      change: "Spell it so; azurerm compares by case.",
    }));
  });
}
