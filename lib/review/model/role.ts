import { Allowed, NOTHING_ALLOWED } from "../azure/actions";
import { builtInRole } from "../azure/built-in-roles";
import { grouped } from "../base/grouped";
import { ObjectValue, Reference, referencesIn, Unknown, Value } from "../language/value";
import { canonicalText, Instance, instanceOf } from "../program/instance";
import { Permission, textsIn } from "./permission";
import type { ScopedKey } from "./scoped-key";
import type { StackPlace } from "./stack-place";

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** The roles of Azure RBAC, built in and custom, that role assignments name. */
export class Roles {
  private readonly byName = new Map<string, Instance>();
  private readonly byId = new Map<string, Instance>();
  /** The definitions that the program makes, by their names. */
  private readonly named: ReadonlyMap<string, readonly Instance[]>;

  /**
   * @param placeOf the place of the stack that a definition is in
   * @param elsewhere the roles of all stacks, for those that none of the instances defines
   */
  constructor(
    instances: readonly Instance[],
    private readonly placeOf: (definition: Instance) => StackPlace,
    private readonly elsewhere?: Roles,
  ) {
    const definitions = instances.filter(({ type }) => DEFINITIONS.has(type));
    this.named = grouped(
      definitions.filter(({ isManaged }) => isManaged),
      (definition) => canonicalText(nameOf(definition) ?? null).toLowerCase(),
    );
    // A later definition replaces an earlier one: those that the program makes count more than those that it reads.
    [
      ...definitions.filter((one) => !one.isManaged && isKnownCustomRole(one)),
      ...definitions.filter(({ isManaged }) => isManaged),
    ].forEach((instance) => this.add(instance));
  }

  /** The role that an assignment names: by its name, or by an id where the name is not set or not known. */
  public of(assignment: Instance): Permission {
    const name = assignment.argument("role_definition_name") ?? null;
    const id = assignment.argument("role_definition_id") ?? null;
    const isById = name === null || name === "" || (name instanceof Unknown && id !== null);
    return isById ? this.ofId(id) : this.ofName(name);
  }

  /** The role with a definition id, which may stand after the id of a subscription. */
  public ofId(id: Value): Permission {
    return this.ofDefinitionIn(id) ?? this.ofText(id);
  }

  private ofName(name: Value): Permission {
    if (typeof name !== "string") {
      return this.ofDefinitionIn(name) ?? unresolvedRole(name);
    }
    const custom = this.byName.get(name.toLowerCase()) ?? this.elsewhere?.byName.get(name.toLowerCase());
    if (custom) {
      return this.union(this.named.get(name.toLowerCase()) ?? []) ?? this.custom(custom);
    }
    const { name: label, allowed, condition } = builtInRole(name) ?? { name };
    return { key: `role|${label.toLowerCase()}`, label, allowed, condition };
  }

  private ofText(id: Value): Permission {
    const text = canonicalText(id);
    const [guid] = GUID.exec(text.slice(text.toLowerCase().lastIndexOf("roledefinitions"))) ?? [];
    if (guid !== undefined) {
      return this.ofGuid(guid);
    }
    return typeof id === "string" ? roleWithId(id) : unresolvedRole(id);
  }

  private ofGuid(guid: string): Permission {
    const custom = this.byId.get(guid.toLowerCase()) ?? this.elsewhere?.byId.get(guid.toLowerCase());
    if (custom) {
      return this.custom(custom);
    }
    const builtIn = builtInRole(guid);
    return builtIn ? this.ofName(builtIn.name) : roleWithId(guid);
  }

  /** The role whose definition a value refers to. */
  private ofDefinitionIn(value: Value): Permission | undefined {
    if (value instanceof Unknown) {
      return undefined;
    }
    const instance = referencesIn(value)
      .map(instanceOf)
      .find(({ type }) => DEFINITIONS.has(type));
    return instance && (instance.isManaged ? this.custom(instance) : this.ofDataSource(instance));
  }

  /** The role that either of several definitions of one name makes; undefined where there is only one. */
  private union(definitions: readonly Instance[]): Permission | undefined {
    const [first, ...others] = definitions.map((definition) => this.custom(definition));
    if (!first || others.length === 0) {
      return undefined;
    }
    const all = [first, ...others].map(({ allowed }) => allowed).filter((allowed) => allowed !== undefined);
    // What one definition takes out the other one may allow, which no list of actions says.
    const isList = all.every(({ notActions, notDataActions }) => notActions.length + notDataActions.length === 0);
    const allowed = isList && all.length > others.length ? all.reduce(joined) : undefined;
    const text = definitions.map(permissionsOf).sort().join(";");
    return { ...first, key: allowed ? first.key : `${first.key}|${text}`, allowed };
  }

  private custom(definition: Instance): Permission {
    return customRole(definition, this.placeOf(definition));
  }

  /** The role of a definition that the program reads, by its name or its id. */
  private ofDataSource(instance: Instance): Permission {
    const name = nameOf(instance);
    return name === undefined || name === null
      ? this.ofId(`roledefinitions/${canonicalText(instance.argument("role_definition_id") ?? null)}`)
      : this.ofName(name);
  }

  /**
   * Indexes a definition by its name and its ids. Of two with one name, their permissions decide which counts, so that
   * their addresses do not matter.
   */
  private add(instance: Instance): void {
    const name = nameOf(instance);
    const other = typeof name === "string" ? this.byName.get(name.toLowerCase()) : undefined;
    if (typeof name === "string" && (!other?.isManaged || permissionsOf(instance) < permissionsOf(other))) {
      this.byName.set(name.toLowerCase(), instance);
    }
    ["role_definition_id", "role_definition_resource_id", "id"].forEach((argument) => {
      const [id] = GUID.exec(canonicalText(instance.argument(argument) ?? null)) ?? [];
      if (id !== undefined) {
        this.byId.set(id.toLowerCase(), instance);
      }
    });
  }
}

/** What the keys of roles start with whose actions the program defines. */
export const CUSTOM_ROLE = "custom role";

const DEFINITIONS = new Set(["azurerm_role_definition", "azurerm_builtin_role_definition"]);

function joined(one: Allowed, other: Allowed): Allowed {
  return {
    ...NOTHING_ALLOWED,
    actions: [...one.actions, ...other.actions],
    dataActions: [...one.dataActions, ...other.dataActions],
  };
}

/** The name of a role, which is not the name of its definition in Azure; undefined where it is not set. */
function nameOf(definition: Instance): Value | undefined {
  return definition.azapi ? definition.argument("role_name") : definition.argument("name");
}

function permissionsOf(definition: Instance): string {
  return canonicalText(definition.argument("permissions") ?? null);
}

/** Whether a definition that the program reads is of a custom role whose actions are known. */
function isKnownCustomRole(definition: Instance): boolean {
  const name = nameOf(definition);
  return typeof name === "string" && builtInRole(name) === undefined && definition.blocks("permissions").length > 0;
}

/** A custom role, with what it allows where that is known; those of two stacks are two, whatever their names. */
export function customRole(definition: Instance, place: StackPlace): Permission {
  const name = canonicalText(nameOf(definition) ?? definition.get("name"));
  const blocks = definition.blocks("permissions");
  const allowed = allowedBy(blocks);
  const unknown = allowed ? "" : `|${blocks.map(canonicalText).join(";")}`;
  const key = `${CUSTOM_ROLE}|${name.toLowerCase()}${unknown}`;
  return {
    key: definition.isManaged ? place.made<ScopedKey>({ key }).key : key,
    label: `${name} (custom role)`,
    allowed,
  };
}

/** What the `permissions` blocks of a definition allow; undefined where they are not all known. */
function allowedBy(blocks: readonly (ObjectValue | Unknown)[]): Allowed | undefined {
  const listed = (argument: string) => {
    const lists = blocks.map((block) => (block instanceof ObjectValue ? textsIn(block.get(argument)) : undefined));
    const known = lists.filter((list) => list !== undefined);
    return known.length === lists.length ? known.flat() : undefined;
  };
  const [actions, notActions] = [listed("actions"), listed("not_actions")];
  const [dataActions, notDataActions] = [listed("data_actions"), listed("not_data_actions")];
  return actions && notActions && dataActions && notDataActions
    ? { actions, notActions, dataActions, notDataActions }
    : undefined;
}

function roleWithId(id: string): Permission {
  return { key: `role|${id.toLowerCase()}`, label: `the role ${id}` };
}

function unresolvedRole(value: Value): Permission {
  const text = canonicalText(value);
  return { key: `unresolved|${text}`, label: `unresolved: ${text}`, unresolved: whyNoRole(value) };
}

function whyNoRole(value: Value): string {
  if (value instanceof Unknown) {
    return value.why;
  }
  return value instanceof Reference ? "only Azure knows it" : "it is no role";
}
