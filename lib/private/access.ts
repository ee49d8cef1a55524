import { Aspects, TerraformElement, TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Grant } from "../grant";
import type { Principal } from "../principal";
import type { Role, RoleAssignmentOptions } from "../role";
import { order } from "./ordering";
import { literalKey } from "./literal-key";
import { isLiteral } from "./problems";
import { partsOf, RESOURCE_ID } from "./resource-ids";
import { REQUIRED_TIME_PROVIDER } from "./time-provider";
import { labelOf, textOf } from "./token-text";
import { LiteralReference, Workload, WrittenSecret } from "./workload";

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
  readonly scope: string;
  readonly provider?: TerraformProvider;
}

const ID = "identity-access";

/** What the stacks of a program share. */
class Program {
  /** The program that the construct belongs to. */
  public static of({ node: { root } }: IConstruct): Program {
    let program = Program.byRoot.get(root);
    if (!program) {
      program = new Program();
      Program.byRoot.set(root, program);
    }
    return program;
  }

  private static readonly byRoot = new WeakMap<IConstruct, Program>();

  public readonly stacks: Access[] = [];
  /** What a vault is told apart by, where the text of its id does not say it. */
  public readonly vaultKeys = new Map<string, string>();
}

/**
 * Everything that a stack's constructs ask to be granted or ordered: one a stack, made when first asked for.
 *
 * The grants are its children, under ids that come from the vault or scope and the principal alone, so that no other line
 * of a program moves their addresses.
 */
export class Access extends TerraformElement {
  /** The stack's own. */
  public static of(stack: TerraformStack): Access {
    return (stack.node.tryFindChild(ID) as Access | undefined) ?? new Access(stack);
  }

  public readonly workloads: Workload[] = [];
  public readonly literalReferences: LiteralReference[] = [];
  public readonly writtenSecrets: WrittenSecret[] = [];
  private readonly program: Program;
  private readonly granted = new Map<string, Grant>();
  private readonly grantedTo = new Map<string, Grant[]>();
  private ordered = false;
  private waits = false;

  private constructor(private readonly stack: TerraformStack) {
    super(stack, ID);
    this.program = Program.of(stack);
    this.program.stacks.push(this);
    Aspects.of(stack).add({
      visit: (construct) => {
        if (construct === stack) {
          this.order();
        }
      },
    });
  }

  /** The grants by what they give to whom: a key that is the same in every stack. */
  public get grants(): ReadonlyMap<string, Grant> {
    return this.granted;
  }

  /** The resources of other stacks that give the same as this one's grant with that key. */
  public sameGrantElsewhere(key: string): readonly Grant[] {
    return this.program.stacks.filter((access) => access !== this).flatMap((access) => access.granted.get(key) ?? []);
  }

  /** The grants to a principal. */
  public grantsTo(principal: Principal): readonly Grant[] {
    return this.grantedTo.get(principal._key) ?? [];
  }

  /** The principal's policy on the vault, with these permissions among its own. */
  public accessPolicy(vault: VaultTarget, principal: Principal, permissions: Permissions): Grant {
    const grant = this.grant(`policy ${vault._key} ${principal._key}`, principal, false, () => {
      const scope = childOf(this, labelOf(vault._key, this.stack));
      return new KeyVaultAccessPolicyA(scope, labelOf(principal._key, this.stack), {
        keyVaultId: vault.keyVaultId,
        tenantId: vault.tenantId,
        objectId: principal.principalId,
        provider: this.providerHere(vault.provider),
      });
    });
    addPermissions(grant.resource as KeyVaultAccessPolicyA, permissions);
    return grant;
  }

  /**
   * The principal's assignment of the role at the scope. Asked for again, it is the same one.
   *
   * @throws Error when it was asked for with another description or condition: Azure takes one such assignment
   */
  public roleAssignment(target: RoleTarget, role: Role, principal: Principal, args: RoleAssignmentOptions = {}): Grant {
    const roleName = role.roleName ?? textOf(this.stack, role.roleDefinitionId!);
    const grant = this.grant(`role ${roleName} ${target.key} ${principal._key}`, principal, true, () => {
      const scope = childOf(childOf(this, labelOf(target.key, this.stack)), labelOf(roleName, this.stack));
      return new RoleAssignment(scope, labelOf(principal._key, this.stack), {
        scope: target.scope,
        roleDefinitionName: role.roleName,
        roleDefinitionId: role.roleDefinitionId,
        principalId: principal.principalId,
        principalType: principal.principalType,
        provider: this.providerHere(target.provider),
        ...args,
      });
    });
    refuseOtherArguments(grant.resource as RoleAssignment, args);
    return grant;
  }

  /** Who applies the program, in the provider's tenant and subscription. */
  public clientConfig(provider?: TerraformProvider): DataAzurermClientConfig {
    const id = ["ClientConfig", provider?.alias].filter(Boolean).join("-");
    const here = this.providerHere(provider);
    return (this.node.tryFindChild(id) as DataAzurermClientConfig | undefined) ?? new DataAzurermClientConfig(this, id, { provider: here });
  }

  /** Has the vault that a reference leads to told apart by the key. */
  public nameVault(idText: string, key: string): void {
    this.program.vaultKeys.set(idText, key);
  }

  /** What the vault with the id is told apart by, wherever in the program it is referred to. */
  public vaultKey(keyVaultId: string): string {
    if (isLiteral(keyVaultId)) {
      return literalKey(partsOf(RESOURCE_ID.keyVault, keyVaultId).name);
    }
    const text = textOf(this.stack, keyVaultId);
    return this.program.vaultKeys.get(text) ?? text;
  }

  /** Has a literal name looked for among what the program makes; a reference needs no such thing. */
  public addLiteralReference(reference: LiteralReference): void {
    if (isLiteral(reference.name)) {
      this.literalReferences.push(reference);
    }
  }

  /** The same, for the resource group of a resource, or of a data source, which cannot wait for it. */
  public addReferenceToGroup(construct: Construct, resourceGroupName: string, provider?: TerraformProvider, waiter?: TerraformResource): void {
    this.addLiteralReference({
      construct,
      property: "resourceGroupName",
      type: "azurerm_resource_group",
      name: resourceGroupName,
      provider,
      instead: waiter ? "Pass the name attribute of the resource group." : "What is in a group that the program makes is the program's too: pass the construct.",
      waiter,
    });
  }

  /** The same, for the environment that a literal id names. */
  public addReferenceToEnvironment(construct: Construct, waiter: TerraformResource, environmentId: string): void {
    if (isLiteral(environmentId)) {
      this.addLiteralReference({
        construct,
        property: "environment",
        type: "azurerm_container_app_environment",
        ...partsOf(RESOURCE_ID.containerAppEnvironment, environmentId),
        provider: waiter.provider,
        instead: "Pass the construct that makes the environment.",
        waiter,
      });
    }
  }

  /** Has the stack require the provider of `time_sleep`. */
  public requireTimeProvider(): void {
    this.waits = true;
  }

  /** Has a workload ordered. */
  public addWorkload(workload: Workload): void {
    this.workloads.push(workload);
    this.ordered = false;
  }

  /**
   * cdktf asks every element for its metadata after all aspects have run and before it renders any resource:
   * the last moment at which what an aspect asked for can still be ordered.
   */
  public toMetadata(): unknown {
    if (!this.ordered) {
      this.order();
    }
    return super.toMetadata() as unknown;
  }

  /** Requires the provider of the waits; a stack that declares that provider itself has its own version of it. */
  public toTerraform(): unknown {
    return this.waits && !this.stack.allProviders().some((provider) => provider.terraformResourceType === "time") ? REQUIRED_TIME_PROVIDER : {};
  }

  public toHclTerraform(): unknown {
    return this.toTerraform();
  }

  private order(): void {
    order(this, this.stack);
    this.ordered = true;
  }

  private grant(key: string, principal: Principal, propagates: boolean, make: () => TerraformResource): Grant {
    let grant = this.granted.get(key);
    if (!grant) {
      grant = new Grant(principal, make(), propagates);
      this.granted.set(key, grant);
      const others = this.grantedTo.get(principal._key);
      if (others) {
        others.push(grant);
      } else {
        this.grantedTo.set(principal._key, [grant]);
      }
      this.ordered = false;
    }
    return grant;
  }

  /** A resource can use its own stack's providers only: for another stack's, the one here with the same alias. */
  public providerHere(provider: TerraformProvider | undefined): TerraformProvider | undefined {
    if (!provider || TerraformStack.of(provider) === this.stack) {
      return provider;
    }
    const here = this.stack.allProviders().find((p) => p.terraformResourceType === provider.terraformResourceType && p.alias === provider.alias);
    if (!here) {
      throw new Error(
        `[${this.stack.node.path}] has no ${provider.terraformResourceType} provider with the alias ${JSON.stringify(provider.alias)}, ` +
          `which a grant in this stack needs (${provider.node.path} is another stack's); allowed: a provider of the same stack. ` +
          "Declare one with that alias in this stack, before the grant.",
      );
    }
    return here;
  }
}

function childOf(scope: Construct, id: string): Construct {
  return (scope.node.tryFindChild(id) as Construct | undefined) ?? new Construct(scope, id);
}

function refuseOtherArguments(assignment: RoleAssignment, args: RoleAssignmentOptions): void {
  const present = [assignment.descriptionInput, assignment.conditionInput, assignment.conditionVersionInput];
  const asked = [args.description, args.condition, args.conditionVersion];
  if (present.some((value, i) => value !== asked[i])) {
    throw new Error(
      `[${assignment.node.path}] is asked for with the description, condition and condition version ${JSON.stringify(asked)}, ` +
        `and was with ${JSON.stringify(present)}; allowed: one assignment of a role to a principal at a scope. Say the same in both places.`,
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
