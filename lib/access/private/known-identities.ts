import type { TerraformStack } from "cdktf";
import { refuseInProgram } from "../../core/problems";
import { textOf } from "../../core/token-text";

/** The ids and principals of the identities that a program imports, to find two that contradict each other. */
export class KnownIdentities {
  private readonly idsByPlace = new Map<string, string>();
  private readonly principalsByKey = new Map<string, string>();
  private readonly keysByPrincipal = new Map<string, string>();

  /**
   * Records the literal id of an identity whose key is its resource group and name.
   *
   * @throws Error when the stack knows another id for that key: one of another subscription
   */
  public recordId(key: string, stack: TerraformStack, id: string | undefined): void {
    if (!id) {
      return;
    }
    const place = `${stack.node.path} ${key}`;
    const known = this.idsByPlace.get(place) ?? id;
    if (known.toLowerCase() !== id.toLowerCase()) {
      refuseInProgram({
        construct: stack,
        finding: `has the ids ${JSON.stringify(known)} and ${JSON.stringify(id)}`,
        allowed: "one resource of that name and resource group for each provider",
        change: "Give each the provider of its subscription.",
      });
    }
    this.idsByPlace.set(place, id);
  }

  /**
   * Records the principal of an identity.
   *
   * @throws Error when the program knows the identity with another one, or the principal as another identity's
   */
  public recordPrincipal(key: string, stack: TerraformStack, principalId: string): void {
    const principal = textOf(stack, principalId);
    const known = this.principalsByKey.get(key) ?? principal;
    const owner = this.keysByPrincipal.get(principal) ?? key;
    if (known !== principal || owner !== key) {
      const contradiction = known === principal ? "another identity with it" : "with another one";
      refuseInProgram({
        construct: stack,
        finding: `has an identity with the principal ${JSON.stringify(principalId)}, and ${contradiction}`,
        allowed: "one principal for each identity",
        change: "Pass the ids as Azure shows them.",
      });
    }
    this.principalsByKey.set(key, principal);
    this.keysByPrincipal.set(principal, key);
  }
}
