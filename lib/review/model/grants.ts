import { table } from "../azure/table";
import { canonicalText, Instance } from "../program/instance";
import { decode, isList, ObjectValue, Reference, Unknown, Value } from "../language/value";
import { cosmosRole } from "./cosmos-role";
import type { Grant, GrantKind } from "./grant";
import { GRANT_TYPES, GrantType, INLINE_GRANT_TYPES, InlineGrantType, ROLE_ASSIGNMENTS } from "./grant-types";
import { permissionOfPolicy } from "./policy";
import type { Principals } from "./principal";
import type { Permission, Roles } from "./role";
import { partOf, Target } from "./target";
import type { Targets } from "./targets";
import { accessModelOf, isForVaultData } from "./vault";

/** Reads the grants of a program. */
export class Grants {
  private readonly permissions = new Map<string, Permission>();
  private readonly redisPolicies: ReadonlyMap<string, Instance>;
  /** The roles of the directory by their ids. */
  private readonly directoryRoles: ReadonlyMap<string, Instance>;

  constructor(
    private readonly targets: Targets,
    private readonly principals: Principals,
    private readonly roles: Roles,
    instances: readonly Instance[],
  ) {
    const policies = instances.filter(({ type }) => type === "azurerm_redis_cache_access_policy");
    const ofDirectory = instances.filter(({ type }) => type === "azuread_directory_role");
    this.directoryRoles = new Map(
      ofDirectory.flatMap((role) =>
        ["template_id", "object_id"].map((id): [string, Instance] => [canonicalText(role.get(id)).toLowerCase(), role]),
      ),
    );
    this.redisPolicies = new Map(policies.map((policy) => [canonicalText(policy.get("name")).toLowerCase(), policy]));
  }

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
        return [
          this.policy(
            instance,
            this.targets.of(instance.get("key_vault_id")),
            (name) => instance.argument(name) ?? null,
            false,
          ),
        ];
      case "azurerm_key_vault":
        return this.inlinePolicies(instance);
      case "azurerm_cosmosdb_sql_role_assignment":
        return [
          this.cosmosRole(
            instance,
            this.targets.named("Microsoft.DocumentDB/databaseAccounts", canonicalText(instance.get("account_name"))),
            (name) => instance.get(name),
          ),
        ];
      case "azurerm_lighthouse_definition":
        return this.delegated(instance);
      case "azapi_resource":
        return this.azapi(instance);
      default:
        return (INLINE_GRANT_TYPES[instance.type] ?? []).flatMap((inline) => this.listed(instance, inline));
    }
  }

  private roleAssignment(instance: Instance, caveat: string): Grant {
    const permission = this.roles.of(instance);
    const target =
      instance.type === "azurerm_marketplace_role_assignment" ? MARKETPLACE : this.targets.of(instance.get("scope"));
    const condition = canonicalText(instance.argument("condition") ?? null);
    return this.role(instance, instance.get("principal_id"), permission, target, condition, caveat);
  }

  private role(
    by: Instance,
    principalId: Value,
    permission: Permission,
    target: Target,
    condition = "",
    caveat = "",
  ): Grant {
    const ineffective = whyRoleDoesNothing(permission, target);
    return {
      kind: "role",
      principal: this.principals.of(principalId),
      permission,
      target,
      condition,
      ineffective,
      caveat,
      by,
      propagates: true,
      isInline: false,
    };
  }

  private policy(by: Instance, target: Target, argument: (name: string) => Value, isInline: boolean): Grant {
    const vault = target.instance;
    const ineffective =
      vault?.type === "azurerm_key_vault" && accessModelOf(vault) === "roles"
        ? "the vault gives access by roles"
        : undefined;
    const application = argument("application_id");
    const caveat = application === null || application === "" ? "" : `by the application ${canonicalText(application)}`;
    const permission = this.shared(permissionOfPolicy(argument));
    return {
      kind: "access policy",
      principal: this.principals.of(argument("object_id")),
      permission,
      target,
      condition: "",
      ineffective,
      caveat,
      by,
      propagates: false,
      isInline,
    };
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
      .map((block) =>
        this.policy(
          vault,
          this.targets.ofInstance(vault),
          (name) => (block instanceof ObjectValue ? block.get(name) : block),
          isWritten(vault, "access_policy"),
        ),
      );
  }

  private simple(instance: Instance, type: GrantType): Grant {
    const permission =
      "words" in type.permission
        ? { key: type.permission.words, label: type.permission.words }
        : this.namedPermission(instance, type.permission.argument);
    return this.grant(instance, type.kind, instance.get(type.principal), permission, this.targetOf(instance, type), {
      caveat: type.caveat,
    });
  }

  private grant(
    by: Instance,
    kind: GrantKind,
    principalId: Value,
    permission: Permission,
    target: Target,
    over: Partial<Pick<Grant, "caveat" | "isInline">> = {},
  ): Grant {
    return {
      kind,
      principal: this.principals.of(principalId),
      permission,
      target,
      condition: "",
      caveat: over.caveat ?? "",
      by,
      propagates: false,
      isInline: over.isInline ?? false,
    };
  }

  private targetOf(instance: Instance, { kind, target, part }: GrantType): Target {
    const narrower = part === undefined ? null : (instance.argument(part) ?? null);
    if (typeof target === "string" && narrower !== null && (instance.argument(target) ?? null) === null) {
      return this.targets.of(narrower);
    }
    const whole = this.wholeTargetOf(instance, kind, target);
    const text = canonicalText(narrower);
    return text === "" || text === "/"
      ? whole
      : partOf(whole, `${part}/${text.toLowerCase()}`, `${text} of ${whole.label}`);
  }

  private wholeTargetOf(instance: Instance, kind: GrantKind, target: GrantType["target"]): Target {
    if (target === undefined) {
      return DIRECTORY;
    }
    if (typeof target !== "string") {
      return this.targets.named(target[0], canonicalText(instance.get(target[1])), this.targets.scopeOf(instance));
    }
    return kind === "group membership" || kind === "directory role"
      ? this.ofPrincipal(instance.get(target))
      : this.targets.of(instance.get(target));
  }

  /** A group, or an application, as what somebody has access to. */
  private ofPrincipal(id: Value): Target {
    const { key, subscription, label, unresolved: why } = this.principals.of(id);
    return { key, subscription, label, kind: why === undefined ? "resource" : "unresolved", unresolved: why };
  }

  /** What an argument names; for an access policy of a Redis cache that the program makes, with what that allows. */
  private namedPermission(instance: Instance, argument: string): Permission {
    const value = instance.argument(argument) ?? null;
    const text = canonicalText(value);
    const why = value instanceof Unknown ? value.why : undefined;
    const directoryRole = this.directoryRoles.get(text.toLowerCase())?.argument("display_name") ?? null;
    if (directoryRole !== null) {
      return {
        key: `directory role|${canonicalText(directoryRole).toLowerCase()}`,
        label: canonicalText(directoryRole),
      };
    }
    const policy = argument === "access_policy_name" ? this.redisPolicies.get(text.toLowerCase()) : undefined;
    return {
      key: `${text.toLowerCase()}${policy ? `|${canonicalText(policy.argument("permissions") ?? null)}` : ""}`,
      label: why === undefined ? text : `unresolved: ${text}`,
      unresolved: why,
    };
  }

  private cosmosRole(by: Instance, account: Target, argument: (name: string) => Value): Grant {
    const scope = this.targets.of(argument("scope"));
    const target =
      scope.unresolved === undefined
        ? scope
        : partOf(account, canonicalText(argument("scope")), `${account.label} or a part of it`);
    return this.grant(
      by,
      "data role",
      argument("principal_id"),
      cosmosRole(this.targets, argument("role_definition_id")),
      target,
    );
  }

  /** What a resource says itself of who has access to it. */
  private listed(instance: Instance, { kind, block, principals, words }: InlineGrantType): Grant[] {
    const lists =
      block === undefined
        ? [instance.argument(principals) ?? null]
        : instance.blocks(block).map((one) => (one instanceof ObjectValue ? one.get(principals) : one));
    const target =
      instance.type === "azuread_group"
        ? this.ofPrincipal(new Reference(instance, ["object_id"]))
        : this.targets.ofInstance(instance);
    return lists
      .flatMap((list) => (isList(list) ? list : list === null ? [] : [list]))
      .map((principal) =>
        this.grant(instance, kind, principal, { key: words, label: words }, target, { isInline: true }),
      );
  }

  /** Access for the principals of another tenant. */
  private delegated(instance: Instance): Grant[] {
    const target = this.targets.of(instance.get("scope"));
    const tenant = canonicalText(instance.argument("managing_tenant_id") ?? null);
    const grantOf = (block: ObjectValue | Unknown, condition: string) => {
      const get = (name: string) => (block instanceof ObjectValue ? block.get(name) : block);
      const roles = get("delegated_role_definition_ids");
      const others = isList(roles)
        ? roles.map((role) => this.roles.ofId(role).label).sort()
        : roles === null
          ? []
          : [canonicalText(roles)];
      const caveat = `in the tenant ${tenant}, once ${condition}${others.length > 0 ? `; may give others ${others.join(", ")}` : ""}`;
      return this.role(instance, get("principal_id"), this.roles.ofId(get("role_definition_id")), target, "", caveat);
    };
    return [
      ...instance.blocks("authorization").map((block) => grantOf(block, "the definition is assigned")),
      ...instance.blocks("eligible_authorization").map((block) => grantOf(block, "it is activated")),
    ];
  }

  /** A grant in the words of Azure's own API. */
  private azapi(instance: Instance): Grant[] {
    const [type] = canonicalText(instance.argument("type") ?? null)
      .toLowerCase()
      .split("@");
    const body = instance.argument("body") ?? null;
    const content = decode(body) ?? body;
    const properties = content instanceof ObjectValue ? content.get("properties") : content;
    const get = (name: string): Value =>
      properties instanceof ObjectValue
        ? properties.get(name)
        : new Unknown(
            properties instanceof Unknown ? properties.why : "its body is not known",
            [],
            `${canonicalText(body)}.${name}`,
          );
    const parent = instance.get("parent_id");
    const caveat = AZAPI_ROLE_ASSIGNMENTS.get(type!);
    if (caveat !== undefined) {
      return [
        this.role(
          instance,
          get("principalId"),
          this.roles.ofId(get("roleDefinitionId")),
          this.targets.of(parent),
          canonicalText(get("condition")),
          caveat,
        ),
      ];
    }
    switch (type) {
      case "microsoft.documentdb/databaseaccounts/sqlroleassignments":
        return [
          this.cosmosRole(instance, this.targets.of(parent), (name) =>
            get(name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())),
          ),
        ];
      case "microsoft.keyvault/vaults/accesspolicies": {
        const policies = get("accessPolicies");
        return (isList(policies) ? policies : [policies]).map((policy) =>
          this.policy(instance, this.targets.of(parent), azapiPolicy(policy), false),
        );
      }
      default:
        return [];
    }
  }
}

const MARKETPLACE: Target = { key: "marketplace", label: "the marketplace of the tenant", kind: "tenant" };
const DIRECTORY: Target = { key: "directory", label: "the directory", kind: "tenant" };

/** The role assignments of Azure's own API, with what has to be done before each holds. */
const AZAPI_ROLE_ASSIGNMENTS: ReadonlyMap<string, string> = new Map([
  ["microsoft.authorization/roleassignments", ""],
  [
    "microsoft.authorization/roleassignmentschedulerequests",
    ROLE_ASSIGNMENTS.get("azurerm_pim_active_role_assignment")!,
  ],
  [
    "microsoft.authorization/roleeligibilityschedulerequests",
    ROLE_ASSIGNMENTS.get("azurerm_pim_eligible_role_assignment")!,
  ],
]);

/** The arguments of an access policy, by azurerm's names for what Azure's API calls otherwise. */
function azapiPolicy(policy: Value): (name: string) => Value {
  const get = (value: Value, name: string) => (value instanceof ObjectValue ? value.get(name) : value);
  const names = table<readonly string[]>({
    object_id: ["objectId"],
    application_id: ["applicationId"],
    secret_permissions: ["permissions", "secrets"],
    key_permissions: ["permissions", "keys"],
    certificate_permissions: ["permissions", "certificates"],
    storage_permissions: ["permissions", "storage"],
  });
  return (name) => names[name]!.reduce(get, policy);
}

/** Whether an argument is one that the program sets, and not what a plan or a state knows from Azure. */
function isWritten(instance: Instance, argument: string): boolean {
  const expression = instance.declaration.arguments.get(argument);
  return expression !== undefined && instance.module.stack.known?.hasExpressions !== false;
}

/** A role for the data of a vault does nothing where the vault gives access by access policies. */
function whyRoleDoesNothing({ allowed }: Permission, target: Target): string | undefined {
  const vault = vaultOf(target);
  return vault && allowed && isForVaultData(allowed) && accessModelOf(vault) === "access policies"
    ? "the vault gives access by access policies"
    : undefined;
}

/** The vault that a target is, or is in. */
function vaultOf(target: Target): Instance | undefined {
  return target.instance?.type === "azurerm_key_vault"
    ? target.instance
    : target.kind === "part" && target.within
      ? vaultOf(target.within)
      : undefined;
}
