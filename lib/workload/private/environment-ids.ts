import type { TerraformStack } from "cdktf";
import { isLiteral } from "../../core/problems";
import { textOf } from "../../core/token-text";

/** The id of an environment, and the stack that it is read in. */
export interface EnvironmentId {
  readonly stack: TerraformStack;
  readonly id: string;
}

/** The text of the id of an environment that the program makes. */
const MADE = /:azurerm_container_app_environment\.[\w-]+\.id$/;

/** Whether synth knows that two environments are not the same. */
export function areOtherEnvironments(one: EnvironmentId, other: EnvironmentId): boolean {
  const texts = [one, other].map(({ stack, id }) => textOf(stack, id));
  const isKnown = texts.every((text) => MADE.test(text)) || (isLiteral(one.id) && isLiteral(other.id));
  return isKnown && texts[0] !== texts[1];
}
