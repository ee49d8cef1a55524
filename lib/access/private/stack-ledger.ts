import { TerraformElement, TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import type { WrittenDependencies } from "../../core/depends-on";
import { refuseInProgram } from "../../core/problems";
import { providerIn } from "../../core/provider-in";
import { originsOf } from "../../core/token-text";
import { handOverGrants, isDormant } from "./dormant";
import { LiteralReferences } from "./literal-references";
import { ProgramLedger } from "./program-ledger";
import type { DatabaseUsersRecord, GrantRecord, MadeEnvironmentRecord, MadeResource, VaultRecord } from "./records";
import { StackGrants } from "./stack-grants";
import { TimeSleep } from "./time-sleep";
import type { EnvironmentRead, SecretGrant, Workload, WrittenSecret } from "./workload";

/**
 * The ledger of a stack: what its constructs ask to be granted, checked or ordered. The pass over the complete program
 * reads it.
 */
export class StackLedger {
  private static readonly byRoot = new WeakMap<IConstruct, StackLedger[]>();

  /** The part of the ledger that all stacks share. */
  public readonly program: ProgramLedger;
  /** The ledgers of all stacks of the program, this one among them. */
  public readonly stacks: readonly StackLedger[];
  /** The grants; their resources are children of the ledger's element. */
  public readonly grants: StackGrants;
  /** The literal names and ids of what the program may make itself. */
  public readonly literalReferences = new LiteralReferences();
  /** The apps and jobs. */
  public readonly workloads: Workload[] = [];
  /** The values of secrets that the program writes. */
  public readonly writtenSecrets: WrittenSecret[] = [];
  /** The dependencies that the last pass wrote. */
  public readonly writtenDependencies: WrittenDependencies[] = [];
  /** The secrets of vaults that environments read. */
  public readonly environmentReads: EnvironmentRead[] = [];
  /** The grants on one secret each. */
  public readonly secretGrants: SecretGrant[] = [];
  /** The scripts that make users of databases. */
  public readonly databaseUsers: DatabaseUsersRecord[] = [];
  /** The environments that the stack makes. */
  public readonly environments: MadeEnvironmentRecord[] = [];
  /** The resources of the constructs that make one each: identities, environments, vaults and secrets. */
  public readonly made: MadeResource[] = [];
  /** The vaults that the stack imports, whose access models are to be checked. */
  public readonly importedVaults: VaultRecord[] = [];
  /** The wait for the roles of environments' identities, which the pass starts where azurerm's classes read a vault. */
  public readonly environmentPropagation: TimeSleep;
  /** Whether cdktf has found the references among stacks: it does so once, before the aspects run. */
  public hasReferencesPrepared = false;

  /**
   * @param element the element of the stack that holds the resources of the ledger
   */
  constructor(
    public readonly element: TerraformElement,
    public readonly stack: TerraformStack,
  ) {
    const { root } = stack.node;
    const stacks = StackLedger.byRoot.get(root) ?? [];
    stacks.push(this);
    StackLedger.byRoot.set(root, stacks);
    this.stacks = stacks;
    this.program = ProgramLedger.of(stack);
    this.environmentPropagation = TimeSleep.of(element, "EnvironmentPropagation");
    this.grants = new StackGrants(element, stack, (grant) => {
      this.program.addGrant(grant);
      this.refuseLateReference(grant);
    });
  }

  /** The data source of whoever applies the program, in the tenant and subscription of the provider. */
  public clientConfig(provider?: TerraformProvider): DataAzurermClientConfig {
    const id = ["ClientConfig", provider?.alias].filter(Boolean).join("-");
    const present = this.element.node.tryFindChild(id) as DataAzurermClientConfig | undefined;
    return present ?? new DataAzurermClientConfig(this.element, id, { provider: providerIn(this.stack, provider) });
  }

  /** Hands the grants of the stack over. */
  public handOver(): void {
    handOverGrants(this.stack);
  }

  /**
   * The grants and waits of the stack that render nothing, because others give the access. A wait can be for grants of
   * another stack.
   */
  public get handedOver(): TerraformResource[] {
    const waits = TimeSleep.in(this.stack).filter((wait) => wait.hasTriggers && isDormant(wait));
    return [...[...this.grants.resources].filter(isDormant), ...waits];
  }

  /** The resources of this library's grants in all stacks of the program. */
  public get resourcesOfAllGrants(): ReadonlySet<TerraformResource> {
    return new Set(this.stacks.flatMap(({ grants }) => [...grants.resources]));
  }

  /**
   * Refuses a grant that an aspect makes and that refers to another stack: cdktf has prepared the references among
   * stacks before, and would render this one as a local reference.
   */
  private refuseLateReference({ principal, resource }: GrantRecord): void {
    if (!this.hasReferencesPrepared) {
      return;
    }
    const other = [...originsOf(this.stack, resource.toTerraform())].find((origin) => origin !== this.stack);
    if (other) {
      refuseInProgram({
        construct: principal.construct,
        finding: `is granted access by an aspect, and the grant refers to the stack [${other.node.path}]`,
        allowed: "an aspect that grants within one stack",
        change: "Grant it where the constructs are made.",
      });
    }
  }
}
