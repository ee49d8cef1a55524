/** How long a row stays on a page that is too long, the longest first. */
export const IMPORTANCE = ["decisive", "open", "changed", "minor", "access", "detail", "appendix"] as const;

export type Importance = (typeof IMPORTANCE)[number];

/** A line of a table or of a list; a page has the whole of it or nothing. */
export interface Row {
  readonly text: string;
  readonly importance: Importance;
}

/** Rows under a common head, such as those of one table. */
export interface Group {
  /** What stands above the rows, with the end of its line: the heads of a table, or a paragraph and an empty line. */
  readonly head: string;
  readonly rows: readonly Row[];
}

/** A part of the page. */
export interface Section {
  readonly title: string;
  /** What the closed section says beside its title; undefined for a section that is open. */
  readonly fold?: string;
  /** What it says before its rows, or in their place. */
  readonly lead?: string;
  readonly groups: readonly Group[];
}

/** A section with a table; none where there are no rows. */
export function section<T>(
  title: string,
  rows: readonly T[],
  heads: readonly string[],
  cellsOf: (row: T) => readonly string[],
  options: Pick<Section, "fold" | "lead"> & { readonly importance?: Importance } = {},
): Section | undefined {
  const { importance = "detail", ...said } = options;
  return rows.length === 0
    ? undefined
    : {
        title,
        ...said,
        groups: [
          tableOf(
            heads,
            rows.map((row) => tableRow(cellsOf(row), importance)),
          ),
        ],
      };
}

export function tableRow(cells: readonly string[], importance: Importance): Row {
  return { text: tableLine(cells), importance };
}

export function tableOf(heads: readonly string[], rows: readonly Row[]): Group {
  return { head: `${tableLine(heads)}\n${tableLine(heads.map(() => "---"))}\n`, rows };
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
