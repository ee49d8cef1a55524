import { markdownCode as code, markdownText as text } from "../escape";
import type { InFull } from "../page/reader";
import { Section, section } from "../page/section";

/** The whole of the names that the page shows shortened. */
export function namesInFull({ names }: InFull): Section | undefined {
  const rows = names.map(([short, whole]) => () => [text(short), code(whole)]);
  return inFull("Names in full", `${names.length}`, ["name", "in full"], rows);
}

/** The addresses of the resources that the page shows by the paths of their constructs. */
export function addressesInFull({ paths }: InFull): Section | undefined {
  const rows = paths.map(([path, address]) => () => [code(path), code(address)]);
  return inFull("Addresses", `${paths.length} constructs`, ["construct", "address"], rows);
}

/** A section whose rows say what stands for what: each is a function, of which nothing is shortened for readers. */
function inFull(title: string, fold: string, heads: readonly string[], rows: readonly (() => string[])[]) {
  return section(title, rows, heads, (cells) => cells(), { fold, importance: "appendix" });
}
