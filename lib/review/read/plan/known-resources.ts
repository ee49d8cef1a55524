import { JsonObject, objectAt, objectsIn, stringsIn } from "../../base/json";
import type { Path } from "../../base/path";
import { ownEntry } from "../../base/table";
import type { Scope } from "../../language/scope";
import type { ResourceInstance, Value } from "../../language/value";
import type { Expression, InstanceKey, KnownInstances } from "../../program/declaration";
import { callIn, withoutKey, withoutKeys } from "./addresses";
import { Overlay } from "./overlay";
import type { PlannedExpression } from "./planned-expression";

/** The resources in the values of a plan or a state, by their addresses. */
export class KnownResources implements KnownInstances {
  private readonly resources = new Map<string, JsonObject>();
  /** The resources of the prior state: what they depend on by local values, a plan tells nowhere else. */
  private readonly prior = new Map<string, JsonObject>();
  private readonly keys = new Map<string, Set<InstanceKey>>();
  private readonly moduleKeys = new Map<string, Set<InstanceKey>>();
  private readonly anyKeys = new Map<string, InstanceKey>();

  /**
   * @param module the root module of a state, or of the planned values of a plan
   * @param prior the root module of a plan's prior state; undefined for a state
   * @param changes the changes of a plan, by their addresses
   * @param hasExpressions whether it is a plan, which has the expressions of its configuration
   * @param plan when the plan was made; empty where that is not known
   */
  constructor(
    module: JsonObject,
    prior: JsonObject | undefined,
    private readonly changes: ReadonlyMap<string, JsonObject>,
    public readonly hasExpressions: boolean,
    private readonly plan = "",
  ) {
    if (prior) {
      this.addModule(prior, true);
    }
    this.addModule(module, false);
  }

  public keysAt(address: string): readonly InstanceKey[] {
    return inOrder(this.keys.get(address));
  }

  public moduleKeysAt(address: string): readonly InstanceKey[] {
    return inOrder(this.moduleKeys.get(address));
  }

  /** One of the keys of a block or a module call, by its address without any keys. */
  public anyKeyAt(address: string): InstanceKey {
    return this.anyKeys.get(address);
  }

  public argument(
    instance: ResourceInstance,
    name: string,
    expression: Expression | undefined,
    scope: Scope,
  ): Value | undefined {
    const resource = this.resources.get(instance.address);
    const unknown = objectAt(objectAt(this.changes.get(instance.address), "change"), "after_unknown");
    return new Overlay(instance, resource?.mode !== "data", scope, this.plan).of(
      ownEntry(objectAt(resource, "values"), name),
      ownEntry(unknown, name),
      expression as PlannedExpression | undefined,
      [name],
    );
  }

  public identitiesOf(address: string): readonly Path[] {
    return identitiesIn(objectAt(this.resources.get(address), "values"));
  }

  public sensitiveAt(address: string): unknown {
    return this.resources.get(address)?.sensitive_values;
  }

  public dependenciesOf(address: string): readonly string[] {
    return stringsIn((this.prior.get(address) ?? this.resources.get(address))?.depends_on);
  }

  private addModule(module: JsonObject, isPrior: boolean): void {
    for (const resource of objectsIn(module.resources)) {
      if (typeof resource.address === "string") {
        this.addResource(resource, resource.address, isPrior);
      }
    }
    for (const child of objectsIn(module.child_modules)) {
      if (typeof child.address === "string") {
        this.addCall(child.address);
        this.addModule(child, isPrior);
      }
    }
  }

  private addResource(resource: JsonObject, address: string, isPrior: boolean): void {
    if (isPrior) {
      this.prior.set(address, resource);
    }
    if (!this.isThere(resource, address, isPrior)) {
      return;
    }
    const local = withoutKey(address, resource.index as InstanceKey);
    const key = instanceKeyOf(resource);
    this.resources.set(key === undefined ? local : `${local}[${JSON.stringify(key)}]`, resource);
    addTo(this.keys, local, key);
    this.anyKeys.set(withoutKeys(address), key);
  }

  private addCall(address: string): void {
    const { local, key } = callIn(address);
    addTo(this.moduleKeys, local, key);
    this.anyKeys.set(withoutKeys(address), key);
  }

  /** Whether a resource is in a state or there once a plan is applied, and the module that lists it has its values. */
  private isThere(resource: JsonObject, address: string, isPrior: boolean): boolean {
    // A plan destroys a deposed object, which in a state is still there.
    if (resource.deposed_key !== undefined && this.hasExpressions) {
      return false;
    }
    // A forgotten resource is in the planned values, too, but without values.
    if (isForgotten(this.changes.get(address))) {
      return isPrior;
    }
    // A data source that was read already may be in the prior state only; a managed resource there may be destroyed.
    return !isPrior || resource.mode === "data";
  }
}

/** Whether a change makes Terraform forget a resource, and leave it as it is. */
export function isForgotten(change: JsonObject | undefined): boolean {
  return stringsIn(objectAt(change, "change").actions).includes("forget");
}

/** The key of an instance; a deposed one has the address of the instance that takes its place, and a key of its own. */
function instanceKeyOf({ index, deposed_key: deposed }: JsonObject): InstanceKey {
  return deposed === undefined
    ? (index as InstanceKey)
    : `${index === undefined ? "" : `${String(index as string)}, `}deposed ${String(deposed as string)}`;
}

/** Keys as Terraform orders them: numbers from the lowest on, texts as the plan or the state has them. */
function inOrder(keys: ReadonlySet<InstanceKey> = new Set()): readonly InstanceKey[] {
  return [...keys].sort((a, b) => (typeof a === "number" && typeof b === "number" ? a - b : 0));
}

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

/** A block in the values of a resource. */
interface ChildBlock {
  readonly name: string;
  readonly block: JsonObject;
  readonly path: Path;
}

/** The paths of the identity blocks of a resource, which are its own or those of one of its blocks. */
function identitiesIn(values: JsonObject): Path[] {
  return childBlocksOf(values, []).flatMap(({ name, block, path }) =>
    name.endsWith("identity")
      ? [path]
      : childBlocksOf(block, path)
          .filter((inner) => inner.name.endsWith("identity"))
          .map((inner) => inner.path),
  );
}

function childBlocksOf(body: JsonObject, path: Path): ChildBlock[] {
  return Object.entries(body).flatMap(([name, value]) =>
    objectsIn(value).map((block, i) => ({ name, block, path: [...path, name, i] })),
  );
}
