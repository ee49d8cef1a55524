import { Aspects, TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import { giveDeployersAccess } from "./deployer-access";
import { isDormant } from "./dormant";
import { orderStack } from "./pass/order-stack";
import { StackLedger } from "./stack-ledger";
import { TimeSleep } from "./time-sleep";

/** The element's id is part of every grant's address. */
const ID = "identity-access";

/** The provider that a stack with a `time_sleep` requires. */
const REQUIRED_TIME_PROVIDER = {
  terraform: { required_providers: { time: { source: "hashicorp/time", version: "0.13.1" } } },
};

/** The ledger of the stack, made when it is first asked for. */
export function ledgerOf(stack: TerraformStack): StackLedger {
  const element = (stack.node.tryFindChild(ID) as LedgerElement | undefined) ?? new LedgerElement(stack);
  return element.ledger;
}

/** The element of a stack that holds its grants, and has the pass run when cdktf renders the stack. */
class LedgerElement extends TerraformElement {
  public readonly ledger: StackLedger;
  private isRendering = false;

  constructor(private readonly stack: TerraformStack) {
    super(stack, ID);
    this.ledger = new StackLedger(this, stack);
    // What cdktf renders is settled before it asks for metadata: an aspect is the last that can add a grant to it.
    Aspects.of(this).add({
      visit: (construct) => {
        if (construct === this) {
          giveDeployersAccess(this.ledger);
        }
      },
    });
  }

  /**
   * cdktf asks every element for its metadata after all aspects have run and before it renders any resource: the last
   * moment at which everything is there, and the first.
   */
  public toMetadata(): unknown {
    this.isRendering = true;
    orderStack(this.ledger);
    return super.toMetadata() as unknown;
  }

  /** Requires the provider of the waits; a stack that declares that provider itself has its own version of it. */
  public toTerraform(): unknown {
    const newAccess = this.prepareOrEndRendering();
    if (newAccess.length > 0) {
      return newAccess.map((resource) => resource.toTerraform() as unknown);
    }
    const waits = TimeSleep.in(this.stack).some((wait) => !isDormant(wait));
    const declares = this.stack.allProviders().some((provider) => provider.terraformResourceType === "time");
    return waits && !declares ? REQUIRED_TIME_PROVIDER : {};
  }

  public toHclTerraform(): unknown {
    return this.toTerraform();
  }

  /**
   * `App.synth` renders every element once to find references among stacks, before it writes any stack. That is when an
   * error in one of several stacks leaves all of them as they were, and when cdktf does not yet know which stack is
   * applied before which.
   *
   * @returns where it prepares, the grants that cdktf does not know of and has to look for references in
   */
  private prepareOrEndRendering(): readonly TerraformResource[] {
    if (this.isRendering) {
      this.isRendering = false;
      return [];
    }
    const access = giveDeployersAccess(this.ledger);
    this.ledger.hasReferencesPrepared = true;
    if (this.stack.node.root.node.findAll().filter((construct) => TerraformStack.isStack(construct)).length > 1) {
      orderStack(this.ledger);
    }
    return access.filter(({ cdktfStack }) => cdktfStack === this.stack);
  }
}
