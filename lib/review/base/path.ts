/** Where a value stands in a resource. */
export type Path = readonly (string | number)[];

/** The last name in a path. */
export function nameAt(path: Path): string {
  return path.filter((step) => typeof step === "string").at(-1) ?? "";
}
