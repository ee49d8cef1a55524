/** The reason of an unknown value that would take too long, or too much memory, to work out. */
export const TOO_MUCH = "the expression makes more than this review works out";

/**
 * The units that one review may spend: a step of evaluation costs one, and so does an element that is made. That is far
 * more than any program needs, and takes a second at most.
 */
const LIMIT = 4_000_000;

/** How many existing elements are looked at for one unit. */
const LOOKS = 8;

/** How many characters are written for one unit. */
const CHARACTERS = 16;

/** How deep evaluation goes, through local values too. Any deeper, the stack of this process could overflow. */
const MAX_DEPTH = 500;

/** The units that are left of the running review: a review ends before another one starts. */
let left = LIMIT;
let depth = 0;

/** Starts the budget of a review. */
export function startBudget(): void {
  left = LIMIT;
}

/** Spends units; false where none are left. */
export function spend(units: number): boolean {
  left -= units;
  return left >= 0;
}

/** Spends what looking at a value of a size costs; false where no units are left. */
export function look(size: number): boolean {
  return spend(size / LOOKS);
}

/** Spends what making a text costs; false where no units are left. */
export function write(characters: number): boolean {
  return spend(characters / CHARACTERS);
}

export function isSpent(): boolean {
  return left < 0;
}

/** Goes one level deeper, to be followed by `rise`; false where that is too deep. */
export function descend(): boolean {
  if (depth >= MAX_DEPTH) {
    return false;
  }
  depth++;
  return true;
}

/** Comes back from one level deeper. */
export function rise(): void {
  depth--;
}
