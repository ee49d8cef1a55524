/** A part of a text in braces. */
export interface Braces {
  readonly start: number;
  readonly length: number;
}

/** The outermost pairs of braces in a text; a brace without its other half is none. */
export function bracesIn(text: string): readonly Braces[] {
  if (!text.includes("{")) {
    return NONE;
  }
  const found: Braces[] = [];
  const open: number[] = [];
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    if (brace === "{") {
      open.push(index);
      continue;
    }
    const start = open.pop();
    if (start !== undefined) {
      // What stands in these braces has been found before them.
      while (isInside(found[found.length - 1], start)) {
        found.pop();
      }
      found.push({ start, length: index + 1 - start });
    }
  }
  return found;
}

const NONE: readonly Braces[] = [];

function isInside(braces: Braces | undefined, start: number): boolean {
  return braces !== undefined && braces.start > start;
}
