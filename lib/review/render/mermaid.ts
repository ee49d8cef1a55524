import type { GrantRow, NamedRow, Report } from "../report/report";
import { mermaidText } from "./escape";

/** As many arrows as a picture has at most, to be readable. */
export const MAX_ARROWS = 60;

/** What a picture shows. */
export type Drawn = Pick<Report, "principals" | "grants">;

/** A Mermaid flowchart of who may do what; where it would be unreadable, a comment that says so in an empty one. */
export function toMermaid(report: Drawn): string {
  const arrows = arrowsIn(report);
  if (arrows === 0) {
    return "%% There are no grants to draw.\nflowchart LR\n";
  }
  if (arrows > MAX_ARROWS) {
    return `%% Left out: ${arrows} arrows are more than anybody can read; the most is ${MAX_ARROWS}.\nflowchart LR\n`;
  }
  return `${["flowchart LR", ...linesOf(report)].join("\n")}\n`;
}

/** The number of arrows in a picture: one for each grant, and one for each runner of a principal. */
export function arrowsIn({ grants, principals }: Drawn): number {
  return grants.length + principals.reduce((count, { runs }) => count + runs.length, 0);
}

function linesOf({ grants, principals }: Drawn): string[] {
  const nodes = new Nodes();
  const granted = new Set(grants.map(({ principal }) => principal));
  const shown = principals.filter(({ id, runs }) => runs.length > 0 || granted.has(id));
  const running = shown.flatMap((principal) =>
    principal.runs.map((runner) => `  ${nodes.of("runner", runner)} --> ${nodes.of("principal", principal)}`),
  );
  const names = new Map(principals.map(({ id, name }) => [id, name]));
  const given = grants.map((grant) => {
    const [id, label] = [grant.principal, mermaidText(labelOf(grant))];
    const principal = nodes.of("principal", { id, name: names.get(id) ?? id });
    return `  ${principal} -- "${label}" --> ${nodes.of("target", grant.target)}`;
  });
  return [...nodes.lines, ...running, ...given];
}

/** The brackets that make the shape of a node, by what it stands for. */
const SHAPES = { runner: ["[", "]"], principal: ["([", "])"], target: ["[(", ")]"] } as const;

/** The nodes of a picture, each with a short name. */
class Nodes {
  /** The lines that declare the nodes. */
  public readonly lines: string[] = [];
  private readonly names = new Map<string, string>();

  /** The name of a node, which is declared when it is first asked for. */
  public of(kind: keyof typeof SHAPES, { id, name: label }: NamedRow): string {
    const key = `${kind} ${id}`;
    const known = this.names.get(key);
    if (known !== undefined) {
      return known;
    }
    const name = `n${this.names.size}`;
    const [open, close] = SHAPES[kind];
    this.names.set(key, name);
    this.lines.push(`  ${name}${open}"${mermaidText(label)}"${close}`);
    return name;
  }
}

function labelOf({ permission, ineffective }: GrantRow): string {
  return ineffective === undefined ? permission.name : `${permission.name}, which does nothing`;
}
