import { ObjectValue, Value } from "../../language/value";
import { canonicalText, Instance } from "../../program/instance";
import { Grant, grantOf } from "../grant";
import type { Target } from "../target";
import { VAULT_POLICY_TYPE, VAULT_TYPE } from "../vault";
import type { GrantContext } from "./grant-context";
import type { GrantTypes } from "./grant-type";
import { policyPermission } from "./policy-permission";

/** The access policies of key vaults. */
export const VAULT_POLICIES: GrantTypes = {
  [VAULT_POLICY_TYPE]: { isOnlyGrant: true, read: separatePolicy },
  [VAULT_TYPE]: { isOnlyGrant: false, read: inlinePolicies },
};

function separatePolicy(by: Instance, context: GrantContext): Grant[] {
  const target = context.targets.of(by.get("key_vault_id"));
  return [policyGrant(context, { by, target, argument: (name) => by.argument(name) ?? null, isInline: false })];
}

function inlinePolicies(vault: Instance, context: GrantContext): Grant[] {
  const isInline = isWritten(vault, "access_policy");
  return vault.blocks("access_policy").map((block) =>
    policyGrant(context, {
      by: vault,
      target: context.targets.ofInstance(vault),
      argument: (name) => (block instanceof ObjectValue ? block.get(name) : block),
      isInline,
    }),
  );
}

/** An access policy: the vault that it is of, and its arguments in azurerm's words. */
interface VaultPolicy {
  readonly by: Instance;
  readonly target: Target;
  readonly argument: (name: string) => Value;
  readonly isInline: boolean;
}

/** The grant of an access policy. */
export function policyGrant(context: GrantContext, { by, target, argument, isInline }: VaultPolicy): Grant {
  const vault = target.instance;
  const isIgnored = vault?.type === VAULT_TYPE && context.accessModelOf(vault) === "roles";
  const application = argument("application_id");
  return grantOf({
    kind: "access policy",
    permission: context.shared(policyPermission(argument)),
    principal: context.principals.of(argument("object_id")),
    target,
    ineffective: isIgnored ? "the vault gives access by roles" : undefined,
    caveat: application === null || application === "" ? "" : `by the application ${canonicalText(application)}`,
    by,
    isInline,
  });
}

/** Whether the program sets an argument, so that it is more than what a plan or a state knows from Azure. */
function isWritten(instance: Instance, argument: string): boolean {
  return (
    instance.declaration.arguments.get(argument) !== undefined && instance.module.stack.known?.hasExpressions !== false
  );
}
