import type { NamedRow, PrincipalRow } from "../../report/report";
import { markdownCode, markdownText } from "../escape";
import type { Names } from "../names";

/** How many addresses a cell lists before it only counts them. */
const MAX_LISTED = 3;

/** The addresses of resources in a cell. */
export function addressesCell(addresses: readonly string[]): string {
  const [first = ""] = addresses;
  return addresses.length > MAX_LISTED
    ? `${markdownCode(first)} and ${addresses.length - 1} others`
    : addresses.map(markdownCode).join(", ");
}

/** What runs as a principal, as far as a cell says it. */
export interface Runners {
  readonly count: number;
  /** All, or none where there are too many. */
  readonly listed: readonly NamedRow[];
}

export function runnersOf(principal: PrincipalRow | undefined): Runners {
  const runs = principal?.runs ?? [];
  return { count: runs.length, listed: runs.length > MAX_LISTED ? [] : runs };
}

/** The names of what runs as a principal in a cell. */
export function runnersCell({ count, listed }: Runners, names: Names): string {
  return count > MAX_LISTED ? `${count} of them` : listed.map((runner) => markdownText(names.of(runner))).join(", ");
}
