import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type { ContainerAppCustomDomainTimeouts } from "@cdktf/provider-azurerm/lib/container-app-custom-domain";
import type { IContainerAppEnvironmentCertificate } from "../key-vault/container-app-environment-certificate";
import type { IContainerApp } from "./container-app";
import type { DomainRecordType } from "./domain-record";

/**
 * A DNS zone, with the attributes of azurerm's classes: `DnsZone`, `DataAzurermDnsZone`, and for a private zone
 * `PrivateDnsZone` and `DataAzurermPrivateDnsZone`. A zone that exists needs no data source.
 */
export interface DomainZone {
  /** The name of the zone: `contoso.com`. */
  readonly name: string;
  /** The resource group that holds the zone. */
  readonly resourceGroupName: string;
  /**
   * The resource id of the zone.
   *
   * @default - none; required for a private zone with azurerm 5
   */
  readonly id?: string;
  /**
   * The name of the domain's record in the zone: `www`, or `@` for the zone's own name.
   *
   * @default - what the domain has before the name of the zone; required where synth cannot know that
   */
  readonly recordName?: string;
  /**
   * The provider whose subscription holds the zone.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** Options for a custom domain. */
export interface CustomDomainOptions {
  /**
   * The certificate of the app's environment that the domain is bound to: a `ContainerAppEnvironmentCertificate`, made or
   * imported. The domain has to be its common name or one of its alternative names.
   *
   * @default - none: a certificate that is bound outside this program, such as a managed one by `bindCommand`, is left
   *   as it is; without one, the domain is served by plain HTTP alone
   */
  readonly certificate?: IContainerAppEnvironmentCertificate;
  /**
   * The name of a free certificate that Azure issues for the domain and renews, made once the domain is there. It takes
   * azurerm 4.69, and an app that is reached from the internet by HTTP. No version of azurerm so far binds it: where
   * Azure has not done so after the apply, run `bindCommand` once. Azure deletes it only after the binding:
   * run `unbindCommand` before you remove the domain.
   *
   * @default - none
   */
  readonly managedCertificateName?: string;
  /**
   * The public DNS zone to make the records in: the TXT record `asuid.<domain>` that proves whose the domain is, and the
   * record that points it to the app. They are made before the domain.
   *
   * @default - none: the records have to be there before, as `domainRecordsFor` of the app says them
   */
  readonly dnsZone?: DomainZone;
  /**
   * The private DNS zone to make an A record in, with the static IP address of the environment: for an internal
   * environment, whose domains Azure does not check.
   *
   * @default - none
   */
  readonly privateDnsZone?: DomainZone;
  /**
   * The type of the record that points the domain to the app; a CNAME is refused at the apex of the zone.
   *
   * @default - A at the apex of the zone, CNAME below it; without a zone, A for a domain of two labels
   */
  readonly recordType?: DomainRecordType;
  /**
   * How many seconds resolvers may keep the records, 1 to 2147483647.
   *
   * @default 300 - so that a change is seen after five minutes
   */
  readonly ttlSeconds?: number;
  /**
   * The tags of the records and of the managed certificate, at most 50; azurerm has none for a domain.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider that adds the domain, which is that of the app's subscription.
   *
   * @default - the provider of the app
   */
  readonly provider?: TerraformProvider;
  /**
   * Terraform's lifecycle of the domain. Without `certificate`, changes of the binding and of the certificate are ignored
   * as well, because Azure makes them.
   *
   * @default - Terraform's own
   */
  readonly lifecycle?: TerraformResourceLifecycle;
  /**
   * The resources that the domain depends on, beside those that its arguments refer to, its records, and the domain that
   * was added to the app before: DNS records of another provider.
   *
   * @default - none
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long azurerm may take to create, read and delete the domain.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: ContainerAppCustomDomainTimeouts;
}

/** The properties of a custom domain of an app. */
export interface ContainerAppCustomDomainProps extends CustomDomainOptions {
  /** The app, which has an ingress. */
  readonly app: IContainerApp;
  /** The domain, written in lower case: `www.contoso.com`, without a full stop at the end. */
  readonly name: string;
}
