import type { GrantRow, PrincipalRow, Report, UseRow } from "../../report/report";
import { markdownText as text } from "../escape";
import { addressesCell, listed } from "../page/cells";
import { Section, section } from "../page/section";

/** Something that is not known. */
interface UnknownRow {
  /** The name of what runs, or the addresses of the resources. */
  readonly where: string | readonly string[];
  readonly what: string;
  readonly why: string;
  /** The name of what cannot be resolved, where that is not what is at `where`. */
  readonly whose?: string;
}

/** What is not known, with why. */
export function unknown(report: Report): Section | undefined {
  const heads = ["where", "what", "why"];
  return section("What is not known", unknownRows(report), heads, cellsOf, { importance: "open" });
}

function cellsOf({ where, what, why, whose }: UnknownRow): string[] {
  return [
    typeof where === "string" ? text(where) : addressesCell(listed(where)),
    what,
    text(whose === undefined ? why : `${whose}: ${why}`),
  ];
}

/** A row for each thing that is not known. */
export function unknownRows({ grants, principals, uses }: Report): readonly UnknownRow[] {
  const whoIsUnknown = new Map(
    principals.filter(({ unresolved }) => unresolved !== undefined).map(({ id, unresolved }) => [id, unresolved]),
  );
  return [
    ...grants.flatMap((row) => ofGrant(row, whoIsUnknown.get(row.principal))),
    ...principals.flatMap(ofPrincipal),
    ...uses.flatMap(ofUse),
  ];
}

function ofGrant(row: GrantRow, whyPrincipal: string | undefined): readonly UnknownRow[] {
  if (REASONS.every(({ whyOf }) => whyOf(row, whyPrincipal) === undefined)) {
    return NONE;
  }
  return REASONS.flatMap(({ what, whyOf }): UnknownRow[] => {
    const why = whyOf(row, whyPrincipal);
    return why === undefined ? [] : [{ where: row.by, what, why }];
  });
}

/** Most is known. */
const NONE: readonly UnknownRow[] = [];

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

function ofPrincipal({ name, runs, unresolved }: PrincipalRow): UnknownRow[] {
  return unresolved === undefined
    ? []
    : runs.map((runner) => ({ where: runner.name, what: "what it runs as", why: unresolved, whose: name }));
}

function ofUse({ by, kind, unresolved }: UseRow): UnknownRow[] {
  return unresolved === undefined ? [] : [{ where: [by], what: kind, why: unresolved }];
}
