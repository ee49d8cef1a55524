import type { Comparison } from "../compare/compare";
import type { Report } from "../report/report";
import { MAX_LENGTH, pageOf } from "./page/page";
import { forReaders } from "./page/reader";
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

/** The sections in their order: what has to be judged, what it is judged by, and what is only looked up. */
const SECTIONS: readonly ((report: Report, change: Comparison | undefined) => Section | undefined)[] = [
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
export function toMarkdown(whole: Report, wholeChange?: Comparison, maxLength = MAX_LENGTH): string {
  const readers = forReaders(whole, wholeChange);
  const { report, change } = readers;
  const sections = [
    ...SECTIONS.map((sectionOf) => sectionOf(report, change)),
    namesInFull(readers),
    addressesInFull(readers),
    limits(report),
  ];
  return pageOf(
    top(report, change),
    sections.filter((section) => section !== undefined),
    maxLength,
  );
}
