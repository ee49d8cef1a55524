import { table } from "../base/table";
import { isList, ObjectValue, Value } from "../language/value";
import { canonicalText, Instance } from "../program/instance";
import type { Target } from "./target";
import type { Targets } from "./targets";

/** Something beside grants that decides who may do what, such as the management group that a subscription is in. */
export interface AccessSetting {
  /** One key for one setting, whatever its address. */
  readonly key: string;
  /** Whose access it decides. */
  readonly who: string;
  readonly what: string;
  readonly target: Target;
  /** One text for one value; of an access control list its letters, each of which allows something. */
  readonly value: string;
  /** The value as a report shows it. */
  readonly label: string;
  /** Whether the setting gives access by being there; else only another value does. */
  readonly isGrant: boolean;
}

type ReadSettings = (instance: Instance, targets: Targets) => AccessSetting[];

/** The settings that a resource of a program makes. */
export function settingsOf(instance: Instance, targets: Targets): AccessSetting[] {
  return instance.isManaged ? (SETTINGS[instance.type]?.(instance, targets) ?? []) : [];
}

const SETTINGS = table<ReadSettings>({
  azurerm_management_group: managementGroup,
  azurerm_management_group_subscription_association: (instance, targets) => [
    inManagementGroup(
      subscriptionOf(instance.get("subscription_id"), targets),
      targets.of(instance.get("management_group_id")),
      true,
    ),
  ],
  azurerm_lighthouse_assignment: lighthouseAssignment,
  azurerm_storage_data_lake_gen2_filesystem: accessControlList,
  azurerm_storage_data_lake_gen2_path: accessControlList,
});

/** The management group that one is in, and the subscriptions that are in it: its roles reach them. */
function managementGroup(instance: Instance, targets: Targets): AccessSetting[] {
  const own = targets.ofInstance(instance);
  const parent = instance.argument("parent_management_group_id") ?? null;
  const listed = instance.argument("subscription_ids") ?? null;
  const subscriptions = isList(listed) ? listed : [listed].filter((one) => one !== null);
  return [
    ...(parent === null ? [] : [inManagementGroup(own, targets.of(parent), false)]),
    ...subscriptions.map((id) => inManagementGroup(subscriptionOf(id, targets), own, true)),
  ];
}

function inManagementGroup(target: Target, group: Target, isGrant: boolean): AccessSetting {
  return {
    key: `in management group|${target.key}`,
    who: `whoever has a role on ${group.label}`,
    what: "is in the management group",
    target,
    value: group.key,
    label: group.label,
    isGrant,
  };
}

/** A subscription by its id, with `/subscriptions/` before it or without. */
function subscriptionOf(id: Value, targets: Targets): Target {
  return typeof id === "string" && !id.includes("/") ? targets.place.subscription(id) : targets.of(id);
}

/** Gives the tenant of an Azure Lighthouse definition the roles in it, on a scope. */
function lighthouseAssignment(instance: Instance, targets: Targets): AccessSetting[] {
  const scope = instance.argument("scope") ?? null;
  const target = scope === null ? targets.place.subscriptionOf(instance) : targets.of(scope);
  const definition = canonicalText(instance.argument("lighthouse_definition_id") ?? null);
  return [
    {
      key: `lighthouse|${target.key}|${definition.toLowerCase()}`,
      who: "the tenant that the definition names",
      what: "manages by the Azure Lighthouse definition",
      target,
      value: definition.toLowerCase(),
      label: definition,
      isGrant: true,
    },
  ];
}

/** The entries of the access control list of a file system or a path of Data Lake Storage. */
function accessControlList(instance: Instance, targets: Targets): AccessSetting[] {
  const storage = targets.of(instance.get("storage_account_id"));
  const [system, path] = ["filesystem_name", "path"].map((name) => canonicalText(instance.argument(name) ?? null));
  const place = instance.argument("path") === undefined ? canonicalText(instance.get("name")) : `${system}/${path}`;
  return instance.blocks("ace").map((entry) => {
    const textOf = (name: string) => canonicalText(entry instanceof ObjectValue ? entry.get(name) : entry);
    const who = [textOf("scope") || "access", textOf("type"), textOf("id")].filter((part) => part !== "").join(" ");
    const value = textOf("permissions");
    return {
      key: `acl|${storage.key}|${place}|${who.toLowerCase()}`,
      who: `${textOf("type")} ${textOf("id")}`.trim(),
      what: `${textOf("scope") || "access"} control list`,
      target: { ...storage, label: `${place} of ${storage.label}` },
      value: value.replace(/-/g, ""),
      label: value,
      isGrant: true,
    };
  });
}
