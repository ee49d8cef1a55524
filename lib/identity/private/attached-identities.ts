import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { PrincipalRecord } from "../../access/internal";
import { nameInErrors, pathInProgram } from "../../core/program-paths";
import type { IManagedIdentity } from "../identity-base";
import { ManagedIdentity } from "../managed-identity";

/** The identities that a program gives an app, a job or an environment. */
export interface GivenIdentities {
  /** Whether Azure makes an identity with the resource. */
  readonly hasSystemAssigned: boolean;
  /** Whether the resource has user-assigned identities. */
  readonly hasUserAssigned: boolean;
  /** The user-assigned identities; where there are none, the construct makes one. */
  readonly _given: readonly IManagedIdentity[];
}

/** What an identity that a construct makes takes from the construct. */
export interface IdentityPlace {
  /** The name of the identity. */
  readonly name: string;
  readonly resourceGroupName: string;
  readonly location?: string;
  readonly tags?: { readonly [key: string]: string };
  readonly provider?: TerraformProvider;
}

/** Whether the construct makes an identity of its own. */
export function makesIdentity({ hasUserAssigned, _given }: GivenIdentities): boolean {
  return hasUserAssigned && _given.length === 0;
}

/** The identities of an app, a job or an environment: those that the program gives it, and those that it uses. */
export class AttachedIdentities {
  private first?: IManagedIdentity;
  private readonly hasSystemAssigned: boolean;
  private readonly attached = new Map<string, IManagedIdentity>();

  constructor(
    private readonly construct: Construct,
    private readonly place: IdentityPlace,
    given: GivenIdentities,
  ) {
    this.hasSystemAssigned = given.hasSystemAssigned;
    const identities = makesIdentity(given) ? [this.make()] : given._given;
    identities.forEach((identity) => this.attach(identity));
    this.first = identities[0];
  }

  /** The user-assigned identity that is used where none is named; undefined where the program gives none. */
  public get primary(): IManagedIdentity | undefined {
    return this.first;
  }

  /** The user-assigned identity that is used where none is named; where there is none, the construct makes it. */
  public get primaryOrMade(): IManagedIdentity {
    if (!this.first) {
      this.first = this.make();
      this.attach(this.first);
    }
    return this.first;
  }

  /** Attaches the identity. Two imports of one identity attach it once. */
  public attach(identity: IManagedIdentity): void {
    const key = identity.grantPrincipal._record.key;
    if (!this.attached.has(key)) {
      this.attached.set(key, identity);
    }
  }

  /** The user-assigned identities that are attached. */
  public get all(): readonly IManagedIdentity[] {
    return [...this.attached.values()];
  }

  /** The principals of these identities. */
  public get principals(): readonly PrincipalRecord[] {
    return this.all.map((identity) => identity.grantPrincipal._record);
  }

  /** The `identity` block, as azurerm takes it. Its type is empty where there is no identity. */
  public render(): { readonly type: string; readonly identityIds?: string[] } {
    const ids = this.all.map((identity) => identity.identityId);
    const types = [...(this.hasSystemAssigned ? ["SystemAssigned"] : []), ...(ids.length > 0 ? ["UserAssigned"] : [])];
    return { type: types.join(", "), identityIds: ids.length > 0 ? ids : undefined };
  }

  private make(): ManagedIdentity {
    const { name, resourceGroupName, location, tags, provider } = this.place;
    const identity = new ManagedIdentity(this.construct, "Identity", {
      name,
      resourceGroupName,
      location: location!,
      tags,
      provider,
    });
    nameInErrors(identity, () => pathInProgram(this.construct));
    return identity;
  }
}
