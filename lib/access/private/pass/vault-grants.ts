import type { TerraformResource } from "cdktf";
import { textOfAttribute } from "../../../core/token-text";
import { CALLER_KEY } from "../current-caller";
import { grantKeyOf } from "../foreign-grant-keys";
import type { GrantKey } from "../grant-keys";
import type { Workload } from "../workload";
import type { PassContext } from "./pass-context";
import type { ProgramView } from "./program-view";

/** A grant on a vault, with its key. */
interface VaultGrant extends Pick<GrantKey, "target" | "principal"> {
  readonly resource: TerraformResource;
}

/** The types of azurerm's that give access to the data of vaults. */
const GRANT_TYPES = ["azurerm_key_vault_access_policy", "azurerm_role_assignment"];

/** The key of an identity, an app or a job, which do not apply the program that makes them. */
const MADE_IDENTITY = /:azurerm_(user_assigned_identity|container_app|container_app_job)\.[\w-]+\.id$/;

/** The grants on the vaults of a complete program, this library's and those of azurerm's own classes. */
export class VaultGrants {
  private readonly programs: readonly VaultGrant[];

  constructor(private readonly context: PassContext) {
    this.programs = context.view.once(foreignGrantsOnVaults);
  }

  /** The grants of azurerm's own classes that may let whoever applies the program write into the vault. */
  public forDeployerOf(vaultKey: string): readonly TerraformResource[] {
    return this.programs
      .filter(
        ({ target, principal }) =>
          (target === vaultKey && !MADE_IDENTITY.test(principal)) || (principal === CALLER_KEY && !isInVault(target)),
      )
      .map(({ resource }) => resource);
  }

  /** The keys of what the identities of a workload have access to. */
  public targetsOf({ principals, resource }: Workload): readonly string[] {
    const { program } = this.context.ledger;
    const keys = new Set([...principals.map(({ key }) => key), textOfAttribute(resource, "id")]);
    const own = [...keys].flatMap((key) => program.grantsTo(key).map((grant) => grant.key));
    const others = this.programs.filter(({ principal }) => keys.has(principal));
    return [...own, ...others].map(({ target }) => target);
  }

  /** The keys of the vaults that the identities of a workload have access to: those that its code reads. */
  public vaultsOf(workload: Workload): readonly string[] {
    const { ledger, index } = this.context;
    const targets = this.targetsOf(workload).map((target) => target.replace(/\/secrets\/.*$/, ""));
    return targets.filter((key) => ledger.program.vaults.get(key) ?? index.vault(key));
  }
}

/** The grants that the program makes with azurerm's own classes. */
function foreignGrantsOnVaults({ index, ownGrants, program: { keys } }: ProgramView): readonly VaultGrant[] {
  return GRANT_TYPES.flatMap((type) => index.ofType(type))
    .filter((resource) => !ownGrants.has(resource))
    .flatMap((resource) => {
      const key = grantKeyOf(resource, keys);
      return key ? [{ ...key, resource }] : [];
    });
}

/** Whether the key is that of a vault, or of something in one, rather than of a wider scope. */
function isInVault(key: string): boolean {
  return /:azurerm_key_vault\.|^=[^/]+/.test(key);
}
