import * as fs from "fs";
import * as path from "path";
import { renderServices } from "./services";

const ROOT = path.join(__dirname, "..");
/** The front page. */
export const README = path.join(ROOT, "README.md");

/** A code block whose source the comment before it names: a file, or a region of one. */
const BLOCK = /<!-- (?<file>[\w./-]+?)(?:#(?<region>\w+))? -->\n```(?<language>\w+)\n[^]*?```/g;

/** The pages of `docs/`. */
export const PAGES: readonly string[] = fs
  .readdirSync(path.join(ROOT, "docs"))
  .filter((file) => file.endsWith(".md"))
  .map((file) => path.join(ROOT, "docs", file));

/** README.md, or another page, with every such block taken from its source and every table of services made anew. */
export function renderReadme(readme = fs.readFileSync(README, "utf8")): string {
  return renderServices(readme).replace(BLOCK, (block, file: string, region: string | undefined, language: string) => {
    const source = fs.readFileSync(path.join(ROOT, file), "utf8");
    return `${block.split("\n", 1)[0]}\n\`\`\`${language}\n${region ? regionOf(source, region) : source}\`\`\``;
  });
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
  for (const page of [README, ...PAGES]) {
    fs.writeFileSync(page, renderReadme(fs.readFileSync(page, "utf8")));
  }
}
