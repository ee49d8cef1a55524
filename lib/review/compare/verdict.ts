/** What a change does to access: more than before, or something else; less; neither. */
export const VERDICTS = ["broadened", "narrowed", "same"] as const;

export type Verdict = (typeof VERDICTS)[number];

export type Change = "added" | "removed" | "changed";
