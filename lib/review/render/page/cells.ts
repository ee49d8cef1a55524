import type { NamedRow } from "../../report/report";
import { markdownCode, markdownText } from "../escape";
import type { Names } from "../names";

/** How much a cell lists before it only counts it. */
const MAX_LISTED = 3;

/** A list as far as a cell says it: that may be one of thousands, of which no other needs words. */
export interface Listed<T> {
  readonly count: number;
  /** All, or the first where there are too many. */
  readonly items: readonly T[];
}

export function listed<T>(all: readonly T[]): Listed<T> {
  return { count: all.length, items: all.length > MAX_LISTED ? all.slice(0, 1) : all };
}

/** The addresses of resources in a cell. */
export function addressesCell({ count, items }: Listed<string>): string {
  const addresses = items.map(markdownCode).join(", ");
  return count > MAX_LISTED ? `${addresses} and ${count - 1} others` : addresses;
}

/** The names of what runs as a principal in a cell. */
export function runnersCell({ count, items }: Listed<NamedRow>, names: Names): string {
  return count > MAX_LISTED ? `${count} of them` : items.map((runner) => markdownText(names.of(runner))).join(", ");
}
