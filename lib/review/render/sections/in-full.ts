import { markdownCode as code, markdownText as text } from "../escape";
import type { ForReaders } from "../page/reader";
import { Section, section } from "../page/section";

/** The whole of the names that the page shows shortened. */
export function namesInFull({ names }: ForReaders): Section | undefined {
  return section("Names in full", names.all, ["name", "in full"], ([short, whole]) => [text(short), code(whole)], {
    fold: `${names.all.length}`,
    importance: "appendix",
  });
}

/** The addresses of the resources that the page shows by the paths of their constructs. */
export function addressesInFull({ paths }: ForReaders): Section | undefined {
  const { all } = paths;
  return section("Addresses", all, ["construct", "address"], ([path, address]) => [code(path), code(address)], {
    fold: `${all.length} constructs`,
    importance: "appendix",
  });
}
