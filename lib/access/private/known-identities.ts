import type { TerraformStack } from "cdktf";
import { refuseInProgram } from "../../core/problems";
import { textOf } from "../../core/token-text";

/** The ids and principals of the identities that a program imports, to find imports that contradict each other. */
export class KnownIdentities {
  private readonly idsByPlace = new Map<string, string>();
  private readonly principalsByKey = new Map<string, string>();
  private readonly keysByPrincipal = new Map<string, string>();

  /**
   * Records the literal id of an identity whose key is its resource group and name.
   *
   * @throws Error when the stack has another id for that key, which is of another subscription
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
        finding:
          `has two identities of one name and resource group: ` + `${JSON.stringify(known)} and ${JSON.stringify(id)}`,
        allowed: "one identity of a name and resource group for each provider",
        change: "Import each with the provider of its subscription.",
      });
    }
    this.idsByPlace.set(place, id);
  }

  /**
   * Records the principal of an identity.
   *
   * @throws Error when the program gives the identity another principal, or the principal to another identity
   */
  public recordPrincipal(key: string, stack: TerraformStack, principalId: string): void {
    const principal = textOf(stack, principalId);
    const known = this.principalsByKey.get(key) ?? principal;
    const owner = this.keysByPrincipal.get(principal) ?? key;
    if (known !== principal || owner !== key) {
      const shown = JSON.stringify(principalId);
      refuseInProgram({
        construct: stack,
        finding:
          known === principal
            ? `has two identities with the principal ${shown}`
            : `has an identity with two principals: ${JSON.stringify(known)} and ${shown}`,
        allowed: "one principal for each identity",
        change: "Pass the ids as Azure shows them.",
      });
    }
    this.principalsByKey.set(key, principal);
    this.keysByPrincipal.set(principal, key);
  }
}
