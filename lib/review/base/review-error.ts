/** The kind of a wrong input; the command's users see the error as "access-review: …". */
type ReviewErrorCode =
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
  | "CONTRACT"
  | "USAGE";

/** An error in an input of the review: it says where, what it was, what is allowed and what to change. */
export class ReviewError extends Error {
  constructor(
    public readonly code: ReviewErrorCode,
    message: string,
  ) {
    super(message);
    this.name = "ReviewError";
  }
}
