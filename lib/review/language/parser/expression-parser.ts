import { exactIn } from "../number";
import type { BinaryOperator, Syntax } from "../syntax";
import { Cursor, IDENTIFIER } from "./cursor";
import { readNames } from "./names";
import { TemplateParser } from "./template-parser";

const ATTRIBUTE = /\.([\p{ID_Start}_][\p{ID_Continue}-]*)/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const OPERATOR = /\|\||&&|==|!=|<=|>=|[<>+\-*/%]/y;

/** How tightly each operator binds. */
const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 4,
  ">": 4,
  "<=": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
};

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** Reads an expression by recursive descent: one method for each thing that the grammar names. */
export class ExpressionParser {
  private readonly cursor: Cursor;
  private readonly templates: TemplateParser;

  constructor(text: string) {
    this.cursor = new Cursor(text);
    this.templates = new TemplateParser(this.cursor, () => this.expression());
  }

  /** Reads the whole text as an expression. */
  public wholeExpression(): Syntax {
    const expression = this.expression();
    this.cursor.expectEnd();
    return expression;
  }

  /** Reads the whole text as a template. */
  public wholeTemplate(): Syntax {
    const template = this.templates.template(undefined);
    this.cursor.expectEnd();
    return template;
  }

  private expression(): Syntax {
    return this.cursor.nested(() => {
      const condition = this.operation(0);
      if (!this.cursor.take("?")) {
        return condition;
      }
      const yes = this.expression();
      this.cursor.expect(":");
      return { kind: "conditional", condition, yes, no: this.expression() };
    });
  }

  private operation(least: number): Syntax {
    let left = this.unary();
    for (let operator = this.operator(least); operator; operator = this.operator(least)) {
      left = { kind: "binary", operator, left, right: this.operation(PRECEDENCE[operator]) };
    }
    return left;
  }

  /** Moves over an operator that binds tighter than another one; undefined where none comes next. */
  private operator(least: number): BinaryOperator | undefined {
    this.cursor.skipSpace();
    const start = this.cursor.position;
    const operator = this.cursor.match(OPERATOR)?.[0] as BinaryOperator | undefined;
    if (operator && PRECEDENCE[operator] > least) {
      return operator;
    }
    this.cursor.backTo(start);
    return undefined;
  }

  private unary(): Syntax {
    const { cursor } = this;
    cursor.skipSpace();
    const operator = cursor.character;
    if (operator === "-" || (operator === "!" && !cursor.sees("!="))) {
      cursor.skip(1);
      return { kind: "unary", operator, operand: cursor.nested(() => this.unary()) };
    }
    return this.steps(this.primary());
  }

  private primary(): Syntax {
    const { cursor } = this;
    const [number] = cursor.match(NUMBER) ?? [];
    if (number !== undefined) {
      return numberSyntax(number);
    }
    if (cursor.take('"')) {
      const template = this.templates.template('"');
      cursor.expect('"');
      return template;
    }
    if (cursor.take("(")) {
      const inner = this.expression();
      cursor.expect(")");
      return inner;
    }
    if (cursor.take("[")) {
      return this.list();
    }
    return cursor.take("{") ? this.object() : this.named();
  }

  private named(): Syntax {
    const word = this.cursor.match(IDENTIFIER)?.[0] ?? this.failAtWord();
    const constant = CONSTANTS.get(word);
    if (constant !== undefined) {
      return { kind: "literal", value: constant };
    }
    const name = this.namespaced(word);
    return this.cursor.take("(") ? this.call(name) : { kind: "root", name };
  }

  private failAtWord(): never {
    return this.cursor.fail(
      this.cursor.isAtEnd
        ? "the expression ends too early"
        : `${JSON.stringify(this.cursor.character)} is not expected here`,
    );
  }

  /** The name of a provider's function, such as `provider::azapi::parse_resource_id`. */
  private namespaced(word: string): string {
    let name = word;
    while (this.cursor.sees("::")) {
      this.cursor.skip(2);
      const [next] = this.cursor.match(IDENTIFIER) ?? this.cursor.fail("a name is missing after ::");
      name += `::${next}`;
    }
    return name;
  }

  private call(name: string): Syntax {
    let expandsLast = false;
    const args = this.separated(")", () => {
      const arg = this.expression();
      expandsLast = this.cursor.take("...");
      return arg;
    });
    return { kind: "call", name, args, expandsLast };
  }

  /** Reads elements with commas between them, up to the closing token. */
  private separated(close: string, read: () => Syntax): Syntax[] {
    const elements: Syntax[] = [];
    while (!this.cursor.take(close)) {
      elements.push(read());
      if (!this.cursor.take(",")) {
        this.cursor.expect(close);
        break;
      }
    }
    return elements;
  }

  private steps(start: Syntax): Syntax {
    const { cursor } = this;
    let syntax = start;
    for (;;) {
      cursor.skipSpace();
      if (cursor.take("[")) {
        if (cursor.take("*")) {
          cursor.expect("]");
          return { kind: "splat", of: syntax, take: this.steps({ kind: "element" }) };
        }
        syntax = { kind: "index", of: syntax, key: this.expression() };
        cursor.expect("]");
      } else if (cursor.take(".")) {
        syntax = cursor.take("*")
          ? { kind: "splat", of: syntax, take: this.attributes({ kind: "element" }) }
          : this.attribute(syntax);
      } else {
        return syntax;
      }
    }
  }

  /** The attributes that `.*` takes of each element: an index after them is one of the whole list. */
  private attributes(of: Syntax): Syntax {
    let syntax = of;
    for (let match = this.cursor.match(ATTRIBUTE); match; match = this.cursor.match(ATTRIBUTE)) {
      const [, name = ""] = match;
      syntax = { kind: "attribute", of: syntax, name };
    }
    return syntax;
  }

  /** A name, or a number as in the old form of an index, which may look like a decimal one: `a.0.1`. */
  private attribute(of: Syntax): Syntax {
    this.cursor.skipSpace();
    const [number] = this.cursor.match(NUMBER) ?? [];
    if (number !== undefined) {
      return number
        .split(".")
        .map((index): Syntax => ({ kind: "literal", value: Number(index) }))
        .reduce<Syntax>((before, key) => ({ kind: "index", of: before, key }), of);
    }
    const [name] = this.cursor.match(IDENTIFIER) ?? this.cursor.fail("a name is missing after the dot");
    return { kind: "attribute", of, name };
  }

  private list(): Syntax {
    return this.forExpression("]") ?? { kind: "list", items: this.separated("]", () => this.expression()) };
  }

  private object(): Syntax {
    const forExpression = this.forExpression("}");
    if (forExpression) {
      return forExpression;
    }
    const entries: (readonly [Syntax, Syntax])[] = [];
    while (!this.cursor.take("}")) {
      const key = this.objectKey();
      if (!this.cursor.take("=")) {
        this.cursor.expect(":");
      }
      entries.push([key, this.expression()]);
      this.cursor.take(",");
    }
    return { kind: "object", entries };
  }

  /** A plain name is its own text; anything else is an expression. */
  private objectKey(): Syntax {
    const { cursor } = this;
    cursor.skipSpace();
    const start = cursor.position;
    const name = cursor.match(IDENTIFIER);
    cursor.skipSpace();
    if (name && /^(?:=(?!=)|:(?!:))/.test(cursor.next(2))) {
      return { kind: "literal", value: name[0] };
    }
    cursor.backTo(start);
    return this.expression();
  }

  /** The `for` of a list or an object; undefined where another expression comes next. */
  private forExpression(close: "]" | "}"): Syntax | undefined {
    const { cursor } = this;
    if (!cursor.takeWord("for")) {
      return undefined;
    }
    const names = readNames(cursor);
    const over = this.expression();
    cursor.expect(":");
    const first = this.expression();
    const makesObject = close === "}";
    if (makesObject) {
      cursor.expect("=>");
    }
    const value = makesObject ? this.expression() : first;
    const groups = cursor.take("...");
    const condition = cursor.takeWord("if") ? this.expression() : undefined;
    cursor.expect(close);
    return { kind: "for", names, over, key: makesObject ? first : undefined, value, condition, groups };
  }
}

/** A number; one that is not held as it is written is left to `tonumber`, which says so. */
function numberSyntax(text: string): Syntax {
  const value = exactIn(text);
  return value === undefined
    ? { kind: "call", name: "tonumber", args: [{ kind: "literal", value: text }], expandsLast: false }
    : { kind: "literal", value };
}
