import type { AccessMarkdownOptions } from "./access-markdown-options";
import { loadReview } from "./load-review";

/**
 * The length that a page may have; undefined where the options do not say.
 *
 * @throws an error where it is no number, or less than 8,000
 */
export function maxLengthIn(options: AccessMarkdownOptions | null): number | undefined {
  const { maxLength } = options ?? {};
  if (maxLength === undefined) {
    return undefined;
  }
  // What is no number may be a secret in the wrong place.
  const text = typeof maxLength === "number" ? String(maxLength) : `a ${typeof maxLength}`;
  return loadReview().maxLengthOf(text, "maxLength");
}
