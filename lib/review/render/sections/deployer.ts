import type { DeployerNeed, Report, RoleDefinition } from "../../report/report";
import { markdownText as text } from "../escape";
import { addressesCell, listed } from "../page/cells";
import { counted } from "../page/counted";
import { Group, rowsOf, Section, tableOf, WordsOfRow } from "../page/section";

/** What planning and applying take, folded: only those who set up a deployment read it. */
export function deployer({ deployer: rows, deployerRoles: roles }: Report): Section | undefined {
  const [planned, applied] = [rows.filter(({ plan }) => plan), rows.filter(({ plan }) => !plan)];
  return rows.length === 0
    ? undefined
    : {
        title: "What applying it takes",
        fold: `${counted(rows.length, "permission")} of the deployer`,
        groups: [
          ...needs("Of the identity that plans it, and of the one that applies it:", planned),
          ...needs("Of the identity that applies it, too:", applied),
          ...(roles ? [role("plan", roles.plan), role("apply", roles.apply)] : []),
        ],
      };
}

function needs(lead: string, rows: readonly DeployerNeed[]): Group[] {
  const { head, rows: lines } = tableOf(
    ["plane", "permission", "on", "for"],
    rowsOf(
      rows.map((row) => ({ ...row, for: listed(row.for) })),
      () => "appendix",
      (row) => [row.plane, text(row.permission), text(row.scope), addressesCell(row.for)],
    ),
  );
  return rows.length === 0 ? [] : [{ head: `${lead}\n\n${head}`, rows: lines }];
}

/** A custom role to copy. */
function role(step: string, definition: RoleDefinition): Group {
  return {
    head: `The custom role to ${step} it, for az role definition create:\n\n`,
    rows: [new WordsOfRow(definition, "appendix", roleText)],
  };
}

/** What the program names stands in JSON, in which nothing ends the block. */
function roleText(definition: RoleDefinition): string {
  const json = JSON.stringify(definition, undefined, 2).replace(/`/g, "\\u0060");
  return `\`\`\`json\n${json}\n\`\`\``;
}
