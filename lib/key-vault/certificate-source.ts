import type { SecretInVault } from "./app-secret";

/**
 * What a certificate of an environment is made from: a certificate of a key vault, `vault.certificate("web")`, or a PFX,
 * `CertificateSource.fromPfx(…)`.
 */
export abstract class CertificateSource {
  /**
   * A PFX with its private key. Terraform keeps both values in its state, in plain text for everyone who can read the
   * state: prefer a certificate of a key vault, which is also renewed by itself. Another PFX or password replaces the
   * certificate.
   *
   * @param pfxBase64 the PFX, as base64: a sensitive Terraform variable without a default other than an empty one, or an
   *   attribute of another resource; a literal is refused by the certificate
   * @param password the password of the PFX, which azurerm requires, in the same form
   */
  public static fromPfx(pfxBase64: string, password: string): CertificateSource {
    return new PfxSource({ pfxBase64, password });
  }

  /**
   * The secret of a key vault that holds the certificate with its key; undefined for a PFX.
   *
   * @internal
   */
  public readonly _certificate?: SecretInVault;
  /**
   * The PFX; undefined for a certificate of a key vault.
   *
   * @internal
   */
  public readonly _pfx?: { readonly pfxBase64: string; readonly password: string };
}

class PfxSource extends CertificateSource {
  constructor(public readonly _pfx: { readonly pfxBase64: string; readonly password: string }) {
    super();
  }
}
