/** How often a property is tried: CI tries as often as it says, a machine on which somebody works a quarter of that. */
export function runs(count: number): number {
  return process.env.CI ? count : Math.ceil(count / 4);
}
