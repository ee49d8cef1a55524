import { TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { Principal } from "../../principal";
import { Access } from "../access";
import { checkHandOver } from "./check-hand-over";
import { checkProgram } from "./check-program";
import { dropDependsOn, withdrawDependsOn, writeDependsOn } from "../../../core/depends-on";
import { roleKeyOf } from "../grants";
import type { LiteralReference } from "../literal-references";
import { isKeyOfVaultMadeHere, MadeHere } from "./made-here";
import { listed } from "../../../core/problems";
import { ReferenceGraph } from "../../../core/reference-graph";
import { Role } from "../../role";
import type { TimeSleep } from "../time-sleep";
import type { ImagePull, SecretGrant, SecretUse, Workload } from "../workload";

/**
 * Makes everything in a stack wait for what it needs, now that the program is complete, and refuses what only the
 * complete program shows to be wrong.
 *
 * A container app or job waits for what Azure uses while it creates it, always; and for every other grant to its
 * user-assigned identities, unless something behind the grant is a container app or job: such an edge could close a
 * cycle.
 *
 * @throws Error that lists every problem of the stack
 */
export function order(access: Access, stack: TerraformStack): void {
  new OrderingPass(access, stack).run();
}

class OrderingPass {
  private readonly graph: ReferenceGraph;
  private readonly madeHere: MadeHere;
  private readonly problems: string[] = [];
  private theirRoles?: Map<string, RoleAssignment[]>;

  constructor(
    private readonly access: Access,
    private readonly stack: TerraformStack,
  ) {
    access.written.splice(0).forEach((earlier) => withdrawDependsOn(earlier));
    const program = stack.node.root.node.findAll();
    const isOnlyStack = program.filter((construct) => TerraformStack.isStack(construct)).length === 1;
    this.graph = new ReferenceGraph(stack, isOnlyStack ? program : constructsOf(stack));
    this.madeHere = new MadeHere(access.program, program);
  }

  /** What comes first adds edges that what follows has to see. */
  public run(): void {
    const { grants, literalReferences, secretGrants, workloads } = this.access;
    const dormant = new Set(this.access.dormant);
    dropDependsOn(this.stack, dormant);
    grants.all.forEach(({ principal }) => this.knowPrincipal(principal));
    this.problems.push(...checkProgram(this.access, this.stack, this.graph, this.madeHere));
    literalReferences.all
      .filter(({ waiter }) => !waiter || !dormant.has(waiter))
      .forEach((reference) => this.orderLiteral(reference));
    secretGrants.forEach((secret) => this.orderGrantOnSecret(secret));
    workloads.forEach((workload) => this.orderWorkload(workload));
    workloads.forEach((workload) => this.refuseDeadlock(workload));
    this.problems.push(...checkHandOver(this.stack, dormant, this.graph));
    if (this.problems.length > 0) {
      throw new Error(listed(`[${this.stack.node.path}] is refused`, [...new Set(this.problems)]));
    }
    this.graph.edges.forEach((targets, waiter) => this.access.written.push(writeDependsOn(waiter, [...targets])));
  }

  /** Each grant holds the object id of its principal, and what most of them resolve to is known without doing so. */
  private knowPrincipal({ principalId, _home, _text }: Principal): void {
    if (_home === this.stack && _text !== undefined) {
      this.graph.know(principalId, _text);
    }
  }

  private orderLiteral(reference: LiteralReference): void {
    const made = this.madeHere.find(reference);
    if (!made) {
      return;
    }
    const { construct, property, name, instead, waiter } = reference;
    const isHere = this.isHere(made);
    const canWait = isHere
      ? waiter !== undefined && !this.graph.reaches(made, waiter)
      : this.followStack(made.cdktfStack);
    if (!canWait) {
      this.problems.push(
        `[${construct.node.path}] ${property} is the literal name ${JSON.stringify(name)} of [${made.node.path}], which this program makes; ` +
          `allowed: a reference to it, which Terraform can order. ${instead}`,
      );
    } else if (isHere) {
      this.graph.addEdge(waiter!, made);
    }
  }

  /** A grant on one secret alone cannot be before that secret is. */
  private orderGrantOnSecret(secret: SecretGrant): void {
    const { certain, possible } = this.madeHere.writersOf(secret);
    [...certain, ...possible]
      .filter((writer) => this.isHere(writer) && !this.graph.reaches(writer, secret.grant))
      .forEach((writer) => this.graph.addEdge(secret.grant, writer));
  }

  private orderWorkload(workload: Workload): void {
    this.refuseRepetition(workload);
    workload.needs.forEach((need) => this.need(workload, need));
    workload.secrets.forEach((secret) => this.needWriters(workload, secret));
    workload.storages.forEach((name) => this.needStorage(workload, name));
    if (workload.imagePull) {
      this.orderPull(workload, workload.imagePull);
    }
    this.waitForPrivateEndpoints(workload);
    for (const principal of workload.principals) {
      this.access.grants.to(principal).forEach((grant) => this.waitWhereItCan(workload, grant.resource));
      const home = this.access.program.stacks.find((access) => access.cdktfStack === principal._home);
      if (home && home !== this.access && home.grants.to(principal).length > 0) {
        this.followStack(principal._home);
      }
    }
  }

  /** A role that lets the identity pull images has to have taken effect, whoever's stack or class it is. */
  private orderPull(workload: Workload, { principals, wait, made }: ImagePull): void {
    this.refusePullByNobody(workload, made);
    for (const { resource, isPull } of this.pullRolesOf(principals).filter(
      ({ resource: role }) => !Access.isDormant(role),
    )) {
      if (!this.isHere(resource)) {
        this.orderPullElsewhere(workload, resource, isPull, wait);
      } else if (isPull || this.waitWhereItCan(workload, resource)) {
        this.need(workload, resource);
        wait.waitFor({ resource });
        this.graph.addEdge(workload.resource, wait);
      }
    }
  }

  /** A role of a stack that cannot come first is for another registry, or for nobody to wait for. */
  private orderPullElsewhere(
    { resource: workload }: Workload,
    resource: TerraformResource,
    isPull: boolean | undefined,
    wait: TimeSleep,
  ): void {
    if (isPull && this.followStack(resource.cdktfStack)) {
      wait.waitForOther({ resource });
      this.graph.addEdge(workload, wait);
    }
  }

  /** An identity that the program makes has no role but what the program gives it. */
  private refusePullByNobody({ construct }: Workload, made: ReadonlyMap<string, string>): void {
    for (const [key, server] of this.madeHere.hasUnknown ? [] : made) {
      if (this.pullRolesOf(new Set([key])).length === 0) {
        this.problems.push(
          `[${construct.node.path}] pulls images from ${server} by an identity that this program makes and gives no role to; allowed: an identity that may pull. ` +
            "Assign it Role.ACR_PULL on the registry.",
        );
      }
    }
  }

  /**
   * The role assignments of the program that let one of the principals pull, or of which nobody can say that they do
   * not.
   */
  private pullRolesOf(
    principals: ReadonlySet<string>,
  ): { readonly resource: TerraformResource; readonly isPull: boolean | undefined }[] {
    this.theirRoles ??= this.rolesOfOthers();
    return [...principals].flatMap((key) => {
      const ours = this.access.program.stacks
        .flatMap(({ grants }) => grants.toKey(key))
        .map(({ resource, _isPull: isPull }) => ({ resource, isPull }));
      const theirs = (this.theirRoles!.get(key) ?? []).map((resource) => ({
        resource,
        isPull: Role._isPull(roleKeyOf(resource)),
      }));
      return [...ours, ...theirs].filter(({ isPull }) => isPull !== false);
    });
  }

  /** The role assignments that the program has as azurerm's own class, by what their principals are told apart by. */
  private rolesOfOthers(): Map<string, RoleAssignment[]> {
    const { program } = this.access;
    const own = new Set(
      program.stacks.flatMap(({ grants }) => [...grants.all.values()]).map(({ resource }) => resource),
    );
    const byPrincipal = new Map<string, RoleAssignment[]>();
    for (const assignment of this.madeHere.roleAssignments.filter((one) => !own.has(one))) {
      const key = program.principalKey(assignment.cdktfStack, assignment.principalIdInput ?? "");
      byPrincipal.set(key, [...(byPrincipal.get(key) ?? []), assignment]);
    }
    return byPrincipal;
  }

  /** The way to a vault's data, where that is a private endpoint. */
  private waitForPrivateEndpoints(workload: Workload): void {
    for (const vault of new Set(workload.secrets.map(({ vaultKey }) => this.madeHere.vault(vaultKey)))) {
      const endpoints =
        vault?.publicNetworkAccessEnabledInput === false || vault?.networkAclsInput
          ? this.madeHere.privateEndpointsOf(vault)
          : [];
      endpoints.forEach((endpoint) => this.waitWhereItCan(workload, endpoint));
    }
  }

  /** The identity, the grants and the order are those of one app. */
  private refuseRepetition({ construct, resource }: Workload): void {
    if (resource.count !== undefined || resource.forEach !== undefined) {
      this.problems.push(
        `[${construct.node.path}] has count or for_each; allowed: one app for each construct, since its identity and grants are one app's. Make the construct in a loop.`,
      );
    }
  }

  /**
   * Of what others give nothing is there to wait for; the access review of the program cannot know of it, and is told.
   */
  private need(workload: Workload, need: TerraformResource): void {
    if (Access.isDormant(need)) {
      workload.resource.addOverride("//.accepted.ungranted-use", "the grant is handed over to others");
      return;
    }
    if (this.isHere(need)) {
      this.graph.addEdge(workload.resource, need);
    } else if (!this.followStack(need.cdktfStack)) {
      this.problems.push(
        `[${workload.construct.node.path}] needs [${need.node.path}] when it is created, whose stack depends on this one; ` +
          "allowed: a need in the same stack, or in one that is applied before. Move one of the two.",
      );
    }
  }

  /** Whether it can: not for what depends on a workload itself. */
  private waitWhereItCan(workload: Workload, target: TerraformResource): boolean {
    const canWait = this.isHere(target) && !Access.isDormant(target) && this.graph.workloadsBehind(target).size === 0;
    if (canWait) {
      this.graph.addEdge(workload.resource, target);
    }
    return canWait;
  }

  private needWriters(workload: Workload, secret: SecretUse): void {
    const { certain, possible } = this.madeHere.writersOf(secret);
    certain.forEach((writer) => this.need(workload, writer));
    possible.forEach((writer) => this.waitWhereItCan(workload, writer));
    const isWritten = certain.length + possible.length > 0 || secret.isWrittenElsewhere || !secret.nameIsKnown;
    if (!isWritten && isKeyOfVaultMadeHere(secret.vaultKey)) {
      this.problems.push(
        `[${workload.construct.node.path}] refers to the secret ${JSON.stringify(secret.nameKey)} of a vault that this program makes, and nothing writes it; ` +
          "allowed: a secret that the program writes. Declare a KeyVaultSecret with that name, or say what else writes it with " +
          "vault.secret(name, { dependsOn: [resource] }), where people do with { dependsOn: [] }.",
      );
    }
  }

  /** A storage is named, not referred to: Terraform does not see it. */
  private needStorage(workload: Workload, name: string): void {
    const { storage, mayBeAnother } = this.madeHere.storageOf(this.stack, workload.environment.environmentId, name);
    if (storage) {
      this.need(workload, storage);
    } else if (!mayBeAnother) {
      this.problems.push(
        `[${workload.construct.node.path}] has a volume of the storage ${JSON.stringify(name)} of [${workload.environment.node.path}], which this program makes without it; ` +
          "allowed: a storage of the environment. Declare an azurerm_container_app_environment_storage with that name.",
      );
    }
  }

  /** An app that waits for something which exists only after the app can never be created. */
  private refuseDeadlock({ construct, resource }: Workload): void {
    const awaited = this.graph.edges.get(resource) ?? new Set();
    for (const need of awaited) {
      if (this.workloadsBefore(need).has(resource)) {
        this.problems.push(
          `[${construct.node.path}] needs [${need.node.path}] when it is created, which depends on the app itself; ` +
            "allowed: a secret or grant that exists before the app. Take the app's attributes out of what it needs.",
        );
      }
    }
  }

  /** The workloads that must exist before the resource, through what they wait for in their turn. */
  private workloadsBefore(resource: TerraformResource): ReadonlySet<TerraformResource> {
    const before = new Set(this.graph.workloadsBehind(resource));
    for (const workload of before) {
      this.graph.workloadsBehind(workload).forEach((behind) => before.add(behind));
    }
    return before;
  }

  /**
   * Has this stack applied after another; false when the other is applied after this one already, or will be by what it
   * refers to.
   */
  private followStack(other: TerraformStack): boolean {
    if (this.stack.dependsOn(other)) {
      return true;
    }
    if (other.dependsOn(this.stack) || this.stacksBehind(other).has(this.stack)) {
      return false;
    }
    this.stack.addDependency(other);
    return true;
  }

  /**
   * The stacks that a stack refers to, however indirectly: cdktf knows of them only once it has prepared every stack.
   */
  private stacksBehind(stack: TerraformStack): ReadonlySet<TerraformStack> {
    const behind = new Set([stack]);
    for (const next of behind) {
      next.dependencies.forEach((dependency) => behind.add(dependency));
      this.access.program.originsIn(next).forEach((origin) => behind.add(origin));
    }
    behind.delete(stack);
    return behind;
  }

  private isHere(resource: TerraformResource): boolean {
    return resource.cdktfStack === this.stack;
  }
}

/** The constructs of the stack, but for those of stacks within it. */
function constructsOf(stack: TerraformStack): IConstruct[] {
  return stack.node.findAll().filter((construct) => TerraformStack.of(construct) === stack);
}
