import {
  hashMapper,
  hashMapperHcl,
  stringToHclTerraform,
  stringToTerraform,
  TerraformResource,
  TerraformResourceConfig,
} from "cdktf";
import type { Construct } from "constructs";

/** The arguments of a managed certificate. */
export interface ManagedCertificateArguments {
  readonly name: string;
  readonly containerAppEnvironmentId: string;
  readonly subjectName: string;
  readonly domainControlValidation: string;
  readonly tags?: { readonly [key: string]: string };
}

/**
 * An `azurerm_container_app_environment_managed_certificate`. The class is this library's own: the provider's package for
 * azurerm 4.55 has none.
 *
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/4.69.0/docs/resources/container_app_environment_managed_certificate
 */
export class ManagedCertificate extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly given: ManagedCertificateArguments,
    meta: Omit<TerraformResourceConfig, "terraformResourceType">,
  ) {
    super(scope, id, { ...meta, terraformResourceType: "azurerm_container_app_environment_managed_certificate" });
  }

  /** The resource id of the certificate. */
  public get certificateId(): string {
    return this.getStringAttribute("id");
  }

  protected synthesizeAttributes(): { [name: string]: unknown } {
    const { tags } = this.given;
    return {
      ...Object.fromEntries(this.texts.map(([name, value]) => [name, stringToTerraform(value) as unknown])),
      tags: tags && (hashMapper(stringToTerraform)(tags) as unknown),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: unknown } {
    const { tags } = this.given;
    const texts = this.texts.map(([name, value]): [string, unknown] => [
      name,
      { value: stringToHclTerraform(value) as unknown, isBlock: false, type: "simple", storageClassType: "string" },
    ]);
    const value = tags && (hashMapperHcl(stringToHclTerraform)(tags) as unknown);
    return {
      ...Object.fromEntries(texts),
      ...(value ? { tags: { value, isBlock: false, type: "map", storageClassType: "stringMap" } } : {}),
    };
  }

  private get texts(): [string, string][] {
    const { name, containerAppEnvironmentId, subjectName, domainControlValidation } = this.given;
    return [
      ["name", name],
      ["container_app_environment_id", containerAppEnvironmentId],
      ["subject_name", subjectName],
      ["domain_control_validation", domainControlValidation],
    ];
  }
}
