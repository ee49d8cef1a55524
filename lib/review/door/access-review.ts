import type { Comparison } from "../compare/compare";
import type { GrantChange } from "../compare/grant-changes";
import type { Source } from "../render/source";
import type { Acceptances } from "../report/acceptances";
import type { FindingRow, GrantRow, PathRow, PrincipalRow, Report } from "../report/report";
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

/** Options of a review in Markdown. */
export interface AccessMarkdownOptions {
  /**
   * The most characters that it has. Of a longer one whole rows are left out, the least important first, and it says
   * how many.
   *
   * @default - 65536, as much as GitHub takes as a comment
   */
  readonly maxLength?: number;
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

/** What a way leads to. */
function goalText({ permission, what }: PathRow): string {
  return permission === undefined ? what.name : `${permission} on ${what.name}`;
}

function maxLengthIn(options: AccessMarkdownOptions | null): number | undefined {
  const { maxLength } = options ?? {};
  if (maxLength === undefined) {
    return undefined;
  }
  // What is no number may be a secret in the wrong place.
  const text = typeof maxLength === "number" ? String(maxLength) : `a ${typeof maxLength}`;
  return loadReview().maxLengthOf(text, "maxLength");
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
