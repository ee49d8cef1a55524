import type { TerraformStack } from "cdktf";
import { literalKey } from "../../core/literal-key";
import type { PrincipalRecord } from "./records";

const CALLER = literalKey("current caller");

/** The record of whoever applies the program: one principal for all stacks and providers. */
export function currentCaller(stack: TerraformStack, principalId: string): PrincipalRecord {
  const name = "whoever applies the program";
  return { principalId, key: CALLER, construct: stack, home: stack, grantee: stack, name };
}

/** Whether the principal is whoever applies the program: a person or an application, which synth cannot know. */
export function isCurrentCaller({ key }: PrincipalRecord): boolean {
  return key === CALLER;
}
