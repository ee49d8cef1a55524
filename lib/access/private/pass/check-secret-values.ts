import { TerraformElement, TerraformVariable } from "cdktf";
import { isObject, ProgramProblem } from "../../../core/problems";
import { elementTypeOf, ReferenceGraph } from "../../../core/reference-graph";
import { originsOf } from "../../../core/token-text";
import type { WrittenSecret } from "../workload";
import type { PassContext } from "./pass-context";

/** The problems with secrets whose values stand in the program in plain text. */
export function checkSecretValues({ ledger, graph, stack, secretSources }: PassContext): ProgramProblem[] {
  return ledger.writtenSecrets.flatMap(({ construct, value }: WrittenSecret) => {
    const literals = secretSources.literalsIn(value, stack);
    if (literals.length > 0) {
      return [{ construct, finding: `value has in it ${literals.join(", ")}`, ...IN_CLEAR }];
    }
    const sources = sourcesOf(value, graph);
    const isFromElsewhere =
      [...originsOf(stack, value)].some((origin) => origin !== stack) || graph.hasUnknownReference(value);
    if (isFromElsewhere || sources.some(isSecretSource) || secretSources.isOfFile(value, stack)) {
      return [];
    }
    const seen = sources.map((source) => source.node.path).join(", ");
    return [
      {
        construct,
        finding: `value is ${seen ? `from ${seen}, which the program holds in plain text` : "a literal in an expression"}`,
        ...IN_CLEAR,
      },
    ];
  });
}

const IN_CLEAR = {
  allowed:
    "a Terraform variable that is sensitive and has no default but an empty one, an attribute of a resource, " +
    "or the content of a file",
  change: "Declare a TerraformVariable with sensitive: true and no default, and pass its stringValue.",
};

/** The elements that a value comes from, through local values. */
function sourcesOf(value: string, graph: ReferenceGraph): TerraformElement[] {
  const sources = new Set(graph.referencesIn(value));
  for (const source of sources) {
    if (elementTypeOf(source) === "local") {
      graph.referencesOf(source).forEach((behind) => sources.add(behind));
    }
  }
  return [...sources];
}

/**
 * Whether the element keeps a value secret: a sensitive variable without a default does, and so does any element but a
 * local value.
 */
function isSecretSource(source: TerraformElement): boolean {
  if (elementTypeOf(source) === "var") {
    const variable = source as TerraformVariable;
    return variable.sensitive === true && isBlank(variable.default);
  }
  return elementTypeOf(source) !== "local";
}

/** Whether a default holds nothing: it only has Terraform not ask for a value. */
function isBlank(value: unknown): boolean {
  return isObject(value) ? Object.values(value).every(isBlank) : value === undefined || value === null || value === "";
}
