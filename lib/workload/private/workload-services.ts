import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Problem, refuse } from "../../core/problems";
import { textOf } from "../../core/token-text";
import type { IManagedIdentity } from "../../identity/identity-base";
import { checkValue } from "../../rules/check";
import { NAMES } from "../../rules/names";
import { CONFIDENTIAL } from "../../rules/rule";
import type { AzureService } from "../../services/azure-service";

/**
 * The variables that say where the services of an app or job are.
 *
 * @throws Error when a variable has a name that Azure refuses or a value that is not a string, or when two services
 *   give one variable two values
 */
export function variablesOf(
  construct: Construct,
  services: readonly AzureService[] = [],
  identity?: IManagedIdentity,
): { readonly [name: string]: string } {
  const stack = TerraformStack.of(construct);
  const variables = new Map<string, string>();
  const problems: Problem[] = [];
  services.forEach((service, i) => {
    for (const [name, value] of Object.entries(service._variablesOf(identity))) {
      problems.push(
        ...checkValue(NAMES.environmentVariable, `services[${i}]: the variable`, name),
        ...checkValue(CONFIDENTIAL, `services[${i}]: the variable ${name}`, value),
      );
      const present = variables.get(name);
      if (present !== undefined && textOf(stack, present) !== textOf(stack, value)) {
        problems.push({
          property: `services[${i}]: the variable`,
          value: name,
          allowed: "a name that no other service has for another value",
          change: "Give one of the two a variablePrefix of its own.",
        });
      }
      variables.set(name, present ?? value);
    }
  });
  refuse(construct, problems);
  return Object.fromEntries(variables);
}
