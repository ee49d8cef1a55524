import { AZURE_TYPES, AzureType } from "../azure/resource-types";
import { wordFor } from "../azure/words";
import { canonicalText, Instance, instanceOf } from "../program/instance";
import { PlannedId } from "../read/plan/planned-id";
import { Reference, Text, Unknown, Value } from "../language/value";
import { keyIn } from "./placed";
import {
  CURRENT_SUBSCRIPTION,
  managementGroup,
  MAX_SEGMENTS,
  orPart,
  partOf,
  resourceGroup,
  resourceIn,
  subscription,
  Target,
  tooLong,
  unresolved,
} from "./target";

/** The attributes of a resource that hold its own id. */
const IDS = new Set([
  "id",
  "resource_id",
  "resource_manager_id",
  "resource_versionless_id",
  "scope",
  "cluster_resource_id",
]);

/** The types that stand for a subscription. */
const SUBSCRIPTIONS = new Set(["azurerm_client_config", "azurerm_subscription"]);

/** Finds what scopes and ids stand for. */
export class Targets {
  private readonly ofInstances = new Map<Instance, Target>();
  private readonly byKey = new Map<string, Target>();
  private readonly byId = new Map<string, Target>();

  /** Takes note of what the program makes, so that a literal id or name leads to it. */
  constructor(instances: readonly Instance[]) {
    const isOfUse = ({ type }: Instance) =>
      AZURE_TYPES[type] !== undefined || type === "azurerm_resource_group" || type === "azapi_resource";
    // A data source stands for what a resource of the same name makes.
    for (const isManaged of [true, false]) {
      instances
        .filter((instance) => instance.isManaged === isManaged && isOfUse(instance))
        .forEach((instance) => this.ofInstance(instance));
    }
  }

  public ofInstance(instance: Instance): Target {
    let target = this.ofInstances.get(instance);
    if (!target) {
      this.ofInstances.set(instance, unresolved(instance.canonicalName, "it stands in itself"));
      target = this.make(instance);
      this.ofInstances.set(instance, target);
    }
    return target;
  }

  /** What the value of a scope or an id leads to. */
  public of(value: Value): Target {
    if (value instanceof PlannedId) {
      return orPart(this.ofReference(value));
    }
    if (value instanceof Reference) {
      return this.ofReference(value);
    }
    if (value instanceof Text && value.parts[0] instanceof Reference) {
      const [first, ...rest] = value.parts;
      const base = this.ofReference(first);
      return base.unresolved === undefined
        ? this.below(base, canonicalText(new Text(rest)))
        : this.ofId(canonicalText(value));
    }
    if (value instanceof Text) {
      return this.inSubscription(value) ?? this.ofId(canonicalText(value));
    }
    if (typeof value === "string") {
      return this.ofId(value);
    }
    return unresolved(canonicalText(value), value instanceof Unknown ? value.why : "it is no id");
  }

  /** An id that begins with the id of a subscription which the program reads. */
  private inSubscription({ parts: [start, id, ...rest] }: Text): Target | undefined {
    const isOfSubscription =
      id instanceof Reference && SUBSCRIPTIONS.has(id.instance.type) && id.path[0] === "subscription_id";
    return isOfSubscription && typeof start === "string" && /^\/subscriptions\/$/i.test(start)
      ? this.below(this.ofReference(id), canonicalText(new Text(rest)))
      : undefined;
  }

  private ofReference(reference: Reference): Target {
    const { path } = reference;
    const instance = instanceOf(reference);
    const attribute = path.at(-1);
    if (SUBSCRIPTIONS.has(instance.type)) {
      return attribute === undefined || ["id", "subscription_id"].includes(String(attribute))
        ? this.ofInstance(instance)
        : unresolved(canonicalText(new Reference(instance, path)), "it is no id");
    }
    if (attribute === undefined || (path.length === 1 && IDS.has(String(attribute)))) {
      return this.ofInstance(instance);
    }
    const text = canonicalText(new Reference(instance, path));
    if (attribute === "node_resource_group_id") {
      return {
        key: text,
        label: `the node resource group of ${this.ofInstance(instance).label}`,
        kind: "resource group",
        within: subscription(subscriptionOf(instance)),
      };
    }
    return unresolved(text, `it is ${[instance.address, ...path].join(".")}, which only Azure knows`);
  }

  private make(instance: Instance): Target {
    switch (instance.type) {
      case "azurerm_client_config":
        return subscription(subscriptionOf(instance));
      case "azurerm_subscription": {
        const id = instance.argument("subscription_id") ?? instance.argument("subscription_name") ?? null;
        return subscription(id === null ? subscriptionOf(instance) : canonicalText(id));
      }
      case "azurerm_management_group":
        return managementGroup(
          canonicalText(instance.argument("name") ?? instance.argument("display_name") ?? instance.canonicalName),
        );
      case "azurerm_resource_group":
        return this.noted({
          ...resourceGroup(canonicalText(instance.get("name")), subscription(subscriptionOf(instance))),
          label: `${nameIn(instance)} (resource group)`,
          instance,
        });
      default:
        return this.resource(instance);
    }
  }

  private resource(instance: Instance): Target {
    const azure = instance.type === "azapi_resource" ? azapiType(instance) : AZURE_TYPES[instance.type];
    const name = instance.argument("name") ?? null;
    const text = name === null ? instance.canonicalName : canonicalText(name);
    const parent = azure && this.parentOf(instance, azure);
    if (parent) {
      const rest = typesIn(azure.name).slice(depthOf(parent));
      return this.noted({
        ...this.below(parent, `/${rest.join("/")}/${text}`),
        label: `${nameIn(instance)} (${wordFor(azure.name)} of ${parent.label})`,
        instance,
      });
    }
    const parentId = azure?.parentId === undefined ? null : (instance.argument(azure.parentId) ?? null);
    const within = parentId === null ? this.scopeOf(instance) : this.of(parentId);
    const isPart = azure !== undefined && typesIn(azure.name).length > 1;
    const type = azure?.name ?? instance.type;
    return this.noted({
      ...resourceIn(type, text, within),
      label: `${nameIn(instance)} (${wordFor(type)})`,
      kind: isPart ? "part" : "resource",
      instance,
    });
  }

  /** What a part is a part of: by its id, or by its name and those of what that is in. */
  private parentOf(instance: Instance, { name: type, parentId, parentNames = [] }: AzureType): Target | undefined {
    const types = typesIn(type);
    const id = parentId === undefined ? null : (instance.argument(parentId) ?? null);
    if (id !== null && types.length > 1) {
      return this.of(id);
    }
    const [first, ...others] = parentNames.map((argument) => instance.argument(argument) ?? null);
    if (first === undefined || [first, ...others].includes(null)) {
      return undefined;
    }
    const outermost = this.named(
      `${type.slice(0, type.indexOf("/"))}/${types[0]}`,
      canonicalText(first),
      this.scopeOf(instance),
    );
    return others.reduce<Target>(
      (parent, name, i) => this.below(parent, `/${types[i + 1]}/${canonicalText(name)}`),
      outermost,
    );
  }

  /** The resource with a type and a name in a resource group or a subscription: the program's, where it is. */
  public named(azureType: string, name: string, within: Target = CURRENT_SUBSCRIPTION): Target {
    const target = resourceIn(azureType, name, within);
    return this.byKey.get(target.key) ?? target;
  }

  /** Where a resource stands: in its resource group, or in the subscription. */
  public scopeOf(instance: Instance): Target | undefined {
    const group = instance.argument("resource_group_name") ?? null;
    const within = subscription(subscriptionOf(instance));
    if (group !== null) {
      return this.group(canonicalText(group), within);
    }
    return instance.type.startsWith("azurerm_") ? within : undefined;
  }

  /** A resource group: the program's, where it is. */
  private group(name: string, within: Target): Target {
    const place = keyIn(name, within.subscription);
    const group = this.groups.get(place) ?? resourceGroup(name, within);
    this.groups.set(place, group);
    return this.byKey.get(group.key) ?? group;
  }
  private readonly groups = new Map<string, Target>();

  /** What the rest of an id leads to below what it begins with. */
  private below(base: Target, rest: string): Target {
    const segments = segmentsOf(rest);
    if (segments.length === 0) {
      return base;
    }
    if (segments.length > MAX_SEGMENTS) {
      return tooLong(`${base.label}${rest}`);
    }
    if (segments[0]!.toLowerCase() === "resourcegroups" || segments[0]!.toLowerCase() === "providers") {
      return this.ofSegments(segments, base);
    }
    let target = base;
    for (let i = 0; i < segments.length; i += 2) {
      const [type, name = ""] = segments.slice(i);
      // Services of a storage account have no name of their own.
      const isSingle = name.toLowerCase() === "default" || /services$/i.test(type!);
      const part = partOf(
        target,
        `${type!.toLowerCase()}${isSingle ? "" : `/${name.toLowerCase()}`}`,
        isSingle ? target.label : `${name} (${wordFor(type!)} of ${base.label})`,
      );
      i -= isSingle && name.toLowerCase() !== "default" ? 1 : 0;
      target = this.byKey.get(part.key) ?? part;
    }
    return target;
  }

  /** The target of an id of Azure Resource Manager, each found once. */
  private ofId(id: string): Target {
    const target = this.byId.get(id) ?? this.findId(id);
    this.byId.set(id, target);
    return target;
  }

  private findId(id: string): Target {
    const segments = segmentsOf(id);
    if (segments.length > MAX_SEGMENTS) {
      return tooLong(id);
    }
    const start = segments[0]?.toLowerCase();
    if (id === "/") {
      return { key: "tenant", label: "the tenant", kind: "tenant" };
    }
    if (start === "subscriptions" && segments[1]) {
      return this.ofSegments(segments.slice(2), subscription(segments[1]));
    }
    if (start === "providers" && segments[1]?.toLowerCase() === "microsoft.management" && segments[3]) {
      return managementGroup(segments[3]);
    }
    return unresolved(id, `${JSON.stringify(id)} is no id of Azure Resource Manager`);
  }

  private ofSegments(segments: readonly string[], base: Target): Target {
    const [word, name, ...rest] = segments;
    if (word === undefined || name === undefined) {
      return base;
    }
    if (word.toLowerCase() === "resourcegroups") {
      return this.ofSegments(rest, this.group(name, base));
    }
    const [type, own, ...parts] = rest;
    if (word.toLowerCase() !== "providers" || type === undefined || own === undefined) {
      return base;
    }
    return this.below(this.named(`${name}/${type}`, own, base), parts.join("/"));
  }

  private noted(target: Target): Target {
    const known = this.byKey.get(target.key);
    if (!known || (target.instance?.isManaged && !known.instance?.isManaged)) {
      this.byKey.set(target.key, target);
      return target;
    }
    return known;
  }
}

/** What a reader knows a resource by: its name, or where a plan does not know that yet, its address. */
function nameIn(instance: Instance): string {
  const name = instance.argument("name") ?? null;
  return name instanceof Unknown && instance.module.stack.known
    ? instance.address
    : name === null
      ? instance.canonicalName
      : canonicalText(name);
}

/** The types in the name of a type, from the outermost on. */
function typesIn(name: string): string[] {
  return name.split("/").slice(1);
}

/** How many types there are in the id of a target. */
function depthOf(target: Target): number {
  return target.kind === "part" && target.within ? depthOf(target.within) + 1 : 1;
}

/** What Azure calls what an `azapi_resource` makes. */
function azapiType(instance: Instance): AzureType {
  const [name] = canonicalText(instance.argument("type") ?? null).split("@");
  return { name: name!, parentId: "parent_id" };
}

function segmentsOf(id: string): string[] {
  return id.split("/").filter((segment) => segment !== "");
}

/**
 * The id of the subscription that a resource is in: as a plan or a state knows it, or as its provider has it, if that
 * is another one than the default's.
 */
function subscriptionOf(instance: Instance): string | undefined {
  const id = instance.argument("id");
  const [, known] = typeof id === "string" ? (/^\/subscriptions\/([^/]+)/i.exec(id) ?? []) : [];
  if (known !== undefined) {
    return known;
  }
  const { module, declaration, type } = instance;
  const [standard, own] = [
    module.root.subscriptionOf("azurerm"),
    module.subscriptionOf(declaration.provider ?? type.slice(0, type.indexOf("_"))),
  ].map((value) => value !== undefined && canonicalText(value).toLowerCase());
  return own === false || own === standard ? undefined : own;
}
