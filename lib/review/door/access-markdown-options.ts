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
