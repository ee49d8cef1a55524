import type { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { CanonicalKeys } from "./canonical-keys";
import { KnownIdentities } from "./known-identities";
import { KnownResources } from "./known-resources";
import type { GrantRecord, RegistryRecord, VaultRecord } from "./records";

/** The part of the ledger that all stacks of a program share. */
export class ProgramLedger {
  /** The ledger of the program that the construct belongs to. */
  public static of({ node: { root } }: IConstruct): ProgramLedger {
    const ledger = ProgramLedger.byRoot.get(root) ?? new ProgramLedger(root);
    ProgramLedger.byRoot.set(root, ledger);
    return ledger;
  }

  private static readonly byRoot = new WeakMap<IConstruct, ProgramLedger>();

  public readonly keys: CanonicalKeys;
  public readonly identities = new KnownIdentities();
  public readonly vaults = new KnownResources<VaultRecord>("accessModel", { resource: "vault", stated: "model" });
  public readonly registries = new KnownResources<RegistryRecord>("roleAssignmentMode", {
    resource: "registry",
    stated: "mode",
  });
  /** The constructs that make vaults, by the keys of the vaults. */
  public readonly vaultMakers = new Map<string, VaultRecord>();
  /** The resources that write into vaults, each with those that give the deployer the access for it. */
  public readonly accessOfWriters = new Map<TerraformResource, readonly TerraformResource[]>();

  /** The grants by which apps reach what a Dapr component of this library is for, by the resources of the components. */
  public readonly grantsOfDaprComponents = new Map<TerraformResource, readonly GrantRecord[]>();

  /** The keys of the principals of environments' own identities, by the texts of the ids, where the program gives both. */
  public readonly environmentPrincipals = new Map<string, string>();

  private readonly grantsByPrincipal = new Map<string, GrantRecord[]>();

  private constructor(root: IConstruct) {
    this.keys = new CanonicalKeys(root);
  }

  /** This library's grants to the principal with the key, in all stacks. */
  public grantsTo(principalKey: string): readonly GrantRecord[] {
    return this.grantsByPrincipal.get(principalKey) ?? [];
  }

  /** Records a grant of one of the stacks. */
  public addGrant(grant: GrantRecord): void {
    const grants = this.grantsByPrincipal.get(grant.principal.key) ?? [];
    grants.push(grant);
    this.grantsByPrincipal.set(grant.principal.key, grants);
  }
}
