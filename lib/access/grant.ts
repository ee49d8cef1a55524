import type { TerraformResource } from "cdktf";
import type { Principal } from "./principal";

/** Access that was given: to whom, and by which resource. */
export class Grant {
  /** @internal */
  public static _of(
    principal: Principal,
    resource: TerraformResource,
    propagates: boolean,
    isPull: boolean | undefined,
  ): Grant {
    return new Grant(principal, resource, propagates, isPull);
  }

  private constructor(
    /** Who received the access. */
    public readonly principal: Principal,
    /**
     * The `azurerm_role_assignment`, `azurerm_key_vault_access_policy` or other resource that gives it; grants to one
     * principal on one vault share a policy. Where the stack hands its grants over, Terraform does not see it.
     */
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
