/** Loads the access review at its first use, so that neither a program that only synthesizes nor a help text waits for it. */
export function loadReview(): typeof import("./index") {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the library
  return require("./index") as typeof import("./index");
}
