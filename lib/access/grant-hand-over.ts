import { Lazy, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { checkScope } from "../core/placed";
import type { HandedOverGrant } from "./handed-over-grant";
import { handedOverGrants, tableOfGrants } from "./private/handed-over-grants";
import { ledgerOf } from "./private/ledger";
import type { StackLedger } from "./private/stack-ledger";

/**
 * Leaves the grants of a stack to others, for a team that may use identities and may not give them access: the stack
 * makes no grants, and lists them instead.
 *
 * All else stays as it is, but no app waits for a grant, and the access review is told so. The grants have to be there
 * before what needs them is created: declare the identities, and what they reach, in a stack that is applied first,
 * hand its table over, and apply the other stacks when the grants are made.
 */
export class GrantHandOver {
  /**
   * Has the stack make none of its grants: no role assignment, no access policy, no data role, whichever line asks for
   * it. Grants of other stacks are made as before.
   *
   * @param scope the stack, or a construct in it
   * @throws Error at synth, when something in the stack refers to a grant that is handed over
   */
  public static enable(scope: IConstruct): GrantHandOver {
    checkScope("GrantHandOver.enable", scope);
    const ledger = ledgerOf(TerraformStack.of(scope));
    ledger.handOver();
    return new GrantHandOver(ledger);
  }

  /**
   * The grants as a table in Markdown, for an output: `terraform output -raw <name>` prints it with the ids that Azure
   * gave. It is complete whichever line reads it.
   */
  public readonly table: string;

  private constructor(private readonly ledger: StackLedger) {
    this.table = Lazy.stringValue({ produce: () => tableOfGrants(this.grants) });
  }

  /** The grants that the program has asked for so far, sorted by the addresses that they would have. */
  public get grants(): HandedOverGrant[] {
    return handedOverGrants(this.ledger.grants);
  }
}
