import { AZURE_TYPES, AzureType } from "../azure/resource-types";
import { wordFor } from "../azure/words";
import { changed } from "../base/changed";
import { table } from "../base/table";
import { Reference, Text, Unknown, Value } from "../language/value";
import { canonicalText, Instance, instanceOf } from "../program/instance";
import { PlannedId } from "../read/plan/planned-id";
import { KnownTargets, TargetsByName } from "./known-targets";
import { ResourceIds } from "./resource-ids";
import { StackPlace, stackOf } from "./stack-place";
import { keyOfResource, managementGroup, orPart, resourceGroup, Target, unresolvedTarget } from "./target";

/** The attributes of a resource that hold its own id. */
const IDS = new Set([
  "id",
  "resource_id",
  "resource_manager_id",
  "resource_versionless_id",
  "scope",
  "cluster_resource_id",
]);

/** The attributes that hold the id of the subscription that a data source stands for. */
const SUBSCRIPTION_IDS = new Set(["id", "subscription_id", "subscription_resource_id"]);

/** The types that stand for a subscription. */
const SUBSCRIPTIONS = new Set(["azurerm_client_config", "azurerm_subscription"]);

/** Stands for the target of a resource while it is made. */
const UNDER_WAY = unresolvedTarget("", "it is being made");

/** Finds the targets that scopes, ids and resources stand for, as one stack names them. */
export class Targets {
  private readonly ofInstances = new Map<Instance, Target>();
  private readonly known: TargetsByName;
  private readonly ids: ResourceIds;

  /** @param others the targets of each stack, of a resource that this one takes from another */
  constructor(
    public readonly place: StackPlace,
    known: KnownTargets,
    private readonly others: ReadonlyMap<string | undefined, Targets>,
  ) {
    this.known = new TargetsByName(known, place);
    this.ids = new ResourceIds(this.known);
  }

  /** The place of the stack that a resource is in. */
  public placeOf(instance: Instance): StackPlace {
    return (this.others.get(stackOf(instance)) ?? this).place;
  }

  /** The target that a resource or data source stands for. */
  public ofInstance(instance: Instance): Target {
    const owner = this.others.get(stackOf(instance)) ?? this;
    if (owner !== this) {
      return owner.ofInstance(instance);
    }
    const known = this.ofInstances.get(instance);
    if (known) {
      return known === UNDER_WAY ? this.unresolved(instance.canonicalName, "it stands in itself") : known;
    }
    this.ofInstances.set(instance, UNDER_WAY);
    const target = SCOPES[instance.type]?.(instance, this.place) ?? this.byId(instance) ?? this.add(instance);
    this.ofInstances.set(instance, target);
    return target;
  }

  /** The target that the value of a scope or an id leads to. */
  public of(value: Value): Target {
    if (value instanceof Reference) {
      const target = this.ofReference(value);
      return value instanceof PlannedId ? orPart(target) : target;
    }
    if (value instanceof Text) {
      return this.ofText(value);
    }
    if (typeof value === "string") {
      return this.ids.targetOf(value);
    }
    return this.unresolved(canonicalText(value), value instanceof Unknown ? value.why : "it is no id");
  }

  /** The resource with a type and a name in a resource group or a subscription. */
  public named(azureType: string, name: string, within?: Target): Target {
    return this.known.named(azureType, name, within);
  }

  /** The scope that a resource is in: its resource group, or the subscription; undefined where neither is known. */
  public scopeOf(instance: Instance): Target | undefined {
    if (instance.azapi) {
      const parent = instance.argument("parent_id") ?? null;
      return parent === null ? undefined : this.of(parent);
    }
    const group = instance.argument("resource_group_name") ?? null;
    const within = this.place.subscriptionOf(instance);
    if (group !== null) {
      return this.known.group(canonicalText(group), within);
    }
    return instance.type.startsWith("azurerm_") ? within : undefined;
  }

  /** An id that begins with a reference, or with the id of a subscription that the program reads. */
  private ofText(text: Text): Target {
    const [start, ...rest] = text.parts;
    if (start instanceof Reference) {
      const base = this.ofReference(start);
      return base.unresolved === undefined
        ? this.ids.below(base, canonicalText(new Text(rest)))
        : this.ids.targetOf(canonicalText(text));
    }
    const [id, ...below] = rest;
    const isInSubscription = typeof start === "string" && /^\/subscriptions\/$/i.test(start);
    return isInSubscription && isSubscriptionId(id)
      ? this.ids.below(this.ofReference(id), canonicalText(new Text(below)))
      : this.ids.targetOf(canonicalText(text));
  }

  private ofReference(reference: Reference): Target {
    const { path } = reference;
    const instance = instanceOf(reference);
    const attribute = path.at(-1);
    if (SUBSCRIPTIONS.has(instance.type)) {
      return attribute === undefined || SUBSCRIPTION_IDS.has(String(attribute))
        ? this.ofInstance(instance)
        : this.unresolved(canonicalText(new Reference(instance, path)), "it is no id");
    }
    if (attribute === undefined || (path.length === 1 && IDS.has(String(attribute)))) {
      return this.ofInstance(instance);
    }
    const text = canonicalText(new Reference(instance, path));
    if (attribute === "node_resource_group_id") {
      return this.place.relative({
        key: text,
        label: `the node resource group of ${this.ofInstance(instance).label}`,
        kind: "resource group",
        within: this.place.subscriptionOf(instance),
      });
    }
    return this.unresolved(text, `it is ${[instance.address, ...path].join(".")}, which only Azure knows`);
  }

  /** The target of a resource of azapi's that names it by its id; undefined for any other. */
  private byId(instance: Instance): Target | undefined {
    const id = instance.azapi && isOfAzure(instance.azapi) ? (instance.argument("resource_id") ?? null) : null;
    if (id === null || (!instance.azapi?.isUpdate && instance.isManaged)) {
      return undefined;
    }
    const target = this.of(id);
    const isNew = target.unresolved === undefined && target.instance === undefined && !instance.isManaged;
    return isNew ? this.known.add({ ...target, instance }, instance) : target;
  }

  /** Adds the target of a resource group, a resource or a part of one. */
  private add(instance: Instance): Target {
    const target = this.described(instance);
    return instance.azapi?.isUpdate
      ? this.known.find({ ...target, instance: undefined })
      : this.known.add(target, instance);
  }

  private described(instance: Instance): Target {
    if (instance.type === "azurerm_management_group") {
      const name = instance.argument("name") ?? instance.argument("display_name") ?? instance.canonicalName;
      return { ...managementGroup(canonicalText(name)), instance };
    }
    if (instance.type === "azurerm_resource_group") {
      const parent = instance.azapi && this.scopeOf(instance);
      const group = resourceGroup(canonicalText(instance.get("name")), parent ?? this.place.subscriptionOf(instance));
      return changed(group, { label: `${shownName(instance)} (resource group)`, instance });
    }
    const azure = instance.azapi ? azapiType(instance.azapi) : AZURE_TYPES[instance.type];
    const parent = azure && this.parentOf(instance, azure);
    return parent ? this.partOf(instance, azure, parent) : this.resource(instance, azure ?? { name: instance.type });
  }

  /** A target that this stack does not know. */
  private unresolved(text: string, why: string): Target {
    return this.place.own(unresolvedTarget(text, why));
  }

  private partOf(instance: Instance, { name: type }: AzureType, parent: Target): Target {
    const rest = typesIn(type).slice(depthOf(parent));
    return changed(this.ids.below(parent, `/${rest.join("/")}/${ownName(instance)}`), {
      label: `${shownName(instance)} (${wordFor(type)} of ${parent.label})`,
      instance,
    });
  }

  private resource(instance: Instance, { name: type, parentId }: AzureType): Target {
    const id = parentId === undefined ? null : (instance.argument(parentId) ?? null);
    const within = id === null ? this.scopeOf(instance) : this.of(id);
    const name = ownName(instance);
    const { key, subscription } = keyOfResource(type, name, within);
    return {
      key,
      subscription,
      label: `${shownName(instance, name)} (${wordFor(type)})`,
      kind: typesIn(type).length > 1 ? "part" : "resource",
      within,
      instance,
    };
  }

  /** The resource that a part is a part of: by its id, or by its name and the names of the resources that it is in. */
  private parentOf(
    instance: Instance,
    { name: type, parentId, parentNames = NO_NAMES }: AzureType,
  ): Target | undefined {
    if (parentId === undefined && parentNames.length === 0) {
      return undefined;
    }
    const [outermost = "", ...inner] = typesIn(type);
    const id = parentId === undefined ? null : (instance.argument(parentId) ?? null);
    if (id !== null && inner.length > 0) {
      return this.of(id);
    }
    const [first, ...others] = parentNames.map((argument) => instance.argument(argument) ?? null);
    if (first === undefined || [first, ...others].includes(null)) {
      return undefined;
    }
    const namespace = type.slice(0, type.indexOf("/"));
    return others.reduce<Target>(
      (parent, name, i) => this.ids.below(parent, `/${inner[i]}/${canonicalText(name)}`),
      this.named(`${namespace}/${outermost}`, canonicalText(first), this.scopeOf(instance)),
    );
  }
}

/** The targets of each stack of a program, by its name. What the program makes and reads is found by its id or name. */
export function targetsByStack(
  instances: readonly Instance[],
  places: ReadonlyMap<string | undefined, StackPlace>,
): ReadonlyMap<string | undefined, Targets> {
  const alone = new KnownTargets();
  const targets = targetsIn(alone, instances, places);
  if (places.size < 2) {
    return targets;
  }
  // What several stacks make is known only when all are read.
  const shared = alone.madeBySeveral;
  return shared.size === 0 ? targets : targetsIn(new KnownTargets(shared), instances, places);
}

function targetsIn(
  known: KnownTargets,
  instances: readonly Instance[],
  places: ReadonlyMap<string | undefined, StackPlace>,
): ReadonlyMap<string | undefined, Targets> {
  const all = new Map<string | undefined, Targets>();
  places.forEach((place, name) => all.set(name, new Targets(place, known, all)));
  const targets = instances.filter(({ type, azapi }) =>
    azapi ? isOfAzure(azapi) && !azapi.isUpdate : AZURE_TYPES[type] !== undefined || NAMED_TYPES.has(type),
  );
  // A data source stands for the resource of the same name, where the program makes that.
  [true, false].forEach((isManaged) =>
    targets
      .filter((instance) => instance.isManaged === isManaged)
      .forEach((instance) => all.get(stackOf(instance))?.ofInstance(instance)),
  );
  return all;
}

const NO_NAMES: readonly string[] = [];

/** The types beside those of the table whose ids lead to what the program makes. */
const NAMED_TYPES = new Set(["azurerm_resource_group", "azurerm_management_group"]);

/** The subscriptions, by the types that stand for them. */
const SCOPES = table<(instance: Instance, place: StackPlace) => Target>({
  azurerm_client_config: (instance, place) => place.subscriptionOf(instance),
  azurerm_subscription: (instance, place) => {
    const id = instance.argument("subscription_id") ?? instance.argument("subscription_name") ?? null;
    return id === null ? place.subscriptionOf(instance) : place.subscription(canonicalText(id));
  },
});

function isSubscriptionId(part: string | Reference | Unknown | undefined): part is Reference {
  return part instanceof Reference && SUBSCRIPTIONS.has(part.instance.type) && part.path[0] === "subscription_id";
}

function ownName(instance: Instance): string {
  const name = instance.argument("name") ?? null;
  return name === null ? instance.canonicalName : canonicalText(name);
}

/** The name of a resource in a report; where a plan does not know the name yet, the address. */
function shownName(instance: Instance, name = ownName(instance)): string {
  const isKnownAfterApply = instance.module.stack.known !== undefined && instance.argument("name") instanceof Unknown;
  return isKnownAfterApply ? instance.address : name;
}

/** The types in the name of a type, from the outermost on, without the namespace. */
function typesIn(name: string): readonly string[] {
  let types = typesByName.get(name);
  if (!types) {
    types = name.split("/").slice(1);
    typesByName.set(name, types);
  }
  return types;
}

/** Programs have few types on many resources. */
const typesByName = new Map<string, readonly string[]>();

/** How many types there are in the id of a target. */
function depthOf(target: Target): number {
  return target.kind === "part" && target.within ? depthOf(target.within) + 1 : 1;
}

/** Whether a resource of azapi's stands for one of Azure's. */
function isOfAzure({ azureType }: NonNullable<Instance["azapi"]>): boolean {
  return azureType !== "";
}

/** The type in Azure of a resource of azapi's. */
function azapiType({ azureType }: NonNullable<Instance["azapi"]>): AzureType | undefined {
  return azureType === "" ? undefined : { name: azureType, parentId: "parent_id" };
}
