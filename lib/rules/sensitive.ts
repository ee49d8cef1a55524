import { isReference, Problem } from "../core/problems";
import { checkTemplate } from "./check";

/**
 * The problem with a secret value that is a literal in the program. The message shows neither the value nor the name of
 * the secret: where the two were swapped, the name is the secret.
 */
export function checkSensitive(value: unknown): Problem[] {
  if (isReference(value)) {
    return checkTemplate("value", value, NOT_SHOWN);
  }
  const notShown = value === undefined ? "" : " (a literal, not shown here)";
  return [
    {
      property: `value${notShown}`,
      value: value === undefined ? undefined : NOT_SHOWN,
      allowed: "a reference to a sensitive Terraform variable or to an attribute of a resource, never a literal",
      change:
        "Declare a TerraformVariable with sensitive: true and no default, pass its stringValue, " +
        "and give Terraform the value as TF_VAR_<name>.",
      source: "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
    },
  ];
}

const NOT_SHOWN = "***";

/** The problems, without the texts that were given: beside a literal where a secret is asked for, each may be that. */
export function withoutTexts(problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => (typeof problem.value === "string" ? { ...problem, value: NOT_SHOWN } : problem));
}
