/** What a change does to access, the most important first: it gives more or other access, it gives less, or neither. */
export const VERDICTS = ["broadened", "narrowed", "same"] as const;

export type Verdict = (typeof VERDICTS)[number];

/** Orders by verdict, the most important first. */
export function byVerdict(a: { readonly verdict: Verdict }, b: { readonly verdict: Verdict }): number {
  return VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict);
}

export type Change = "added" | "removed" | "changed";
