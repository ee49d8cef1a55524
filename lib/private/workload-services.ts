import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AzureService } from "../azure-service";
import { Problem, refuse } from "./problems";
import { textOf } from "./token-text";

/**
 * The variables that say where the services of an app or job are.
 *
 * @throws Error when two services have a variable of one name with two values
 */
export function variablesOf(construct: Construct, services: readonly AzureService[] = []): { readonly [name: string]: string } {
  const stack = TerraformStack.of(construct);
  const variables: Record<string, string> = {};
  const problems: Problem[] = [];
  services.forEach(({ environmentVariables }, i) => {
    for (const [name, value] of Object.entries(environmentVariables)) {
      if (name in variables && textOf(stack, variables[name]!) !== textOf(stack, value)) {
        problems.push({ property: `services[${i}]: the variable`, value: name, allowed: "a name that no other service has for another value", change: "Give one of the two a variablePrefix of its own." });
      }
      variables[name] ??= value;
    }
  });
  refuse(construct, problems);
  return variables;
}
