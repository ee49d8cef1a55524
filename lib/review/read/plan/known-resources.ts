import type { Expression, KnownInstances } from "../../program/declaration";
import type { Scope } from "../../language/scope";
import type { Instance } from "../../program/instance";
import { JsonObject, objectAt, objectsIn, stringsIn } from "../../base/json";
import type { Path } from "../../base/path";
import type { Value } from "../../language/value";
import { Overlay } from "./overlay";
import type { PlannedExpression } from "./planned-expression";

/** The key of an instance; undefined for the only one. */
export type Key = string | number | undefined;

/** The resources in the values of a plan or a state, by their addresses. */
export class KnownResources implements KnownInstances {
  private readonly resources = new Map<string, JsonObject>();
  /** What is there already: a plan tells of nothing else what it waited for by local values. */
  private readonly prior = new Map<string, JsonObject>();
  private readonly keys = new Map<string, Set<Key>>();
  private readonly moduleKeys = new Map<string, Set<Key>>();
  private readonly anyKeys = new Map<string, Key>();

  constructor(
    modules: readonly JsonObject[],
    private readonly changes: ReadonlyMap<string, JsonObject>,
    public readonly hasExpressions: boolean,
    private readonly plan = "",
  ) {
    modules.forEach((module, i) => this.addModule(module, i < modules.length - 1));
  }

  public keysAt(address: string): readonly Key[] {
    return inOrder(this.keys.get(address));
  }

  public moduleKeysAt(address: string): readonly Key[] {
    return inOrder(this.moduleKeys.get(address));
  }

  /** One of the keys of a block or a module call, by its address without any keys. */
  public anyKeyAt(address: string): Key {
    return this.anyKeys.get(address);
  }

  public argument(
    instance: Instance,
    name: string,
    expression: Expression | undefined,
    scope: Scope,
  ): Value | undefined {
    const values = objectAt(this.resources.get(instance.address), "values");
    const unknown = objectAt(objectAt(this.changes.get(instance.address), "change"), "after_unknown")[name];
    return new Overlay(instance, scope, this.plan).of(
      values[name],
      unknown,
      expression as PlannedExpression | undefined,
      [name],
    );
  }

  public identitiesOf(address: string): readonly Path[] {
    return identitiesIn(objectAt(this.resources.get(address), "values"), []);
  }

  public dependenciesOf(address: string): readonly string[] {
    return stringsIn((this.prior.get(address) ?? this.resources.get(address))?.depends_on);
  }

  /** Of the prior state only the data is of use, and what is forgotten: what else is managed may be no more. */
  private addModule(module: JsonObject, onlyData: boolean): void {
    for (const resource of objectsIn(module.resources)) {
      if (onlyData && typeof resource.address === "string") {
        this.prior.set(resource.address, resource);
      }
      // What is forgotten stands in the planned values, too, but empty.
      const isOfUse = isForgotten(this.changes.get(String(resource.address)))
        ? onlyData
        : !onlyData || resource.mode === "data";
      // What is deposed is still there in a state, and goes with a plan.
      const isGoing = resource.deposed_key !== undefined && this.hasExpressions;
      if (!isOfUse || typeof resource.address !== "string" || isGoing) {
        continue;
      }
      const local = withoutKey(resource.address, resource.index as Key);
      const key = keyOf(resource);
      this.resources.set(key === undefined ? local : `${local}[${JSON.stringify(key)}]`, resource);
      add(this.keys, local, key);
      this.anyKeys.set(withoutKeys(resource.address), key);
    }
    for (const child of objectsIn(module.child_modules)) {
      if (typeof child.address === "string") {
        const { local, key } = callIn(child.address);
        add(this.moduleKeys, local, key);
        this.anyKeys.set(withoutKeys(child.address), key);
        this.addModule(child, onlyData);
      }
    }
  }
}

export function isForgotten(change: JsonObject | undefined): boolean {
  return stringsIn(objectAt(change, "change").actions).includes("forget");
}

/** The name and the key of the last module call in an address. */
export function callIn(address: string): { readonly local: string; readonly name: string; readonly key: Key } {
  const [, local = address, key] = /^(.*?)(?:\[(\d+|"(?:[^"\\]|\\.)*")\])?$/s.exec(address) ?? [];
  return {
    local,
    name: local.slice(local.lastIndexOf("module.") + "module.".length),
    key: key === undefined ? undefined : (JSON.parse(key) as string | number),
  };
}

/** The key of an instance; one that is deposed stands beside that which takes its place. */
function keyOf({ index, deposed_key: deposed }: JsonObject): Key {
  return deposed === undefined
    ? (index as Key)
    : `${index === undefined ? "" : `${String(index as string)}, `}deposed ${String(deposed as string)}`;
}

function withoutKey(address: string, key: Key): string {
  return key === undefined ? address : address.slice(0, -`[${JSON.stringify(key)}]`.length);
}

/** An address without the keys of it and of the modules that it is in. */
export function withoutKeys(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
}

/** Keys as Terraform counts them: numbers from the lowest on, texts as they came. */
function inOrder(keys: ReadonlySet<Key> = new Set()): readonly Key[] {
  return [...keys].sort((a, b) => (typeof a === "number" && typeof b === "number" ? a - b : 0));
}

function add<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

/** The paths of the blocks of identities, which stand in a resource or in a block of it. */
function identitiesIn(block: JsonObject, path: Path): Path[] {
  return Object.entries(block).flatMap(([name, value]) => {
    const paths = objectsIn(value).map((_, i): Path => [...path, name, i]);
    return name.endsWith("identity")
      ? paths
      : path.length > 0
        ? []
        : paths.flatMap((at, i) => identitiesIn(objectsIn(value)[i]!, at));
  });
}
