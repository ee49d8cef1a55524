import { evaluate } from "../../language/evaluate";
import type { Scope } from "../../language/scope";
import { Syntax, Traversal, traversalsIn } from "../../language/syntax";
import type { Value } from "../../language/value";
import type { Expression } from "../../program/declaration";

/** A part of a template: what an object or a list that is written out in it holds, also where it is made JSON. */
export class SyntaxExpression implements Expression {
  constructor(private readonly syntax: Syntax) {}

  public get traversals(): readonly Traversal[] {
    return traversalsIn(this.syntax);
  }

  public evaluate(scope: Scope): Value {
    return evaluate(this.syntax, scope);
  }

  public inside(key: string | number): Expression | undefined {
    const part = partOf(this.syntax, key);
    return part && new SyntaxExpression(part);
  }
}

function partOf(syntax: Syntax, key: string | number): Syntax | undefined {
  switch (syntax.kind) {
    case "template": {
      const [only, ...others] = syntax.parts;
      return only && others.length === 0 ? partOf(only, key) : undefined;
    }
    case "call": {
      const [encoded] = syntax.name === "jsonencode" ? syntax.args : [];
      return encoded && partOf(encoded, key);
    }
    case "object":
      return syntax.entries.find(([name]) => name.kind === "literal" && name.value === key)?.[1];
    case "list":
      return typeof key === "number" ? syntax.items[key] : undefined;
    default:
      return undefined;
  }
}
