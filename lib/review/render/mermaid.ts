import type { GrantRow, Report } from "../report/report";
import { mermaidText } from "./text";

/** With more arrows than this a picture shows nothing any more. */
export const MAX_ARROWS = 60;

/**
 * A picture of who may do what, in the language that GitHub draws; a comment that says why where it would be
 * unreadable.
 */
export function toMermaid(report: Report): string {
  const arrows = arrowsIn(report);
  if (arrows > MAX_ARROWS || arrows === 0) {
    return `%% ${arrows === 0 ? "There are no grants to draw" : `Left out: ${arrows} arrows are more than anybody can read; the most is ${MAX_ARROWS}`}.\nflowchart LR\n`;
  }
  return `${["flowchart LR", ...lines(report)].join("\n")}\n`;
}

/** How many arrows a picture has: one for each grant, and for each thing that runs as somebody. */
export function arrowsIn({ grants, principals }: Report): number {
  return grants.length + principals.reduce((count, { runs }) => count + runs.length, 0);
}

function lines({ grants, principals }: Report): string[] {
  const names = new Map<string, string>();
  const nodes: string[] = [];
  const node = (kind: string, id: string, label: string, [open, close]: readonly [string, string]) => {
    const key = `${kind} ${id}`;
    if (!names.has(key)) {
      names.set(key, `n${names.size}`);
      nodes.push(`  ${names.get(key)}${open}"${mermaidText(label)}"${close}`);
    }
    return names.get(key)!;
  };
  const used = principals.filter(({ id, runs }) => runs.length > 0 || grants.some(({ principal }) => principal === id));
  const runs = used.flatMap(({ id, name, runs: runners }) =>
    runners.map(
      (runner) =>
        `  ${node("runner", runner.id, runner.name, ["[", "]"])} --> ${node("principal", id, name, ["([", "])"])}`,
    ),
  );
  const byId = new Map(principals.map(({ id, name }) => [id, name]));
  const given = grants.map((grant) => {
    const principal = node("principal", grant.principal, byId.get(grant.principal) ?? grant.principal, ["([", "])"]);
    return `  ${principal} -- "${mermaidText(labelOf(grant))}" --> ${node("target", grant.target.id, grant.target.name, ["[(", ")]"])}`;
  });
  return [...nodes, ...runs, ...given];
}

function labelOf({ permission, ineffective }: GrantRow): string {
  return ineffective === undefined ? permission.name : `${permission.name}, which does nothing`;
}
