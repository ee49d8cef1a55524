/** The digits that a fraction may have and still be held exactly. */
const MAX_DIGITS = 15;

/** A decimal number, as Terraform reads one. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/**
 * A number that JavaScript and Terraform, which counts in decimals, hold and write in the same way; undefined for any
 * other one.
 */
export function exact(number: number): number | undefined {
  const isExact = Number.isInteger(number)
    ? Number.isSafeInteger(number) && !Object.is(number, -0)
    : /^-?\d+\.\d+$/.test(String(number)) && digitsIn(String(number)) <= MAX_DIGITS;
  return isExact ? number : undefined;
}

/** The number that a text is; undefined where it is not an exact one. */
export function exactIn(text: string): number | undefined {
  return digitsIn(text) <= MAX_DIGITS || /^\d+$/.test(text) ? exact(Number(text)) : undefined;
}

function digitsIn(text: string): number {
  return text.replace(/\D/g, "").length;
}
