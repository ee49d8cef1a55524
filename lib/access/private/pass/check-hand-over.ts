import { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import { Access } from "../access";
import type { ReferenceGraph } from "../../../core/reference-graph";

/** Nothing can refer to a grant that others make. */
export function checkHandOver(
  stack: TerraformStack,
  dormant: ReadonlySet<TerraformResource>,
  graph: ReferenceGraph,
): string[] {
  const isOther = (element: TerraformElement) =>
    element.cdktfStack === stack && !(element instanceof Access) && !dormant.has(element as TerraformResource);
  const elements =
    dormant.size === 0
      ? []
      : stack.node
          .findAll()
          .filter((construct): construct is TerraformElement => TerraformElement.isTerraformElement(construct));
  return elements.filter(isOther).flatMap((element) =>
    graph
      .referencesOf(element)
      .filter((target) => dormant.has(target as TerraformResource))
      .map(
        (target) =>
          `[${element.node.path}] refers to [${target.node.path}], which this stack hands over to others; allowed: what the stack makes. ` +
          "Take the reference out, or make the grants here: leave GrantHandOver.enable(…) out.",
      ),
  );
}
