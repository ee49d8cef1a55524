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
  if (by.azapi) {
    return policiesOfAzapi(by, target, context);
  }
  return [policyGrant(context, { by, target, argument: (name) => by.argument(name) ?? null, isInline: false })];
}

/** The policies that a request adds to those of a vault, or puts in their place; one that removes some gives none. */
function policiesOfAzapi(by: Instance, target: Target, context: GrantContext): Grant[] {
  const isRemoval = /^remove$/i.test(canonicalText(by.argument("name") ?? null));
  return isRemoval ? [] : blockPolicies(by, target, context, false);
}

function inlinePolicies(vault: Instance, context: GrantContext): Grant[] {
  return blockPolicies(vault, context.targets.ofInstance(vault), context, isWritten(vault, "access_policy"));
}

function blockPolicies(by: Instance, target: Target, context: GrantContext, isInline: boolean): Grant[] {
  return by.blocks("access_policy").map((block) =>
    policyGrant(context, {
      by,
      target,
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
  return instance.expression(argument) !== undefined && instance.module.stack.known?.hasExpressions !== false;
}
