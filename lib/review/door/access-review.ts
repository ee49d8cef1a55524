import type { Acceptances } from "../report/acceptances";
import type { FindingRow, GrantRow, PathRow, PrincipalRow, Report } from "../report/report";
import { goalText } from "../report/path-text";
import { AccessComparison } from "./access-comparison";
import type { AccessMarkdownOptions } from "./access-markdown-options";
import { loadReview } from "./load-review";
import { maxLengthIn } from "./max-length";
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

/** A finding that may stand. */
export interface FindingAcceptance {
  /** The id of the finding, such as `broad-role`. */
  readonly finding: string;
  /** Where it is, as the review says it. */
  readonly address: string;
  /** Why it may stand. */
  readonly reason: string;
}

/** Access that must never be there: whatever is in all of the lists. A list that is left out holds everything. */
export interface ForbiddenAccess {
  /**
   * Names of principals, or of what runs as them, such as a federated subject; a star stands for any text.
   *
   * @default - all principals
   */
  readonly principals?: string[];
  /**
   * Names of roles, or other permissions in the words of the review, such as `administrator`. Beside actions it is
   * enough that one of them matches.
   *
   * @default - none, or all permissions where no actions are given either
   */
  readonly permissions?: string[];
  /**
   * Actions of the control plane, such as `Microsoft.Authorization/roleAssignments/write`.
   *
   * @default - none
   */
  readonly actions?: string[];
  /**
   * Actions of the data plane, and permissions of access policies such as `secrets/set`.
   *
   * @default - none
   */
  readonly dataActions?: string[];
  /**
   * Names or ids of scopes and resources: what is granted on one of them, in it, or on a scope around it.
   *
   * @default - all scopes
   */
  readonly scopes?: string[];
  /** Why it is forbidden. */
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

/** A way by which a principal gets access that it is not given. */
export interface AccessPath {
  /** The name of the principal. */
  readonly principal: string;
  /** `act as`, or `give itself`. */
  readonly may: string;
  /** The name of the principal that it may act as, or what it may give itself on which scope or resource. */
  readonly what: string;
  /** What is done, step by step. */
  readonly steps: string[];
  /** What it reaches and is not given; of much, only the first. */
  readonly reaches: string[];
  /** The addresses of the resources that allow it. */
  readonly by: string[];
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
    if (typeof path !== "string") {
      throw new Error("AccessReview.ofPath is refused; allowed: a string. Pass the path of a file or a folder.");
    }
    return new AccessReview(loadReview().reviewPath(path, acceptancesOf(options)));
  }

  /**
   * Reviews the text of one stack, as `Testing.synth` returns it, or of a plan or a state.
   *
   * @throws Error that says what is wrong with the text
   */
  public static ofSynthesized(json: string, options: AccessReviewOptions = {}): AccessReview {
    if (typeof json !== "string") {
      throw new Error("AccessReview.ofSynthesized is refused; allowed: a string. Pass what Testing.synth returns.");
    }
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
    return this.report.findings.map(accessFinding);
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

  /** The ways by which principals get access that they are not given, the shortest to each. */
  public get paths(): AccessPath[] {
    return (this.report.paths ?? []).map((row) => ({
      principal: this.nameOf(row),
      may: row.may,
      what: goalText(row),
      steps: row.steps.map(({ words }) => words),
      reaches: [...row.reaches],
      by: [...new Set(row.steps.flatMap(({ by }) => by))],
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
    if (!isReview(baseline)) {
      throw new Error(
        "AccessReview.compareTo is refused; allowed: an AccessReview. Pass one, such as of the main branch.",
      );
    }
    const { names } = options ?? {};
    return AccessComparison._of(loadReview().compare(baseline.report, this.report, names ?? {}), this.review);
  }

  /**
   * What is granted of what must never be: `forbidden-access` for each, and `contract-not-known` for what is not known
   * well enough to say. What a principal reaches by acting as another one counts, too.
   *
   * @throws Error when an entry has no reason, or no list
   */
  public checkNotGranted(forbidden: ForbiddenAccess[]): AccessFinding[] {
    const entries = loadReview().parseForbidden(jsonOf(forbidden), "forbidden");
    return this.review.forbidden(entries, "forbidden").map(accessFinding);
  }

  /**
   * What is granted beyond a reference: `access-beyond-reference` for each, and `contract-not-known` for what is not
   * known.
   *
   * @param reference the text that `toReference` or `access-review --write-allow` has written
   * @throws Error when it is no reference
   */
  public checkNothingBeyond(reference: string): AccessFinding[] {
    const { beyondReference, parseReference } = loadReview();
    const allowed = parseReference(typeof reference === "string" ? reference : "null", "the reference");
    return beyondReference(allowed, this.report, "the reference").map(accessFinding);
  }

  /** The access of this review as a reference, for `checkNothingBeyond` and `access-review --allow`. */
  public toReference(): string {
    return loadReview().toReference(this.report);
  }

  /**
   * The review for a pull request. Of a plan it says what the plan changes.
   *
   * @throws an error where the length is less than 8,000
   */
  public toMarkdown(options: AccessMarkdownOptions = {}): string {
    return loadReview().toMarkdown(this.report, this.review.change, maxLengthIn(options));
  }

  /** The review for tools, of which `docs/access-review.schema.json` is the schema. */
  public toJson(): string {
    return loadReview().toJson(this.report, this.review.change);
  }

  /** The findings as SARIF 2.1.0 for code scanning, with the lines of a `cdk.tf.json` that is read from a path. */
  public toSarif(): string {
    return loadReview().toSarif(this.report, this.review.change, this.review.source);
  }

  /** The findings as tests, in JUnit's XML. */
  public toJunit(): string {
    return loadReview().toJUnit(this.report, this.review.change);
  }

  /** A Mermaid flowchart, which GitHub draws; empty where it would have more than 60 arrows. */
  public toMermaid(): string {
    return loadReview().toMermaid(this.report);
  }

  /**
   * One line for each grant, each identity with what runs as it, each way to access that is not given, each module that is not read and each finding, for
   * Jest's `toMatchSnapshot()`. Grants have no logical ids in them, so that a renamed one leaves them as they are.
   */
  public toSnapshot(): string[] {
    const { grants, principals, paths = [], unread, findings } = this.report;
    return [
      ...new Set([
        ...grants.map((row) => this.grantLine(row)),
        ...principals.flatMap(runnersLine),
        ...paths.filter(isMoreThanRole).map((row) => `${this.nameOf(row)} may ${row.may} ${goalText(row)}`),
      ]),
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

  private nameOf({ principal }: Pick<GrantRow, "principal">): string {
    return this.principals.get(principal)?.name ?? principal;
  }
}

/** Whether the value is a review, of this copy of the library or another one. */
function isReview(value: unknown): boolean {
  const { report } = (typeof value === "object" && value !== null ? value : {}) as {
    readonly report?: Partial<Report>;
  };
  return Array.isArray(report?.principals) && Array.isArray(report.grants);
}

function acceptancesOf(options: AccessReviewOptions): Acceptances {
  if (typeof options !== "object" || options === null) {
    throw new Error("The options of an AccessReview are refused; allowed: an object. Pass { acceptances: [ … ] }.");
  }
  return loadReview().Acceptances.parse(jsonOf(options.acceptances ?? []), "acceptances");
}

/** The value as JSON; null where JSON has no form for it. */
function jsonOf(value: unknown): string {
  try {
    return (JSON.stringify(value) as string | undefined) ?? "null";
  } catch {
    return "null";
  }
}

/** Whether the name of a role does not say already that its holder may give itself any other. */
function isMoreThanRole({ permission, steps }: PathRow): boolean {
  return permission !== "any role" || steps.length > 1;
}

function runnersLine({ name, runs }: PrincipalRow): string[] {
  const runners = runs.map((runner) => runner.name).join(", ");
  return runs.length === 0 ? [] : [`${runners} ${runs.length > 1 ? "run" : "runs"} as ${name}`];
}

function accessFinding(finding: FindingRow): AccessFinding {
  return { ...finding, severity: SEVERITIES[finding.severity] };
}

function findingLine({ severity, id, address }: FindingRow): string {
  return `${severity} ${id}: ${address}`;
}

const SEVERITIES = {
  error: FindingSeverity.ERROR,
  warning: FindingSeverity.WARNING,
  note: FindingSeverity.NOTE,
} as const;
