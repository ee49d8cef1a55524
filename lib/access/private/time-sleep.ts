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
 * How long a wait gives a role assignment to take effect on the data plane, by default. Azure documents up to ten
 * minutes and usually takes under two: 84 seconds was the longest seen for a key vault, 120 for a container registry;
 * the default is a quarter more.
 *
 * @see
 *   https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignment-changes-are-not-being-detected
 */
const ROLE_PROPAGATION = "150s";

/**
 * A trigger of a wait: when its value changes, the wait starts again. The value is that of a resource, where one is
 * given.
 */
interface Trigger {
  readonly resource?: TerraformResource;
  readonly value: string;
}

/**
 * A `time_sleep` that waits for role assignments to propagate, each time one of them is made. Without a trigger it
 * renders nothing. The class is this library's own, because no package of the provider runs on both cdktf and CDK
 * Terrain.
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

  /** Makes the wait cover a grant; a second call changes nothing. */
  public waitFor({ resource }: Pick<GrantRecord, "resource">): void {
    this.addTrigger(resource, () => resource.getStringAttribute("id"));
  }

  /**
   * Makes the wait cover a new principal.
   *
   * @param name the name of the trigger
   * @param principalId the object id of the principal
   */
  public waitForPrincipal(name: string, principalId: string): void {
    this.triggersByName.set(name, { value: principalId });
  }

  /**
   * Makes the wait cover a grant of a stack that is applied before. The trigger is the path of the grant: the pass
   * comes too late to add a reference to another stack.
   */
  public waitForOther({ resource }: Pick<GrantRecord, "resource">): void {
    this.addTrigger(resource, () => resource.node.path);
  }

  /** Whether the wait is for something, rendered or not. */
  public get hasTriggers(): boolean {
    return this.triggersByName.size > 0;
  }

  /** Whether the wait has a trigger that is rendered. */
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
