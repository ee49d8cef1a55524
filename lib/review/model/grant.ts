import { Allowed, NOTHING_ALLOWED } from "../azure/actions";
import { table } from "../azure/table";
import { canonicalText, Instance } from "../instance";
import { decode, isList, ObjectValue, Reference, Unknown, Value } from "../value";
import type { Principal, Principals } from "./principal";
import { Permission, Roles, textsIn } from "./role";
import { Placed, Target, Targets } from "./target";
import { accessModelOf } from "./vault";

/** How access is given. */
export type GrantKind = "role" | "access policy" | "data role" | "directory role" | "group membership" | "administrator";

/** Access that somebody is given. */
export interface Grant {
  readonly kind: GrantKind;
  readonly principal: Principal;
  readonly permission: Permission;
  readonly target: Target;
  /** What limits it further; empty for no condition. */
  readonly condition: string;
  /** Why it does nothing; undefined for one that works, or may. */
  readonly ineffective?: string;
  /** What has to be done before it holds, such as its activation; empty for nothing. */
  readonly caveat: string;
  /** The resource that gives it. */
  readonly by: Instance;
  /** Whether it takes effect only some time after it is there. */
  readonly propagates: boolean;
  /** Whether it stands inside the vault that it is for. */
  readonly isInline: boolean;
}

/** A type whose resource gives one principal access to one thing. */
interface GrantType {
  readonly kind: GrantKind;
  readonly principal: string;
  /** The argument that holds the id of the target, or the type in Azure and the argument that holds its name. */
  readonly target: string | readonly [type: string, name: string];
  /** The argument that says what is allowed, or words for it. */
  readonly permission: { readonly argument: string } | { readonly words: string };
  readonly caveat?: string;
}

const dataRole = (principal: string, target: GrantType["target"], argument: string): GrantType => ({ kind: "data role", principal, target, permission: { argument } });
const administrator = (principal: string, target: GrantType["target"]): GrantType => ({ kind: "administrator", principal, target, permission: { words: "administrator" } });

/** The types whose grants are no roles of Azure RBAC, but for those that have functions of their own below. */
const GRANT_TYPES = table<GrantType>({
  azurerm_redis_cache_access_policy_assignment: dataRole("object_id", "redis_cache_id", "access_policy_name"),
  azurerm_managed_redis_access_policy_assignment: { kind: "data role", principal: "object_id", target: "managed_redis_id", permission: { words: "default access policy" } },
  azurerm_kusto_cluster_principal_assignment: dataRole("principal_id", ["Microsoft.Kusto/clusters", "cluster_name"], "role"),
  azurerm_kusto_database_principal_assignment: dataRole("principal_id", ["Microsoft.Kusto/clusters", "cluster_name"], "role"),
  azurerm_synapse_role_assignment: dataRole("principal_id", "synapse_workspace_id", "role_name"),
  azurerm_key_vault_managed_hardware_security_module_role_assignment: dataRole("principal_id", "managed_hsm_id", "role_definition_id"),
  azurerm_postgresql_flexible_server_active_directory_administrator: administrator("object_id", ["Microsoft.DBforPostgreSQL/flexibleServers", "server_name"]),
  azurerm_mysql_flexible_server_active_directory_administrator: administrator("object_id", "server_id"),
  azurerm_mssql_managed_instance_active_directory_administrator: administrator("object_id", "managed_instance_id"),
  azurerm_synapse_workspace_aad_admin: administrator("object_id", "synapse_workspace_id"),
  azurerm_synapse_workspace_sql_aad_admin: administrator("object_id", "synapse_workspace_id"),
  azuread_group_member: { kind: "group membership", principal: "member_object_id", target: "group_object_id", permission: { words: "member" } },
  azuread_directory_role_assignment: { kind: "directory role", principal: "principal_object_id", target: "directory_scope_id", permission: { argument: "role_id" } },
  azuread_app_role_assignment: { kind: "directory role", principal: "principal_object_id", target: "resource_object_id", permission: { argument: "app_role_id" } },
});

/** The role assignments of Azure RBAC, in all the ways that providers have for them, with what has to be done before each holds. */
const ROLE_ASSIGNMENTS: ReadonlyMap<string, string> = new Map([
  ["azurerm_role_assignment", ""],
  ["azurerm_marketplace_role_assignment", ""],
  ["azurerm_pim_active_role_assignment", "active through PIM"],
  ["azurerm_pim_eligible_role_assignment", "eligible through PIM: holds once it is activated"],
]);

/** The types that give access and do nothing else. */
export function isGrantType(type: string): boolean {
  return ROLE_ASSIGNMENTS.has(type) || GRANT_TYPES[type] !== undefined || type === "azurerm_key_vault_access_policy" || type === "azurerm_cosmosdb_sql_role_assignment";
}

/** The words for what an access policy allows, by the argument that lists them. */
const POLICY_ARGUMENTS: readonly (readonly [string, string])[] = [
  ["secret_permissions", "secrets"],
  ["key_permissions", "keys"],
  ["certificate_permissions", "certificates"],
  ["storage_permissions", "storage"],
];

/** Reads the grants of a program. */
export class Grants {
  private readonly permissions = new Map<string, Permission>();

  constructor(
    private readonly targets: Targets,
    private readonly principals: Principals,
    private readonly roles: Roles,
  ) {}

  /** The grants that a resource gives. */
  public of(instance: Instance): Grant[] {
    if (!instance.isManaged) {
      return [];
    }
    const type = GRANT_TYPES[instance.type];
    if (type) {
      return [this.simple(instance, type)];
    }
    if (ROLE_ASSIGNMENTS.has(instance.type)) {
      return [this.roleAssignment(instance, ROLE_ASSIGNMENTS.get(instance.type)!)];
    }
    switch (instance.type) {
      case "azurerm_key_vault_access_policy":
        return [this.policy(instance, this.targets.of(instance.get("key_vault_id")), (name) => instance.argument(name) ?? null, false)];
      case "azurerm_key_vault":
        return this.inlinePolicies(instance);
      case "azurerm_cosmosdb_sql_role_assignment":
        return [this.cosmosRole(instance)];
      case "azurerm_lighthouse_definition":
        return this.delegated(instance);
      case "azurerm_mssql_server":
        return this.sqlAdministrators(instance);
      case "azapi_resource":
        return this.azapi(instance);
      case "azuread_group":
        return this.members(instance);
      default:
        return [];
    }
  }

  private roleAssignment(instance: Instance, caveat: string): Grant {
    const permission = this.roles.of(instance);
    const target = instance.type === "azurerm_marketplace_role_assignment" ? MARKETPLACE : this.targets.of(instance.get("scope"));
    const condition = canonicalText(instance.argument("condition") ?? null);
    return this.role(instance, instance.get("principal_id"), permission, target, condition, caveat);
  }

  private role(by: Instance, principalId: Value, permission: Permission, target: Target, condition = "", caveat = ""): Grant {
    const ineffective = whyRoleDoesNothing(permission, target);
    return { kind: "role", principal: this.principals.of(principalId), permission, target, condition, ineffective, caveat, by, propagates: true, isInline: false };
  }

  private policy(by: Instance, target: Target, argument: (name: string) => Value, isInline: boolean): Grant {
    const vault = target.instance;
    const ineffective = vault?.type === "azurerm_key_vault" && accessModelOf(vault) === "roles" ? "the vault gives access by roles" : undefined;
    const application = argument("application_id");
    const caveat = application === null || application === "" ? "" : `by the application ${canonicalText(application)}`;
    const permission = this.shared(permissionOfPolicy(argument));
    return { kind: "access policy", principal: this.principals.of(argument("object_id")), permission, target, condition: "", ineffective, caveat, by, propagates: false, isInline };
  }

  /** The one object for what many policies allow. */
  private shared(permission: Permission): Permission {
    const known = this.permissions.get(permission.key) ?? permission;
    this.permissions.set(permission.key, known);
    return known;
  }

  private inlinePolicies(vault: Instance): Grant[] {
    return vault
      .blocks("access_policy")
      .map((block) => this.policy(vault, this.targets.ofInstance(vault), (name) => (block instanceof ObjectValue ? block.get(name) : block), isWritten(vault, "access_policy")));
  }

  private cosmosRole(instance: Instance): Grant {
    const account = this.targets.named("Microsoft.DocumentDB/databaseAccounts", canonicalText(instance.get("account_name")));
    const scope = this.targets.of(instance.get("scope"));
    const id = canonicalText(instance.get("role_definition_id"));
    const [, builtIn] = /0{8}-0{4}-0{4}-0{4}-0{11}([12])$/.exec(id) ?? [];
    const permission = builtIn ? COSMOS_ROLES[builtIn]! : this.cosmosDefinition(instance.get("role_definition_id"));
    const target = scope.unresolved === undefined ? scope : account;
    return { ...this.role(instance, instance.get("principal_id"), permission, target), kind: "data role", propagates: false, ineffective: undefined };
  }

  private cosmosDefinition(id: Value): Permission {
    const { instance } = this.targets.of(id);
    const text = instance ? canonicalText(instance.get("name")) : canonicalText(id);
    const lists = (instance?.blocks("permissions") ?? []).map((block) => (block instanceof ObjectValue ? textsIn(block.get("data_actions")) : undefined));
    const isDefined = instance?.type === "azurerm_cosmosdb_sql_role_definition";
    const dataActions = isDefined && lists.every((list) => list !== undefined) ? lists.flatMap((list) => list ?? []) : undefined;
    const why = id instanceof Unknown ? id.why : undefined;
    return { key: `cosmos|${text.toLowerCase()}`, label: isDefined ? `${text} (custom role)` : why === undefined ? text : `unresolved: ${text}`, allowed: dataActions && { ...NOTHING_ALLOWED, dataActions }, unresolved: why };
  }

  private simple(instance: Instance, type: GrantType): Grant {
    const target = this.targetOf(instance, type);
    const principal = this.principals.of(instance.get(type.principal));
    const permission = "words" in type.permission ? { key: type.permission.words, label: type.permission.words } : namedPermission(instance.argument(type.permission.argument) ?? null);
    return { kind: type.kind, principal, permission, target, condition: "", caveat: "", by: instance, propagates: false, isInline: false };
  }

  private targetOf(instance: Instance, { kind, target }: GrantType): Target {
    if (typeof target !== "string") {
      return this.targets.named(target[0], canonicalText(instance.get(target[1])), this.targets.scopeOf(instance));
    }
    if (kind === "group membership" || kind === "directory role") {
      const { key, subscription, label, unresolved: why }: Placed & Pick<Target, "label" | "unresolved"> = target === "directory_scope_id" ? DIRECTORY : this.principals.of(instance.get(target));
      return { key, subscription, label, kind: why === undefined ? "resource" : "unresolved", unresolved: why };
    }
    return this.targets.of(instance.get(target));
  }

  /** Access for the principals of another tenant. */
  private delegated(instance: Instance): Grant[] {
    const target = this.targets.of(instance.get("scope"));
    const grantOf = (block: ObjectValue | Unknown, caveat: string) => {
      const get = (name: string) => (block instanceof ObjectValue ? block.get(name) : block);
      return this.role(instance, get("principal_id"), this.roles.ofId(get("role_definition_id")), target, "", caveat);
    };
    return [
      ...instance.blocks("authorization").map((block) => grantOf(block, "in another tenant, once the definition is assigned")),
      ...instance.blocks("eligible_authorization").map((block) => grantOf(block, "in another tenant, once it is activated")),
    ];
  }

  private sqlAdministrators(instance: Instance): Grant[] {
    return instance.blocks("azuread_administrator").map((block) => ({
      kind: "administrator",
      principal: this.principals.of(block instanceof ObjectValue ? block.get("object_id") : block),
      permission: { key: "administrator", label: "administrator" },
      target: this.targets.ofInstance(instance),
      condition: "",
      caveat: "",
      by: instance,
      propagates: false,
      isInline: true,
    }));
  }

  private members(group: Instance): Grant[] {
    const members = group.argument("members") ?? [];
    const { key, label } = this.principals.of(new Reference(group, ["object_id"]));
    return (isList(members) ? members : [members]).map((member) => ({
      kind: "group membership",
      principal: this.principals.of(member),
      permission: { key: "member", label: "member" },
      target: { key, label, kind: "resource" },
      condition: "",
      caveat: "",
      by: group,
      propagates: false,
      isInline: true,
    }));
  }

  /** A role assignment in the words of Azure's own API. */
  private azapi(instance: Instance): Grant[] {
    if (!/^Microsoft\.Authorization\/roleAssignments@/i.test(canonicalText(instance.argument("type") ?? null))) {
      return [];
    }
    const body = instance.argument("body") ?? null;
    const content = decode(body) ?? body;
    const properties = content instanceof ObjectValue ? content.get("properties") : content;
    const get = (name: string): Value => (properties instanceof ObjectValue ? properties.get(name) : new Unknown(properties instanceof Unknown ? properties.why : "its body is not known", [], `${canonicalText(body)}.${name}`));
    const target = this.targets.of(instance.get("parent_id"));
    return [this.role(instance, get("principalId"), this.roles.ofId(get("roleDefinitionId")), target, canonicalText(get("condition")))];
  }
}

const MARKETPLACE: Target = { key: "marketplace", label: "the marketplace of the tenant", kind: "tenant" };
const DIRECTORY: Target = { key: "directory", label: "the directory", kind: "tenant" };

const COSMOS = "Microsoft.DocumentDB/databaseAccounts/";
const cosmosRole = (name: string, dataActions: readonly string[]): Permission => ({ key: `cosmos|${name.toLowerCase()}`, label: name, allowed: { ...NOTHING_ALLOWED, dataActions } });

/** The two built-in roles for the data of Cosmos DB, by the last digit of their ids. */
const COSMOS_ROLES = table<Permission>({
  1: cosmosRole("Cosmos DB Built-in Data Reader", [
    `${COSMOS}readMetadata`,
    ...["read", "executeQuery", "readChangeFeed"].map((action) => `${COSMOS}sqlDatabases/containers/${action === "read" ? "items/read" : action}`),
  ]),
  2: cosmosRole("Cosmos DB Built-in Data Contributor", [`${COSMOS}readMetadata`, `${COSMOS}sqlDatabases/containers/*`, `${COSMOS}sqlDatabases/containers/items/*`]),
});

/** Whether an argument is one that the program sets, and not what a plan or a state knows from Azure. */
function isWritten(instance: Instance, argument: string): boolean {
  const expression = instance.declaration.arguments.get(argument);
  return expression !== undefined && instance.module.stack.known?.hasExpressions !== false;
}

function namedPermission(value: Value): Permission {
  const text = canonicalText(value);
  const why = value instanceof Unknown ? value.why : undefined;
  return { key: text.toLowerCase(), label: why === undefined ? text : `unresolved: ${text}`, unresolved: why };
}

/** What the lists of an access policy allow, in words that roles do not have. */
function permissionOfPolicy(argument: (name: string) => Value): Permission {
  const lists = POLICY_ARGUMENTS.map(([name, kind]) => ({ kind, words: textsIn(argument(name)), value: argument(name) }));
  const open = lists.find(({ words }) => words === undefined);
  const label = lists
    .filter(({ words }) => words === undefined || words.length > 0)
    .map(({ kind, words }) => `${kind} ${words ? [...new Set(words)].sort().join(", ") : "unresolved"}`)
    .join("; ");
  const dataActions = lists.flatMap(({ kind, words }) => (words ?? []).map((word) => `${kind}/${word.toLowerCase() === "all" ? "*" : word.toLowerCase()}`)).sort();
  const why = open && (open.value instanceof Unknown ? open.value.why : "a list in it is not known");
  const unknown = lists.flatMap(({ kind, words, value }) => (words ? [] : [`${kind} ${canonicalText(value)}`])).join("; ");
  return { key: `policy|${label.toLowerCase()}${unknown && `|${unknown}`}`, label: label || "nothing", allowed: open ? undefined : { ...NOTHING_ALLOWED, dataActions }, unresolved: why };
}

/** A role for the data of a vault does nothing where the vault gives access by access policies. */
function whyRoleDoesNothing({ allowed }: Permission, target: Target): string | undefined {
  const vault = [target, target.within].find((one) => one?.instance?.type === "azurerm_key_vault")?.instance;
  const isForData = allowed?.dataActions.some((action) => action.startsWith("Microsoft.KeyVault/"));
  return vault && isForData && accessModelOf(vault) === "access policies" ? "the vault gives access by access policies" : undefined;
}

/** The planes that something is allowed on. */
export function planeOf(kind: GrantKind, allowed: Allowed | undefined): string {
  if (kind !== "role") {
    return kind === "directory role" || kind === "group membership" ? "directory" : "data";
  }
  const planes = [...(allowed?.actions.length ? ["control"] : []), ...(allowed?.dataActions.length ? ["data"] : [])];
  return planes.length === 0 ? "unknown" : planes.join(" and ");
}
