import { hashMapper, hashMapperHcl, stringToHclTerraform, stringToTerraform, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { Access } from "./access";
import type { Grant } from "../grant";

/**
 * How long a role assignment is given to reach the data plane. Azure documents up to ten minutes and usually takes
 * under two: 84 seconds was the longest seen for a key vault, 120 for a container registry; this is a quarter more.
 *
 * @see
 *   https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignment-changes-are-not-being-detected
 */
const ROLE_PROPAGATION = "150s";

/**
 * Waits until role assignments have propagated, once after one of them is made; until it has one to wait for, it is
 * nothing that Terraform sees. Written here because no package of the provider runs on both cdktf and its fork.
 *
 * @see https://registry.terraform.io/providers/hashicorp/time/0.13.1/docs/resources/sleep
 */
export class TimeSleep extends TerraformResource {
  private readonly all = new Map<string, { readonly resource?: TerraformResource; readonly value: string }>();

  constructor(
    scope: Construct,
    id: string,
    private readonly duration = ROLE_PROPAGATION,
  ) {
    super(scope, id, { terraformResourceType: "time_sleep" });
    Access.of(this.cdktfStack).sleeps.push(this);
  }

  /** The wait of a construct, made when first asked for. */
  public static of(construct: Construct, id: string, duration?: string): TimeSleep {
    return (construct.node.tryFindChild(id) as TimeSleep | undefined) ?? new TimeSleep(construct, id, duration);
  }

  /** Has the wait include what is to propagate; asked for again, it changes nothing. */
  public waitFor({ resource }: Pick<Grant, "resource">): void {
    const name = this.nameOf(resource);
    if (!this.all.has(name)) {
      this.all.set(name, { resource, value: resource.getStringAttribute("id") });
    }
  }

  /** Has the wait include a new principal, by its object id. */
  public waitForPrincipal(name: string, principalId: string): void {
    this.all.set(name, { value: principalId });
  }

  /**
   * Has the wait include a grant of a stack that is applied before: once, since by now no reference to it can be made.
   */
  public waitForOther({ resource }: Pick<Grant, "resource">): void {
    const name = this.nameOf(resource);
    if (!this.all.has(name)) {
      this.all.set(name, { resource, value: resource.node.path });
    }
  }

  /** Whether there is something to wait for. */
  public get isWaiting(): boolean {
    return [...this.all.values()].some(isThere);
  }

  public toTerraform(): unknown {
    return this.isWaiting ? (super.toTerraform() as unknown) : {};
  }

  public toHclTerraform(): unknown {
    return this.isWaiting ? (super.toHclTerraform() as unknown) : {};
  }

  private nameOf({ cdktfStack, friendlyUniqueId }: TerraformResource): string {
    return cdktfStack === this.cdktfStack ? friendlyUniqueId : `${cdktfStack.node.id}-${friendlyUniqueId}`;
  }

  private get triggers(): { [address: string]: string } {
    return Object.fromEntries(
      [...this.all].filter(([, awaited]) => isThere(awaited)).map(([name, { value }]) => [name, value]),
    );
  }

  protected synthesizeAttributes(): { [name: string]: unknown } {
    return { create_duration: this.duration, triggers: hashMapper(stringToTerraform)(this.triggers) as unknown };
  }

  protected synthesizeHclAttributes(): { [name: string]: unknown } {
    return {
      create_duration: { value: this.duration, isBlock: false, type: "simple", storageClassType: "string" },
      triggers: {
        value: hashMapperHcl(stringToHclTerraform)(this.triggers) as unknown,
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
    };
  }
}

function isThere({ resource }: { readonly resource?: TerraformResource }): boolean {
  return resource === undefined || !Access.isDormant(resource);
}
