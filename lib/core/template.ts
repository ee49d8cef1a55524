import { GrammarBroken } from "./template-cursor";
import { GAP, Template, TemplateReader, TemplateReference } from "./template-reader";

export { GAP } from "./template-reader";
export type { Template, TemplateReference, TemplateText } from "./template-reader";

/** A text without an expression, which most are, and the most common template: one token of cdktf's. */
const PLAIN = /^(?:[^$%]|[$%](?!\{))*$|^\$\{TfToken\[[^\]]*\]\}$/;

/** Matches a text that may have an expression in it, or a brace that is escaped. */
const MAY_BEGIN_EXPRESSION = /[$%]\{/;

/** The most common expression: an attribute of a resource or a data source. */
const ATTRIBUTE = /^\$\{((?:data\.)?[a-z]+_\w+(?:\.[A-Za-z_][\w-]*)+)\}$/;

/** A token of cdktf's in a text, and what stands for it, since nothing is known of its value. */
const TOKEN = /\$\{TfToken\[[^\]]*\]\}/g;
const ANY_VALUE = "var.any";

/**
 * Reads a text as Terraform reads every string of its JSON: literal text with `${…}` and `%{…}` in it.
 *
 * @returns undefined for a text that breaks the grammar
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function readTemplate(text: string): Template | undefined {
  if (!MAY_BEGIN_EXPRESSION.test(text)) {
    return { references: [], texts: [{ text, within: [], decides: false }], isBalanced: true };
  }
  const [, path] = ATTRIBUTE.exec(text) ?? [];
  if (path !== undefined) {
    return {
      references: [{ path: path.split("."), within: [], decides: false, isBound: false }],
      texts: [{ text: GAP, within: [], decides: false }],
      isBalanced: true,
    };
  }
  try {
    return new TemplateReader(text).read();
  } catch (error) {
    if (error instanceof GrammarBroken) {
      return undefined;
    }
    throw error;
  }
}

/** Whether Terraform takes the text as a template, as far as its grammar and its rule for references say. */
export function isTemplate(text: string): boolean {
  if (PLAIN.test(text)) {
    return true;
  }
  const template = readTemplate(text.replace(TOKEN, ANY_VALUE));
  return template !== undefined && template.isBalanced && !template.references.some(isBareName);
}

/** A root alone, such as the variable of a shell, is a reference to nothing. */
function isBareName({ path, isBound }: TemplateReference): boolean {
  return path.length === 1 && !isBound;
}
