import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type { ContainerAppEnvironmentCertificateTimeouts } from "@cdktf/provider-azurerm/lib/container-app-environment-certificate";
import type { IContainerAppEnvironment } from "../environment/environment-base";
import type { CertificateSource } from "./certificate-source";

/** The properties of a certificate of an environment. */
export interface ContainerAppEnvironmentCertificateProps {
  /**
   * The name of the certificate in the environment: at least 2 lower-case letters, digits, full stops and single
   * hyphens.
   */
  readonly name: string;
  /** The environment that holds the certificate. */
  readonly environment: IContainerAppEnvironment;
  /**
   * What the certificate is made from: `vault.certificate("web")`, or `CertificateSource.fromPfx(…)`. Another source
   * replaces the certificate.
   */
  readonly source: CertificateSource;
  /**
   * The tags of the certificate, at most 50.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider that makes the certificate, which is that of the environment's subscription.
   *
   * @default - the provider of the environment, where the program says it; otherwise the stack's default azurerm
   *   provider
   */
  readonly provider?: TerraformProvider;
  /**
   * Terraform's lifecycle of the certificate.
   *
   * @default - Terraform's own
   */
  readonly lifecycle?: TerraformResourceLifecycle;
  /**
   * The resources that the certificate depends on, beside those that its arguments refer to, what writes it into the
   * vault, and the access of the environment to the vault.
   *
   * @default - none
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long azurerm may take to create, read, update and delete the certificate.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: ContainerAppEnvironmentCertificateTimeouts;
}

/** The name of a certificate to import, and its environment. */
export interface ContainerAppEnvironmentCertificateLookup {
  /** The name of the certificate in the environment. */
  readonly name: string;
  /** The environment that holds the certificate. */
  readonly environment: IContainerAppEnvironment;
  /**
   * The provider whose subscription holds the environment.
   *
   * @default - the provider of the environment, where the program says it; otherwise the stack's default azurerm
   *   provider
   */
  readonly provider?: TerraformProvider;
}
