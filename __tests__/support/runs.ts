/** How often a property is tried: CI tries as often as it says, a machine on which somebody works a quarter of that. */
export function runs(count: number): number {
  return process.env.CI ? count : Math.ceil(count / 4);
}

/** A test that takes seconds, of what changes rarely: CI runs it. Elsewhere it is left out, and `CI=1 npm test` runs it. */
export const slowTest = process.env.CI ? test : test.skip;
