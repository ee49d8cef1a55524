import type { TerraformResource } from "cdktf";
import type { Principal } from "./principal";

/** Access that was given: to whom, and by which resource. */
export class Grant {
  /** @internal */
  public constructor(
    /** Who received the access. */
    public readonly principal: Principal,
    /** The `azurerm_key_vault_access_policy` or `azurerm_role_assignment` that gives it; grants to one principal on one vault share a policy. */
    public readonly resource: TerraformResource,
    /**
     * Whether the access takes effect only some time after the resource exists, as that of a role assignment does.
     *
     * @internal
     */
    public readonly _propagates: boolean,
    /**
     * Whether it is what lets the principal pull images; undefined where nobody can say.
     *
     * @internal
     */
    public readonly _isPull: boolean | undefined,
  ) {}
}
