import type { Comparison } from "../compare/compare";
import type { Report } from "../report/report";
import { Names } from "./names";
import { MAX_LENGTH, pageOf } from "./page/page";
import { ForReaders } from "./page/reader";
import type { Section } from "./page/section";
import { access, picture } from "./sections/access";
import { accepted, staleAcceptances } from "./sections/accepted";
import { changes } from "./sections/changes";
import { deployer } from "./sections/deployer";
import { newFindings, standingFindings } from "./sections/findings";
import { addressesInFull, namesInFull } from "./sections/in-full";
import { limits } from "./sections/limits";
import { notes } from "./sections/notes";
import { openPaths, paths } from "./sections/paths";
import { top } from "./sections/top";
import { unknown } from "./sections/unknown";
import { unread } from "./sections/unread";
import { uses } from "./sections/uses";
import { workloads } from "./sections/workloads";

type SectionOf = (report: Report, change: Comparison | undefined, names: Names) => Section | undefined;

/** The sections in their order: what has to be judged, what it is judged by, and what is only looked up. */
const SECTIONS: readonly SectionOf[] = [
  changes,
  workloads,
  newFindings,
  standingFindings,
  unread,
  unknown,
  openPaths,
  notes,
  access,
  picture,
  paths,
  uses,
  accepted,
  staleAcceptances,
  deployer,
];

/** A review for people: for a pull request, or a file beside the program. */
export function toMarkdown(report: Report, change?: Comparison, maxLength = MAX_LENGTH): string {
  const readers = new ForReaders(report, change);
  const names = new Names(report, (name) => readers.shown(name));
  const content = {
    top: top(report, change),
    sections: existing(SECTIONS.map((sectionOf) => sectionOf(report, change, names))),
    inFull: (shown?: readonly unknown[]) => {
      const inFull = readers.inFull(shown);
      return existing([namesInFull(inFull), addressesInFull(inFull)]);
    },
    last: limits(report),
  };
  return pageOf(content, maxLength, readers);
}

function existing(sections: readonly (Section | undefined)[]): Section[] {
  return sections.filter((section) => section !== undefined);
}
