import { TerraformElement, TerraformResource } from "cdktf";
import type { ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import type { PassContext } from "./pass-context";

/** The problems with references to grants that others give: these grants are not rendered. */
export function checkHandOver(
  { ledger, stack, graph }: PassContext,
  handedOver: ReadonlySet<TerraformElement>,
): ProgramProblem[] {
  if (handedOver.size === 0) {
    return [];
  }
  const elements = stack.node
    .findAll()
    .filter((construct): construct is TerraformElement => TerraformElement.isTerraformElement(construct))
    .filter((element) => element.cdktfStack === stack && element !== ledger.element && !handedOver.has(element));
  return elements.flatMap((construct) =>
    graph
      .referencesOf(construct)
      .filter((target): target is TerraformResource => handedOver.has(target))
      .map((target) => ({
        construct,
        finding: `refers to ${pathInProgram(target)}, which others give`,
        allowed: "a reference to a resource that the stack makes",
        change:
          "Remove the reference, or make the grants here: remove GrantHandOver.enable(…), " +
          "or KeyVaultGrants.GIVEN_BY_OTHERS of the vault.",
      })),
  );
}
