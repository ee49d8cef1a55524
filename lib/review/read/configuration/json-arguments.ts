import { isObject, JsonObject } from "../../base/json";
import type { Traversal } from "../../language/syntax";
import type { Value } from "../../language/value";
import { ListedArguments } from "../../program/arguments";
import type { Arguments, Expression } from "../../program/declaration";
import { withDynamic } from "./dynamic";
import { collectReferences, JsonExpression } from "./json-expression";
import { hasTemplate, Templates } from "./templates";

/** What a resource block may have beside the arguments of its type. */
const META_ARGUMENTS = new Set([
  "//",
  "count",
  "for_each",
  "depends_on",
  "lifecycle",
  "provider",
  "provisioner",
  "connection",
]);

/** The arguments of a resource block, dynamic blocks among them. */
export function argumentsOf(body: JsonObject, templates: Templates, address: string): Arguments {
  return body.dynamic === undefined
    ? new JsonArguments(body, templates, address)
    : new ListedArguments(new Map(withDynamicBlocks(body, templates, address)));
}

function withDynamicBlocks(body: JsonObject, templates: Templates, address: string): [string, Expression][] {
  const names = Object.keys(body).filter((name) => !META_ARGUMENTS.has(name) && name !== "dynamic");
  const expressions = names.map((name): [string, Expression] => [
    name,
    new JsonExpression(body[name], templates, `${address}.${name}`),
  ]);
  return isObject(body.dynamic) || Array.isArray(body.dynamic)
    ? withDynamic(expressions, body.dynamic, (json) => new JsonExpression(json, templates, address))
    : expressions;
}

/** The arguments of a block, most of which are never asked for: their expressions are made when they are. */
class JsonArguments implements Arguments {
  constructor(
    private readonly body: JsonObject,
    private readonly templates: Templates,
    private readonly address: string,
  ) {}

  public get names(): readonly string[] {
    return Object.keys(this.body).filter((name) => !META_ARGUMENTS.has(name));
  }

  public get traversals(): readonly Traversal[] {
    const found: Traversal[] = [];
    for (const name in this.body) {
      const json = this.body[name];
      if (!isConstant(json) && !META_ARGUMENTS.has(name)) {
        collectReferences(json, this.templates, `${this.address}.${name}`, found);
      }
    }
    return found;
  }

  public get(name: string): Expression | undefined {
    return this.has(name) ? this.expression(name) : undefined;
  }

  public has(name: string): boolean {
    return Object.prototype.hasOwnProperty.call(this.body, name) && !META_ARGUMENTS.has(name);
  }

  public constant(name: string): Value | undefined {
    const json = this.body[name];
    return isConstant(json) && !META_ARGUMENTS.has(name) ? json : undefined;
  }

  private expression(name: string): JsonExpression {
    return new JsonExpression(this.body[name], this.templates, `${this.address}.${name}`);
  }
}

/** Whether JSON is a value as it stands; a number may have more digits than are counted with. */
function isConstant(json: unknown): json is string | boolean | null {
  return typeof json === "string" ? !hasTemplate(json) : typeof json === "boolean" || json === null;
}
