import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { nameInErrors, pathInProgram } from "../../core/program-paths";

/**
 * A `terraform_data` that stands for the grants of a stack to one principal: it depends on them, and apps and jobs
 * depend on it. Of a principal with many grants and many apps, each app would otherwise list each grant, and Terraform
 * would have as many dependencies to plan as the two numbers multiplied. Without a grant it renders nothing.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
export class AllGrants extends TerraformResource {
  /** The number of grants to a principal up to which an app lists them. */
  public static readonly MOST_LISTED = 50;

  /**
   * @param principal the construct of the principal
   */
  constructor(scope: Construct, id: string, principal: Construct) {
    super(scope, id, { terraformResourceType: "terraform_data" });
    nameInErrors(this, () => `all grants to ${pathInProgram(principal)}`);
  }

  /** Whether there is a grant to wait for, which the pass over the stack writes. */
  public get isWaiting(): boolean {
    return this.dependsOn !== undefined;
  }

  public toTerraform(): unknown {
    return this.isWaiting ? (super.toTerraform() as unknown) : {};
  }

  public toHclTerraform(): unknown {
    return this.isWaiting ? (super.toHclTerraform() as unknown) : {};
  }

  protected synthesizeAttributes(): { [name: string]: unknown } {
    return {};
  }

  protected synthesizeHclAttributes(): { [name: string]: unknown } {
    return {};
  }
}
