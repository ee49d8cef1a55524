import type { NamedRow } from "../../report/report";
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

/** The names of what runs as a principal in a cell. */
export function runnersCell(runners: readonly NamedRow[], names: Names): string {
  return runners.length > MAX_LISTED
    ? `${runners.length} of them`
    : runners.map((runner) => markdownText(names.of(runner))).join(", ");
}
