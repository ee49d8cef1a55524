/** Why a value is not known that would take too long, or too much memory, to work out. */
export const TOO_MUCH = "the expression makes more than this review works out";

/**
 * What one review may take: a step of evaluation and an element that is made cost one. Far more than any program needs,
 * and a second at most.
 */
const LIMIT = 4_000_000;

/** How many things that are there already are looked at for the price of one that is made. */
const LOOKS = 8;

/** The same for characters. */
const CHARACTERS = 16;

/** How deep evaluation goes, through local values and all; deeper, and the stack of this process would be in danger. */
const MAX_DEPTH = 500;

/** What is left of the review that runs: one runs from its beginning to its end before another one starts. */
let left = LIMIT;
let depth = 0;

/** Starts a review. */
export function startBudget(): void {
  left = LIMIT;
}

/** Takes something from the budget; false where there is no more. */
export function spend(units: number): boolean {
  left -= units;
  return left >= 0;
}

/** The same for looking at something that is there. */
export function look(size: number): boolean {
  return spend(size / LOOKS);
}

/** The same for making text. */
export function write(characters: number): boolean {
  return spend(characters / CHARACTERS);
}

export function isSpent(): boolean {
  return left < 0;
}

/** Does something one level deeper; undefined where that is too deep. */
export function deeper<T>(act: () => T): T | undefined {
  if (depth >= MAX_DEPTH) {
    return undefined;
  }
  depth++;
  try {
    return act();
  } finally {
    depth--;
  }
}
