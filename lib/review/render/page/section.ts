import type { ForReaders } from "./reader";

/** How long a row stays on a page that is too long, the longest first. */
export const IMPORTANCE = ["decisive", "open", "changed", "minor", "access", "detail", "appendix"] as const;

export type Importance = (typeof IMPORTANCE)[number];

/** A text of the page that is put into words when it is asked for: of a page that is too long, most never is. */
export interface Text {
  /** What it says, as a report has it. */
  readonly about: unknown;
  readonly text: (readers: ForReaders) => string;
}

/** A line of a table or of a list; a page has the whole of it or nothing. */
export interface Row extends Text {
  readonly importance: Importance;
}

/** Rows under a common head, such as those of one table. */
export interface Group {
  /** What stands above the rows, with the end of its line: the heads of a table, or a paragraph and an empty line. */
  readonly head: string | Text;
  readonly rows: readonly Row[];
}

/** What stands above the rows, in words. */
export function headText({ head }: Group, readers: ForReaders): string {
  return typeof head === "string" ? head : head.text(readers);
}

/** The empty line between two parts of a page. */
export const GAP = 2;

/** A part of the page. Only its rows and their heads say anything that has to be shortened for readers. */
export interface Section {
  readonly title: string;
  /** What the closed section says beside its title; undefined for a section that is open. */
  readonly fold?: string;
  /** What it says before its rows, or in their place. */
  readonly lead?: string;
  readonly groups: readonly Group[];
}

/** A text about a part of the report, which is put into words with every text in it shortened for readers. */
export class Words<T> implements Text {
  private written?: string;

  constructor(
    public readonly about: T,
    private readonly words: (about: T) => string,
  ) {}

  public text(readers: ForReaders): string {
    this.written ??= this.words(readers.shown(this.about));
    return this.written;
  }
}

/** A row about a part of the report. */
export class WordsOfRow<T> extends Words<T> implements Row {
  constructor(
    about: T,
    public readonly importance: Importance,
    words: (about: T) => string,
  ) {
    super(about, words);
  }
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
  const lines = rowsOf(rows, () => importance, cellsOf);
  return lines.length === 0 ? undefined : { title, ...said, groups: [tableOf(heads, lines)] };
}

/** The rows of a table. */
export function rowsOf<T>(
  rows: readonly T[],
  importanceOf: (row: T) => Importance,
  cellsOf: (row: T) => readonly string[],
): Row[] {
  const words = (row: T) => tableLine(cellsOf(row));
  return rows.map((row) => new WordsOfRow(row, importanceOf(row), words));
}

export function tableOf(heads: readonly string[], rows: readonly Row[]): Group & { readonly head: string } {
  return { head: `${tableLine(heads)}\n${tableLine(heads.map(() => "---"))}\n`, rows };
}

export function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
