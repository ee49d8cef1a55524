import { overridesOf } from "../../../core/element-internals";
import { isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import type { Permissions } from "../grant-targets";
import { VAULT_WRITES, VaultWriteKind } from "../vault-writes";
import { stringsOf } from "../../../rules/rule";
import type { PassContext } from "./pass-context";
import type { ProgramView } from "./program-view";
import type { MadePolicy, NamedResource } from "./program-index";

/**
 * What a policy needs at least to let its principal write: of each list, one word.
 *
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/key_vault_access_policy
 */
const LEAST: Readonly<Record<VaultWriteKind, readonly [keyof Permissions, readonly (readonly string[])[]]>> = {
  secret: ["secretPermissions", [["Get"], ["Set"]]],
  key: ["keyPermissions", [["Get"], ["Create"]]],
  certificate: ["certificatePermissions", [["Get"], ["Create", "Import"]]],
  certificateIssuer: ["certificatePermissions", [["SetIssuers", "ManageIssuers"]]],
  certificateContacts: ["certificatePermissions", [["ManageContacts"]]],
};

/**
 * The problems of what a stack writes into the vaults that the program makes, where the deployer's policy is of
 * azurerm's own class and does not let them write it: beside such a policy there can be no other.
 */
export function checkVaultWrites(context: PassContext): ProgramProblem[] {
  return context.index.vaultWritersIn(context.stack).flatMap((writer) => {
    const kind = VAULT_WRITES[writer.terraformResourceType];
    const policy = kind ? policyOfDeployer(context, writer) : undefined;
    if (!kind || !policy) {
      return [];
    }
    const [list, least] = LEAST[kind];
    const missing = least.filter((words) => !mayHaveOne(policy, list, words));
    return missing.map((words) => ({
      construct: policy,
      finding: `is the policy of whoever applies the program, who writes ${pathInProgram(writer)}, and has no ${words.join(" or ")} among its ${list}`,
      allowed: "a policy that lets the deployer write what the program writes",
      change: "Add it, or take the policy out: the vault then gives its deployer what is needed.",
    }));
  });
}

/** The policy of azurerm's own class by which the program gives the deployer access to what a resource writes into. */
function policyOfDeployer({ ledger, view }: PassContext, writer: NamedResource): MadePolicy | undefined {
  const { keys, vaultMakers } = ledger.program;
  const vaultKey = keys.vaultKey(writer.cdktfStack, writer.keyVaultIdInput ?? "");
  const deployer = vaultMakers.get(vaultKey)?._deployerKey;
  return deployer === undefined ? undefined : view.once(foreignPolicies).get(`${vaultKey} ${deployer}`);
}

/** The policies that the program makes with azurerm's own class, the first for the keys of each vault and principal. */
function foreignPolicies({ index, ownGrants, program: { keys } }: ProgramView): ReadonlyMap<string, MadePolicy> {
  const others = index.policies.filter((one) => !ownGrants.has(one) && one.applicationIdInput === undefined);
  return new Map(
    others
      .map((policy): [string, MadePolicy] => {
        const { cdktfStack: stack, keyVaultIdInput: vault = "", objectIdInput: principal } = policy;
        return [`${keys.vaultKey(stack, vault)} ${keys.principalKey(stack, principal)}`, policy];
      })
      .reverse(),
  );
}

function mayHaveOne(policy: MadePolicy, list: keyof Permissions, words: readonly string[]): boolean {
  const present = (policy as unknown as Readonly<Record<string, unknown>>)[`${list}Input`];
  return (
    Object.keys(overridesOf(policy)).length > 0 ||
    isReference(present) ||
    stringsOf(present).some((word) => isReference(word) || words.includes(word))
  );
}
