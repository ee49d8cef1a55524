import type { Comparison } from "../../compare/compare";
import type { GrantRow, NamedRow, PrincipalRow, Report } from "../../report/report";
import { markdownText as text } from "../escape";
import { arrowsIn, Drawn, MAX_ARROWS, toMermaid } from "../mermaid";
import type { Names } from "../names";
import { addressesCell, Listed, listed, runnersCell } from "../page/cells";
import { counted } from "../page/counted";
import { rowsOf, Section, tableOf, WordsOfRow } from "../page/section";
import { permissionText } from "../permission-text";

/** Who may do what after the change; folded where there is one, because it is what changes that has to be judged. */
export function access(report: Report, change: Comparison | undefined, names: Names): Section {
  const principals = new Map(report.principals.map((row) => [row.id, row]));
  const given = report.grants.map((grant) => givenBy(grant, principals.get(grant.principal)));
  const title = change ? "Who may do what after this change" : "Who may do what";
  const fold = change && counted(given.length, "grant");
  const rows = rowsOf(
    given,
    () => "access",
    (row) => cellsOf(row, names),
  );
  return rows.length === 0
    ? { title, fold, lead: "Nothing.", groups: [] }
    : { title, fold, groups: [tableOf(["who", "what runs as it", "may", "plane", "on", "by"], rows)] };
}

/** A grant, and what is to be said of its principal. */
interface Given {
  readonly grant: GrantRow;
  readonly name: string;
  readonly isExisting: boolean;
  readonly runners: Listed<NamedRow>;
}

function givenBy(grant: GrantRow, principal: PrincipalRow | undefined): Given {
  return {
    grant,
    name: principal?.name ?? grant.principal,
    isExisting: principal?.existing === true,
    runners: listed(principal?.runs ?? []),
  };
}

function cellsOf({ grant, name, isExisting, runners }: Given, names: Names): string[] {
  const who = text(names.of({ id: grant.principal, name }));
  return [
    isExisting ? `${who}, made elsewhere` : who,
    runnersCell(runners, names),
    text(permissionText(grant)),
    grant.plane,
    text(names.of(grant.target)),
    addressesCell(listed(grant.by)),
  ];
}

/** The same as a picture. */
export function picture(report: Report, change: Comparison | undefined): Section | undefined {
  const { principals, grants } = report;
  const arrows = arrowsIn(report);
  if (arrows === 0) {
    return undefined;
  }
  const title = "Picture";
  const fold = change && "the same, drawn";
  return arrows > MAX_ARROWS
    ? { title, fold, lead: `The picture is left out: it would have ${arrows} arrows.`, groups: [] }
    : {
        title,
        fold,
        groups: [{ head: "", rows: [new WordsOfRow({ principals, grants }, "detail", drawing)] }],
      };
}

function drawing(drawn: Drawn): string {
  return `\`\`\`mermaid\n${toMermaid(drawn)}\`\`\``;
}
