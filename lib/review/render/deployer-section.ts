import type { DeployerNeed, Report, RoleDefinition } from "../report/report";
import { markdownText as text } from "./escape";
import { addressesCell, counted, section } from "./markdown-table";

/** What planning and applying take, folded: only those who set up a deployment read it. */
export function deployerSection({ deployer, deployerRoles: roles }: Report): string {
  if (deployer.length === 0) {
    return "";
  }
  const [planned, applied] = [deployer.filter(({ plan }) => plan), deployer.filter(({ plan }) => !plan)];
  return [
    `## ${TITLE}`,
    needs(
      planned,
      `${counted(planned.length, "permission")} of the identity that plans it, and of the one that applies it`,
    ),
    needs(applied, `${counted(applied.length, "permission")} more of the identity that applies it`),
    ...(roles ? [role("plan", roles.plan), role("apply", roles.apply)] : []),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

const TITLE = "What applying it takes";

function needs(rows: readonly DeployerNeed[], summary: string): string {
  const [, ...lines] = section(TITLE, rows, ["plane", "permission", "on", "for"], (row) => [
    row.plane,
    text(row.permission),
    text(row.scope),
    addressesCell(row.for),
  ]).split("\n");
  return rows.length === 0 ? "" : folded(summary, lines);
}

/** A custom role to copy. What the program names stands in JSON, in which nothing ends the block. */
function role(step: string, definition: RoleDefinition): string {
  const json = JSON.stringify(definition, undefined, 2).replace(/`/g, "\\u0060");
  return folded(`The custom role to ${step} it, for az role definition create`, ["", "```json", json, "```"]);
}

function folded(summary: string, lines: readonly string[]): string {
  return [`<details><summary>${summary}</summary>`, ...lines, "", "</details>"].join("\n");
}
