import { wordFor } from "../azure/words";
import type { TargetsByName } from "./known-targets";
import { managementGroup, partOf, Target, TENANT, unresolvedTarget } from "./target";

/** More segments than any id of Azure Resource Manager has. */
const MAX_SEGMENTS = 60;

/** Reads the texts of ids of Azure Resource Manager. */
export class ResourceIds {
  private readonly byId = new Map<string, Target>();

  constructor(private readonly known: TargetsByName) {}

  /** The target of a complete id. */
  public targetOf(id: string): Target {
    const target = this.byId.get(id) ?? this.read(id);
    this.byId.set(id, target);
    return target;
  }

  /** The target of an id that begins with the id of another target: `<id of base>/<rest>`. */
  public below(base: Target, rest: string): Target {
    const segments = segmentsOf(rest);
    if (segments.length > MAX_SEGMENTS) {
      return tooLong(`${base.label}${rest}`);
    }
    const start = segments[0]?.toLowerCase();
    return start === "resourcegroups" || start === "providers"
      ? this.inScope(segments, base)
      : this.partOf(base, segments);
  }

  private read(id: string): Target {
    const segments = segmentsOf(id);
    if (segments.length > MAX_SEGMENTS) {
      return tooLong(id);
    }
    if (id === "/") {
      return TENANT;
    }
    const [start = "", first, , second] = segments;
    if (start.toLowerCase() === "subscriptions" && first) {
      return this.inScope(segments.slice(2), this.known.place.subscription(first));
    }
    if (start.toLowerCase() === "providers" && first?.toLowerCase() === "microsoft.management" && second) {
      return this.known.find(managementGroup(second));
    }
    return this.known.place.own(unresolvedTarget(id, `${JSON.stringify(id)} is no id of Azure Resource Manager`));
  }

  /** What `resourceGroups/<name>/…` or `providers/<namespace>/<type>/<name>/…` leads to in a scope. */
  private inScope(segments: readonly string[], scope: Target): Target {
    const [word = "", name, ...rest] = segments;
    if (name === undefined) {
      return scope;
    }
    if (word.toLowerCase() === "resourcegroups") {
      return this.inScope(rest, this.known.group(name, scope));
    }
    const [type, own, ...parts] = rest;
    if (word.toLowerCase() !== "providers" || type === undefined || own === undefined) {
      return scope;
    }
    return this.below(this.known.named(`${name}/${type}`, own, scope), parts.join("/"));
  }

  /** The part of a resource that `<type>/<name>/<type>/<name>…` leads to. */
  private partOf(base: Target, segments: readonly string[]): Target {
    let target = base;
    for (let rest = segments; rest.length > 0;) {
      const [type = "", name = ""] = rest;
      const isDefault = name.toLowerCase() === "default";
      // The services of a storage account are segments without a name, or with the name `default`.
      const isService = isDefault || /services$/i.test(type);
      target = this.known.find(
        isService
          ? partOf(target, type.toLowerCase(), target.label)
          : partOf(target, `${type}/${name}`.toLowerCase(), `${name} (${wordFor(type)} of ${base.label})`),
      );
      rest = rest.slice(isService && !isDefault ? 1 : 2);
    }
    return target;
  }
}

function segmentsOf(id: string): string[] {
  return id.split("/").filter((segment) => segment !== "");
}

function tooLong(id: string): Target {
  return unresolvedTarget(
    `${id.slice(0, 100)}…`,
    `it has more than ${MAX_SEGMENTS} steps, which no id of Azure Resource Manager has`,
  );
}
