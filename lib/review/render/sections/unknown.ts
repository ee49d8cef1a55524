import type { GrantRow, PrincipalRow, Report, UseRow } from "../../report/report";
import { markdownCode as code, markdownText as text } from "../escape";
import { addressesCell } from "../page/cells";
import { Section, section } from "../page/section";

type Cells = readonly [where: string, what: string, why: string];

/** What is not known, with why. */
export function unknown(report: Report): Section | undefined {
  const heads = ["where", "what", "why"];
  return section("What is not known", unknownRows(report), heads, (cells) => cells, { importance: "open" });
}

/** A row for each thing that is not known. */
export function unknownRows({ grants, principals, uses }: Report): readonly Cells[] {
  const whoIsUnknown = new Map(
    principals.filter(({ unresolved }) => unresolved !== undefined).map(({ id, unresolved }) => [id, unresolved]),
  );
  return [
    ...grants.flatMap((row) => ofGrant(row, whoIsUnknown.get(row.principal))),
    ...principals.flatMap(ofPrincipal),
    ...uses.flatMap(ofUse),
  ];
}

function ofGrant(row: GrantRow, whyPrincipal: string | undefined): readonly Cells[] {
  if (REASONS.every(({ whyOf }) => whyOf(row, whyPrincipal) === undefined)) {
    return NONE;
  }
  return REASONS.flatMap(({ what, whyOf }): Cells[] => {
    const why = whyOf(row, whyPrincipal);
    return why === undefined ? [] : [[addressesCell(row.by), what, text(why)]];
  });
}

/** Most is known. */
const NONE: readonly Cells[] = [];

/** Why something of a grant is not known, by what that is. */
const REASONS: readonly {
  readonly what: string;
  readonly whyOf: (row: GrantRow, whyPrincipal: string | undefined) => string | undefined;
}[] = [
  { what: "who", whyOf: (_, whyPrincipal) => whyPrincipal },
  { what: "what it may do", whyOf: (row) => row.permission.unresolved ?? whyActions(row) },
  { what: "on what", whyOf: ({ target }) => target.unresolved },
  { what: "how many there are", whyOf: ({ repeats }) => repeats },
];

/** Why the actions of a role are not known though the role is. */
function whyActions({ kind, permission }: GrantRow): string | undefined {
  return kind === "role" && !permission.allowed ? "this review does not know what the role allows" : undefined;
}

function ofPrincipal({ name, runs, unresolved }: PrincipalRow): Cells[] {
  return unresolved === undefined
    ? []
    : runs.map((runner): Cells => [text(runner.name), "what it runs as", text(`${name}: ${unresolved}`)]);
}

function ofUse({ by, kind, unresolved }: UseRow): Cells[] {
  return unresolved === undefined ? [] : [[code(by), kind, text(unresolved)]];
}
