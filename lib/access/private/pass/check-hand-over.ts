import { TerraformElement, TerraformResource } from "cdktf";
import type { ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import type { PassContext } from "./pass-context";

/** The problems of references to grants that others make: Terraform does not see these grants. */
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
        finding: `refers to ${pathInProgram(target)}, which others make`,
        allowed: "what the stack makes",
        change:
          "Take the reference out, or make the grants here: leave GrantHandOver.enable(…), or KeyVaultGrants.GIVEN_BY_OTHERS, out.",
      })),
  );
}
