import { TerraformElement, TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import type { Grant } from "../grant";
import type { ContainerAppEnvironment } from "../../environment/container-app-environment";
import type { IKeyVault } from "../../key-vault/key-vault-secret-reference";
import type { WrittenDependencies } from "../../core/depends-on";
import { Grants } from "./grants";
import { LiteralReferences } from "./literal-references";
import { order } from "./pass/ordering";
import { Program } from "./program";
import { providerIn } from "../../core/provider-in";
import type { TimeSleep } from "./time-sleep";
import { originsOf } from "../../core/token-text";
import type { SecretGrant, Workload, WrittenSecret } from "./workload";

const ID = "identity-access";

/** What a stack with a `time_sleep` says of its provider. */
const REQUIRED_TIME_PROVIDER = {
  terraform: { required_providers: { time: { source: "hashicorp/time", version: "0.13.1" } } },
};

/**
 * Everything that a stack's constructs ask to be granted, checked or ordered: one a stack, made when first asked for.
 */
export class Access extends TerraformElement {
  /** The stack's own. */
  public static of(stack: TerraformStack): Access {
    return Access.find(stack) ?? new Access(stack);
  }

  /**
   * Whether the resource is a grant that its stack hands over, or a wait that waits for nothing: Terraform sees
   * neither.
   */
  public static isDormant(resource: TerraformResource): boolean {
    const access = Access.find(resource.cdktfStack);
    return (
      (resource as Partial<TimeSleep>).isWaiting === false ||
      (access !== undefined && access.handsOver && access.grants.resources.has(resource))
    );
  }

  private static find(stack: TerraformStack): Access | undefined {
    return stack.node.tryFindChild(ID) as Access | undefined;
  }

  /** What the stack shares with others. */
  public readonly program: Program;
  /** What is given to whom; the resources are this construct's children. */
  public readonly grants: Grants;
  /** The literal names to look for among what the program makes. */
  public readonly literalReferences = new LiteralReferences();
  /** The apps and jobs to order. */
  public readonly workloads: Workload[] = [];
  /** The secrets whose values to check. */
  public readonly writtenSecrets: WrittenSecret[] = [];
  /** What the last pass wrote. */
  public readonly written: WrittenDependencies[] = [];
  /** The grants on one secret each. */
  public readonly secretGrants: SecretGrant[] = [];
  /** The environments that the stack makes. */
  public readonly environments: ContainerAppEnvironment[] = [];
  /** The vaults whose access models to check. */
  public readonly vaults: IKeyVault[] = [];
  /** The waits of the stack. */
  public readonly sleeps: TimeSleep[] = [];
  private isPrepared = false;
  private isRendering = false;
  private handsOver = false;

  private constructor(private readonly stack: TerraformStack) {
    super(stack, ID);
    this.program = Program.of(stack);
    this.program.stacks.push(this);
    this.grants = new Grants(this, stack, (grant) => this.refuseLateReference(grant));
  }

  /** Who applies the program, in the provider's tenant and subscription. */
  public clientConfig(provider?: TerraformProvider): DataAzurermClientConfig {
    const id = ["ClientConfig", provider?.alias].filter(Boolean).join("-");
    const present = this.node.tryFindChild(id) as DataAzurermClientConfig | undefined;
    return present ?? new DataAzurermClientConfig(this, id, { provider: providerIn(this.stack, provider) });
  }

  /** Has the stack leave its grants to others. */
  public handOver(): void {
    this.handsOver = true;
  }

  /** The grants and waits of the stack that Terraform does not see. */
  public get dormant(): TerraformResource[] {
    return this.handsOver
      ? [...this.grants.resources, ...this.sleeps].filter((resource) => Access.isDormant(resource))
      : [];
  }

  /**
   * cdktf asks every element for its metadata after all aspects have run and before it renders any resource: the last
   * moment at which everything is there, and the first.
   */
  public toMetadata(): unknown {
    this.isRendering = true;
    order(this, this.stack);
    return super.toMetadata() as unknown;
  }

  /** Requires the provider of the waits; a stack that declares that provider itself has its own version of it. */
  public toTerraform(): unknown {
    this.prepareOrEndRendering();
    const waits = this.sleeps.some((sleep) => !Access.isDormant(sleep));
    return waits && !this.stack.allProviders().some((provider) => provider.terraformResourceType === "time")
      ? REQUIRED_TIME_PROVIDER
      : {};
  }

  public toHclTerraform(): unknown {
    return this.toTerraform();
  }

  /**
   * `App.synth` renders every element once to find references among stacks, before it writes any stack. That is when an
   * error in one of several stacks leaves all of them as they were, and when cdktf does not yet know which stack is
   * applied before which.
   */
  private prepareOrEndRendering(): void {
    if (!this.isRendering) {
      this.isPrepared = true;
      if (this.stack.node.root.node.findAll().filter((construct) => TerraformStack.isStack(construct)).length > 1) {
        order(this, this.stack);
      }
    }
    this.isRendering = false;
  }

  /**
   * cdktf prepares references to other stacks once, before the aspects: later ones would be written as if to this
   * stack.
   */
  private refuseLateReference({ resource }: Grant): void {
    const others = this.isPrepared
      ? [...originsOf(this.stack, resource.toTerraform())].filter((origin) => origin !== this.stack)
      : [];
    if (others.length > 0) {
      throw new Error(
        `[${resource.node.path}] is granted by an aspect and refers to the stack [${others[0]!.node.path}]; allowed: an aspect that grants within one stack. ` +
          "Grant it where the constructs are made.",
      );
    }
  }
}
