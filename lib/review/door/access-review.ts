import type { Comparison } from "../compare/compare";
import type { GrantChange } from "../compare/grant-changes";
import type { Acceptances } from "../report/acceptances";
import type { FindingRow, GrantRow, PrincipalRow, Report } from "../report/report";
import { loadReview } from "./load-review";
import type { Review } from "./review";

/** How severe a finding is. */
export enum FindingSeverity {
  /** The program will not apply, or not do what it says. */
  ERROR = "error",
  /** The program does more or less than it should. */
  WARNING = "warning",
  /** Worth knowing. */
  NOTE = "note",
}

/** What a change does to access. */
export enum AccessVerdict {
  /** Somebody may do more than before, or something else. */
  BROADENED = "broadened",
  /** Somebody may do less, and nobody more. */
  NARROWED = "narrowed",
  /** Everybody may do what they could. */
  SAME = "same",
}

/** A finding that may stand. */
export interface FindingAcceptance {
  /** The id of the finding, such as `broad-role`. */
  readonly finding: string;
  /** Where it is, as the review says it. */
  readonly address: string;
  /** Why it may stand. */
  readonly reason: string;
}

/** Options of a review. */
export interface AccessReviewOptions {
  /**
   * Findings that may stand, beside those that the program itself accepts.
   *
   * @default - none
   */
  readonly acceptances?: FindingAcceptance[];
}

/** Options of a comparison. */
export interface AccessComparisonOptions {
  /**
   * Names of the baseline, with those that stand for them in the review that is compared to it, such as
   * `{ dev: "prod" }`: of resources, groups, stacks and custom roles, object ids and ids of subscriptions. A name is
   * replaced where it is a whole word, so that `dev` stands in `kv-dev` and not in `kvdev`, and the longest one first.
   *
   * @default - every name stands for itself
   */
  readonly names?: { [name: string]: string };
}

/** A place where a program breaks a rule of the review. */
export interface AccessFinding {
  /** The id of the rule, which acceptances name, such as `grant-race`. */
  readonly id: string;
  /** How severe it is. */
  readonly severity: FindingSeverity;
  /** The resource, with the block in it where there are several. */
  readonly address: string;
  /** What breaks the rule there. */
  readonly message: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do about it. */
  readonly change: string;
}

/** Access that a principal is given. */
export interface AccessGrant {
  /** The name of the principal. */
  readonly principal: string;
  /** The role's name, or the permissions. */
  readonly permission: string;
  /** `control`, `data`, `control and data`, `directory` or `unknown`. */
  readonly plane: string;
  /** The name of the scope, or of the resource. */
  readonly target: string;
  /** The addresses of the resources that give it. */
  readonly by: string[];
  /**
   * Why a part of it is not known.
   *
   * @default - all of it is known
   */
  readonly unresolved?: string;
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
  public static _of(comparison: Comparison, report: Report): AccessComparison {
    return new AccessComparison(comparison, report);
  }

  private constructor(
    private readonly comparison: Comparison,
    private readonly report: Report,
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

  /** The review with the change in it, for a pull request. */
  public toMarkdown(): string {
    return loadReview().toMarkdown(this.report, this.comparison);
  }

  /** The review with the change in it, for tools. */
  public toJson(): string {
    return loadReview().toJson(this.report, this.comparison);
  }
}

/**
 * Who may do what in a program, read from what Terraform reads: hand-written resources, overrides and those of other
 * libraries count as this library's do.
 */
export class AccessReview {
  /**
   * Reviews a `cdk.tf.json` or another `*.tf.json`, a folder of them, a folder that `cdktf synth` wrote with all its
   * stacks, or what `terraform show -json` prints of a plan or a state.
   *
   * @throws Error that says what is wrong with the file: missing, truncated, no JSON, HCL, too large or too deep
   */
  public static ofPath(path: string, options: AccessReviewOptions = {}): AccessReview {
    return new AccessReview(loadReview().reviewPath(path, acceptancesOf(options)));
  }

  /**
   * Reviews the text of one stack, as `Testing.synth` returns it, or of a plan or a state.
   *
   * @throws Error that says what is wrong with the text
   */
  public static ofSynthesized(json: string, options: AccessReviewOptions = {}): AccessReview {
    return new AccessReview(loadReview().reviewText(json, acceptancesOf(options)));
  }

  private readonly report: Report;
  private readonly principals: ReadonlyMap<string, PrincipalRow>;

  private constructor(private readonly review: Review) {
    this.report = review.report;
    this.principals = new Map(this.report.principals.map((row) => [row.id, row]));
  }

  /** The findings that are not accepted, the most severe first. */
  public get findings(): AccessFinding[] {
    return this.report.findings.map((finding) => ({ ...finding, severity: SEVERITIES[finding.severity] }));
  }

  /** The findings that the program or an option accepts. */
  public get acceptedFindings(): FindingAcceptance[] {
    return this.report.accepted.map(({ id, address, reason }) => ({ finding: id, address, reason }));
  }

  /** The acceptances that match no finding: they can go. */
  public get staleAcceptances(): FindingAcceptance[] {
    return [...this.report.staleAcceptances];
  }

  /** Every grant, sorted; where a part of one is not known, it says so. */
  public get grants(): AccessGrant[] {
    return this.report.grants.map((row) => ({
      principal: this.nameOf(row),
      permission: row.permission.name,
      plane: row.plane,
      target: row.target.name,
      by: [...row.by],
      unresolved:
        this.principalOf(row)?.unresolved ?? row.permission.unresolved ?? row.target.unresolved ?? row.repeats,
    }));
  }

  /** The modules, files and expressions that the review could not read, with why. */
  public get unread(): string[] {
    return this.report.unread.map(({ address, why }) => `${address}: ${why}`);
  }

  /**
   * Compares to an earlier review, or to one of another stage. Renamed logical ids, another order or another formatting
   * are no change.
   *
   * @throws Error where the names of the options would make one of two things of the baseline
   */
  public compareTo(baseline: AccessReview, options: AccessComparisonOptions = {}): AccessComparison {
    const { names = {} } = options;
    return AccessComparison._of(loadReview().compare(baseline.report, this.report, names), this.report);
  }

  /** The review for a pull request. Of a plan it says what the plan changes. */
  public toMarkdown(): string {
    return loadReview().toMarkdown(this.report, this.review.change);
  }

  /** The review for tools, of which `docs/access-review.schema.json` is the schema. */
  public toJson(): string {
    return loadReview().toJson(this.report, this.review.change);
  }

  /** A Mermaid flowchart, which GitHub draws; empty where it would have more than 60 arrows. */
  public toMermaid(): string {
    return loadReview().toMermaid(this.report);
  }

  /**
   * One line for each grant, each identity with what runs as it, each module that is not read and each finding, for
   * Jest's `toMatchSnapshot()`. Grants have no logical ids in them, so that a renamed one leaves them as they are.
   */
  public toSnapshot(): string[] {
    const { grants, principals, unread, findings } = this.report;
    return [
      ...new Set([...grants.map((row) => this.grantLine(row)), ...principals.flatMap(runnersLine)]),
      ...unread.map(({ address }) => `not read: ${address}`),
      ...findings.map(findingLine),
    ];
  }

  private grantLine(row: GrantRow): string {
    const condition = row.condition === undefined ? "" : ` if ${row.condition}`;
    const effect = row.ineffective === undefined ? "" : ", which does nothing";
    return `${this.nameOf(row)}: ${row.permission.name} on ${row.target.name}${condition}${effect}`;
  }

  private principalOf({ principal }: GrantRow): PrincipalRow | undefined {
    return this.principals.get(principal);
  }

  private nameOf(row: GrantRow): string {
    return this.principalOf(row)?.name ?? row.principal;
  }
}

function acceptancesOf({ acceptances = [] }: AccessReviewOptions): Acceptances {
  return loadReview().Acceptances.parse(JSON.stringify(acceptances), "acceptances");
}

function runnersLine({ name, runs }: PrincipalRow): string[] {
  const runners = runs.map((runner) => runner.name).join(", ");
  return runs.length === 0 ? [] : [`${runners} ${runs.length > 1 ? "run" : "runs"} as ${name}`];
}

function findingLine({ severity, id, address }: FindingRow): string {
  return `${severity} ${id}: ${address}`;
}

function grantChange(row: GrantChange): AccessGrantChange {
  const { change, verdict, principal } = row;
  const { permission, target } = row.after === undefined ? row.before : row.after;
  return { change, verdict: VERDICTS[verdict], principal, permission: permission.name, target: target.name };
}

function grantText({ permission, target }: GrantRow): string {
  return `${permission.name} on ${target.name}`;
}

const SEVERITIES = {
  error: FindingSeverity.ERROR,
  warning: FindingSeverity.WARNING,
  note: FindingSeverity.NOTE,
} as const;

const VERDICTS = {
  broadened: AccessVerdict.BROADENED,
  narrowed: AccessVerdict.NARROWED,
  same: AccessVerdict.SAME,
} as const;
