import * as fs from "fs";
import * as path from "path";
import { renderPullRequest } from "./pull-request";
import { renderServices } from "./services";

const ROOT = path.join(__dirname, "..");
const README = path.join(ROOT, "README.md");
const DOCS = path.join(ROOT, "docs");

/** A code block whose source the comment before it names: a file, or a region of one. */
const BLOCK = /<!-- (?<file>[\w./-]+?)(?:#(?<region>\w+))? -->\n```(?<language>\w+)\n[^]*?```/g;

/** README.md, and the pages of `docs/`. */
export const PAGES: readonly string[] = [
  README,
  ...fs
    .readdirSync(DOCS)
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.join(DOCS, file)),
];

/**
 * A page with every such block taken from its source, and every table of services and what the review says of a change
 * made anew.
 */
export function renderPage(page: string): string {
  return renderPullRequest(renderServices(page)).replace(
    BLOCK,
    (block, file: string, region: string | undefined, language: string) => {
      const source = fs.readFileSync(path.join(ROOT, file), "utf8");
      return `${block.split("\n", 1)[0]}\n\`\`\`${language}\n${region ? regionOf(source, region) : source}\`\`\``;
    },
  );
}

/** The lines of a region, without the indentation that they share. */
function regionOf(source: string, name: string): string {
  const lines = source.split("\n");
  const start = lines.findIndex((line) => line.trim() === `// #region ${name}`);
  const end = lines.findIndex((line, i) => i > start && line.trim() === "// #endregion");
  if (start < 0 || end < 0) {
    throw new Error(`a page names the region ${name}, which is not there`);
  }
  const region = lines.slice(start + 1, end);
  const indentation = Math.min(...region.filter(Boolean).map((line) => line.search(/\S/)));
  return `${region.map((line) => line.slice(indentation)).join("\n")}\n`;
}

if (require.main === module) {
  for (const page of PAGES) {
    fs.writeFileSync(page, renderPage(fs.readFileSync(page, "utf8")));
  }
}
