import { AZURE_TYPES, GLOBAL_TYPES } from "../azure/resource-types";
import { table } from "../azure/table";
import { canonicalText, Instance } from "../instance";
import { Reference, Text, Unknown, Value } from "../value";

/** How much a scope holds, from least to most. */
export const TARGET_KINDS = ["part", "resource", "resource group", "subscription", "management group", "tenant", "unresolved"] as const;

export type TargetKind = (typeof TARGET_KINDS)[number];

/** What a grant is for. */
export interface Target {
  /** What it is told apart by, whatever it is called in the program. */
  readonly key: string;
  /** What to call it in a report. */
  readonly label: string;
  readonly kind: TargetKind;
  /** What it is in, and so which grants reach it, too. */
  readonly within?: Target;
  /** Why it is not known; undefined for one that is. */
  readonly unresolved?: string;
  /** The resource that the program makes or reads it by. */
  readonly instance?: Instance;
}

/** The attributes of a resource that hold its own id. */
const IDS = new Set(["id", "resource_id", "resource_manager_id", "resource_versionless_id", "scope", "cluster_resource_id"]);

const CURRENT_SUBSCRIPTION: Target = { key: "subscription", label: "the subscription", kind: "subscription" };

/** Whether a target is another one, or in it. */
export function isIn(target: Target, other: Target): boolean {
  for (let at: Target | undefined = target; at; at = at.within) {
    if (at.key === other.key || isSameSubscription(at, other)) {
      return true;
    }
  }
  return false;
}

/** The subscription of a program is whatever the deployer's is: it may be one that has its id written out. */
function isSameSubscription(one: Target, other: Target): boolean {
  return one.kind === "subscription" && other.kind === "subscription" && [one, other].includes(CURRENT_SUBSCRIPTION);
}

/** Finds what scopes and ids stand for. */
export class Targets {
  private readonly ofInstances = new Map<Instance, Target>();
  private readonly byKey = new Map<string, Target>();
  private readonly byId = new Map<string, Target>();

  /** Takes note of what the program makes, so that a literal id or name leads to it. */
  constructor(instances: readonly Instance[]) {
    const isOfUse = ({ type }: Instance) => AZURE_TYPES[type] !== undefined || type === "azurerm_resource_group";
    // A data source stands for what a resource of the same name makes.
    [...instances].sort((a, b) => Number(b.isManaged) - Number(a.isManaged)).filter(isOfUse).forEach((instance) => this.ofInstance(instance));
  }

  /** The target with a key, where the program makes or reads it. */
  public known(key: string): Target | undefined {
    return this.byKey.get(key);
  }

  public ofInstance(instance: Instance): Target {
    let target = this.ofInstances.get(instance);
    if (!target) {
      target = this.make(instance);
      this.ofInstances.set(instance, target);
    }
    return target;
  }

  /** What the value of a scope or an id leads to. */
  public of(value: Value): Target {
    if (value instanceof Reference) {
      return this.ofReference(value);
    }
    if (value instanceof Text && value.parts[0] instanceof Reference) {
      const [first, ...rest] = value.parts;
      const base = this.ofReference(first);
      return base.unresolved === undefined ? this.below(base, canonicalText(new Text(rest))) : this.ofId(canonicalText(value));
    }
    if (typeof value === "string" || value instanceof Text) {
      return this.ofId(canonicalText(value));
    }
    return unresolved(canonicalText(value), value instanceof Unknown ? value.why : "it is no id");
  }

  /** The key of what has a type in Azure and a name. */
  public keyOf(azureType: string, name: string, resourceGroup: string): string {
    const type = azureType.toLowerCase();
    return [type, ...(GLOBAL_TYPES.has(type) ? [] : [resourceGroup.toLowerCase()]), name.toLowerCase()].join("|");
  }

  private ofReference({ instance, path }: Reference): Target {
    const attribute = path.at(-1);
    if (instance.type === "azurerm_client_config" || instance.type === "azurerm_subscription") {
      return attribute === undefined || ["id", "subscription_id"].includes(String(attribute)) ? this.ofInstance(instance) : unresolved(canonicalText(new Reference(instance, path)), "it is no id");
    }
    if (attribute === undefined || (path.length === 1 && IDS.has(String(attribute)))) {
      return this.ofInstance(instance);
    }
    const text = canonicalText(new Reference(instance, path));
    if (attribute === "node_resource_group_id") {
      return { key: text, label: `the node resource group of ${this.ofInstance(instance).label}`, kind: "resource group", within: CURRENT_SUBSCRIPTION };
    }
    return unresolved(text, `it is ${[instance.address, ...path].join(".")}, which only Azure knows`);
  }

  private make(instance: Instance): Target {
    switch (instance.type) {
      case "azurerm_client_config":
        return CURRENT_SUBSCRIPTION;
      case "azurerm_subscription": {
        const id = instance.argument("subscription_id") ?? instance.argument("subscription_name") ?? null;
        return id === null ? CURRENT_SUBSCRIPTION : subscription(canonicalText(id));
      }
      case "azurerm_management_group":
        return managementGroup(canonicalText(instance.argument("name") ?? instance.argument("display_name") ?? instance.canonicalName));
      case "azurerm_resource_group":
        return this.noted({ ...resourceGroup(canonicalText(instance.get("name"))), instance });
      default:
        return this.resource(instance);
    }
  }

  private resource(instance: Instance): Target {
    const azure = AZURE_TYPES[instance.type];
    const name = instance.argument("name");
    const text = name === undefined ? instance.canonicalName : canonicalText(name);
    const group = instance.argument("resource_group_name");
    if (azure?.parentId !== undefined) {
      const parent = this.parentOf(instance, azure.parentId, azure.parentName, azure.name);
      if (parent) {
        const rest = azure.name.slice(parent.type.length + 1);
        return this.noted({ ...this.below(parent.target, `/${rest}/${text}`), label: `${text} (${wordFor(azure.name)} of ${parent.target.label})`, instance });
      }
    }
    const key = this.keyOf(azure?.name ?? instance.type, text, group === undefined ? "" : canonicalText(group));
    const within = group === undefined ? withinScope(instance) : resourceGroup(canonicalText(group));
    return this.noted({ key, label: `${text} (${wordFor(azure?.name ?? instance.type)})`, kind: azure?.parentId === undefined ? "resource" : "part", within, instance });
  }

  /** What a part is a part of: by its id, or for azurerm's older arguments by its name. */
  private parentOf(instance: Instance, byId: string, byName: string | undefined, type: string): { readonly target: Target; readonly type: string } | undefined {
    const id = instance.argument(byId);
    const segments = type.split("/");
    if (id !== undefined && id !== null) {
      const target = this.of(id);
      const depth = target.instance ? (AZURE_TYPES[target.instance.type]?.name.split("/").length ?? 2) : 2;
      return { target, type: segments.slice(0, depth).join("/") };
    }
    const name = byName === undefined ? undefined : instance.argument(byName);
    if (name === undefined || name === null) {
      return undefined;
    }
    const parentType = segments.slice(0, 2).join("/");
    const group = instance.argument("resource_group_name") ?? null;
    return { target: this.named(parentType, canonicalText(name), canonicalText(group)), type: parentType };
  }

  /** The resource with a type, a name and a resource group: the program's, where it is. */
  public named(azureType: string, name: string, group = ""): Target {
    const key = this.keyOf(azureType, name, group);
    return this.byKey.get(key) ?? { key, label: `${name} (${wordFor(azureType)})`, kind: "resource", within: group === "" ? CURRENT_SUBSCRIPTION : resourceGroup(group) };
  }

  /** What the rest of an id leads to below what it begins with. */
  private below(base: Target, rest: string): Target {
    const segments = rest.split("/").filter((segment) => segment !== "");
    if (segments.length === 0) {
      return base;
    }
    if (segments[0]!.toLowerCase() === "resourcegroups" || segments[0]!.toLowerCase() === "providers") {
      return this.ofSegments(segments, base);
    }
    let target = base;
    for (let i = 0; i < segments.length; i += 2) {
      const [type, name = ""] = segments.slice(i);
      // Services of a storage account have no name of their own.
      const isSingle = name.toLowerCase() === "default" || /services$/i.test(type!);
      const key = `${target.key}/${type!.toLowerCase()}${isSingle ? "" : `/${name.toLowerCase()}`}`;
      i -= isSingle && name.toLowerCase() !== "default" ? 1 : 0;
      target = this.byKey.get(key) ?? { key, label: isSingle ? target.label : `${name} (${wordFor(type!)} of ${base.label})`, kind: "part", within: target };
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
    const segments = id.split("/").filter((segment) => segment !== "");
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
      const group = this.byKey.get(`resource group|${name.toLowerCase()}`) ?? { ...resourceGroup(name), within: base };
      return this.ofSegments(rest, group);
    }
    const [type, own, ...parts] = rest;
    if (word.toLowerCase() !== "providers" || type === undefined || own === undefined) {
      return base;
    }
    const group = base.kind === "resource group" ? base.label.replace(/ \(resource group\)$/, "") : "";
    const found = this.named(`${name}/${type}`, own, group);
    return this.below(found.instance || base.kind !== "resource group" ? found : { ...found, within: base }, parts.join("/"));
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

/** An id of the caller's own subscription, as a text shows it. */
function isCurrent(subscriptionId: string): boolean {
  return /^\{azurerm_(client_config|subscription)\b.*subscription_id\}$/.test(subscriptionId);
}

function resourceGroup(name: string): Target {
  return { key: `resource group|${name.toLowerCase()}`, label: `${name} (resource group)`, kind: "resource group", within: CURRENT_SUBSCRIPTION };
}

function subscription(id: string): Target {
  if (isCurrent(id)) {
    return CURRENT_SUBSCRIPTION;
  }
  const guid = id.replace(/^\/subscriptions\//, "");
  return { key: `subscription|${guid.toLowerCase()}`, label: `${guid} (subscription)`, kind: "subscription" };
}

function managementGroup(name: string): Target {
  return { key: `management group|${name.toLowerCase()}`, label: `${name} (management group)`, kind: "management group" };
}

export function unresolved(text: string, why: string): Target {
  return { key: `unresolved|${text}`, label: `unresolved: ${text}`, kind: "unresolved", unresolved: why };
}

/** Where a resource stands that has no resource group of its own: in that of the id which it names, or in the subscription. */
function withinScope(instance: Instance): Target | undefined {
  return instance.type.startsWith("azurerm_") ? CURRENT_SUBSCRIPTION : undefined;
}

const WORDS = table<string>({
  "microsoft.keyvault/vaults": "key vault",
  "microsoft.containerregistry/registries": "container registry",
  "microsoft.storage/storageaccounts": "storage account",
  "microsoft.app/containerapps": "container app",
  "microsoft.app/jobs": "container app job",
  "microsoft.app/managedenvironments": "container app environment",
  "microsoft.managedidentity/userassignedidentities": "identity",
  "microsoft.documentdb/databaseaccounts": "Cosmos DB account",
  "microsoft.servicebus/namespaces": "Service Bus namespace",
  "microsoft.eventhub/namespaces": "Event Hubs namespace",
  "microsoft.cache/redis": "Redis cache",
  "microsoft.appconfiguration/configurationstores": "App Configuration",
  "microsoft.containerservice/managedclusters": "Kubernetes cluster",
  "microsoft.web/sites": "web or function app",
});

/** A word for a type: Azure's product where many know it, else the last part of the type. */
export function wordFor(type: string): string {
  const last = type.slice(type.lastIndexOf("/") + 1);
  return WORDS[type.toLowerCase()] ?? (type.includes("/") || !type.includes("_") ? singular(last) : type.replace(/^azurerm_/, "").replace(/_/g, " "));
}

function singular(word: string): string {
  return word.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`).replace(/ies$/, "y").replace(/([^s])s$/, "$1");
}
