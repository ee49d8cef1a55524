import { grouped } from "../base/grouped";
import { listed } from "./places";
import type { Rule } from "./rule";

/** A vault whose access policies are in part inside it, in part resources of their own. */
export const MIXED_POLICIES: Rule = {
  id: "mixed-access-policies",
  severity: "error",
  why: "A vault that lists its policies takes all others away at each apply, and they come back at the next one.",
  change: "Make every policy a resource of its own, or list all of them in the vault.",
  find: (access) => {
    const policies = access.grants.filter(({ kind }) => kind === "access policy");
    const separate = grouped(
      policies.filter(({ by }) => by.type === "azurerm_key_vault_access_policy"),
      ({ target }) => target.key,
    );
    const mixed = new Map(
      policies
        .filter(({ isInline, target }) => isInline && separate.has(target.key))
        .map(({ by, target }) => [by, separate.get(target.key)!]),
    );
    return [...mixed]
      .filter(([vault]) => !vault.ignores("access_policy"))
      .map(([{ address }, others]) => ({
        address,
        message: `${address} lists access policies, and ${listed(others.map(({ by }) => by.address))} ${others.length > 1 ? "are others" : "is another"} of the same vault.`,
      }));
  },
};
