import { Lazy, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { PrincipalType } from "./principal";
import { Access } from "./private/access";
import { handedOver, tableOf } from "./private/handed-over";

/** A grant that a stack does not make, for those who may. */
export interface HandedOverGrant {
  /**
   * Who is to receive it, in words: the name of an identity, or of an app with its own; empty for a principal that is
   * known by its object id alone.
   */
  readonly principalName: string;
  /** The object id of that, as Terraform knows it. */
  readonly principalId: string;
  /**
   * What kind of principal it is.
   *
   * @default - not known, as of whoever applies the program
   */
  readonly principalType?: PrincipalType;
  /** The resource that would have made it, such as `azurerm_role_assignment`: it says where it is granted. */
  readonly resourceType: string;
  /** The role, or the permissions: `AcrPull`, `secrets: Get`. */
  readonly access: string;
  /** The id of what it is for, as Terraform knows it. */
  readonly scope: string;
  /**
   * The condition that limits a role.
   *
   * @default - none
   */
  readonly condition?: string;
  /**
   * Why it is needed, where the program says so.
   *
   * @default - not said
   */
  readonly description?: string;
}

/**
 * For a team that may use identities and may not give them access: its stack makes no grants, and says what they would
 * have been.
 *
 * All else is the same, but that nothing waits for grants, and that the access review is told so: they have to be there
 * before what needs them is created. So have the identities, and what they reach, in a stack that is applied first,
 * hand its table over, and apply the others when the grants are made.
 */
export class GrantHandOver {
  /**
   * Has the stack make none of its grants: no role assignment, no access policy, no data role, whichever line asks for
   * it. What is granted in other stacks is theirs.
   *
   * @param scope the stack, or a construct in it
   * @throws Error at synth, when something in the stack refers to a grant that is handed over
   */
  public static enable(scope: IConstruct): GrantHandOver {
    const access = Access.of(TerraformStack.of(scope));
    access.handOver();
    return new GrantHandOver(access);
  }

  /**
   * The grants as a table in Markdown, for an output: `terraform output -raw <name>` prints it with the ids that Azure
   * gave. It is complete whichever line reads it.
   */
  public readonly table: string;

  private constructor(private readonly access: Access) {
    this.table = Lazy.stringValue({ produce: () => tableOf(this.grants) });
  }

  /** The grants that the program has asked for so far, in an order that does not change. */
  public get grants(): HandedOverGrant[] {
    return handedOver(this.access.grants);
  }
}
