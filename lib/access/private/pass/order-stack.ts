import type { TerraformElement, TerraformResource } from "cdktf";
import { dropDependsOn, withdrawDependsOn, writeDependsOn } from "../../../core/depends-on";
import { describeInProgram, listed, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { acceptUngranted, isDormant } from "../dormant";
import type { LiteralReference } from "../literal-references";
import type { StackLedger } from "../stack-ledger";
import type { ImagePull, SecretGrant, SecretUse, Workload } from "../workload";
import { checkDeadlocks } from "./check-deadlocks";
import { checkHandOver } from "./check-hand-over";
import { checkProgram } from "./check-program";
import { rolesOfDaprComponent } from "./dapr-roles";
import { orderDatabaseUsers } from "./database-servers";
import { orderCredentials } from "./order-credentials";
import { orderEnvironmentReaders } from "./environment-readers";
import { ImagePulls } from "./image-pulls";
import { MadeImages } from "./made-images";
import { PassContext } from "./pass-context";
import type { NamedResource } from "./program-index";
import type { ProgramView } from "./program-view";
import { isKeyOfMadeVault } from "./secret-writers";
import { VaultGrants } from "./vault-grants";

/**
 * Writes the dependencies of everything in a stack, now that the program is complete, and refuses what only the
 * complete program shows to be wrong.
 *
 * A container app or job always depends on the resources that Azure needs while it creates the app or job. It also
 * depends on every other grant to its user-assigned identities, unless that grant depends on a container app or job:
 * such an edge could close a cycle.
 *
 * @throws Error that lists every problem of the stack
 */
export function orderStack(ledger: StackLedger, view: ProgramView): void {
  ledger.writtenDependencies.splice(0).forEach(withdrawDependsOn);
  new OrderingPass(new PassContext(ledger, view)).run();
}

class OrderingPass {
  private readonly ledger: StackLedger;
  private readonly problems: ProgramProblem[] = [];
  /** What stands for all grants to a principal, and has its dependencies on these. */
  private readonly summedUp = new Set<TerraformElement>();
  private readonly vaultGrants: VaultGrants;
  private readonly madeImages: MadeImages;
  private pulls?: ImagePulls;

  constructor(private readonly context: PassContext) {
    this.ledger = context.ledger;
    this.vaultGrants = new VaultGrants(context);
    this.madeImages = new MadeImages(context);
  }

  /** The steps of the pass: each comes after the steps that add the edges it reads. */
  public run(): void {
    const { ledger, context } = this;
    const handedOver = new Set(ledger.handedOver);
    dropDependsOn(context.stack, handedOver);
    this.resolvePrincipals();
    this.problems.push(...checkProgram(context));
    ledger.literalReferences.all
      .filter(({ waiter }) => !waiter || !handedOver.has(waiter))
      .forEach((reference) => this.orderLiteral(reference));
    ledger.secretGrants.forEach((grant) => this.orderSecretGrant(grant));
    context.index.vaultWritersIn(context.stack).forEach((writer) => this.orderWriter(writer));
    context.index
      .dataWritersIn(context.stack)
      .forEach((writer) =>
        context.ways.usedBy(writer).forEach((way) => context.waitUnlessBehindWorkloads(writer, way)),
      );
    this.problems.push(...orderEnvironmentReaders(context));
    orderDatabaseUsers(context);
    orderCredentials(context);
    ledger.workloads.forEach((workload) => this.orderWorkload(workload));
    this.problems.push(...checkDeadlocks(context), ...checkHandOver(context, handedOver));
    this.refuseProblems();
    context.graph.edges.forEach((targets, waiter) =>
      ledger.writtenDependencies.push(writeDependsOn(waiter, [...targets])),
    );
  }

  /** Tells the graph the texts of the object ids that are known, because every grant refers to one. */
  private resolvePrincipals(): void {
    for (const { principal } of this.ledger.grants.all.values()) {
      if (principal.home === this.context.stack && principal.resolvedId !== undefined) {
        this.context.graph.know(principal.principalId, principal.resolvedId);
      }
    }
  }

  /**
   * Adds the dependency on a resource that the program makes and refers to by a literal name: Terraform cannot see it.
   */
  private orderLiteral(reference: LiteralReference): void {
    const made = this.context.named.find(reference);
    if (!made) {
      return;
    }
    const { construct, property, name, instead: change, waiter } = reference;
    if (!this.context.isHere(made) ? this.context.stackOrder.follow(made.cdktfStack) : this.addEdgeTo(made, waiter)) {
      return;
    }
    this.problems.push({
      construct,
      finding: `${property} is the literal name ${JSON.stringify(name)} of ${pathInProgram(made)}, which this program makes`,
      allowed: "a reference to it, which Terraform can order",
      change,
    });
  }

  /** Adds a dependency of the waiter on the target, unless the target depends on the waiter; returns whether it did. */
  private addEdgeTo(target: TerraformElement, waiter: TerraformResource | undefined): boolean {
    const { graph } = this.context;
    if (!waiter || graph.reaches(target, waiter)) {
      return false;
    }
    graph.addEdge(waiter, target);
    return true;
  }

  /**
   * Makes a grant on one secret depend on what writes the secret: Azure accepts the grant only once the secret exists.
   */
  private orderSecretGrant(secret: SecretGrant): void {
    const { certain, possible } = this.context.secretWriters.writersOf(secret);
    [...certain, ...possible]
      .filter((writer) => this.context.isHere(writer))
      .forEach((writer) => this.addEdgeTo(writer, secret.grant));
  }

  private orderWorkload(workload: Workload): void {
    workload.needs.forEach((need) => this.need(workload, need));
    workload.secrets.forEach((secret) => this.needWriters(workload, secret));
    workload.storages.forEach((name) => this.needStorage(workload, name));
    if (workload.imagePull) {
      this.orderPull(workload, workload.imagePull);
    }
    this.madeImages.cacheRulesOf(workload).forEach((rule) => this.waitWherePossible(workload, rule));
    this.problems.push(...this.madeImages.check(workload));
    this.waitForWays(workload);
    this.waitForGrants(workload);
    this.waitForDaprComponents(workload);
    this.waitForServices(workload);
  }

  /**
   * Makes the workload depend on the roles for its image pulls, propagated: Azure pulls the images while it creates the
   * workload.
   */
  private orderPull(workload: Workload, { principals, wait }: ImagePull): void {
    this.pulls ??= new ImagePulls(this.context);
    this.problems.push(...this.pulls.checkPullers(workload));
    for (const { resource, isPull } of this.pulls.rolesOf(principals)) {
      if (!this.context.isHere(resource)) {
        // A role of a stack that cannot be applied first is for another registry, or cannot be waited for.
        if (isPull && this.context.stackOrder.follow(resource.cdktfStack)) {
          wait.waitForOther({ resource });
          this.context.graph.addEdge(workload.resource, wait);
        }
      } else if (isPull || this.waitWherePossible(workload, resource)) {
        this.need(workload, resource);
        wait.waitFor({ resource });
        this.context.graph.addEdge(workload.resource, wait);
      }
    }
  }

  /** Makes a write into a vault, of whichever class, depend on the deployer's access and the way into the vault. */
  private orderWriter(writer: NamedResource): void {
    const { program } = this.ledger;
    const key = program.keys.vaultKey(writer.cdktfStack, writer.keyVaultIdInput ?? "");
    const access = program.accessOfWriters.get(writer);
    const maker = program.vaultMakers.get(key);
    if (!access && maker?._deployerKey !== undefined) {
      this.problems.push({
        construct: writer,
        finding: `is made by an aspect, after whoever applies the program was given access to ${pathInProgram(maker)}`,
        allowed: "what writes into a vault made before the aspects run",
        change: "Make it in a construct of the program, not in an aspect.",
      });
    }
    const before = [...(access ?? []), ...this.vaultGrants.forDeployerOf(key), ...this.context.ways.to(key)];
    before.forEach((target) => this.context.waitUnlessBehindWorkloads(writer, target));
  }

  /**
   * Makes the workload depend on the way into its vaults: Azure, and the code, read secrets through a private endpoint, or
   * by the address of a gateway.
   */
  private waitForWays(workload: Workload): void {
    const { ways } = this.context;
    const keys = new Set([...workload.secrets.map(({ vaultKey }) => vaultKey), ...this.vaultGrants.vaultsOf(workload)]);
    this.waitForAll(
      workload,
      [...keys].flatMap((key) => [...ways.to(key), ...ways.addressesFor(key)]),
    );
  }

  /**
   * Makes the workload depend on the private endpoints of the services that it uses: Azure pulls its images through one,
   * and its code calls the others. By now it depends on its grants, which refer to the services.
   */
  private waitForServices(workload: Workload): void {
    const registries = workload.images.flatMap(({ registryKey }) => registryKey ?? []);
    const keys = () => [...registries, ...this.vaultGrants.targetsOf(workload)];
    this.waitForAll(workload, this.context.ways.usedBy(workload.resource, keys));
  }

  private waitForAll(workload: Workload, targets: readonly TerraformElement[]): void {
    for (const target of targets) {
      if (this.context.isHere(target)) {
        this.waitWherePossible(workload, target);
      } else {
        this.context.stackOrder.follow(target.cdktfStack);
      }
    }
  }

  private waitForGrants(workload: Workload): void {
    for (const { key, home } of workload.principals) {
      this.waitForOwnGrants(workload, key);
      this.waitForForeignGrants(workload, key);
      const isElsewhere = home !== this.context.stack;
      if (isElsewhere && this.ledger.program.grantsTo(key).some(({ resource }) => resource.cdktfStack === home)) {
        this.context.stackOrder.follow(home);
      }
    }
  }

  /** Many grants have one thing that stands for all of them that can be waited for: these are the same for every app. */
  private waitForOwnGrants(workload: Workload, principalKey: string): void {
    const { graph } = this.context;
    const grants = this.ledger.grants.to(principalKey);
    const all = this.ledger.grants.allTo(principalKey);
    if (!all) {
      grants.forEach(({ resource }) => this.waitWherePossible(workload, resource));
      return;
    }
    if (!this.summedUp.has(all)) {
      this.summedUp.add(all);
      grants
        .filter(({ resource }) => this.context.canWaitFor(resource))
        .forEach(({ resource }) => graph.addEdge(all, resource));
    }
    if (graph.edges.has(all)) {
      graph.addEdge(workload.resource, all);
    }
  }

  /** The program may give its identities access with azurerm's own classes, in this stack or in another. */
  private waitForForeignGrants(workload: Workload, principalKey: string): void {
    this.waitForAll(workload, this.context.foreignGrants.to(principalKey));
  }

  /**
   * Dapr loads the components that are for an app when the app starts, by the roles of their identity: many call Azure
   * while they are loaded, and an app whose component fails does not start.
   */
  private waitForDaprComponents(workload: Workload): void {
    const { index, stack, graph, stackOrder } = this.context;
    const { dapr, environment } = workload;
    if (!dapr) {
      return;
    }
    const components = index.daprComponentsOf(stack, environment.environmentId, dapr.appId);
    this.waitForAll(workload, components);
    for (const component of components) {
      for (const { resource } of rolesOfDaprComponent(this.context, component, workload)) {
        const isHere = this.context.isHere(resource);
        if (isHere && this.waitWherePossible(workload, resource)) {
          dapr.wait.waitFor({ resource });
          graph.addEdge(workload.resource, dapr.wait);
        } else if (!isHere && stackOrder.follow(resource.cdktfStack)) {
          dapr.wait.waitForOther({ resource });
          graph.addEdge(workload.resource, dapr.wait);
        }
      }
    }
  }

  /**
   * Makes the workload depend on a resource that it cannot be created without, in this stack or in one that is applied
   * before.
   */
  private need({ construct, resource }: Workload, need: TerraformResource): void {
    if (isDormant(need)) {
      acceptUngranted(resource);
    } else if (this.context.isHere(need)) {
      this.context.graph.addEdge(resource, need);
    } else if (!this.context.stackOrder.follow(need.cdktfStack)) {
      this.problems.push({
        construct,
        finding: `needs ${pathInProgram(need)} when it is created, whose stack depends on this one`,
        allowed: "what an app needs in its own stack, or in one that is applied before",
        change: "Move one of the two to the stack of the other.",
      });
    }
  }

  /** Makes the workload depend on the target, unless that could close a cycle; returns whether it did. */
  private waitWherePossible({ resource }: Workload, target: TerraformElement): boolean {
    const canWait = this.context.canWaitFor(target);
    if (canWait) {
      this.context.graph.addEdge(resource, target);
    }
    return canWait;
  }

  private needWriters(workload: Workload, secret: SecretUse): void {
    const { certain, possible } = this.context.secretWriters.writersOf(secret);
    certain.forEach((writer) => this.need(workload, writer));
    possible.forEach((writer) => this.waitWherePossible(workload, writer));
    const isWritten = certain.length + possible.length > 0 || secret.isWrittenElsewhere || !secret.nameIsKnown;
    if (!isWritten && isKeyOfMadeVault(secret.vaultKey)) {
      this.problems.push({
        construct: workload.construct,
        finding:
          `refers to the secret ${JSON.stringify(secret.nameKey)} of a vault that this program makes, ` +
          `and nothing writes it`,
        allowed: "a secret that the program writes",
        change:
          "Declare a KeyVaultSecret with that name, or say what else writes it with " +
          "vault.secret(name, { dependsOn: [resource] }); where people write it, pass { dependsOn: [] }.",
      });
    }
  }

  /**
   * Makes the workload depend on the storage that a volume names: a name is not a reference, so Terraform does not see
   * the dependency.
   */
  private needStorage(workload: Workload, name: string): void {
    const { construct, environment } = workload;
    const { storage, mayBeAnother } = this.context.index.storageOf(this.context.stack, environment.environmentId, name);
    if (storage) {
      this.need(workload, storage);
    } else if (!mayBeAnother) {
      this.problems.push({
        construct,
        finding:
          `has a volume of the storage ${JSON.stringify(name)}, ` +
          `which ${pathInProgram(environment)} does not have in this program`,
        allowed: "a storage of the environment",
        change: "Declare an azurerm_container_app_environment_storage with that name.",
      });
    }
  }

  private refuseProblems(): void {
    if (this.problems.length > 0) {
      const lines = new Set(this.problems.map(describeInProgram));
      throw new Error(listed(`[${this.context.stack.node.path}] is refused`, [...lines]));
    }
  }
}
