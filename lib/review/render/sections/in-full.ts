import { markdownCode as code, markdownText as text } from "../escape";
import type { InFull } from "../page/reader";
import { Row, Section, tableLine, tableOf, WordsOfRow } from "../page/section";

/** The whole of the names that the page shows shortened. */
export function namesInFull({ names }: InFull): Section | undefined {
  const rows = names.map(([short, whole]) => rowOf(() => tableLine([text(short), code(whole)])));
  return table("Names in full", `${names.length}`, ["name", "in full"], rows);
}

/** The addresses of the resources that the page shows by the paths of their constructs. */
export function addressesInFull({ paths }: InFull): Section | undefined {
  const rows = paths.map(([path, address]) => rowOf(() => tableLine([code(path), code(address)])));
  return table("Addresses", `${paths.length} constructs`, ["construct", "address"], rows);
}

/** A row that is about nothing that could be shortened: it says what stands for what. */
function rowOf(words: () => string): Row {
  return new WordsOfRow(undefined, "appendix", words);
}

function table(title: string, fold: string, heads: readonly string[], rows: readonly Row[]): Section | undefined {
  return rows.length === 0 ? undefined : { title, fold, groups: [tableOf(heads, rows)] };
}
