import { Allowed } from "../azure/actions";
import { builtInRole } from "../azure/built-in-roles";
import { canonicalText, Instance, instanceOf } from "../program/instance";
import { isList, ObjectValue, Reference, referencesIn, Unknown, Value } from "../language/value";

/** What a grant allows. */
export interface Permission {
  /** What it is told apart by. */
  readonly key: string;
  /** What to call it in a report: the role's name, or the permissions. */
  readonly label: string;
  /** What it allows; undefined where that is not known. */
  readonly allowed?: Allowed;
  /** Why it is not known which it is; undefined for one that is. */
  readonly unresolved?: string;
}

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** The role definitions, built in and custom, that role assignments name. */
export class Roles {
  private readonly byName = new Map<string, Instance>();
  private readonly byId = new Map<string, Instance>();

  constructor(instances: readonly Instance[]) {
    const definitions = instances.filter(({ type }) => DEFINITIONS.has(type));
    // What is made comes before what is looked up, of which a plan or a state knows what it allows.
    [
      ...definitions.filter((one) => !one.isManaged && isOwn(one)),
      ...definitions.filter(({ isManaged }) => isManaged),
    ].forEach((instance) => this.note(instance));
  }

  /**
   * Takes note of a definition. Of two of one name, what they allow says which counts, and not what they are called in
   * the program.
   */
  private note(instance: Instance): void {
    const name = instance.argument("name");
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

  /** The role that an assignment names, by name or by id. */
  public of(assignment: Instance): Permission {
    const name = assignment.argument("role_definition_name");
    if (
      name !== undefined &&
      name !== null &&
      name !== "" &&
      !(name instanceof Unknown && assignment.argument("role_definition_id") != null)
    ) {
      return this.ofName(name);
    }
    return this.ofId(assignment.argument("role_definition_id") ?? null);
  }

  public ofName(name: Value): Permission {
    if (typeof name !== "string") {
      return this.ofDefinitionIn(name) ?? unresolved(name);
    }
    const custom = this.byName.get(name.toLowerCase());
    if (custom) {
      return customRole(custom);
    }
    const builtIn = builtInRole(name);
    return {
      key: `role|${(builtIn?.name ?? name).toLowerCase()}`,
      label: builtIn?.name ?? name,
      allowed: builtIn?.allowed,
    };
  }

  /** The role of a definition's id, which may stand after the id of a subscription. */
  public ofId(id: Value): Permission {
    const definition = this.ofDefinitionIn(id);
    if (definition) {
      return definition;
    }
    const text = canonicalText(id);
    const [guid] = GUID.exec(text.slice(text.toLowerCase().lastIndexOf("roledefinitions"))) ?? [];
    const custom = guid === undefined ? undefined : this.byId.get(guid.toLowerCase());
    const builtIn = guid === undefined ? undefined : builtInRole(guid);
    if (guid === undefined) {
      return id instanceof Unknown || typeof id !== "string"
        ? unresolved(id)
        : { key: `role|${text.toLowerCase()}`, label: `the role ${text}` };
    }
    return custom
      ? customRole(custom)
      : builtIn
        ? this.ofName(builtIn.name)
        : { key: `role|${guid.toLowerCase()}`, label: `the role ${guid}` };
  }

  private ofDefinitionIn(value: Value): Permission | undefined {
    if (value instanceof Unknown) {
      return undefined;
    }
    const instance = referencesIn(value)
      .map(instanceOf)
      .find(({ type }) => DEFINITIONS.has(type));
    return instance && (instance.isManaged ? customRole(instance) : this.ofData(instance));
  }

  /** A definition that is read by its name or its id. */
  private ofData(instance: Instance): Permission {
    const name = instance.argument("name");
    return name === undefined || name === null
      ? this.ofId(`roledefinitions/${canonicalText(instance.argument("role_definition_id") ?? null)}`)
      : this.ofName(name);
  }
}

/** What the key of a role starts with that the program defines: what it allows is its own. */
export const CUSTOM_ROLE = "custom role";

const DEFINITIONS = new Set(["azurerm_role_definition", "azurerm_builtin_role_definition"]);

function permissionsOf(definition: Instance): string {
  return canonicalText(definition.argument("permissions") ?? null);
}

/** Whether a definition that is looked up is of a role of somebody's own, and what it allows is known. */
function isOwn(definition: Instance): boolean {
  const name = definition.argument("name");
  return typeof name === "string" && builtInRole(name) === undefined && definition.blocks("permissions").length > 0;
}

/** A role that the program defines, or looks up, with what it allows. */
export function customRole(instance: Instance): Permission {
  const name = canonicalText(instance.get("name"));
  const blocks = instance.blocks("permissions");
  const listOf = (argument: string) =>
    blocks.map((block) => (block instanceof ObjectValue ? textsIn(block.get(argument)) : undefined));
  const [actions, notActions, dataActions, notDataActions] = [
    "actions",
    "not_actions",
    "data_actions",
    "not_data_actions",
  ].map((argument) => allKnown(listOf(argument)));
  const allowed = actions &&
    notActions &&
    dataActions &&
    notDataActions && { actions, notActions, dataActions, notDataActions };
  const unknown = allowed ? "" : `|${blocks.map(canonicalText).join(";")}`;
  return { key: `${CUSTOM_ROLE}|${name.toLowerCase()}${unknown}`, label: `${name} (custom role)`, allowed };
}

function allKnown(lists: readonly (readonly string[] | undefined)[]): string[] | undefined {
  const known = lists.filter((list) => list !== undefined);
  return known.length === lists.length ? known.flat() : undefined;
}

/** A list of known texts; undefined where any is unknown. */
export function textsIn(value: Value): readonly string[] | undefined {
  if (value === null) {
    return [];
  }
  return isList(value) && value.every((item) => typeof item === "string") ? value : undefined;
}

function unresolved(value: Value): Permission {
  const why =
    value instanceof Unknown ? value.why : value instanceof Reference ? "only Azure knows it" : "it is no role";
  return { key: `unresolved|${canonicalText(value)}`, label: `unresolved: ${canonicalText(value)}`, unresolved: why };
}
