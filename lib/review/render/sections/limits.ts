import type { Report } from "../../report/report";
import { markdownText as text } from "../escape";
import type { Section } from "../page/section";

/** What no review of a program can see: the last thing, because it is the same on every page. */
export function limits({ limits: rows }: Report): Section {
  const lead = rows.map((limit) => `- ${text(limit)}`).join("\n");
  return { title: "What this cannot see", fold: "roles from elsewhere, groups, keys", lead, groups: [] };
}
