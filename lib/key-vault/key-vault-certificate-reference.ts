import { ITerraformDependable, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Grant, IGrantable } from "../access/principal";
import { refuse } from "../core/problems";
import { withShortStacks } from "../core/short-stacks";
import { textOf } from "../core/token-text";
import type { IManagedIdentity } from "../identity/identity-base";
import { checkProps, checkValue } from "../rules/check";
import { KINDS } from "../rules/kinds";
import { NAMES } from "../rules/names";
import { Block, memberOf, OWN } from "../rules/rule";
import type { SecretInVault } from "./app-secret";
import { CertificateSource } from "./certificate-source";
import { SecretGrantScope } from "./secret-grant-scope";

/** Options for the reference of an environment to a certificate. */
export interface KeyVaultCertificateReferenceOptions {
  /**
   * The user-assigned identity that the environment reads the certificate with; the reference attaches it to an
   * environment that the program makes.
   *
   * @default - the environment's first user-assigned identity, or else its system-assigned one
   */
  readonly identity?: IManagedIdentity;
  /**
   * The extent of the grant that the reference makes: Key Vault keeps a certificate with its key as a secret of the
   * same name.
   *
   * @default SecretGrantScope.VAULT - because an access policy, the default of a vault, covers the whole vault
   */
  readonly grantScope?: SecretGrantScope;
  /**
   * The resources that write the certificate, where none of azurerm's certificates and secrets in this program does; an
   * empty list where people or another program write it.
   *
   * @default - the certificate or secret of the program with that name; required where there is none in a vault that
   *   the program makes
   */
  readonly dependsOn?: ITerraformDependable[];
}

/** What a reference needs of its vault. */
interface CertificateVault extends IConstruct {
  readonly vaultUri: string;
  readonly _key: string;
  grantReadSecrets(grantee: IGrantable, options?: { readonly onlySecret?: string }): Grant;
}

const OPTIONS: Block<KeyVaultCertificateReferenceOptions> = {
  arguments: {
    identity: { kind: KINDS.managedIdentity },
    grantScope: memberOf(
      "SecretGrantScope",
      SecretGrantScope,
      "https://learn.microsoft.com/azure/key-vault/general/rbac-guide",
    ),
    dependsOn: { list: OWN, atSynth: true },
  },
};

/**
 * A reference of an environment to a certificate of a key vault. It is for the latest version: Container Apps fetches a
 * renewed certificate within twelve hours.
 *
 * @see https://learn.microsoft.com/azure/container-apps/key-vault-certificates-manage
 */
export class KeyVaultCertificateReference extends CertificateSource {
  /** @internal */
  public static _of(
    vault: CertificateVault,
    certificateName: string,
    options: KeyVaultCertificateReferenceOptions,
  ): KeyVaultCertificateReference {
    return new KeyVaultCertificateReference(vault, certificateName, options);
  }

  /** The identity that reads the certificate; undefined for the environment's first one. */
  public readonly identity?: IManagedIdentity;
  /** The extent of the grant that the reference makes. */
  public readonly grantScope: SecretGrantScope;
  /** @internal */
  public readonly _certificate: SecretInVault;

  private constructor(
    private readonly vault: CertificateVault,
    /** The name of the certificate in the vault. */
    public readonly certificateName: string,
    options: KeyVaultCertificateReferenceOptions,
  ) {
    super();
    refuse(vault, [
      ...checkValue(NAMES.keyVaultSecret, "certificate(name): the name", certificateName),
      ...checkProps(OPTIONS, options),
    ]);
    this.identity = options.identity;
    this.grantScope = options.grantScope ?? SecretGrantScope.VAULT;
    this._certificate = {
      vault,
      secretName: certificateName,
      secretUri: `${vault.vaultUri}secrets/${certificateName}`,
      identity: options.identity,
      _nameKey: textOf(TerraformStack.of(vault), certificateName),
      _isWrittenElsewhere: options.dependsOn !== undefined,
      _dependsOn: [...(options.dependsOn ?? [])],
      grantRead: (grantee) => this.grantRead(grantee),
    };
  }

  /** Lets the grantee read the certificate with its key, or all secrets of the vault, by `grantScope`. */
  public grantRead(grantee: IGrantable): Grant {
    const onlySecret = this.grantScope === SecretGrantScope.SECRET ? this.certificateName : undefined;
    return withShortStacks(() => this.vault.grantReadSecrets(grantee, { onlySecret }));
  }
}
