import * as fs from "fs";
import * as path from "path";

/** Pages that something else writes whole. */
const WITHOUT = ["access-review.md"];

const ALL = "[All pages](../README.md#i-want-to-).";

/** The links at the end of a page, after a line across it. */
const FOOTER = /\n---\n\n.*\[All pages\]\(\.\.\/README\.md#i-want-to-\)\.\n$/;

/** What a page is called here, where its file's name in words is not it. */
const NAMES: Readonly<Record<string, string>> = {
  "azurerm-arguments": "azurerm's arguments",
  "access-contract": "contracts",
  ci: "CI",
  "company-construct": "a company's construct",
  dapr: "Dapr",
  decisions: "what azurerm lacks",
  deployer: "who applies",
  "environment-identity": "what an environment reads",
  findings: "its findings",
  "hand-over": "hand-over",
  hcl: "HCL",
  reviewing: "the access review",
  secrets: "secrets and vaults",
  stacks: "several stacks",
};

/** A group of pages for one kind of task, as README's tables have them. */
interface Group {
  readonly title: string;
  /** The files of the pages, without their extension. */
  readonly pages: readonly string[];
}

/** A page of `docs/` that ends with the way to the pages beside it, which README groups, and back to all. */
export function withFooter(file: string, text: string): string {
  if (!/^[\w-]+\.md$/.test(file) || WITHOUT.includes(file)) {
    return text;
  }
  const name = path.basename(file, ".md");
  const group = groups().find(({ pages }) => pages.includes(name));
  const others = group?.pages.map((page) => (page === name ? `**${nameOf(page)}**` : `[${nameOf(page)}](${page}.md)`));
  const links = group && others ? `${group.title}: ${others.join(" · ")}. ${ALL}` : ALL;
  return `${text.replace(FOOTER, "")}\n---\n\n${links}\n`;
}

function groups(): Group[] {
  const readme = fs.readFileSync(path.join(__dirname, "../README.md"), "utf8");
  const seen = new Set<string>();
  return [...readme.matchAll(/^### (.*)\n((?:(?!#).*\n)*)/gm)].map(([, title = "", rows = ""]) => ({
    title,
    pages: [...rows.matchAll(/\]\(docs\/([\w-]+)\.md/g)].flatMap(([, page = ""]) =>
      seen.has(page) ? [] : [seen.add(page) && page],
    ),
  }));
}

/** What links call a page. */
export function nameOf(page: string): string {
  return NAMES[page] ?? page.replace(/-/g, " ");
}
