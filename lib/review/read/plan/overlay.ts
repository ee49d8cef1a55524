import { isIdentity } from "../../azure/identity-attributes";
import { isObject, JsonObject } from "../../base/json";
import { nameAt, Path } from "../../base/path";
import { ownEntry } from "../../base/table";
import type { Scope } from "../../language/scope";
import { literal, ObjectValue, Reference, ResourceInstance, Unknown, Value } from "../../language/value";
import { expressionOfBlock, expressionsByTurn } from "./block-matching";
import type { PlannedExpression } from "./planned-expression";
import { located } from "./planned-unknowns";
import { valueFrom } from "./unknown-argument";

/** The lists to which all references of their expressions add. */
const LISTS = new Set(["members", "owners"]);

/** The planned values of an instance, in which what is known after apply comes from the expressions. */
export class Overlay {
  constructor(
    private readonly instance: ResourceInstance,
    private readonly isManaged: boolean,
    private readonly scope: Scope,
    /** When the plan was made; empty where that is not known. */
    private readonly plan: string,
  ) {}

  /**
   * The value at a path; undefined where nothing is set, so that Azure sets it.
   *
   * @param unknown what is known after apply: true for all of the value, else in the form of the value
   */
  public of(
    value: unknown,
    unknown: unknown,
    expression: PlannedExpression | undefined,
    path: Path,
  ): Value | undefined {
    if (unknown === true) {
      return expression && this.ofExpression(expression, path);
    }
    if (Array.isArray(value) && hasUnknown(unknown)) {
      return this.ofList(value, unknown as unknown[], expression, path);
    }
    if (isObject(value) && hasUnknown(unknown)) {
      return this.ofBlock(value, unknown as JsonObject, expression, path);
    }
    return value === undefined || value === null ? undefined : literal(value);
  }

  private ofExpression(expression: PlannedExpression, path: Path): Value {
    const name = nameAt(path);
    if (LISTS.has(name) && path.length === 1) {
      return expression.allIds(this.scope).map((id, i) => located(id, this.at([...path, i])));
    }
    return valueFrom(expression.evaluate(this.scope), {
      name,
      at: this.at(path),
      isManaged: this.isManaged,
      plan: this.plan,
    });
  }

  private ofList(
    values: readonly unknown[],
    unknown: readonly unknown[],
    expression: PlannedExpression | undefined,
    path: Path,
  ): Value[] {
    const byTurn = expression?.isReferences ? expressionsByTurn(expression, unknown) : undefined;
    return values.map((value, i) => {
      const at = [...path, i];
      const own = byTurn?.get(i) ?? expressionOfBlock(expression, values, i);
      return this.of(value, unknown[i], own, at) ?? this.notDescribed(at);
    });
  }

  /** A block, without what Azure sets in it. */
  private ofBlock(
    value: JsonObject,
    unknown: JsonObject,
    expression: PlannedExpression | undefined,
    path: Path,
  ): ObjectValue {
    const entries = new Map<string, Value>();
    for (const name of new Set([...Object.keys(value), ...Object.keys(unknown)])) {
      const at = [...path, name];
      const isUnknown = ownEntry(unknown, name);
      const entry = this.of(ownEntry(value, name), isUnknown, expression?.partAt(name), at);
      if (entry !== undefined || isUnknown !== true) {
        entries.set(name, entry ?? null);
      } else if (!expression && !isIdentity(path)) {
        entries.set(name, this.notDescribed(at));
      }
    }
    return new ObjectValue(entries);
  }

  private notDescribed(path: Path): Unknown {
    return located(
      new Unknown("a plan does not tell what is in a block that is not written out", [], "not described"),
      this.at(path),
    );
  }

  private at(path: Path): Reference {
    return new Reference(this.instance, path);
  }
}

function hasUnknown(unknown: unknown): boolean {
  return (
    unknown === true || (typeof unknown === "object" && unknown !== null && Object.values(unknown).some(hasUnknown))
  );
}
