import type { Construct } from "constructs";
import type { PrincipalRecord } from "../../access/internal";
import { nameInErrors, pathInProgram } from "../../core/program-paths";
import type { IManagedIdentity } from "../../identity/identity-base";
import { ManagedIdentity } from "../../identity/managed-identity";
import type { IdentityProps } from "./workload-props";

/** Whether the construct makes an identity of its own for the app or job. */
export function makesIdentity({ identity }: IdentityProps): boolean {
  return !identity || (identity.hasUserAssigned && identity._given.length === 0);
}

/** The identities of an app or job: those that the program gives it, and those that its secrets and images use. */
export class WorkloadIdentities {
  /** The user-assigned identity that the code uses. */
  public readonly primary?: IManagedIdentity;
  private readonly hasSystemAssigned: boolean;
  private readonly attached = new Map<string, IManagedIdentity>();

  constructor(construct: Construct, props: IdentityProps) {
    this.hasSystemAssigned = props.identity?.hasSystemAssigned ?? false;
    const given = makesIdentity(props) ? [makeIdentity(construct, props)] : (props.identity?._given ?? []);
    given.forEach((identity) => this.attach(identity));
    this.primary = given[0];
  }

  /** Attaches the identity to the app or job. Two imports of one identity attach it once. */
  public attach(identity: IManagedIdentity): void {
    const key = identity.grantPrincipal._record.key;
    if (!this.attached.has(key)) {
      this.attached.set(key, identity);
    }
  }

  /** The user-assigned identities that it has. */
  public get all(): readonly IManagedIdentity[] {
    return [...this.attached.values()];
  }

  /** The principals whose grants the app or job depends on. */
  public get principals(): readonly PrincipalRecord[] {
    return this.all.map((identity) => identity.grantPrincipal._record);
  }

  /** The `identity` block, as azurerm takes it. */
  public render(): { readonly type: string; readonly identityIds?: string[] } {
    const ids = this.all.map((identity) => identity.identityId);
    const types = [...(this.hasSystemAssigned ? ["SystemAssigned"] : []), ...(ids.length > 0 ? ["UserAssigned"] : [])];
    return { type: types.join(", "), identityIds: ids.length > 0 ? ids : undefined };
  }
}

function makeIdentity(
  construct: Construct,
  { name, resourceGroupName, location, tags, provider }: IdentityProps,
): ManagedIdentity {
  const identity = new ManagedIdentity(construct, "Identity", {
    name: `${name}-id`,
    resourceGroupName,
    location: location!,
    tags,
    provider,
  });
  nameInErrors(identity, () => pathInProgram(construct));
  return identity;
}
