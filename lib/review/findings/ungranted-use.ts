import type { AccessModel } from "../model/access-model";
import type { Use } from "../model/use";
import { addressOfUse } from "../model/use";
import { accessModelOf } from "../model/vault";
import type { Rule } from "./rule";
import { usedThing } from "./wording";

/** What an identity uses at the creation of a resource is granted to it. */
export const UNGRANTED_USE: Rule = {
  id: "ungranted-use",
  severity: "error",
  why: "Azure reads the secret or pulls the image while it creates the resource. Without access it creates none.",
  change: "Grant the identity what it uses, and have the resource wait for the grant.",
  find: (access) =>
    access.uses
      .filter(
        (use) =>
          use.isAtCreation &&
          !use.isOwnIdentity &&
          access.coverage.of(use).length === 0 &&
          isNewTo(access, use) &&
          !access.coverage.isPossible(use),
      )
      .map((use) => ({
        address: addressOfUse(use),
        message: `${use.principal.label} uses ${usedThing(use)}, and nothing grants it that.`,
      })),
};

/**
 * Whether nobody but this program can have granted it: a new identity has nothing, and a new vault lets nobody in by
 * access policies.
 */
function isNewTo(access: AccessModel, { principal, target }: Use): boolean {
  if (access.mayGrantUnread || target.unresolved !== undefined || access.coverage.isMember(principal)) {
    return false;
  }
  const vault = target.instance;
  const isNewVault =
    vault?.type === "azurerm_key_vault" && vault.isManaged && accessModelOf(vault) === "access policies";
  // An object id that is written out may be the deployer's.
  return principal.kind === "deployer"
    ? isNewVault && !access.isOpenToOthers(target)
    : principal.instance?.isManaged === true;
}
