import type { Comparison } from "../compare/compare";
import type { GrantChange } from "../compare/grant-changes";
import type { Source } from "../render/source";
import { goalText } from "../report/path-text";
import type { GrantRow, Report } from "../report/report";
import type { AccessMarkdownOptions } from "./access-markdown-options";
import { loadReview } from "./load-review";
import { maxLengthIn } from "./max-length";
import type { Review } from "./review";

/** What a change does to access. */
export enum AccessVerdict {
  /** Somebody may do more than before, or something else. */
  BROADENED = "broadened",
  /** Somebody may do less, and nobody more. */
  NARROWED = "narrowed",
  /** Everybody may do what they could. */
  SAME = "same",
}

/** What a change does to a grant. */
export interface AccessGrantChange {
  /** `added`, `removed` or `changed`. */
  readonly change: string;
  /** What that does to access. */
  readonly verdict: AccessVerdict;
  /** The name of the principal. */
  readonly principal: string;
  /** The role's name, or the permissions, after the change; before it, for a grant that is removed. */
  readonly permission: string;
  /** The name of the scope, or of the resource. */
  readonly target: string;
}

/** What a change does to what runs, such as an app, whatever identities it runs as. */
export interface AccessWorkloadChange {
  /** `added`, `removed` or `changed`. */
  readonly change: string;
  /** What that does to access. */
  readonly verdict: AccessVerdict;
  /** The names of what runs as the same principals, before and after. */
  readonly workloads: string[];
  /** The names of the principals that it ran as. */
  readonly before: string[];
  /** The names of the principals that it runs as. */
  readonly after: string[];
  /** What it may do that it could not: a text for each of the first 50 grants. */
  readonly gained: string[];
  /** What it could do and may not any more: a text for each of the first 50 grants. */
  readonly lost: string[];
}

/** What a change of a program does to who may do what. */
export class AccessComparison {
  /** @internal */
  public static _of(comparison: Comparison, { report, source }: Review): AccessComparison {
    return new AccessComparison(comparison, report, source);
  }

  private constructor(
    private readonly comparison: Comparison,
    private readonly report: Report,
    private readonly source: Source,
  ) {}

  /**
   * What it does on the whole: broadened as soon as anybody may do more. An identity that only known workloads act as
   * counts by what those may do, so that one identity that is split, or several that are merged, are no more by
   * themselves.
   */
  public get verdict(): AccessVerdict {
    return VERDICTS[this.comparison.verdict];
  }

  /** What it does to identities and other principals, each by itself: a new identity with access is broadened. */
  public get identityVerdict(): AccessVerdict {
    return VERDICTS[this.comparison.verdicts.identities];
  }

  /**
   * What it does to what runs before and after, such as an app, whatever identities it runs as. Compared to a review of
   * a version that did not say what runs for certain, it is that of the identities.
   */
  public get workloadVerdict(): AccessVerdict {
    const { identities, workloads = identities } = this.comparison.verdicts;
    return VERDICTS[workloads];
  }

  /** What it does to each grant that is not as it was, the broadened ones first. */
  public get grants(): AccessGrantChange[] {
    return this.comparison.grants.map(grantChange);
  }

  /** What now runs as a principal, or does not any more: a sentence each. */
  public get runners(): string[] {
    return this.comparison.runners.map(
      ({ change, principal, runner }) =>
        `${runner} ${change === "added" ? "now runs" : "does not run any more"} as ${principal}`,
    );
  }

  /** The ways to access that is not given which are new, are gone or reach something else: a sentence each. */
  public get paths(): string[] {
    const words = { added: "may now", changed: "may, with another reach,", removed: "may no more" };
    return this.comparison.paths.map(
      ({ change, principal, path }) => `${principal} ${words[change]} ${path.may} ${goalText(path)}`,
    );
  }

  /** What runs and may do more or less, or does it as another principal; the broadened ones first. */
  public get workloads(): AccessWorkloadChange[] {
    return this.comparison.workloads.map(({ change, verdict, workloads, before, after, gained, lost }) => ({
      change,
      verdict: VERDICTS[verdict],
      workloads: [...workloads],
      before: [...before],
      after: [...after],
      gained: gained.map(grantText),
      lost: lost.map(grantText),
    }));
  }

  /** Modules that are not read, and may give any access: those that are new, gone or called with other arguments. */
  public get unread(): string[] {
    const words = { added: "is not read", changed: "is not read, and gets something else", removed: "is no more" };
    return this.comparison.unread.map(({ change, address }) => `${address} ${words[change]}`);
  }

  /**
   * The review with the change in it, for a pull request.
   *
   * @throws an error where the length is less than 8,000
   */
  public toMarkdown(options: AccessMarkdownOptions = {}): string {
    return loadReview().toMarkdown(this.report, this.comparison, maxLengthIn(options));
  }

  /** The review with the change in it, for tools. */
  public toJson(): string {
    return loadReview().toJson(this.report, this.comparison);
  }

  /** The findings, which of them are new, and what broadens, as SARIF 2.1.0 for code scanning. */
  public toSarif(): string {
    return loadReview().toSarif(this.report, this.comparison, this.source);
  }

  /** The findings and the changes as tests, in JUnit's XML. */
  public toJunit(): string {
    return loadReview().toJUnit(this.report, this.comparison);
  }
}

function grantChange(row: GrantChange): AccessGrantChange {
  const { change, verdict, principal } = row;
  const { permission, target } = row.after === undefined ? row.before : row.after;
  return { change, verdict: VERDICTS[verdict], principal, permission: permission.name, target: target.name };
}

function grantText({ permission, target }: GrantRow): string {
  return `${permission.name} on ${target.name}`;
}

const VERDICTS = {
  broadened: AccessVerdict.BROADENED,
  narrowed: AccessVerdict.NARROWED,
  same: AccessVerdict.SAME,
} as const;
