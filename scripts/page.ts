/** The pieces of pages that scripts write. */

/** The anchor that GitHub gives a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replace(/ /g, "-");
}

/** A table, with its head. Cells hold Markdown in one line. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const [names = "", ...lines] = [head, ...rows].map((cells) => `| ${cells.map(cellOf).join(" | ")} |`);
  return [names, `|${"---|".repeat(head.length)}`, ...lines, ""].join("\n");
}

function cellOf(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|");
}

/** Text that Markdown shows as it is: what looks like a tag or an emphasis is not one. */
export function plain(text: string): string {
  return text.replace(/`[^`]*`|[<*_]/g, (part) => (part.length > 1 ? part : `\\${part}`));
}

/** Whose page an address is of. */
const SOURCES: readonly (readonly [start: string, whose: string])[] = [
  ["https://learn.microsoft.com/", "Microsoft"],
  ["https://registry.terraform.io/providers/hashicorp/azurerm/", "azurerm"],
  ["https://registry.terraform.io/", "the provider"],
  ["https://developer.hashicorp.com/", "Terraform"],
  ["https://kubernetes.io/", "Kubernetes"],
  ["https://keda.sh/", "KEDA"],
  ["https://docs.dapr.io/", "Dapr"],
  ["https://docs.github.com/", "GitHub"],
  ["https://docs.gitlab.com/", "GitLab"],
  ["https://github.com/", "GitHub"],
];

/** A link to the page that a rule is from, or to each of several; nothing where its type is the rule. */
export function sourceLinks(sources: string | undefined): string {
  return (sources?.split(" / ") ?? [])
    .map((source) => {
      const [, whose = "page"] = SOURCES.find(([start]) => source.startsWith(start)) ?? [];
      return `[${whose}](${source})`;
    })
    .join(", ");
}
