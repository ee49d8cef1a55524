import type { Report } from "../../report/report";
import { markdownCode as code, markdownText as text } from "../escape";
import { Section, section } from "../page/section";

/** The modules, files and expressions that are not read. */
export function unread({ unread: rows }: Report): Section | undefined {
  return section("Not read", rows, ["where", "why"], ({ address, why }) => [code(address), text(why)], {
    importance: "open",
  });
}
