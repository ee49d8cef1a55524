import { grouped } from "../../base/grouped";
import type { Value } from "../../language/value";
import { canonicalText, Instance } from "../../program/instance";
import type { Permission } from "../permission";
import type { Principals } from "../principal";
import type { Roles } from "../role";
import type { Target } from "../target";
import type { Targets } from "../targets";
import { accessModelOf, VAULT_TYPE, VaultAccessModel } from "../vault";

/** What the readers of grants look things up in. */
export class GrantContext {
  private readonly permissions = new Map<string, Permission>();
  private vaultModels?: ReadonlyMap<string, readonly Instance[]>;
  private readonly redisPolicies: ReadonlyMap<string, Instance>;
  private readonly directoryRoles: ReadonlyMap<string, Instance>;

  constructor(
    public readonly targets: Targets,
    public readonly principals: Principals,
    public readonly roles: Roles,
    private readonly instances: readonly Instance[],
    /** The context of all stacks, for what none of the instances defines. */
    private readonly elsewhere?: GrantContext,
  ) {
    this.directoryRoles = byArguments(instances, "azuread_directory_role", ["template_id", "object_id"]);
    this.redisPolicies = byArguments(instances, "azurerm_redis_cache_access_policy", ["name"]);
  }

  /** The `azuread_directory_role` with a template id or an object id. */
  public directoryRole(id: string): Instance | undefined {
    return this.directoryRoles.get(id.toLowerCase()) ?? this.elsewhere?.directoryRole(id);
  }

  /** The `azurerm_redis_cache_access_policy` with a name. */
  public redisPolicy(name: string): Instance | undefined {
    return this.redisPolicies.get(name.toLowerCase()) ?? this.elsewhere?.redisPolicy(name);
  }

  /** The access model of a vault; undefined where it is not known, or where blocks of one name differ in it. */
  public accessModelOf(vault: Instance): VaultAccessModel | undefined {
    this.vaultModels ??= grouped(
      this.instances.filter(({ type, isManaged }) => isManaged && type === VAULT_TYPE),
      (one) => this.targets.ofInstance(one).key,
    );
    const model = accessModelOf(vault);
    const others = this.vaultModels.get(this.targets.ofInstance(vault).key) ?? [];
    return others.every((one) => accessModelOf(one) === model) ? model : undefined;
  }

  /** One object for equal permissions, so that what later floors compute for it is computed once. */
  public shared(permission: Permission): Permission {
    const known = this.permissions.get(permission.key) ?? permission;
    this.permissions.set(permission.key, known);
    return known;
  }

  /** A group, or an application, as a target: by its object id. */
  public targetOfPrincipal(objectId: Value): Target {
    const { key, subscription, label, unresolved } = this.principals.of(objectId);
    return { key, subscription, label, kind: unresolved === undefined ? "resource" : "unresolved", unresolved };
  }
}

/** The resources of a type, by the texts of some of their arguments. */
function byArguments(
  instances: readonly Instance[],
  type: string,
  names: readonly string[],
): ReadonlyMap<string, Instance> {
  return new Map(
    instances
      .filter((instance) => instance.type === type)
      .flatMap((instance) =>
        names.map((name): [string, Instance] => [canonicalText(instance.get(name)).toLowerCase(), instance]),
      ),
  );
}
