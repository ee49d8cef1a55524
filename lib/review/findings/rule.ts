import type { AccessModel } from "../model/access-model";

/** The severities: the program will not apply or work; it gives more or less access than it should; worth knowing. */
export const SEVERITIES = ["error", "warning", "note"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** A place where a program breaks a rule. */
export interface Finding {
  /** The address of the resource, with the block in it where there are several. */
  readonly address: string;
  /** What breaks the rule there, as a sentence. */
  readonly message: string;
  /** The severity, where it is not that of the rule. */
  readonly severity?: Severity;
}

/** A rule that a review checks a program against. A value that is not known breaks no rule. */
export interface Rule {
  /** The id that reports print and acceptances name. */
  readonly id: string;
  readonly severity: Severity;
  /** Why a finding matters, as a sentence. */
  readonly why: string;
  /** What to do about it, as a sentence. */
  readonly change: string;
  /** Finds where a program breaks the rule. */
  readonly find: (access: AccessModel) => readonly Finding[];
}
