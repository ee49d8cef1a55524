import type { Scope } from "../../language/scope";
import type { Traversal } from "../../language/syntax";
import type { Value } from "../../language/value";
import type { Expression } from "../declaration";
import type { Source } from "./source";

/** The expression of an argument of azurerm's in the bodies of a request. */
export function bodyExpression(
  source: Source,
  ownExpression: (name: string) => Expression | undefined,
): Expression | undefined {
  const paths = pathsOf(source);
  const bodies = ["sensitive_body", "body"].flatMap((name) => ownExpression(name) ?? []);
  const [first, ...others] = bodies;
  if (!first || paths.length === 0) {
    return first && new WholeBody(bodies);
  }
  const [found] = bodies.flatMap((body) => paths.flatMap((path) => insideOf(body, path) ?? []));
  if (found) {
    return typeof source === "object" && "blocks" in source ? new BlockExpressions(found, source.of) : found;
  }
  return others.length === 0 ? new WholeBody([first]) : new WholeBody(bodies);
}

function pathsOf(source: Source): readonly string[] {
  if (typeof source === "string") {
    return [source];
  }
  if (typeof source === "function" || "own" in source || "each" in source) {
    return [];
  }
  return "blocks" in source ? [source.blocks] : source;
}

function insideOf(body: Expression, path: string): Expression | undefined {
  return path.split(".").reduce<Expression | undefined>((part, name) => part?.inside(name), body);
}

/** The expressions of blocks, by azurerm's names for what is in them. */
class BlockExpressions implements Expression {
  constructor(
    private readonly found: Expression,
    private readonly of: Readonly<Record<string, Source>>,
  ) {}

  public get traversals(): readonly Traversal[] {
    return this.found.traversals;
  }

  public evaluate(scope: Scope): Value {
    return this.found.evaluate(scope);
  }

  public inside(key: string | number): Expression | undefined {
    if (typeof key === "number") {
      const item = this.found.inside(key);
      return item && new BlockExpressions(item, this.of);
    }
    const source = this.of[key];
    const [path] = source === undefined ? [] : pathsOf(source);
    const found = path === undefined ? undefined : insideOf(this.found, path);
    return found && source !== undefined && typeof source === "object" && "blocks" in source
      ? new BlockExpressions(found, source.of)
      : found;
  }
}

/** The bodies as one expression, where the part of one argument cannot be told: it refers to what they refer to. */
class WholeBody implements Expression {
  constructor(private readonly bodies: readonly Expression[]) {}

  public get traversals(): readonly Traversal[] {
    return this.bodies.flatMap(({ traversals }) => traversals);
  }

  public evaluate(scope: Scope): Value {
    return this.bodies[0]?.evaluate(scope) ?? null;
  }

  public inside(): Expression {
    return this;
  }
}
