import { TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { CosmosdbSqlRoleAssignment } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { PostgresqlFlexibleServerActiveDirectoryAdministrator } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator";
import { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { resolveItself } from "../../core/own-resolution";
import { refuse, refuseInProgram } from "../../core/problems";
import { nameInErrors, pathInProgram } from "../../core/program-paths";
import { providerIfIn, providerIn } from "../../core/provider-in";
import { labelOf, textOf } from "../../core/token-text";
import type { CosmosDbRole } from "../cosmos-db-role";
import type { RedisAccessPolicy } from "../redis-access-policy";
import { Role, RoleAssignmentOptions } from "../role";
import { AllGrants } from "./all-grants";
import { isCurrentCaller } from "./current-caller";
import { hideWhenHandedOver, leaveGrant, makeGrant } from "./dormant";
import {
  administratorKey,
  cosmosDbRoleKey,
  databaseUserKey,
  GrantKey,
  kustoRoleKey,
  policyKey,
  redisPolicyKey,
  roleAssignmentKey,
  textOfKey,
} from "./grant-keys";
import {
  CosmosDbTarget,
  DatabaseTarget,
  KustoTarget,
  ManagedRedisTarget,
  PERMISSION_KINDS,
  Permissions,
  PostgresqlServerTarget,
  RedisTarget,
  ScopeTarget,
  VaultTarget,
} from "./grant-targets";
import { checkKustoPrincipal, makeKustoAssignment } from "./kusto-assignment";
import { ManagedRedisAssignment } from "./managed-redis-assignment";
import type { GrantRecord, PrincipalRecord } from "./records";
import { RoleAssignmentArguments } from "./role-assignment-arguments";
import { checkTyped } from "./rules/principal";
import { TimeSleep } from "./time-sleep";

/** Matches a reference to a resource that the program makes. */
const MADE = /^[^:]*:(?!data\.)\w+_\w+\.[\w-]+\./;

/** The tenant of a policy that others give, which renders nothing. */
const NO_TENANT = "";

/** The part of a grant's record that depends on the kind of grant. */
interface GrantKind extends Pick<GrantRecord, "propagates" | "isPull" | "stated"> {
  /** The name of the grant in errors; undefined where the resource has one in the program. */
  readonly name?: string;
}

/**
 * The grants of a stack: one for each key, however often a program asks for it. Its address comes from the key alone,
 * so that no other line of the program changes the address.
 */
export class StackGrants {
  private readonly byKey = new Map<string, GrantRecord>();
  private readonly byPrincipal = new Map<string, GrantRecord[]>();
  private readonly sums = new Map<string, AllGrants>();
  private readonly policiesOfVaults: [string, KeyVaultAccessPolicyA][] = [];
  private readonly onlyForGrants = new Set<TerraformResource>();
  private readonly assignmentArguments: RoleAssignmentArguments;

  /**
   * @param scope the parent of the resources of the grants
   * @param onNew what to call with each new grant
   */
  constructor(
    private readonly scope: Construct,
    private readonly stack: TerraformStack,
    private readonly onNew: (grant: GrantRecord) => void,
  ) {
    this.assignmentArguments = new RoleAssignmentArguments(stack);
  }

  /** The grants by their keys. */
  public get all(): ReadonlyMap<string, GrantRecord> {
    return this.byKey;
  }

  /** The resources of the grants, and the waits that only grants need. */
  public get resources(): ReadonlySet<TerraformResource> {
    return this.onlyForGrants;
  }

  /** The grants to the principal with the key. */
  public to(principalKey: string): readonly GrantRecord[] {
    return this.byPrincipal.get(principalKey) ?? [];
  }

  /** What stands for all grants to the principal with the key; undefined where they are few. */
  public allTo(principalKey: string): AllGrants | undefined {
    return this.sums.get(principalKey);
  }

  /** The access policies, each with the key of its vault. */
  public get policies(): readonly (readonly [string, KeyVaultAccessPolicyA])[] {
    return this.policiesOfVaults;
  }

  /** The principal's access policy on the vault, to which the permissions are added. */
  public accessPolicy(vault: VaultTarget, principal: PrincipalRecord, permissions: Permissions): GrantRecord {
    const kind = { name: "the access policy", propagates: false, isPull: false };
    const grant = this.grant(policyKey(vault._key, principal.key), principal, kind, () => {
      const scope = this.child(labelOf(vault._key, this.stack));
      const policy = new KeyVaultAccessPolicyA(scope, labelOf(principal.key, this.stack), {
        keyVaultId: vault.keyVaultId,
        // The tenant may be an attribute of a data source, which a grant that others give does not need.
        tenantId: vault._isGivenByOthers ? NO_TENANT : vault.tenantId,
        objectId: principal.principalId,
        provider: providerIn(this.stack, vault.provider),
      });
      this.policiesOfVaults.push([vault._key, policy]);
      return policy;
    });
    const policy = grant.resource as KeyVaultAccessPolicyA;
    addPermissions(policy, permissions);
    if (vault._isGivenByOthers) {
      leaveGrant(policy);
      return grant;
    }
    makeGrant(policy);
    if (policy.tenantIdInput === NO_TENANT) {
      policy.tenantId = vault.tenantId;
      policy.keyVaultId = vault.keyVaultId;
    }
    policy.keyVaultId = this.firstOf(policy.keyVaultIdInput, vault.keyVaultId);
    policy.objectId = this.firstOf(policy.objectIdInput, principal.principalId);
    return grant;
  }

  /**
   * The principal's assignment of the role at the scope.
   *
   * @param options the optional arguments; undefined where another line of the program may give them
   * @throws Error when two lines give different arguments, since Azure accepts one such assignment; or when the kind of
   *   the principal is not known
   */
  public roleAssignment(
    target: ScopeTarget,
    role: Role,
    principal: PrincipalRecord,
    options?: RoleAssignmentOptions,
  ): GrantRecord {
    refuse(principal.construct, checkTyped(principal));
    const roleKey = role._keyIn(this.stack);
    const key = roleAssignmentKey(roleKey, target.key, principal.key);
    const kind = { name: `the role assignment ${roleKey}`, propagates: true, isPull: Role._isPull(roleKey) };
    const grant = this.grant(key, principal, kind, () => {
      const scope = this.child(target.label ?? labelOf(target.key, this.stack), labelOf(roleKey, this.stack));
      return new RoleAssignment(scope, labelOf(principal.key, this.stack), {
        scope: target.scope,
        ...definitionOf(role, roleKey),
        principalId: principal.principalId,
        principalType: principal.principalType,
      });
    });
    const assignment = grant.resource as RoleAssignment;
    (target.isGivenByOthers ? leaveGrant : makeGrant)(assignment);
    if (principal.principalType !== undefined) {
      assignment.principalType = principal.principalType;
    }
    assignment.provider ??= this.providerOf(target);
    assignment.scope = this.firstOf(assignment.scopeInput, target.scope);
    assignment.principalId = this.firstOf(assignment.principalIdInput, principal.principalId);
    if (options) {
      this.assignmentArguments.add(grant, options);
    }
    return grant;
  }

  /**
   * The principal's data role in an account of Cosmos DB, or in a part of it. Cosmos DB looks the principal up in
   * Microsoft Entra ID and refuses one that is not there yet, so the role waits for a principal that the program makes:
   * https://github.com/hashicorp/terraform-provider-azurerm/issues/28070
   */
  public cosmosDbRole(target: CosmosDbTarget, role: CosmosDbRole, principal: PrincipalRecord): GrantRecord {
    const roleKey = role._keyIn(this.stack);
    const key = cosmosDbRoleKey(roleKey, target.key, target.part, principal.key);
    const kind = { name: `the Cosmos DB role ${roleKey}`, propagates: true, isPull: false };
    return this.grant(key, principal, kind, () => {
      const scope = this.child(labelOf(target.key, this.stack), ...target.labels, labelOf(roleKey, this.stack));
      const wait = this.waitForPrincipal(principal);
      return new CosmosdbSqlRoleAssignment(scope, labelOf(principal.key, this.stack), {
        resourceGroupName: target.resourceGroupName,
        accountName: target.accountName,
        roleDefinitionId: role._definitionIn(target.accountId),
        scope: target.scope,
        principalId: principal.principalId,
        provider: providerIn(this.stack, target.provider),
        dependsOn: wait && [wait],
      });
    });
  }

  /**
   * The principal's access policy assignment on a cache, which accepts one for each principal. The name and the alias
   * of the assignment are the object id, which no other principal has.
   *
   * @throws Error when an earlier line gave the principal another policy on the cache
   */
  public redisAccessPolicy(target: RedisTarget, policy: RedisAccessPolicy, principal: PrincipalRecord): GrantRecord {
    const { accessPolicyName } = policy;
    const { principalId } = principal;
    const kind = { name: "the access policy of the cache", propagates: false, isPull: false };
    const grant = this.grant(redisPolicyKey(target.key, principal.key), principal, kind, () => {
      const scope = this.child(labelOf(target.key, this.stack));
      return new RedisCacheAccessPolicyAssignment(scope, labelOf(principal.key, this.stack), {
        name: principalId,
        redisCacheId: target.redisCacheId,
        accessPolicyName,
        objectId: principalId,
        objectIdAlias: principalId,
        provider: providerIn(this.stack, target.provider),
      });
    });
    refuseOtherPolicy(grant, accessPolicyName);
    return grant;
  }

  /**
   * The principal's data role in a Kusto cluster, or in the database of one. Kusto looks the principal up in Microsoft
   * Entra ID, so the role waits for a principal that the program makes:
   * https://github.com/hashicorp/terraform-provider-azurerm/issues/18355
   */
  public kustoRole(target: KustoTarget, tenantId: string, principal: PrincipalRecord): GrantRecord {
    refuse(principal.construct, checkKustoPrincipal(principal));
    const { role } = target;
    const kind = { name: `the Kusto role ${role}`, propagates: true, isPull: false };
    return this.grant(kustoRoleKey(role, target.key, target.part, principal.key), principal, kind, () => {
      const scope = this.child(labelOf(target.key, this.stack), ...target.labels, role);
      const wait = this.waitForPrincipal(principal);
      return makeKustoAssignment(scope, labelOf(principal.key, this.stack), target, principal, {
        tenantId,
        provider: providerIn(this.stack, target.provider),
        dependsOn: wait && [wait],
      });
    });
  }

  /** The principal's access policy on an instance of Managed Redis, which has one policy. */
  public managedRedisPolicy({ key, ...target }: ManagedRedisTarget, principal: PrincipalRecord): GrantRecord {
    const { principalId: objectId } = principal;
    const kind = { name: "the access policy of the cache", propagates: false, isPull: false };
    return this.grant(redisPolicyKey(key, principal.key), principal, kind, () => {
      const provider = providerIn(this.stack, target.provider);
      const scope = this.child(labelOf(key, this.stack));
      return new ManagedRedisAssignment(scope, labelOf(principal.key, this.stack), { ...target, objectId, provider });
    });
  }

  /** The principal as a Microsoft Entra administrator of a PostgreSQL server. */
  public postgresqlAdministrator(target: PostgresqlServerTarget, principal: PrincipalRecord): GrantRecord {
    const kind = { name: "the administrator of the database server", propagates: false, isPull: false };
    return this.grant(administratorKey(target.key, principal.key), principal, kind, () => {
      const scope = this.child(labelOf(target.key, this.stack), "Administrator");
      return new PostgresqlFlexibleServerActiveDirectoryAdministrator(scope, labelOf(principal.key, this.stack), {
        serverName: target.serverName,
        resourceGroupName: target.resourceGroupName,
        tenantId: target.tenantId,
        objectId: principal.principalId,
        principalName: target.principalName,
        principalType: "ServicePrincipal",
        provider: providerIn(this.stack, target.provider),
      });
    });
  }

  /**
   * The principal as a user of a database: the same resource makes all users of a script.
   *
   * @param access the privilege, which the record states: it changes where a later line asks for more
   */
  public databaseUser(target: DatabaseTarget, principal: PrincipalRecord, access: () => string): GrantRecord {
    const { key, part, scope, resource } = target;
    const stated = {
      get access() {
        return access();
      },
      scope,
    };
    const kind = { propagates: false, isPull: false, stated };
    return this.grant(databaseUserKey(key, part, principal.key), principal, kind, () => resource);
  }

  /** Makes a resource that only gives access render nothing where the stack hands its grants over. */
  public keep<T extends TerraformResource>(resource: T): T {
    return this.hide(resource);
  }

  /** The grant of the key: the one that is there, or a new one of the resource that is made for it. */
  private grant(
    key: GrantKey,
    principal: PrincipalRecord,
    kind: GrantKind,
    make: () => TerraformResource,
  ): GrantRecord {
    const present = this.byKey.get(textOfKey(key));
    if (present) {
      return present;
    }
    const { name, ...rest } = kind;
    const grant = { key, principal, resource: this.hide(make()), ...rest };
    if (name !== undefined) {
      nameInErrors(
        grant.resource,
        () => `${name} of ${isCurrentCaller(principal) ? principal.name : pathInProgram(principal.construct)}`,
      );
    }
    this.byKey.set(textOfKey(key), grant);
    const others = this.byPrincipal.get(principal.key) ?? [];
    others.push(grant);
    this.byPrincipal.set(principal.key, others);
    this.sumUp(principal, others.length);
    this.onNew(grant);
    return grant;
  }

  /** Makes what stands for the grants to a principal, once there are many. */
  private sumUp({ key, construct }: PrincipalRecord, count: number): void {
    if (count > AllGrants.MOST_LISTED && !this.sums.has(key)) {
      this.sums.set(key, new AllGrants(this.child(labelOf(key, this.stack)), "AllGrants", construct));
    }
  }

  /** The wait until Microsoft Entra ID shows a principal that the program makes; undefined for any other principal. */
  private waitForPrincipal({ key, principalId }: PrincipalRecord): TimeSleep | undefined {
    if (!MADE.test(textOf(this.stack, principalId))) {
      return undefined;
    }
    const label = labelOf(key, this.stack);
    const wait = TimeSleep.of(this.child(label), "PrincipalPropagation");
    wait.waitForPrincipal(label.replace(/\W+/g, "-"), principalId);
    return this.hide(wait);
  }

  private hide<T extends TerraformResource>(resource: T): T {
    if (this.onlyForGrants.has(resource)) {
      return resource;
    }
    this.onlyForGrants.add(resource);
    return hideWhenHandedOver(resolveItself(resource));
  }

  /** The construct at a path below the ledger's element, made where it does not exist. */
  private child(...path: readonly string[]): Construct {
    return path.reduce(
      (scope, id) => (scope.node.tryFindChild(id) as Construct | undefined) ?? new Construct(scope, id),
      this.scope,
    );
  }

  /**
   * The one of two spellings whose text sorts first, so that the order of lines in a program does not change the
   * output.
   */
  private firstOf(present: string | undefined, asked: string): string {
    return present === undefined || present === asked || textOf(this.stack, asked) < textOf(this.stack, present)
      ? asked
      : present;
  }

  private providerOf({ provider, isProviderOptional }: ScopeTarget): TerraformProvider | undefined {
    return isProviderOptional ? providerIfIn(this.stack, provider) : providerIn(this.stack, provider);
  }
}

/**
 * The arguments that define the role. A built-in role is written by its name, even where the program gives its id:
 * Azure returns the name.
 */
function definitionOf({ roleName, roleDefinitionId }: Role, roleKey: string) {
  const constant = Role._constantOf(roleKey);
  return constant ? { roleDefinitionName: constant.roleName } : { roleDefinitionName: roleName, roleDefinitionId };
}

function refuseOtherPolicy({ principal, resource }: GrantRecord, asked: string): void {
  const { cdktfStack: stack, accessPolicyNameInput: present = asked } = resource as RedisCacheAccessPolicyAssignment;
  if (textOf(stack, present) !== textOf(stack, asked)) {
    refuseInProgram({
      construct: principal.construct,
      finding: `is given the access policies ${JSON.stringify(present)} and ${JSON.stringify(asked)} of one cache`,
      allowed: "one access policy of a cache for a principal",
      change: "Use the wider of the two, or one of your own with RedisAccessPolicy.fromName(…).",
    });
  }
}

function addPermissions(policy: KeyVaultAccessPolicyA, added: Permissions): void {
  for (const kind of PERMISSION_KINDS) {
    const words = added[kind];
    if (words) {
      policy[kind] = [...new Set([...(policy[`${kind}Input`] ?? []), ...words])].sort();
    }
  }
}
