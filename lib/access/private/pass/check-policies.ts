import type { ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { KeyVaultAccessModel } from "../../key-vault-access-model";
import { isDormant } from "../dormant";
import type { VaultRecord } from "../records";
import type { StackLedger } from "../stack-ledger";
import type { PassContext } from "./pass-context";
import type { MadePolicy, MadeVault } from "./program-index";
import { blocksOf, mayDiffer, RenderedArguments, renderedArguments } from "./rendered-arguments";

/**
 * The problems of access policies: those of azurerm's class beside this library's, and of the vaults that have them.
 */
export function checkPolicies({ ledger, stack, index, ownGrants }: PassContext): ProgramProblem[] {
  const others = index.policies.filter(
    (policy) => policy.cdktfStack === stack && policy.applicationIdInput === undefined && !ownGrants.has(policy),
  );
  return [
    ...others.flatMap((policy) => checkPolicyOnRbac(ledger, policy)),
    ...ledger.importedVaults.flatMap((vault) => checkAccessModelOf(ledger, vault, index.vault(vault._key))),
    ...checkPolicyCounts(ledger),
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

/** A vault that the program makes with azurerm's class says by its arguments how it gives access. */
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
        allowed: "the model that the vault has",
        change: "Change one of the two.",
      },
    ];
  }
  if (undoesPolicies(rendered) && makesPolicyOn(ledger, vault)) {
    return [
      {
        construct: made,
        finding: `has access_policy blocks, and ${pathInProgram(vault)} makes policies of their own, each of which undoes the other at the next apply`,
        allowed: "one of the two kinds",
        change: "Give those permissions with vault.grantPermissions(…).",
      },
    ];
  }
  return [];
}

/** Whether policies beside the vault's own blocks are undone at the next apply: Terraform takes the blocks for all. */
function undoesPolicies(vault: RenderedArguments): boolean {
  const blocks = blocksOf(vault.access_policy);
  return blocks !== undefined && blocks.length > 0 && !mayDiffer(vault, "access_policy");
}

/** Whether one of the stacks makes a policy of this library's on the vault. */
function makesPolicyOn({ stacks }: StackLedger, { _key }: VaultRecord): boolean {
  return stacks.some(({ grants }) => grants.policies.some(([key, policy]) => key === _key && !isDormant(policy)));
}

/** A vault takes so many access policies: https://learn.microsoft.com/azure/key-vault/general/assign-access-policy */
const MOST_POLICIES = 1024;

function checkPolicyCounts({ stack, stacks, grants }: StackLedger): ProgramProblem[] {
  const counts = new Map<string, number>();
  for (const [vault] of stacks.flatMap((other) => other.grants.policies)) {
    counts.set(vault, (counts.get(vault) ?? 0) + 1);
  }
  const here = new Set(grants.policies.map(([vault]) => vault));
  return [...counts]
    .filter(([vault, count]) => count > MOST_POLICIES && here.has(vault))
    .map(([vault, count]) => ({
      construct: stack,
      finding: `adds to too many policies: the vault ${vault.replace(/^=/, "")} is given ${count} access policies`,
      allowed: `at most ${MOST_POLICIES}`,
      change: "Share an identity among apps, use several vaults, or a vault by RBAC.",
    }));
}
