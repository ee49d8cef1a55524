import { grouped } from "../base/grouped";
import type { Grant } from "../model/grant";
import { VAULT_POLICY_TYPE } from "../model/vault";
import type { Finding, Rule } from "./rule";
import { listed } from "./wording";

/** The access policies of a vault are all blocks inside it, or all resources of their own. */
export const MIXED_ACCESS_POLICIES: Rule = {
  id: "mixed-access-policies",
  severity: "error",
  why: "A vault that lists its policies removes all others at each apply, and they come back at the next one.",
  change: "Make every policy a resource of its own, or list all of them in the vault.",
  find: (access) => {
    const policies = access.grants.filter(({ kind }) => kind === "access policy");
    const separate = grouped(
      policies.filter(({ by }) => by.type === VAULT_POLICY_TYPE),
      ({ target }) => target.key,
    );
    const vaults = new Map(policies.filter(({ isInline }) => isInline).map(({ by, target }) => [by, target.key]));
    return [...vaults]
      .filter(([vault]) => !vault.ignores("access_policy"))
      .map(([{ address }, key]) => ({ address, others: separate.get(key) ?? [] }))
      .filter(({ others }) => others.length > 0)
      .map(mixed);
  },
};

function mixed({ address, others }: { readonly address: string; readonly others: readonly Grant[] }): Finding {
  const [addresses, are] = [
    listed(others.map(({ by }) => by.address)),
    others.length > 1 ? "are others" : "is another",
  ];
  return { address, message: `${address} lists access policies, and ${addresses} ${are} of the same vault.` };
}
