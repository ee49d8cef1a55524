import { counted } from "./counted";
import type { ForReaders } from "./reader";
import { Room } from "./room";
import { GAP, Group, headText, Importance, Row, Section } from "./section";

/** As much as GitHub takes as a comment, in characters. */
export const MAX_LENGTH = 65_536;

/** The least that a page can be shortened to: what is never left out fits into it. */
export const MIN_LENGTH = 8_000;

/** Room for the sentences that say what is left out, and for the titles of the sections with what is short in full. */
const ROOM_FOR_NOTICE = 400;
const ROOM_FOR_COUNT = 40;
const ROOM_FOR_IN_FULL = 300;

/** What a page consists of. */
export interface Content {
  readonly top: string;
  readonly sections: readonly Section[];
  /** The sections that say in full what is short in these parts of the report; without parts, in the whole of it. */
  readonly inFull: (parts?: readonly unknown[]) => readonly Section[];
  readonly last: Section;
}

/**
 * The page of a heading, a summary and sections. Where it would be longer than allowed, whole rows are left out, the
 * least important first, and it says how many. What is short is then in full only for the rows that are shown, after
 * these, as far as there is room.
 */
export function pageOf(content: Content, maxLength: number, readers: ForReaders): string {
  const { top, sections, inFull, last } = content;
  if (fits(top, [...sections, last], maxLength, readers)) {
    const all = [...sections, ...inFull(), last];
    if (fits(top, all, maxLength, readers)) {
      return written(top, all, readers);
    }
  }
  return shortPage(content, maxLength, readers);
}

/** Whether there is room for all rows; those that are after the end of it are not put into words. */
function fits(top: string, sections: readonly Section[], maxLength: number, readers: ForReaders): boolean {
  let room = maxLength - lengthWithoutRows(top, sections, readers);
  for (const group of sections.flatMap(({ groups }) => groups)) {
    room -= GAP + headText(group, readers).length - 1;
    for (const row of group.rows) {
      room -= row.text(readers).length + 1;
      if (room < 0) {
        return false;
      }
    }
  }
  return room >= 0;
}

function shortPage({ top, sections, inFull, last }: Content, maxLength: number, readers: ForReaders): string {
  const frame = lengthWithoutRows(top, [...sections, last], readers) + ROOM_FOR_NOTICE + ROOM_FOR_IN_FULL;
  const room = new Room(maxLength - frame - ROOM_FOR_COUNT * sections.length, readers);
  room.fill(sections);
  const below = inFull([...room.rows].map(({ about }) => about));
  room.fill(below);
  const all = [...sections, ...below, last];
  const short = all.map((section) => shortened(section, room.rows));
  return written(`${top}\n\n${notice(all, room.rows, maxLength)}`, short, readers);
}

/** A section that says how many of its rows are left out. */
interface ShortSection extends Section {
  readonly leftOut?: number;
}

function written(top: string, sections: readonly ShortSection[], readers: ForReaders): string {
  return `${[top, ...sections.map((section) => sectionText(section, readers))].join("\n\n")}\n`;
}

function sectionText({ title, fold, lead, groups, leftOut = 0 }: ShortSection, readers: ForReaders): string {
  const parts = [
    ...(lead === undefined ? [] : [lead]),
    ...groups.map((group) => groupText(group, readers)),
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

function groupText(group: Group, readers: ForReaders): string {
  return `${headText(group, readers)}${group.rows.map((row) => row.text(readers)).join("\n")}`;
}

function lengthWithoutRows(top: string, sections: readonly Section[], readers: ForReaders): number {
  return written(top, sections.map(withoutRows), readers).length;
}

function withoutRows(section: Section): Section {
  return { ...section, groups: [] };
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
