import {
  hashMapper,
  hashMapperHcl,
  stringToHclTerraform,
  stringToTerraform,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";
import { nameInErrors, pathInProgram } from "../../core/program-paths";
import { isDormant } from "./dormant";
import type { GrantRecord } from "./records";

/**
 * How long a role assignment is given to reach the data plane. Azure documents up to ten minutes and usually takes
 * under two: 84 seconds was the longest seen for a key vault, 120 for a container registry; this is a quarter more.
 *
 * @see
 *   https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignment-changes-are-not-being-detected
 */
const ROLE_PROPAGATION = "150s";

/** What a wait starts anew for: a resource, or without one a value. */
interface Trigger {
  readonly resource?: TerraformResource;
  readonly value: string;
}

/**
 * A `time_sleep` that waits for role assignments to propagate, once after one of them is made; with no trigger it
 * renders nothing. A class of our own, because no package of the provider runs on both cdktf and its fork.
 *
 * @see https://registry.terraform.io/providers/hashicorp/time/0.13.1/docs/resources/sleep
 */
export class TimeSleep extends TerraformResource {
  /** The wait of a construct, made when it is first asked for. */
  public static of(construct: Construct, id: string, duration?: string): TimeSleep {
    return (construct.node.tryFindChild(id) as TimeSleep | undefined) ?? new TimeSleep(construct, id, duration);
  }

  /** The waits of a stack. */
  public static in(stack: TerraformStack): readonly TimeSleep[] {
    return TimeSleep.byStack.get(stack) ?? [];
  }

  private static readonly byStack = new WeakMap<TerraformStack, TimeSleep[]>();

  private readonly triggersByName = new Map<string, Trigger>();

  private constructor(
    scope: Construct,
    id: string,
    private readonly duration = ROLE_PROPAGATION,
  ) {
    super(scope, id, { terraformResourceType: "time_sleep" });
    nameInErrors(this, () => `the wait for propagation of ${pathInProgram(scope)}`);
    const { cdktfStack: stack } = this;
    const waits = TimeSleep.byStack.get(stack) ?? [];
    waits.push(this);
    TimeSleep.byStack.set(stack, waits);
  }

  /** Has the wait include a grant; asked for again, it changes nothing. */
  public waitFor({ resource }: Pick<GrantRecord, "resource">): void {
    this.addTrigger(resource, () => resource.getStringAttribute("id"));
  }

  /** Has the wait include a new principal, by its object id. */
  public waitForPrincipal(name: string, principalId: string): void {
    this.triggersByName.set(name, { value: principalId });
  }

  /**
   * Has the wait include a grant of a stack that is applied before, by its path: at synth no reference can be added.
   */
  public waitForOther({ resource }: Pick<GrantRecord, "resource">): void {
    this.addTrigger(resource, () => resource.node.path);
  }

  /** Whether there is something to wait for. */
  public get isWaiting(): boolean {
    return [...this.triggersByName.values()].some(isRendered);
  }

  public toTerraform(): unknown {
    return this.isWaiting ? (super.toTerraform() as unknown) : {};
  }

  public toHclTerraform(): unknown {
    return this.isWaiting ? (super.toHclTerraform() as unknown) : {};
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

  private addTrigger(resource: TerraformResource, valueOf: () => string): void {
    const { cdktfStack, friendlyUniqueId } = resource;
    const name = cdktfStack === this.cdktfStack ? friendlyUniqueId : `${cdktfStack.node.id}-${friendlyUniqueId}`;
    if (!this.triggersByName.has(name)) {
      this.triggersByName.set(name, { resource, value: valueOf() });
    }
  }

  /** The triggers sorted by their names, so that the order of lines does not show. */
  private get triggers(): { [name: string]: string } {
    const rendered = [...this.triggersByName].filter(([, trigger]) => isRendered(trigger));
    rendered.sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(rendered.map(([name, { value }]) => [name, value]));
  }
}

function isRendered({ resource }: Trigger): boolean {
  return resource === undefined || !isDormant(resource);
}
