import type { NamedRow } from "../report/report";
import { markdownCode, markdownText } from "./escape";
import type { Names } from "./names";

/** How many addresses a cell lists before it only counts them. */
const MAX_LISTED = 3;

/** A section with a table; nothing where there are no rows. */
export function section<T>(
  title: string,
  rows: readonly T[],
  heads: readonly string[],
  cellsOf: (row: T) => readonly string[],
): string {
  return rows.length === 0 ? "" : markdownTable(title, heads, rows.map(cellsOf));
}

/** A section with a table, also where there are no rows. */
export function markdownTable(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const lines = [line(heads), line(heads.map(() => "---")), ...rows.map(line)];
  return [`## ${title}`, "", rows.length === 0 ? "Nothing." : lines.join("\n")].join("\n");
}

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

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
