/** What is wrong with what a review was given; the command's users see it as "access-review: …". */
export type ReviewErrorCode =
  | "MISSING"
  | "UNREADABLE"
  | "TOO_LARGE"
  | "NOT_JSON"
  | "TRUNCATED"
  | "HCL"
  | "TOO_DEEP"
  | "NOT_TERRAFORM"
  | "VERSION"
  | "ACCEPTANCES"
  | "BASELINE"
  | "USAGE";

/** A wrong input: where it is wrong, what it was, what is allowed and what to change. */
export class ReviewError extends Error {
  constructor(
    public readonly code: ReviewErrorCode,
    message: string,
  ) {
    super(message);
    this.name = "ReviewError";
  }
}
