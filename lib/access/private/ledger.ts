import { Aspects, TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { refuseInProgram } from "../../core/problems";
import { giveDeployersAccess } from "./deployer-access";
import { isDormant } from "./dormant";
import { orderStack } from "./pass/order-stack";
import type { ProgramView } from "./pass/program-view";
import { warnOfUnregistered } from "./resource-providers";
import { StackLedger } from "./stack-ledger";
import { Synthesis } from "./synthesis";
import { TimeSleep } from "./time-sleep";

/** The id of the ledger's element, which is part of the address of every grant. */
const ID = "identity-access";

/** The provider that a stack with a `time_sleep` requires. */
const REQUIRED_TIME_PROVIDER = {
  terraform: { required_providers: { time: { source: "hashicorp/time", version: "0.13.1" } } },
};

/** The ledger of the stack, made when it is first asked for. */
export function ledgerOf(stack: TerraformStack): StackLedger {
  const present = stack.node.tryFindChild(ID) as Partial<LedgerElement> & IConstruct;
  const { ledger } = present ?? new LedgerElement(stack);
  return (
    ledger ??
    refuseInProgram({
      construct: present,
      finding: `has the id ${ID}, under which this library keeps the grants of a stack`,
      allowed: "a construct of another id in the stack",
      change: "Give it another id.",
    })
  );
}

/** The element of a stack that holds its grants, and has the pass run when cdktf renders the stack. */
class LedgerElement extends TerraformElement {
  public readonly ledger: StackLedger;
  private isRendering = false;

  constructor(private readonly stack: TerraformStack) {
    super(stack, ID);
    this.ledger = new StackLedger(this, stack);
    // cdktf lists what it renders before it asks for metadata: an aspect is the last that can add a grant.
    Aspects.of(this).add({
      visit: (construct) => {
        if (construct === this && !this.synthesis.isUnchanged(this.ledger)) {
          giveDeployersAccess(this.ledger);
          warnOfUnregistered(stack);
        }
      },
    });
  }

  /**
   * cdktf asks every element for its metadata after all aspects have run and before it renders any resource: at that
   * moment the program is complete, and nothing is written yet.
   */
  public toMetadata(): unknown {
    this.isRendering = true;
    this.order(this.synthesis.viewOfRendered(this.ledger));
    return super.toMetadata() as unknown;
  }

  /**
   * Renders the requirement of the provider `time`, where the stack has a wait and does not declare that provider
   * itself.
   */
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
   * Runs the pass when `App.synth` renders every element to find references among several stacks, before it writes any
   * stack. An error at this point leaves the output of all stacks as it was, and cdktf has not fixed the order of the
   * stacks yet.
   *
   * @returns the grants made at this point, which cdktf has not listed: it finds their references in what this renders
   */
  private prepareOrEndRendering(): readonly TerraformResource[] {
    if (this.isRendering) {
      this.isRendering = false;
      return [];
    }
    const access = this.synthesis.prepare(this.ledger) ? giveDeployersAccess(this.ledger) : [];
    this.ledger.hasReferencesPrepared = true;
    const view = this.synthesis.viewOfPrepared(this.ledger);
    if (view) {
      this.order(view);
    }
    return access.filter(({ cdktfStack }) => cdktfStack === this.stack);
  }

  private order(view: ProgramView): void {
    try {
      orderStack(this.ledger, view);
    } catch (error) {
      this.synthesis.end();
      throw error;
    }
  }

  private get synthesis(): Synthesis {
    return Synthesis.of(this.stack);
  }
}
