import { isReference, Problem } from "../core/problems";

/** The problem with a secret value that is a literal in the program. The message does not show the value. */
export function checkSensitive(value: unknown, name?: string): Problem[] {
  if (isReference(value)) {
    return [];
  }
  const ofSecret = name === undefined ? "" : ` of the secret ${JSON.stringify(name)}`;
  const notShown = value === undefined ? "" : " (a literal, not shown here)";
  return [
    {
      property: `value${ofSecret}${notShown}`,
      value: value === undefined ? undefined : "***",
      allowed: "a reference to a sensitive Terraform variable or to an attribute of a resource, never a literal",
      change:
        "Declare a TerraformVariable with sensitive: true and no default, pass its stringValue, " +
        "and give Terraform the value as TF_VAR_<name>.",
      source: "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
    },
  ];
}
