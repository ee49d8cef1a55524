import { Lazy, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { checkScope } from "../core/placed";
import type { HandedOverGrant } from "./handed-over-grant";
import { handedOverGrants, tableOfGrants } from "./private/handed-over-grants";
import { ledgerOf } from "./private/ledger";
import type { StackLedger } from "./private/stack-ledger";

/**
 * Hands the grants of a stack over to other people, for a team that may not grant access itself: the stack makes none
 * of its grants and lists them instead.
 *
 * Everything else is rendered as before, but no app depends on a grant, and the access review accepts that these are
 * missing. The grants must exist before an app that needs them is created: declare the identities, and the resources
 * that they reach, in a stack that is applied first; give its `table` to those who make the grants; then apply the
 * other stacks.
 */
export class GrantHandOver {
  /**
   * Hands the grants of a stack over: the stack makes no role assignment, no access policy and no data role, whichever
   * line of the program asks for it. Grants of other stacks are made as before.
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
   * The grants as a Markdown table, for a `TerraformOutput`: `terraform output -raw <name>` prints it with the ids that
   * are known after apply. It lists every grant of the stack, also those that later lines of the program ask for.
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
