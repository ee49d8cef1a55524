import * as fs from "fs";
import * as path from "path";
import { withFooter } from "./footer";
import { renderPullRequest } from "./pull-request";
import { renderServices } from "./services";

const ROOT = path.join(__dirname, "..");
const README = path.join(ROOT, "README.md");
const DOCS = path.join(ROOT, "docs");

/**
 * A code block whose source the comment before it names: a file, or a region of one, with the link to the file after it.
 */
const BLOCK = /<!-- ([\w./-]+?)(?:#(\w+))? -->\n```(\w+)\n[^]*?```(?:\n\n\[The whole program\].*)?/g;

/** README.md, and the pages of `docs/`. */
export const PAGES: readonly string[] = [
  README,
  ...fs
    .readdirSync(DOCS)
    .filter((file) => file.endsWith(".md"))
    .map((file) => path.join(DOCS, file)),
];

/**
 * A page with every such block taken from its source, and every table of services, what the review says of a change and
 * the links at its end made anew.
 */
export function renderPage(page: string, text: string): string {
  const linked = new Set<string>();
  const rendered = renderPullRequest(renderServices(text)).replace(
    BLOCK,
    (block, file: string, region: string | undefined, language: string) => {
      const source = fs.readFileSync(path.join(ROOT, file), "utf8");
      const isLinked = region === undefined || linked.has(file);
      linked.add(file);
      return [
        `${block.split("\n", 1)[0]}\n\`\`\`${language}\n${region ? regionOf(source, region) : source}\`\`\``,
        ...(isLinked ? [] : [linkTo(page, file)]),
      ].join("\n\n");
    },
  );
  return withFooter(path.relative(DOCS, page), rendered);
}

/** Where the imports of a region are, and the names that it takes from around it. */
function linkTo(page: string, file: string): string {
  const link = path.relative(path.dirname(page), path.join(ROOT, file)).split(path.sep).join("/");
  return `[The whole program](${link}), with its imports and all that these lines name.`;
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
    fs.writeFileSync(page, renderPage(page, fs.readFileSync(page, "utf8")));
  }
}
