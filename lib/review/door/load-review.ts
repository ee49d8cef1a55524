/** Loads the access review at its first use, so that a program that only synthesizes does not wait for it. */
export function loadReview(): typeof import("./index") {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the library
  return require("./index") as typeof import("./index");
}
