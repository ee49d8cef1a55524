import { loadReview } from "./load-review";
import type { Acceptances } from "../report/acceptances";
import type { Comparison } from "../compare/compare";
import type { GrantRow, PrincipalRow, Report } from "../report/report";
import type { Review } from "./review";

/** How much a finding weighs. */
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

/** What a review takes into account. */
export interface AccessReviewOptions {
  /**
   * Findings that may stand, beside those that the program itself accepts.
   *
   * @default - none
   */
  readonly acceptances?: FindingAcceptance[];
}

/** Something that a review found. */
export interface AccessFinding {
  /** What acceptances name it by, such as `grant-race`. */
  readonly id: string;
  /** How much it weighs. */
  readonly severity: FindingSeverity;
  /** The resource, with the block in it where there are several. */
  readonly address: string;
  /** What is there. */
  readonly message: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do about it. */
  readonly change: string;
}

/** Access that somebody has. */
export interface AccessGrant {
  /** Who has it. */
  readonly principal: string;
  /** The role's name, or the permissions. */
  readonly permission: string;
  /** `control`, `data`, `control and data`, `directory` or `unknown`. */
  readonly plane: string;
  /** What it is for. */
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
  /** Who has the access. */
  readonly principal: string;
  /** The role's name, or the permissions, after the change; before it, for a grant that is removed. */
  readonly permission: string;
  /** What it is for. */
  readonly target: string;
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

  /** What it does on the whole: broadened as soon as anybody may do more. */
  public get verdict(): AccessVerdict {
    return verdictOf(this.comparison.verdict);
  }

  /** What it does to each grant that is not as it was, the broadened ones first. */
  public get grants(): AccessGrantChange[] {
    return this.comparison.grants.map(({ change, verdict, principal, before, after }) => ({
      change,
      verdict: verdictOf(verdict),
      principal,
      permission: (after ?? before)!.permission.name,
      target: (after ?? before)!.target.name,
    }));
  }

  /** What runs as a principal now, or does no more: a sentence each. */
  public get runners(): string[] {
    return this.comparison.runners.map(
      ({ change, principal, runner }) =>
        `${runner} ${change === "added" ? "now runs" : "does not run any more"} as ${principal}`,
    );
  }

  /**
   * Modules that are not read and were not there before, or not with these arguments, and those that are no more.
   * Nobody can say what access they give.
   */
  public get unread(): string[] {
    const words = { added: "is not read", changed: "is not read, and gets something else", removed: "is no more" };
    return this.comparison.unread.map(({ change, address }) => `${address} ${words[change]}`);
  }

  /** The review with the change in it, for a pull request. */
  public toMarkdown(): string {
    return loadReview().toMarkdown(this.report, this.comparison);
  }

  /** The same for tools. */
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
   * @throws Error that says what is wrong with what is there: missing, truncated, no JSON, HCL, too large or too deep
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

  /** The findings that nobody accepted, the heaviest first. */
  public get findings(): AccessFinding[] {
    return this.report.findings.map((finding) => ({ ...finding, severity: SEVERITY[finding.severity] }));
  }

  /** The findings that the program or an option accepts. */
  public get acceptedFindings(): FindingAcceptance[] {
    return this.report.accepted.map(({ id, address, reason }) => ({ finding: id, address, reason }));
  }

  /** The acceptances that match no finding: they can go. */
  public get staleAcceptances(): FindingAcceptance[] {
    return [...this.report.staleAcceptances];
  }

  /** Every grant, sorted; one of which a part is not known says so. */
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

  /** What the review could not look into: modules that are not read, with why. */
  public get unread(): string[] {
    return this.report.unread.map(({ address, why }) => `${address}: ${why}`);
  }

  /** Compares to an earlier review. A renamed logical id, another order or another formatting is no change. */
  public compareTo(baseline: AccessReview): AccessComparison {
    return AccessComparison._of(loadReview().compare(baseline.report, this.report), this.report);
  }

  /** The review for a pull request. Of a plan it says what the plan changes. */
  public toMarkdown(): string {
    return loadReview().toMarkdown(this.report, this.review.change);
  }

  /** The review for tools, of which `docs/access-review.schema.json` is the schema. */
  public toJson(): string {
    return loadReview().toJson(this.report, this.review.change);
  }

  /** A picture, in the language that GitHub draws; without arrows where there are more than 60. */
  public toMermaid(): string {
    return loadReview().toMermaid(this.report);
  }

  /**
   * One line for each grant, each identity with what runs as it, each module that is not read and each finding, for
   * Jest's `toMatchSnapshot()`: by what they mean, so that a renamed logical id leaves the grants as they are.
   */
  public toSnapshot(): string[] {
    const grants = this.report.grants.map(
      (row) =>
        `${this.nameOf(row)}: ${row.permission.name} on ${row.target.name}${row.condition === undefined ? "" : ` if ${row.condition}`}${row.ineffective === undefined ? "" : ", which does nothing"}`,
    );
    const running = this.report.principals.flatMap(({ name, runs }) =>
      runs.length === 0
        ? []
        : [`${runs.map((runner) => runner.name).join(", ")} ${runs.length > 1 ? "run" : "runs"} as ${name}`],
    );
    return [
      ...new Set([...grants, ...running]),
      ...this.report.unread.map(({ address }) => `not read: ${address}`),
      ...this.report.findings.map(({ severity, id, address }) => `${severity} ${id}: ${address}`),
    ];
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

const SEVERITY = {
  error: FindingSeverity.ERROR,
  warning: FindingSeverity.WARNING,
  note: FindingSeverity.NOTE,
} as const;

function verdictOf(verdict: Comparison["verdict"]): AccessVerdict {
  return { broadened: AccessVerdict.BROADENED, narrowed: AccessVerdict.NARROWED, same: AccessVerdict.SAME }[verdict];
}
