import { ReviewError } from "../base/review-error";
import { toJson } from "../render/json";
import { toJUnit } from "../render/junit";
import { toMarkdown } from "../render/markdown";
import { toMermaid } from "../render/mermaid";
import { MAX_LENGTH, MIN_LENGTH } from "../render/page/page";
import { toSarif } from "../render/sarif";
import { PLACEHOLDER } from "../report/deployer-roles";
import type { DeployerRoles, RoleDefinition } from "../report/report";
import type { Review } from "./review";

interface Format {
  /** What the names of its files end with; undefined for a format that no name says. */
  readonly ending?: string;
  readonly write: (review: Review, maxLength?: number) => string;
}

const FORMATS = {
  markdown: { ending: ".md", write: ({ report, change }, maxLength) => toMarkdown(report, change, maxLength) },
  json: { ending: ".json", write: ({ report, change }) => toJson(report, change) },
  mermaid: { ending: ".mmd", write: ({ report }) => toMermaid(report) },
  sarif: { ending: ".sarif", write: ({ report, change, source }) => toSarif(report, change, source) },
  junit: { ending: ".xml", write: ({ report, change }) => toJUnit(report, change) },
  "plan-role": { write: ({ report }) => roleText(report.deployerRoles?.plan) },
  "apply-role": { write: ({ report }) => roleText(report.deployerRoles?.apply) },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

/** Writes a review in a format. */
export function inFormat(name: FormatName, review: Review, maxLength?: number): string {
  return (FORMATS[name] as Format).write(review, maxLength);
}

/** The format of a file by its name; Markdown where the name does not say. */
export function formatOf(file: string): FormatName {
  const isOf = ({ ending }: Format) => ending !== undefined && file.toLowerCase().endsWith(ending);
  return FORMAT_NAMES.find((name) => isOf(FORMATS[name])) ?? "markdown";
}

/**
 * What keeps a custom role from being created as it is written; undefined where nothing does, and in a format that is
 * no role.
 */
export function flawOfRole(name: FormatName, { report: { deployerRoles } }: Review): string | undefined {
  const role = ROLES[name]?.(deployerRoles);
  return role?.AssignableScopes.includes(PLACEHOLDER)
    ? `AssignableScopes of the role is ${PLACEHOLDER}, because the program states no subscription; ` +
        "allowed: scopes of Azure. Write one there, or state subscription_id of the provider azurerm."
    : undefined;
}

/** The roles that are formats of their own. */
const ROLES: Readonly<Partial<Record<FormatName, (roles?: DeployerRoles) => RoleDefinition | undefined>>> = {
  "plan-role": (roles) => roles?.plan,
  "apply-role": (roles) => roles?.apply,
};

function roleText(role: RoleDefinition | undefined): string {
  return `${JSON.stringify(role, undefined, 2)}\n`;
}

/**
 * The length that a page may have.
 *
 * @throws ReviewError where it is no number, or one that a page cannot be shortened to
 */
export function maxLengthOf(value: string, option: string): number {
  const length = Number(value);
  if (!Number.isInteger(length) || length < MIN_LENGTH) {
    throw new ReviewError(
      "USAGE",
      `${option} is ${JSON.stringify(value)}; allowed: a whole number from ${MIN_LENGTH}. ` +
        `GitHub takes ${MAX_LENGTH} characters as a comment.`,
    );
  }
  return length;
}
