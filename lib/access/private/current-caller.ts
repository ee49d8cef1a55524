import type { TerraformStack } from "cdktf";
import { literalKey } from "../../core/literal-key";
import type { PrincipalRecord } from "./records";

/** The canonical key of whoever applies the program. */
export const CALLER_KEY = literalKey("current caller");

/** The record of whoever applies the program: one principal for all stacks and providers. */
export function currentCaller(stack: TerraformStack, principalId: string): PrincipalRecord {
  const record = { principalId, key: CALLER_KEY, construct: stack, home: stack, grantee: stack };
  return { ...record, name: nameOfCaller(record) };
}

/** The name of whoever applies the program; undefined for any other principal. */
export function nameOfCaller({ key }: Pick<PrincipalRecord, "key">): string | undefined {
  return key === CALLER_KEY ? "whoever applies the program" : undefined;
}

/** Whether the principal is whoever applies the program: a person or an application, which synth cannot know. */
export function isCurrentCaller({ key }: PrincipalRecord): boolean {
  return key === CALLER_KEY;
}
