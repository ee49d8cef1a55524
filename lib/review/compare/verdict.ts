/** What a change does to access: more than before, or something else; less; neither. */
export const VERDICTS = ["broadened", "narrowed", "same"] as const;

export type Verdict = (typeof VERDICTS)[number];

/** Orders by verdict, the most important first. */
export function byVerdict(a: { readonly verdict: Verdict }, b: { readonly verdict: Verdict }): number {
  return VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict);
}

export type Change = "added" | "removed" | "changed";
