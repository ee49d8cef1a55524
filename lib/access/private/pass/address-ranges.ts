/** A range of IPv4 addresses: the first, and the number of them. */
interface Range {
  readonly first: number;
  readonly size: number;
}

/** The IPv4 range in CIDR notation; undefined for anything else. */
function rangeOf(prefix: string): Range | undefined {
  const [, address = "", bits = ""] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(prefix) ?? [];
  const bytes = address.split(".").map(Number);
  if (address === "" || Number(bits) > 32 || bytes.some((byte) => byte > 255)) {
    return undefined;
  }
  const size = 2 ** (32 - Number(bits));
  const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return { first: Math.floor(number / size) * size, size };
}

/** Whether two ranges in CIDR notation have an address in common; false where either is no IPv4 range. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [rangeOf(one), rangeOf(other)];
  return a !== undefined && b !== undefined && a.first < b.first + b.size && b.first < a.first + a.size;
}
