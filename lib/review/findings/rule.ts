import type { Access } from "../model/access";

/**
 * How much a finding weighs: the program will not do what it says; it does more or less than it should; or it is worth
 * knowing.
 */
export const SEVERITIES = ["error", "warning", "note"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** Where a program breaks a rule. */
export interface Breach {
  /** The resource, with the block in it where there are several. */
  readonly address: string;
  /** What is there, as a sentence. */
  readonly message: string;
  /** For a breach that weighs less than others of its rule. */
  readonly severity?: Severity;
}

/** One thing to look for. What is not known is no breach. */
export interface Rule {
  /** What acceptances name it by. */
  readonly id: string;
  readonly severity: Severity;
  /** Why it matters, as a sentence. */
  readonly why: string;
  /** What to do about it, as a sentence. */
  readonly change: string;
  readonly find: (access: Access) => readonly Breach[];
}
