import type { TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { CosmosdbSqlRoleAssignment } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Grant } from "../grant";
import type { CosmosDbRole } from "../cosmos-db-role";
import type { Principal } from "../principal";
import type { RedisAccessPolicy } from "../redis-access-policy";
import { Role, RoleAssignmentOptions } from "../role";
import { Access } from "./access";
import type { CosmosDbTarget, RedisTarget } from "../../services/private/data-planes";
import { isLiteral, refuse } from "../../core/problems";
import { providerIfIn, providerIn } from "../../core/provider-in";
import { checkTyped } from "./rules/principal";
import { TimeSleep } from "./time-sleep";
import { labelOf, textOf } from "../../core/token-text";

/** What of a vault its access policies need. */
export interface VaultTarget {
  readonly _key: string;
  readonly keyVaultId: string;
  readonly tenantId: string;
  readonly provider?: TerraformProvider;
}

/** The arguments of an access policy that hold permission words. */
const PERMISSIONS = ["secretPermissions", "keyPermissions", "certificatePermissions", "storagePermissions"] as const;

/** Permission words, by the argument that holds them. */
export type Permissions = { readonly [kind in (typeof PERMISSIONS)[number]]?: readonly string[] };

/** What of a scope a role assignment needs. */
export interface RoleTarget {
  readonly key: string;
  /** What it is called in an address; by default what the key is. */
  readonly label?: string;
  readonly scope: string;
  readonly provider?: TerraformProvider;
  /**
   * Whether another stack, which has no such provider, takes its default one: a role is assigned through any of its
   * tenant.
   */
  readonly isProviderOptional?: boolean;
}

/** The text of a reference to a resource that the program makes. */
const MADE = /^[^:]*:(?!data\.)\w+_\w+\.[\w-]+\./;

/**
 * The grants of a stack: one for what is given to whom, however often it is asked for, at an address that comes from
 * these two alone, so that no other line of a program moves it.
 */
export class Grants {
  private readonly byKey = new Map<string, Grant>();
  private readonly byPrincipal = new Map<string, Grant[]>();
  private readonly accessPolicies: [string, KeyVaultAccessPolicyA][] = [];
  private readonly own = new Set<TerraformResource>();
  private readonly described = new Set<RoleAssignment>();

  constructor(
    private readonly scope: Construct,
    private readonly stack: TerraformStack,
    private readonly onNew: (grant: Grant) => void,
  ) {}

  /** The grants by what they give to whom: keys that are the same in every stack. */
  public get all(): ReadonlyMap<string, Grant> {
    return this.byKey;
  }

  /** The resources that give them, and that these alone wait for. */
  public get resources(): ReadonlySet<TerraformResource> {
    return this.own;
  }

  /** The grants to a principal. */
  public to(principal: Principal): readonly Grant[] {
    return this.toKey(principal._key);
  }

  /** The grants to the principal that is told apart by the key. */
  public toKey(key: string): readonly Grant[] {
    return this.byPrincipal.get(key) ?? [];
  }

  /** The access policies, each with what its vault is told apart by. */
  public get policies(): readonly [string, KeyVaultAccessPolicyA][] {
    return this.accessPolicies;
  }

  /** The principal's policy on the vault, with these permissions among its own. */
  public accessPolicy(vault: VaultTarget, principal: Principal, permissions: Permissions): Grant {
    const grant = this.grant(
      policyKey(vault._key, principal._key),
      principal,
      { propagates: false, isPull: false },
      () => {
        const scope = childOf(this.scope, labelOf(vault._key, this.stack));
        const policy = new KeyVaultAccessPolicyA(scope, labelOf(principal._key, this.stack), {
          keyVaultId: vault.keyVaultId,
          tenantId: vault.tenantId,
          objectId: principal.principalId,
          provider: providerIn(this.stack, vault.provider),
        });
        this.accessPolicies.push([vault._key, policy]);
        return policy;
      },
    );
    const policy = grant.resource as KeyVaultAccessPolicyA;
    policy.keyVaultId = this.firstOf(policy.keyVaultIdInput!, vault.keyVaultId);
    policy.objectId = this.firstOf(policy.objectIdInput!, principal.principalId);
    addPermissions(policy, permissions);
    return grant;
  }

  /**
   * The principal's assignment of the role at the scope. Asked for again, it is the same one.
   *
   * @param args what it says beside that; by default what another line says of it
   * @throws Error when two lines say different things of it: Azure takes one such assignment; or for a principal of
   *   which it is not known what kind it is
   */
  public roleAssignment(target: RoleTarget, role: Role, principal: Principal, args?: RoleAssignmentOptions): Grant {
    refuse(principal._home, checkTyped(principal));
    const roleKey = role._keyIn(this.stack);
    const grant = this.grant(
      roleAssignmentKey(roleKey, target.key, principal._key),
      principal,
      { propagates: true, isPull: Role._isPull(roleKey) },
      () => {
        const scope = childOf(
          childOf(this.scope, target.label ?? labelOf(target.key, this.stack)),
          labelOf(roleKey, this.stack),
        );
        return new RoleAssignment(scope, labelOf(principal._key, this.stack), {
          scope: target.scope,
          ...definitionOf(role, roleKey),
          principalId: principal.principalId,
          principalType: principal.principalType,
        });
      },
    );
    const assignment = grant.resource as RoleAssignment;
    assignment.provider ??= this.providerOf(target);
    assignment.scope = this.firstOf(assignment.scopeInput!, target.scope);
    assignment.principalId = this.firstOf(assignment.principalIdInput!, principal.principalId);
    if (args) {
      this.describe(assignment, args);
    }
    return grant;
  }

  /**
   * The principal's data role in an account of Cosmos DB, or in a part of it. Cosmos DB asks Microsoft Entra ID for the
   * principal, and refuses one that is not there yet:
   * https://github.com/hashicorp/terraform-provider-azurerm/issues/28070
   */
  public cosmosDbRole(target: CosmosDbTarget, role: CosmosDbRole, principal: Principal): Grant {
    const roleKey = role._keyIn(this.stack);
    return this.grant(
      `cosmos ${roleKey} ${target.key} ${target.part} ${principal._key}`,
      principal,
      { propagates: true, isPull: false },
      () => {
        const account = childOf(this.scope, labelOf(target.key, this.stack));
        const scope = childOf(target.labels.reduce(childOf, account), labelOf(roleKey, this.stack));
        const wait = this.waitForPrincipal(principal);
        return new CosmosdbSqlRoleAssignment(scope, labelOf(principal._key, this.stack), {
          resourceGroupName: target.resourceGroupName,
          accountName: target.accountName,
          roleDefinitionId: role._definitionIn(target.accountId),
          scope: target.scope,
          principalId: principal.principalId,
          provider: providerIn(this.stack, target.provider),
          dependsOn: wait && [wait],
        });
      },
    );
  }

  /**
   * The principal's access policy of a cache, of which it has one. The object id is its name and its alias: no other
   * principal has it.
   *
   * @throws Error when it was asked for with another policy
   */
  public redisAccessPolicy(target: RedisTarget, { accessPolicyName }: RedisAccessPolicy, principal: Principal): Grant {
    const { principalId } = principal;
    const grant = this.grant(
      redisKey(target.key, principal._key),
      principal,
      { propagates: false, isPull: false },
      () => {
        const scope = childOf(this.scope, labelOf(target.key, this.stack));
        return new RedisCacheAccessPolicyAssignment(scope, labelOf(principal._key, this.stack), {
          name: principalId,
          redisCacheId: target.redisCacheId,
          accessPolicyName,
          objectId: principalId,
          objectIdAlias: principalId,
          provider: providerIn(this.stack, target.provider),
        });
      },
    );
    refuseOtherPolicy(this.stack, grant.resource as RedisCacheAccessPolicyAssignment, accessPolicyName);
    return grant;
  }

  /** The wait for Microsoft Entra ID to have a principal that the program makes. */
  private waitForPrincipal({ _key: key, principalId }: Principal): TimeSleep | undefined {
    if (!MADE.test(textOf(this.stack, principalId))) {
      return undefined;
    }
    const label = labelOf(key, this.stack);
    const wait = TimeSleep.of(childOf(this.scope, label), "PrincipalPropagation");
    wait.waitForPrincipal(label.replace(/\W+/g, "-"), principalId);
    return this.hideWhenDormant(wait);
  }

  /** Has Terraform not see the resource where the stack hands its grants over. */
  private hideWhenDormant<T extends TerraformResource>(resource: T): T {
    if (this.own.has(resource)) {
      return resource;
    }
    this.own.add(resource);
    for (const method of ["toTerraform", "toHclTerraform"] as const) {
      const render = resource[method].bind(resource) as () => unknown;
      resource[method] = () => (Access.isDormant(resource) ? {} : render());
    }
    return resource;
  }

  /** Of two ways to write one thing the one that comes first by its text, so that the order of lines does not show. */
  private firstOf(present: string, asked: string): string {
    return present === asked || textOf(this.stack, present) <= textOf(this.stack, asked) ? present : asked;
  }

  private providerOf({ provider, isProviderOptional }: RoleTarget): TerraformProvider | undefined {
    return isProviderOptional ? providerIfIn(this.stack, provider) : providerIn(this.stack, provider);
  }

  /** What a line says of an assignment holds for those that say nothing. */
  private describe(assignment: RoleAssignment, args: RoleAssignmentOptions): void {
    if (this.described.has(assignment)) {
      refuseOtherArguments(this.stack, assignment, args);
    } else {
      this.described.add(assignment);
      ARGUMENTS.forEach((name) => args[name] !== undefined && (assignment[name] = args[name]));
    }
  }

  private grant(
    key: string,
    principal: Principal,
    { propagates, isPull }: { propagates: boolean; isPull: boolean | undefined },
    make: () => TerraformResource,
  ): Grant {
    let grant = this.byKey.get(key);
    if (!grant) {
      grant = Grant._of(principal, this.hideWhenDormant(make()), propagates, isPull);
      this.byKey.set(key, grant);
      const others = this.byPrincipal.get(principal._key);
      if (others) {
        others.push(grant);
      } else {
        this.byPrincipal.set(principal._key, [grant]);
      }
      this.onNew(grant);
    }
    return grant;
  }
}

/** A built-in role by its name, however it was given: Azure answers with that. */
function definitionOf(
  { roleName, roleDefinitionId }: Role,
  roleKey: string,
): { readonly roleDefinitionName?: string; readonly roleDefinitionId?: string } {
  const constant = Role._constantOf(roleKey);
  return constant ? { roleDefinitionName: constant.roleName } : { roleDefinitionName: roleName, roleDefinitionId };
}

/** What a policy is told apart by. */
export function policyKey(vaultKey: string, principalKey: string): string {
  return `policy ${vaultKey} ${principalKey}`;
}

/** What a role assignment is told apart by. */
export function roleAssignmentKey(roleKey: string, scopeKey: string, principalKey: string): string {
  return `role ${roleKey} ${scopeKey} ${principalKey}`;
}

/** What an access policy of a cache is told apart by. */
export function redisKey(cacheKey: string, principalKey: string): string {
  return `redis ${cacheKey} ${principalKey}`;
}

/** What the role of an assignment is told apart by, whoever made it. */
export function roleKeyOf({ cdktfStack, roleDefinitionNameInput, roleDefinitionIdInput }: RoleAssignment): string {
  return Role._keyOf(cdktfStack, roleDefinitionNameInput ?? roleDefinitionIdInput ?? "");
}

function childOf(scope: Construct, id: string): Construct {
  return (scope.node.tryFindChild(id) as Construct | undefined) ?? new Construct(scope, id);
}

/** The arguments of a role assignment that say no more than how. */
const ARGUMENTS = ["description", "condition", "conditionVersion"] as const;

function refuseOtherArguments(stack: TerraformStack, assignment: RoleAssignment, args: RoleAssignmentOptions): void {
  const texts = (value: string | undefined) => (value === undefined || isLiteral(value) ? value : textOf(stack, value));
  const shown = (value: string | undefined) => (value === undefined ? "none" : JSON.stringify(value));
  const others = ARGUMENTS.map((name) => ({
    name,
    present: texts(assignment[`${name}Input`]),
    asked: texts(args[name]),
  })).filter(({ present, asked }) => present !== asked);
  if (others.length > 0) {
    const differences = others
      .map(({ name, present, asked }) => `${name} is ${shown(asked)}, and was ${shown(present)}`)
      .join("; ");
    throw new Error(
      `[${assignment.node.path}] is asked for in two ways: ${differences}; allowed: one assignment of a role to a principal at a scope. Say the same in both places.`,
    );
  }
}

function refuseOtherPolicy(
  stack: TerraformStack,
  assignment: RedisCacheAccessPolicyAssignment,
  accessPolicyName: string,
): void {
  const present = assignment.accessPolicyNameInput!;
  if (textOf(stack, present) !== textOf(stack, accessPolicyName)) {
    throw new Error(
      `[${assignment.node.path}] is asked for with the access policies ${JSON.stringify(present)} and ${JSON.stringify(accessPolicyName)}; ` +
        "allowed: one access policy of a cache for a principal. Use the wider of the two, or one of your own with RedisAccessPolicy.fromName(…).",
    );
  }
}

function addPermissions(policy: KeyVaultAccessPolicyA, added: Permissions): void {
  for (const kind of PERMISSIONS) {
    const words = added[kind];
    if (words) {
      policy[kind] = [...new Set([...(policy[`${kind}Input`] ?? []), ...words])].sort();
    }
  }
}
