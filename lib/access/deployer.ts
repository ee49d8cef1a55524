import { TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { Principal } from "./principal";
import type { PrincipalType } from "./principal-type";
import { currentCaller } from "./private/current-caller";
import { ledgerOf } from "./private/ledger";

/**
 * Who writes the secrets of a program into a vault when the program is applied: writing a secret takes access to the
 * vault's data, which not even the owner of the subscription has by that alone.
 */
export class Deployer {
  /**
   * Whoever applies the program, each time anew. Two callers in turn (a laptop and a pipeline) replace each other's
   * access: then name one object id that both are, such as a group's.
   */
  public static currentCaller(): Deployer {
    return new Deployer((scope, provider) => {
      const stack = TerraformStack.of(scope);
      return Principal._of(currentCaller(stack, ledgerOf(stack).clientConfig(provider).objectId));
    });
  }

  /**
   * A principal by its object id, whoever applies the program.
   *
   * @param principalId the object id of a user, a group, or a service principal (not its client id)
   * @param principalType its kind; by default Azure looks it up
   */
  public static objectId(principalId: string, principalType?: PrincipalType): Deployer {
    return new Deployer((scope) => Principal.fromObjectId(scope, principalId, principalType));
  }

  /** Someone who has the access already: nothing is granted. */
  public static alreadyGranted(): Deployer {
    return new Deployer(() => undefined);
  }

  private constructor(
    /** @internal */
    public readonly _principal: (scope: IConstruct, provider?: TerraformProvider) => Principal | undefined,
  ) {}
}
