import type { Scope } from "../../language/scope";
import { settle } from "../../language/step";
import { canonicalText, Instance, instanceOf, isSystemAssigned } from "../../program/instance";
import { isObject, JsonObject } from "../../base/json";
import { isIdentity, OBJECT_ID, ROLE_ID } from "../../azure/identity-attributes";
import { nameAt, Path } from "../../base/path";
import { literal, ObjectValue, Reference, Unknown, Value } from "../../language/value";
import { OneOf, Placed } from "./open";
import { PlannedId } from "./planned-id";
import { PlannedExpression, textOf } from "./planned-expression";

/**
 * The planned values of an instance, in which what is not known yet comes from the expressions. Blocks of a set may
 * stand in another order than they are written in: a block is matched by what is literal in it.
 */
export class Overlay {
  constructor(
    private readonly instance: Instance,
    private readonly scope: Scope,
    /** When the plan was made; empty where that is not told. */
    private readonly plan: string,
  ) {}

  /** The value at a path; undefined where nothing is set, so that it is what Azure sets. */
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
      const inTurn = expression?.isReferences ? this.inTurn(expression, unknown as unknown[]) : undefined;
      return value.map(
        (item: unknown, i) =>
          this.of(item, (unknown as unknown[])[i], inTurn?.get(i) ?? matching(expression, value, i), [...path, i]) ??
          this.notDescribed([...path, i]),
      );
    }
    if (isObject(value) && hasUnknown(unknown)) {
      return this.ofBlock(value, unknown as JsonObject, expression, path);
    }
    return value === undefined || value === null ? undefined : literal(value);
  }

  private ofExpression(expression: PlannedExpression, path: Path): Value {
    const name = nameAt(path);
    if (LISTS.has(name) && path.length === 1) {
      return expression.all(this.scope).map((item, i) => this.placed(item, [...path, i]));
    }
    const value = chosen(expression.evaluate(this.scope), path);
    if (value instanceof Unknown && !(value instanceof OneOf) && name.endsWith(NAME_OF_ANOTHER)) {
      return value;
    }
    if (value instanceof Placed && MADE_OF_A_NAME.test(name) && nameAt(value.at.path) === "name") {
      return value.at;
    }
    if (value instanceof Reference && OBJECT_ID.test(name) && isIdentity(value.path)) {
      return settle(idOf(value));
    }
    if (
      value instanceof Reference &&
      OBJECT_ID.test(name) &&
      value.path.length === 0 &&
      hasOneIdentity(instanceOf(value))
    ) {
      return new Reference(value.instance, ["identity", 0, "principal_id"]);
    }
    if (value instanceof Reference && ROLE_ID.test(name) && !isRole(value)) {
      return this.placed(this.someRole(value), path);
    }
    if (value instanceof Reference && this.instance.isManaged && OWN_NAME.test(name)) {
      return this.placed(
        new Unknown(
          "a plan does not tell what its name is made of beside that",
          [value],
          [value.instance.address, ...value.path].join("."),
        ),
        path,
      );
    }
    return value instanceof Reference && this.isScope(name)
      ? new PlannedId(value.instance, value.path)
      : this.placed(value, path);
  }

  /**
   * Of blocks of which only the references are told, block after block: each unknown object id is the next one of those
   * that can be.
   */
  private inTurn(
    expression: PlannedExpression,
    unknown: readonly unknown[],
  ): ReadonlyMap<number, PlannedExpression> | undefined {
    const open = unknown.flatMap((block, i) =>
      isObject(block) && Object.entries(block).some(([name, isOpen]) => OBJECT_ID.test(name) && isOpen === true)
        ? [i]
        : [],
    );
    const ids = expression.traversals.filter(({ steps }) => OBJECT_ID.test(String(steps.at(-1) ?? "")));
    return ids.length === open.length
      ? new Map(open.map((at, i) => [at, new PlannedExpression({ references: [textOf(ids[i]!)] })]))
      : undefined;
  }

  private isScope(name: string): boolean {
    return (
      name === "scope" ||
      (name === "parent_id" &&
        /^Microsoft\.Authorization\/roleAssignments@/i.test(canonicalText(this.instance.argument("type") ?? null)))
    );
  }

  /**
   * A role whose id is made of another one. Two plans may mean two of them, so that it is another role in every plan.
   */
  private someRole(of: Reference): Unknown {
    const text = [of.instance.address, ...of.path].join(".");
    return new Unknown(
      `a plan does not tell which role it is, only that its id is made of ${text}`,
      [of],
      `${text}${this.plan === "" ? "" : ` in the plan of ${this.plan}`}`,
    );
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
      const entry = this.of(value[name], unknown[name], expression?.partAt(name), at);
      if (entry !== undefined || unknown[name] !== true) {
        entries.set(name, entry ?? null);
      } else if (!expression && !isIdentity(path)) {
        entries.set(name, this.notDescribed(at));
      }
    }
    return new ObjectValue(entries);
  }

  private notDescribed(path: Path): Unknown {
    return this.placed(
      new Unknown("a plan does not tell what is in a block that is not written out", [], "not described"),
      path,
    );
  }

  private placed<T extends Value>(value: T, path: Path): T | Unknown {
    return value instanceof Unknown
      ? new Placed(value instanceof Placed ? value.of : value, new Reference(this.instance, path))
      : value;
  }
}

/** The lists in which everything counts that they are made of. */
const LISTS = new Set(["members", "owners"]);

/**
 * The arguments that hold a name of the resource itself, the name of another one, and those that hold a host name or an
 * id in which one stands.
 */
const OWN_NAME = /^(name|display_name|user_principal_name)$/;
const NAME_OF_ANOTHER = "_name";
const MADE_OF_A_NAME = /^(server|key_vault_(secret|key)_id)$/;

/** Of the things that an argument may come from the one that can stand in it. */
function chosen(value: Value, path: Path): Value {
  const all = value instanceof OneOf ? value.candidates : [];
  const argument = nameAt(path);
  const fitting = all.filter((candidate) => candidate instanceof Reference && fits(candidate, argument));
  return fitting.length === 1 && all.every((candidate) => candidate instanceof Reference) ? fitting[0]! : value;
}

function fits({ instance, path }: Reference, argument: string): boolean {
  const attribute = String(path.at(-1) ?? "");
  if (OBJECT_ID.test(argument)) {
    return (
      OBJECT_ID.test(attribute) ||
      instance.type.startsWith("azuread_") ||
      (attribute === "" && instance.type === "azurerm_user_assigned_identity")
    );
  }
  return ROLE_ID.test(argument)
    ? isRole({ instance })
    : argument === "scope" && attribute === "id" && !isRole({ instance });
}

function isRole({ instance }: Pick<Reference, "instance">): boolean {
  return instance.type.endsWith("role_definition");
}

/**
 * Whether the only object id that a resource has is that of its system-assigned identity; a cluster has one for its
 * nodes, too.
 */
function hasOneIdentity(instance: Instance): boolean {
  return instance.type !== "azurerm_kubernetes_cluster" && instance.identityTypes.some(isSystemAssigned);
}

/** The object id in the block of an identity. */
function idOf({ instance, path }: Reference): Reference {
  const block = typeof path.at(-1) === "number" ? path : [...path, 0];
  return new Reference(instance, [...block, nameAt(path) === "identity" ? "principal_id" : "object_id"]);
}

function hasUnknown(unknown: unknown): boolean {
  return (
    unknown === true || (typeof unknown === "object" && unknown !== null && Object.values(unknown).some(hasUnknown))
  );
}

/** The expressions of the block at an index: those that agree with what is literal in it. */
function matching(
  expression: PlannedExpression | undefined,
  values: readonly unknown[],
  index: number,
): PlannedExpression | undefined {
  if (expression?.isReferences) {
    return expression;
  }
  const candidates = Array.from({ length: values.length }, (_, i) => expression?.inside(i)).filter(
    (candidate) => candidate !== undefined,
  );
  const value = values[index];
  const agrees = candidates.filter(
    (candidate) =>
      !isObject(value) || Object.entries(value).every(([name, item]) => agreesWith(candidate.inside(name), item)),
  );
  // Where blocks are alike, they stand in the order in which they are written.
  return agrees.length > 1
    ? candidates.length === values.length && agrees.includes(candidates[index]!)
      ? candidates[index]
      : agrees[0]
    : agrees[0];
}

function agreesWith(expression: PlannedExpression | undefined, value: unknown): boolean {
  if (!expression?.isLiteral) {
    return true;
  }
  const constant = expression.constant;
  return value === null || value === undefined || JSON.stringify(constant) === JSON.stringify(value);
}
