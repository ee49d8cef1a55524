import { Description, isReference, Problem } from "../core/problems";
import { checkTemplate } from "./check";

/**
 * The problem with a secret value that is a literal in the program. The message shows neither the value nor the name of
 * the secret: where the two were swapped, the name is the secret.
 */
export function checkSensitive(value: unknown): Problem[] {
  if (isReference(value)) {
    return checkTemplate("value", value, new Description("a text that is not shown, since it may hold a secret"));
  }
  return [
    {
      property: "value",
      value: value === undefined ? undefined : A_LITERAL,
      allowed: "a reference to a sensitive Terraform variable or to an attribute of a resource, never a literal",
      change:
        "Declare a TerraformVariable with sensitive: true and no default, pass its stringValue, " +
        "and give Terraform the value as TF_VAR_<name>.",
      source: "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
    },
  ];
}

const A_LITERAL = new Description("a literal, which is not shown");
const A_TEXT = new Description("a text that is not shown, since it may be a secret");

/**
 * The problems, without the texts that were given: beside a literal where a secret is asked for, each may be that.
 *
 * @param shown what the errors say instead of a text
 */
export function withoutTexts(problems: readonly Problem[], shown = A_TEXT): Problem[] {
  return problems.map((problem) => (typeof problem.value === "string" ? { ...problem, value: shown } : problem));
}
