import { parseExpression, parseTemplate, SyntaxProblem } from "../../language/parser";
import { collectTraversals, Syntax, Traversal } from "../../language/syntax";
import { hashOf } from "../../language/text";
import type { Unreadable } from "../../program/declaration";

/** The templates of a configuration, each parsed once. */
export class Templates {
  /** The texts with a syntax error: more are added as expressions are evaluated. */
  public readonly unreadable: Unreadable[] = [];
  private readonly parsed = new Map<string, Syntax>();

  public parse(text: string, address: string): Syntax {
    const known = this.parsed.get(text);
    if (known) {
      return known;
    }
    const syntax = this.parsedBy(parseTemplate, text, address);
    if (syntax) {
      this.parsed.set(text, syntax);
    }
    return syntax ?? { kind: "opaque", parts: [], words: hashOf(text) };
  }

  /** The references in a list of addresses, as `depends_on` has it. */
  public addressesIn(json: unknown, address: string): Traversal[] {
    const found: Traversal[] = [];
    const texts = Array.isArray(json) ? json.filter((text) => typeof text === "string") : [];
    texts.forEach((text) => {
      const syntax = this.parsedBy(parseExpression, withoutTemplate(text), `${address}.depends_on`);
      if (syntax) {
        collectTraversals(syntax, found);
      }
    });
    return found;
  }

  /** The syntax of a text; undefined where that has an error, which is noted. */
  private parsedBy(parse: (text: string) => Syntax, text: string, address: string): Syntax | undefined {
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) {
        throw error;
      }
      if (!this.unreadable.some((other) => other.address === address && other.why === error.message)) {
        this.unreadable.push({ address, why: error.message });
      }
      return undefined;
    }
  }
}

export function hasTemplate(text: string): boolean {
  return text.includes("{") && (text.includes("${") || text.includes("%{"));
}

/** The address in a template that holds nothing else, which Terraform takes in place of an address. */
export function withoutTemplate(text: string): string {
  return text.replace(/^\$\{(.*)\}$/s, "$1");
}
