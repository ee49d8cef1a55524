import { SyntaxProblem } from "./parser/cursor";
import { ExpressionParser } from "./parser/expression-parser";
import { partsOfSyntax, Syntax, SyntaxOf } from "./syntax";

export { SyntaxProblem };

/** How high the tree of an expression may be: a long chain of steps or operators makes a tree high without nesting. */
const MAX_HEIGHT = 1000;

/** The most common expression: a reference of plain names that are no words of the language. */
const PLAIN_REFERENCE = /^(?!true\b|false\b|null\b)[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*){1,9}$/;

/** Reads a string of Terraform's JSON: text with `${…}` and `%{…}` in it. */
export function parseTemplate(text: string): Syntax {
  if (!text.includes("${") && !text.includes("%{")) {
    return { kind: "literal", value: text };
  }
  const reference = text.startsWith("${") && text.endsWith("}") ? plainReference(text.slice(2, -1)) : undefined;
  return reference ?? limited(new ExpressionParser(text).wholeTemplate(), text);
}

/** Reads an expression without `${…}` around it, such as an address in `depends_on`. */
export function parseExpression(text: string): Syntax {
  return plainReference(text) ?? limited(new ExpressionParser(text).wholeExpression(), text);
}

/** The reference that a text is, if it is a plain one: most are, and need no parser. */
function plainReference(text: string): SyntaxOf<"reference"> | undefined {
  if (!PLAIN_REFERENCE.test(text)) {
    return undefined;
  }
  const steps = text.split(".");
  const root = steps.shift() ?? "";
  return { kind: "reference", root, steps };
}

/** The tree, unless it is so high that walking over it could overflow the stack; a short text makes no high tree. */
function limited(syntax: Syntax, text: string): Syntax {
  let level: readonly Syntax[] = text.length > MAX_HEIGHT ? [syntax] : [];
  for (let height = 0; level.length > 0; height++) {
    if (height > MAX_HEIGHT) {
      throw new SyntaxProblem(`a chain of more than ${MAX_HEIGHT} steps or operators`);
    }
    level = level.flatMap(partsOfSyntax);
  }
  return syntax;
}
