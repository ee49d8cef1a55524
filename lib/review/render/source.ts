/** Where the files of a review are, for formats that point into them. */
export interface Source {
  /** The folder that the files of a report are in, as a path from the working directory; empty for that itself. */
  readonly folder: string;
  /** The file to point to where it is not known in which one something is, likewise. */
  readonly file: string;
}
