import type { StackDeclaration } from "../../program/declaration";

/** What is reviewed: stacks as they will be and, for a plan, as they are. */
export interface Input {
  readonly kind: "configuration" | "plan" | "state";
  readonly stacks: readonly StackDeclaration[];
  /** The stacks as they were when the plan was made; undefined for anything but a plan. */
  readonly before?: readonly StackDeclaration[];
}
