import { Unknown, Value } from "../../language/value";
import type { Instance } from "../../program/instance";
import { identityIdsOf, identityOwnerOf } from "../attached-identities";
import { Principal, Principals, unresolvedPrincipal } from "../principal";
import type { Targets } from "../targets";
import type { Use } from "../use";

/** The identity that something is done as. */
export type UsedIdentity = Pick<Use, "principal" | "isOwnIdentity">;

/** What the readers of uses look things up in. */
export class UseContext {
  constructor(
    public readonly targets: Targets,
    public readonly principals: Principals,
  ) {}

  /** The identity that an argument of a resource names: by its id, or as `System`. */
  public identityOf(instance: Instance, identity: Value): UsedIdentity {
    if (typeof identity === "string" && /^system(assigned)?$/i.test(identity)) {
      return this.systemAssigned(instance);
    }
    const principal = this.principals.ofIdentityId(identity);
    return {
      principal: principal.kind === "unresolved" ? (this.onlyPossible(instance, identity) ?? principal) : principal,
      isOwnIdentity: false,
    };
  }

  private systemAssigned(instance: Instance): UsedIdentity {
    const owner = identityOwnerOf(this.targets, instance);
    if (owner) {
      return {
        principal: this.principals.systemAssigned(owner),
        isOwnIdentity: owner === instance && !owner.azapi?.isUpdate,
      };
    }
    const unresolved = unresolvedPrincipal(instance.address, "its environment is not known");
    return { principal: { ...unresolved, label: "unresolved: the environment's identity" }, isOwnIdentity: false };
  }

  /** Azure takes only identities that are attached: an unknown one is the one that the resource has, if it has one. */
  private onlyPossible(instance: Instance, identity: Value): Principal | undefined {
    if (!(identity instanceof Unknown)) {
      return undefined;
    }
    const attached = identityIdsOf(identityOwnerOf(this.targets, instance) ?? instance);
    const [first, ...others] = attached.map((id) => this.principals.ofIdentityId(id));
    return first && others.length === 0 && first.kind !== "unresolved" ? first : undefined;
  }
}
