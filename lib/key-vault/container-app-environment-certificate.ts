import { TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { ContainerAppEnvironmentCertificate as AzurermCertificate } from "@cdktf/provider-azurerm/lib/container-app-environment-certificate";
import { DataAzurermContainerAppEnvironmentCertificate } from "@cdktf/provider-azurerm/lib/data-azurerm-container-app-environment-certificate";
import { ledgerOf } from "../access/internal";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { placed } from "../core/placed";
import { Problem, refuse } from "../core/problems";
import { providerIn } from "../core/provider-in";
import { checkProps, checkValue } from "../rules/check";
import { RESOURCE_IDS } from "../rules/resource-id";
import type { CertificateSource } from "./certificate-source";
import type {
  ContainerAppEnvironmentCertificateLookup,
  ContainerAppEnvironmentCertificateProps,
} from "./container-app-environment-certificate-props";
import { grantToEnvironment, recordRead } from "./private/environment-secret";
import { CERTIFICATE_LOOKUP, checkPfx, ENVIRONMENT_CERTIFICATE } from "./private/rules/environment-certificate";

/** A certificate of a Container Apps environment, made here or imported, for the custom domains of its apps. */
export interface IContainerAppEnvironmentCertificate extends IConstruct {
  /** The resource id of the certificate. */
  readonly certificateId: string;
}

/**
 * A certificate of a Container Apps environment: an `azurerm_container_app_environment_certificate`.
 *
 * One from a key vault is read by the identity of the environment, which is granted to read it. The certificate depends
 * on that access, on what writes the certificate into the vault, and on the way into the vault.
 */
export class ContainerAppEnvironmentCertificate extends Construct implements IContainerAppEnvironmentCertificate {
  /**
   * Imports a certificate by its resource id, without a data source.
   *
   * @throws Error when a literal id is not that of a certificate of an environment
   */
  public static fromCertificateId(
    scope: Construct,
    id: string,
    certificateId: string,
  ): IContainerAppEnvironmentCertificate {
    return new KnownCertificate(scope, id, certificateId);
  }

  /**
   * Imports a certificate by its name in an environment, with a data source.
   *
   * @throws Error when a literal name is not valid
   */
  public static fromCertificateName(
    scope: Construct,
    id: string,
    lookup: ContainerAppEnvironmentCertificateLookup,
  ): IContainerAppEnvironmentCertificate {
    return new FoundCertificate(scope, id, lookup);
  }

  /** The Terraform resource. */
  public readonly resource: AzurermCertificate;
  public readonly certificateId: string;

  /**
   * @throws Error when the PFX or its password is a literal, when it is not known which identity of the environment
   *   reads the vault, or when another property is one that azurerm or Azure would refuse; and, at synth, when nothing
   *   writes the certificate into a vault that the program makes
   */
  constructor(scope: Construct, id: string, props: ContainerAppEnvironmentCertificateProps) {
    super(placed(scope, id), id);
    refuse(this, checkCertificate(props));
    const { environment, source } = props;
    const { _certificate: inVault, _pfx: pfx } = source;
    this.resource = new AzurermCertificate(this, "Resource", {
      name: props.name,
      containerAppEnvironmentId: environment.environmentId,
      certificateKeyVault: inVault && grantToEnvironment(this, environment, inVault),
      certificateBlobBase64: pfx?.pfxBase64,
      certificatePassword: pfx?.password,
      tags: copyOf(props.tags),
      timeouts: copyOf(props.timeouts),
      provider: props.provider ?? providerIn(TerraformStack.of(this), environment._provider),
      lifecycle: copyOf(props.lifecycle),
      dependsOn: dependenciesIn(this, [...(props.dependsOn ?? []), ...(inVault?._dependsOn ?? [])]),
    });
    this.certificateId = this.resource.id;
    record(this, source);
  }
}

/** A certificate whose id the program gives. */
class KnownCertificate extends Construct implements IContainerAppEnvironmentCertificate {
  constructor(
    scope: Construct,
    id: string,
    public readonly certificateId: string,
  ) {
    super(placed(scope, id), id);
    refuse(this, checkValue(RESOURCE_IDS.environmentCertificate, "certificateId", certificateId));
  }
}

/** A certificate that a data source finds. */
class FoundCertificate extends Construct implements IContainerAppEnvironmentCertificate {
  public readonly certificateId: string;

  constructor(scope: Construct, id: string, lookup: ContainerAppEnvironmentCertificateLookup) {
    super(placed(scope, id), id);
    refuse(this, checkProps(CERTIFICATE_LOOKUP, lookup));
    const { name, environment, provider } = lookup;
    this.certificateId = new DataAzurermContainerAppEnvironmentCertificate(this, "Resource", {
      name,
      containerAppEnvironmentId: environment.environmentId,
      provider: provider ?? providerIn(TerraformStack.of(this), environment._provider),
    }).id;
  }
}

function checkCertificate(props: ContainerAppEnvironmentCertificateProps): Problem[] {
  const problems = checkProps(ENVIRONMENT_CERTIFICATE, props);
  return problems.length > 0 ? problems : checkPfx(props.source);
}

/** Records the certificate for the checks and the order of the complete program. */
function record(construct: ContainerAppEnvironmentCertificate, { _certificate, _pfx }: CertificateSource): void {
  const { resource } = construct;
  const ledger = ledgerOf(resource.cdktfStack);
  ledger.made.push({ construct, resource });
  if (_certificate) {
    recordRead(resource, _certificate);
  }
  const values = _pfx ? [_pfx.pfxBase64, _pfx.password] : [];
  ledger.writtenSecrets.push(...values.map((value) => ({ construct, value })));
}
