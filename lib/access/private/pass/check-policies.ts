import type { ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { KeyVaultAccessModel } from "../../key-vault-access-model";
import { isDormant } from "../dormant";
import type { VaultRecord } from "../records";
import type { StackLedger } from "../stack-ledger";
import type { PassContext } from "./pass-context";
import type { MadePolicy, MadeVault } from "./program-index";
import type { ProgramView } from "./program-view";
import { blocksOf, mayDiffer, RenderedArguments, renderedArguments } from "./rendered-arguments";

/**
 * The problems with access policies that the program makes with azurerm's class, with the access models of imported
 * vaults, and with the number of policies on a vault.
 */
export function checkPolicies({ ledger, stack, index, ownGrants, view }: PassContext): ProgramProblem[] {
  const others = index
    .ofTypeIn<MadePolicy>(stack, "azurerm_key_vault_access_policy")
    .filter((policy) => policy.applicationIdInput === undefined && !ownGrants.has(policy));
  return [
    ...others.flatMap((policy) => checkPolicyOnRbac(ledger, policy)),
    ...ledger.importedVaults.flatMap((vault) => checkAccessModelOf(ledger, vault, index.vault(vault._key))),
    ...checkPolicyCounts(ledger, view.once(crowdedVaults)),
  ];
}

/** A policy has no effect on a vault by RBAC. */
function checkPolicyOnRbac({ program }: StackLedger, policy: MadePolicy): ProgramProblem[] {
  const vault = program.vaults.get(program.keys.vaultKey(policy.cdktfStack, policy.keyVaultIdInput ?? ""));
  return vault?.accessModel === KeyVaultAccessModel.RBAC
    ? [
        {
          construct: policy,
          finding: `is an access policy of ${pathInProgram(vault)}, which is by RBAC`,
          allowed: "role assignments, since a policy has no effect there",
          change: "Use vault.grantReadSecrets(…).",
        },
      ]
    : [];
}

/**
 * The problems with an import of a vault that the program makes with azurerm's class: the arguments of the vault state
 * how it gives access.
 */
function checkAccessModelOf(ledger: StackLedger, vault: VaultRecord, made: MadeVault | undefined): ProgramProblem[] {
  if (!made) {
    return [];
  }
  const rendered = renderedArguments(made);
  const rbac = rendered.rbac_authorization_enabled ?? rendered.enable_rbac_authorization ?? false;
  const isRbac = vault.accessModel === KeyVaultAccessModel.RBAC;
  if (typeof rbac === "boolean" && rbac !== isRbac) {
    return [
      {
        construct: vault,
        finding: `accessModel is ${vault.accessModel}, and ${pathInProgram(made)} has rbac_authorization_enabled = ${rbac}`,
        allowed: "the access model that the vault has",
        change: "Change accessModel here, or rbac_authorization_enabled there.",
      },
    ];
  }
  if (undoesPolicies(rendered) && makesPolicyOn(ledger, vault)) {
    return [
      {
        construct: made,
        finding:
          `has access_policy blocks, and grants on ${pathInProgram(vault)} are policies as resources of their own: ` +
          `each kind removes the other at the next apply`,
        allowed: "one of the two kinds of policy",
        change: "Give those permissions with vault.grantPermissions(…).",
      },
    ];
  }
  return [];
}

/** Whether Terraform removes policies beside the vault's own blocks: it takes the blocks for all policies. */
function undoesPolicies(vault: RenderedArguments): boolean {
  const blocks = blocksOf(vault.access_policy);
  return blocks !== undefined && blocks.length > 0 && !mayDiffer(vault, "access_policy");
}

/** Whether one of the stacks makes an access policy of this library's on the vault. */
function makesPolicyOn({ stacks }: StackLedger, { _key }: VaultRecord): boolean {
  return stacks.some(({ grants }) => grants.policies.some(([key, policy]) => key === _key && !isDormant(policy)));
}

/**
 * The greatest number of access policies on a vault:
 * https://learn.microsoft.com/azure/key-vault/general/assign-access-policy
 */
const MOST_POLICIES = 1024;

/** The keys of the vaults with more policies than a vault takes, each with their number. */
function crowdedVaults({ ledgers }: ProgramView): [string, number][] {
  const counts = new Map<string, number>();
  for (const [vault] of ledgers.flatMap(({ grants }) => grants.policies)) {
    counts.set(vault, (counts.get(vault) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > MOST_POLICIES);
}

function checkPolicyCounts({ stack, grants }: StackLedger, crowded: readonly [string, number][]): ProgramProblem[] {
  return crowded
    .filter(([key]) => grants.policies.some(([vault]) => vault === key))
    .map(([vault, count]) => ({
      construct: stack,
      finding: `has grants on the vault ${vault.replace(/^=/, "")}, which has ${count} access policies in all stacks together`,
      allowed: `at most ${MOST_POLICIES}`,
      change: "Share an identity among apps, use several vaults, or use a vault by RBAC.",
    }));
}
