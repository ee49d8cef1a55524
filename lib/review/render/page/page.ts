import { grouped } from "../../base/grouped";
import { counted } from "./counted";
import { Group, Importance, IMPORTANCE, Row, Section } from "./section";

/** As much as GitHub takes as a comment, in characters. */
export const MAX_LENGTH = 65_536;

/** The least that a page can be shortened to: what is never left out fits into it. */
export const MIN_LENGTH = 8_000;

/** Room for the sentences that say what is left out. */
const ROOM_FOR_NOTICE = 400;
const ROOM_FOR_COUNT = 40;

/** The empty line between two parts. */
const GAP = 2;

/**
 * The page of a heading, a summary and sections. Where it would be longer than allowed, whole rows are left out, the
 * least important first, and it says how many.
 */
export function pageOf(top: string, sections: readonly Section[], maxLength: number): string {
  if (lengthOf(top, sections) <= maxLength) {
    return written(top, sections);
  }
  const kept = rowsThatFit(top, sections, maxLength);
  const short = sections.map((section) => shortened(section, kept));
  return written(`${top}\n\n${notice(sections, kept, maxLength)}`, short);
}

/** A section that says how many of its rows are left out. */
interface ShortSection extends Section {
  readonly leftOut?: number;
}

function written(top: string, sections: readonly ShortSection[]): string {
  return `${[top, ...sections.map(sectionText)].join("\n\n")}\n`;
}

function sectionText({ title, fold, lead, groups, leftOut = 0 }: ShortSection): string {
  const parts = [
    ...(lead === undefined ? [] : [lead]),
    ...groups.map(({ head, rows }) => `${head}${rows.map(({ text }) => text).join("\n")}`),
    ...(leftOut > 0 ? [`… and ${counted(leftOut, "row")} more.`] : []),
  ];
  const lines =
    fold === undefined
      ? [`### ${title}`, ...parts]
      : [
          `<details><summary><strong>${title}</strong>${fold === "" ? "" : `: ${fold}`}</summary>`,
          ...parts,
          "</details>",
        ];
  return lines.join("\n\n");
}

/** How long a page would be. The rows of a large program are many times what is written of them. */
function lengthOf(top: string, sections: readonly Section[]): number {
  const groups = sections.flatMap((section) => section.groups);
  const lengths = groups.map(({ head, rows }) =>
    rows.reduce((sum, { text }) => sum + text.length + 1, head.length - 1),
  );
  return lengths.reduce((sum, length) => sum + GAP + length, written(top, sections.map(withoutRows)).length);
}

function withoutRows(section: Section): Section {
  return { ...section, groups: [] };
}

/** The rows that there is room for. */
function rowsThatFit(top: string, sections: readonly Section[], maxLength: number): ReadonlySet<Row> {
  let room =
    maxLength - written(top, sections.map(withoutRows)).length - ROOM_FOR_NOTICE - ROOM_FOR_COUNT * sections.length;
  const kept = new Set<Row>();
  const begun = new Set<Group>();
  for (const { row, group } of byImportance(sections)) {
    const length = row.text.length + 1 + (begun.has(group) ? 0 : group.head.length + GAP);
    if (length <= room) {
      room -= length;
      kept.add(row);
      begun.add(group);
    }
  }
  return kept;
}

interface Candidate {
  readonly row: Row;
  readonly group: Group;
  /** The place of the row among those of its section that are as important. */
  readonly place: number;
}

/** All rows, the most important first; of the sections with rows that are as important, one row in turn. */
function byImportance(sections: readonly Section[]): Candidate[] {
  const candidates = sections.flatMap(candidatesIn);
  const alike = grouped(candidates, ({ row }) => row.importance);
  return IMPORTANCE.flatMap((importance) =>
    [...(alike.get(importance) ?? [])].sort((one, other) => one.place - other.place),
  );
}

function candidatesIn({ groups }: Section): Candidate[] {
  const places = new Map<Importance, number>();
  return groups.flatMap((group) =>
    group.rows.map((row) => {
      const place = places.get(row.importance) ?? 0;
      places.set(row.importance, place + 1);
      return { row, group, place };
    }),
  );
}

function shortened(section: Section, kept: ReadonlySet<Row>): ShortSection {
  const groups = section.groups
    .map(({ head, rows }) => ({ head, rows: rows.filter((row) => kept.has(row)) }))
    .filter(({ rows }) => rows.length > 0);
  return { ...section, groups, leftOut: countOf(section) - groups.reduce((sum, { rows }) => sum + rows.length, 0) };
}

function countOf({ groups }: Section): number {
  return groups.reduce((sum, { rows }) => sum + rows.length, 0);
}

/** What is left out of the page, and where the whole is. */
function notice(sections: readonly Section[], kept: ReadonlySet<Row>, maxLength: number): string {
  const left = sections.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows.filter((row) => !kept.has(row))));
  const decisive = left.filter(({ importance }) => DECISIVE.has(importance)).length;
  const which =
    decisive > 0
      ? `**${decisive} of them broaden access, are errors or warnings, or are not known**`
      : "none of which broadens access, is an error or a warning, or is not known";
  return (
    `This page is shortened to ${maxLength} characters: ${counted(left.length, "row")} are left out, ${which}. ` +
    "The whole is in what `access-review --format json` writes, or `--max-length` with a larger number."
  );
}

const DECISIVE: ReadonlySet<Importance> = new Set(["decisive", "open"]);
