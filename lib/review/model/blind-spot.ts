/** A module, a file, an expression or a request that the review cannot read. */
export interface BlindSpot {
  readonly address: string;
  readonly why: string;
  /** Of a module, a hash of its source, version and arguments; of a request, of its type and body; of a file, of its text. */
  readonly content?: string;
  /** False where it cannot give access to a principal of the program. */
  readonly mayGrant?: false;
}
