import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ContainerAppCustomDomain as AzurermCustomDomain } from "@cdktf/provider-azurerm/lib/container-app-custom-domain";
import { ledgerOf } from "../access/internal";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { placed } from "../core/placed";
import { isLiteral, refuse } from "../core/problems";
import { providerIn } from "../core/provider-in";
import type { ContainerAppCustomDomainProps } from "./container-app-custom-domain-props";
import { DomainRecordType } from "./domain-record";
import { addedBefore, recordDomain } from "./private/app-domains";
import { checkCustomDomain } from "./private/check-custom-domain";
import { DomainRecords, recordTypeOf } from "./private/domain-records";
import { DomainProps, withZones } from "./private/domain-zones";
import { ManagedCertificate } from "./private/managed-certificate";

/**
 * A custom domain of a container app: an `azurerm_container_app_custom_domain`, with its DNS records in the zones that
 * the program gives. `app.addDomain(…)` makes one; the constructor is for a domain that synth does not know, and for one
 * in another stack than the app's.
 *
 * The records are made before the domain, and the domains of one app after each other.
 *
 * @see https://learn.microsoft.com/azure/container-apps/custom-domains-certificates
 */
export class ContainerAppCustomDomain extends Construct {
  /** The Terraform resource. */
  public readonly resource: AzurermCustomDomain;
  /** The domain, in lower case where synth knows it. */
  public readonly domainName: string;
  /**
   * The command of the Azure CLI that binds a managed certificate to the domain, and makes one where there is none;
   * undefined with a certificate of the environment. Run it once after the apply.
   */
  public readonly bindCommand?: string;

  /**
   * @throws Error when the app has no ingress, when the domain is not in the zone, when another app of the environment
   *   has it, or when another property is one that azurerm or Azure would refuse
   */
  constructor(scope: Construct, id: string, props: ContainerAppCustomDomainProps) {
    super(placed(scope, id), id);
    const given = withZones(props);
    refuse(this, checkCustomDomain(this, given));
    const { app, certificate } = given;
    this.domainName = isLiteral(given.name) ? given.name.toLowerCase() : given.name;
    const before = [...new DomainRecords(this, given).make(), ...addedBefore(this, app)];
    const provider = given.provider ?? providerIn(TerraformStack.of(this), app.resource.provider);
    this.resource = new AzurermCustomDomain(this, "Resource", {
      name: this.domainName,
      containerAppId: app.containerAppId,
      containerAppEnvironmentCertificateId: certificate?.certificateId,
      certificateBindingType: certificate && "SniEnabled",
      timeouts: copyOf(given.timeouts),
      provider,
      lifecycle: lifecycleOf(given),
      dependsOn: dependenciesIn(this, [...(given.dependsOn ?? []), ...before]),
    });
    recordDomain(this, this.resource, given);
    ledgerOf(this.resource.cdktfStack).made.push({ construct: this, resource: this.resource });
    const managed = makeManaged(this, { ...given, provider });
    this.bindCommand = certificate ? undefined : bindCommandOf(this, given, managed);
  }

  /** The address of the app at the domain: `https://` and the domain. */
  public get url(): string {
    return `https://${this.domainName}`;
  }
}

/** Makes the managed certificate, which Azure issues only for a domain that an app has. */
function makeManaged(construct: ContainerAppCustomDomain, props: DomainProps): ManagedCertificate | undefined {
  const { app, managedCertificateName: name, provider, tags } = props;
  return name === undefined
    ? undefined
    : new ManagedCertificate(
        construct,
        "Certificate",
        {
          name,
          containerAppEnvironmentId: app._environment.environmentId,
          subjectName: construct.domainName,
          domainControlValidation: validationOf(construct, props),
          tags: copyOf(tags),
        },
        { provider, dependsOn: [construct.resource] },
      );
}

function bindCommandOf(
  construct: ContainerAppCustomDomain,
  props: DomainProps,
  managed: ManagedCertificate | undefined,
): string {
  const { nameInput: name, resourceGroupNameInput: group } = props.app.resource;
  return [
    `az containerapp hostname bind --hostname ${construct.domainName} --name ${name} --resource-group ${group}`,
    `--environment ${props.app._environment.environmentId} --validation-method ${validationOf(construct, props)}`,
    ...(managed ? [`--certificate ${managed.certificateId}`] : []),
  ].join(" ");
}

/** How Azure validates the domain of a managed certificate: by HTTP where an A record points to the app. */
function validationOf(construct: ContainerAppCustomDomain, props: DomainProps): string {
  return recordTypeOf(TerraformStack.of(construct), props) === DomainRecordType.A ? "HTTP" : "CNAME";
}

/** The arguments that change in Azure, outside Terraform, once a certificate is bound; azurerm would replace the domain. */
const OF_AZURE = ["certificate_binding_type", "container_app_environment_certificate_id"];

function lifecycleOf({ certificate, lifecycle }: DomainProps) {
  const ignored = lifecycle?.ignoreChanges ?? [];
  return certificate || !Array.isArray(ignored)
    ? copyOf(lifecycle)
    : { ...copyOf(lifecycle), ignoreChanges: [...new Set([...ignored, ...OF_AZURE])] };
}
