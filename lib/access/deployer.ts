import { TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { Principal } from "./principal";
import type { PrincipalType } from "./principal-type";
import { currentCaller } from "./private/current-caller";
import { ledgerOf } from "./private/ledger";

/**
 * The principal that writes the secrets of a program into a vault when the program is applied. It needs access to the
 * data of the vault, which the role Owner of a subscription does not include.
 */
export class Deployer {
  /**
   * Whoever applies the program, looked up at each apply. Where two callers take turns, such as a laptop and a
   * pipeline, each apply replaces the other's access: pass a group that holds both to `Deployer.objectId`.
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
   * @param principalType the kind of principal; required for a vault by RBAC, where a role assignment states it
   */
  public static objectId(principalId: string, principalType?: PrincipalType): Deployer {
    return new Deployer((scope) => Principal.fromObjectId(scope, principalId, principalType));
  }

  /** A principal that has the access already: this library grants nothing. */
  public static alreadyGranted(): Deployer {
    return new Deployer(() => undefined);
  }

  private constructor(
    /** @internal */
    public readonly _principal: (scope: IConstruct, provider?: TerraformProvider) => Principal | undefined,
  ) {}
}
