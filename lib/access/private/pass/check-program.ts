import { TerraformElement, TerraformStack, TerraformVariable } from "cdktf";
import { KeyVaultAccessModel } from "../../key-vault-access-model";
import type { IKeyVault } from "../../../key-vault/key-vault-secret-reference";
import { Access } from "../access";
import { checkNetwork } from "./check-network";
import { checkRedis } from "./check-redis";
import { checkRoles } from "./check-roles";
import { policyKey } from "../grants";
import type { MadeHere, MadePolicy } from "./made-here";
import { isLiteral } from "../../../core/problems";
import { elementTypeOf, ReferenceGraph } from "../../../core/reference-graph";
import { originsOf } from "../../../core/token-text";
import { twins } from "../../../core/twins";
import type { WrittenSecret } from "../workload";

/** What only the complete program shows to be wrong, apart from its order. */
export function checkProgram(
  access: Access,
  stack: TerraformStack,
  graph: ReferenceGraph,
  madeHere: MadeHere,
): string[] {
  const ours = new Set([...access.grants.all.values()].map((grant) => grant.resource));
  const theirs = madeHere.policies.filter(
    (policy) => policy.cdktfStack === stack && policy.applicationIdInput === undefined && !ours.has(policy),
  );
  return [
    ...checkOtherStacks(access),
    ...theirs.flatMap((policy) => checkPolicyBesideOurs(access, policy)),
    ...theirs.flatMap((policy) => checkPolicyOnRbac(access, policy)),
    ...checkGrantsToOneObject(access),
    ...checkRoles(access, stack, graph, madeHere),
    ...checkRedis(access, stack, madeHere),
    ...access.vaults.flatMap((vault) => checkAccessModelOf(vault, madeHere)),
    ...checkTwins(stack, madeHere),
    ...checkExposedPorts(access),
    ...checkPolicyCounts(access),
    ...checkNetwork(access, stack, madeHere),
    ...access.writtenSecrets.flatMap((secret) => checkSecretValue(secret, stack, graph)),
  ];
}

/** One grant is made by one stack: Azure takes a second policy, or role assignment, from nobody. */
function checkOtherStacks(access: Access): string[] {
  const others = access.program.stacks.filter((other) => other !== access);
  return others.flatMap(({ grants }) =>
    [...access.grants.all].flatMap(([key, { resource }]) => {
      const same = grants.all.get(key)?.resource;
      if (!same || Access.isDormant(same) || Access.isDormant(resource)) {
        return [];
      }
      return [
        `[${resource.node.path}] is the same grant as [${same.node.path}]; allowed: one stack that makes it. ` +
          "Import the identity and what it is given access to (or declare them) in one stack and pass these constructs to the others, or grant in one stack only.",
      ];
    }),
  );
}

/** A policy that the program has as azurerm's class, for a principal and vault of which this library makes one. */
function checkPolicyBesideOurs({ grants, program }: Access, policy: MadePolicy): string[] {
  const vaultKey = program.vaultKey(policy.cdktfStack, policy.keyVaultIdInput ?? "");
  const grant = grants.all.get(policyKey(vaultKey, program.principalKey(policy.cdktfStack, policy.objectIdInput)));
  if (!grant || Access.isDormant(grant.resource)) {
    return [];
  }
  return [
    `[${policy.node.path}] is a second policy beside [${grant.resource.node.path}] for the same vault and principal; allowed: one. ` +
      "Take it out, and give its permissions with vault.grantPermissions(…), which merges them.",
  ];
}

/** A policy has no effect on a vault by RBAC. */
function checkPolicyOnRbac({ program }: Access, policy: MadePolicy): string[] {
  const vault = program.vaultOf(program.vaultKey(policy.cdktfStack, policy.keyVaultIdInput ?? ""));
  return vault?.accessModel === KeyVaultAccessModel.RBAC
    ? [
        `[${policy.node.path}] is an access policy of [${vault.node.path}], which is by RBAC; allowed: role assignments, since a policy has no effect there. Use vault.grantReadSecrets(…).`,
      ]
    : [];
}

/** An object id that the program knows under two names, such as an identity's and its own, has two grants for one. */
function checkGrantsToOneObject({ grants }: Access): string[] {
  const made = [...grants.all].filter(
    ([, { resource, principal }]) => isLiteral(principal.principalId) && !Access.isDormant(resource),
  );
  return twins(made, ([key, { principal }]) => `${key.slice(0, -principal._key.length)}${principal.principalId}`).map(
    ([[, { resource, principal }], [, first]]) =>
      `[${resource.node.path}] and [${first.resource.node.path}] are one grant to the object id ${principal.principalId}; allowed: one. ` +
      "Pass the same construct, or the same Principal, wherever it is granted something.",
  );
}

/** A vault that the program has as azurerm's class says for itself how it gives access. */
function checkAccessModelOf(vault: IKeyVault, madeHere: MadeHere): string[] {
  const made = madeHere.vault(vault._key);
  if (!made) {
    return [];
  }
  const { rbac_authorization_enabled: overridden } = (
    made as unknown as { readonly rawOverrides: Record<string, unknown> }
  ).rawOverrides;
  const rbac = overridden ?? made.rbacAuthorizationEnabledInput ?? made.enableRbacAuthorizationInput ?? false;
  const isRbac = vault.accessModel === KeyVaultAccessModel.RBAC;
  if (typeof rbac === "boolean" && rbac !== isRbac) {
    return [
      `[${vault.node.path}] accessModel is ${vault.accessModel}, and [${made.node.path}] has rbac_authorization_enabled = ${rbac}; ` +
        "allowed: the model that the vault has. Change one of the two.",
    ];
  }
  if (!isRbac && Array.isArray(made.accessPolicyInput) && made.accessPolicyInput.length > 0) {
    return [
      `[${made.node.path}] has access_policy blocks, and [${vault.node.path}] makes policies of their own, each of which undoes the other at the next apply; ` +
        "allowed: one of the two kinds. Give those permissions with vault.grantPermissions(…).",
    ];
  }
  return [];
}

function checkTwins(stack: TerraformStack, madeHere: MadeHere): string[] {
  return madeHere
    .twinsIn(stack)
    .map(
      ([one, other]) =>
        `[${one.node.path}] has the name of [${other.node.path}]; allowed: one resource of a kind and name in a place. Rename one of them.`,
    );
}

/** Azure gives a port of an environment to one app. */
function checkExposedPorts({ workloads, program }: Access): string[] {
  const all = program.stacks.flatMap((access) => access.workloads);
  return twins(all, ({ exposedPort }) => exposedPort)
    .filter(([workload]) => workloads.includes(workload))
    .map(
      ([workload, first]) =>
        `[${workload.construct.node.path}] has the exposed port of [${first.construct.node.path}] in the same environment; ` +
        "allowed: one app by TCP at a port. Give one of them another exposedPort.",
    );
}

/** A vault takes so many access policies: https://learn.microsoft.com/azure/key-vault/general/assign-access-policy */
const MOST_POLICIES = 1024;

function checkPolicyCounts({ grants, program }: Access): string[] {
  const counts = new Map<string, number>();
  program.stacks.forEach((access) =>
    access.grants.policies.forEach(([vault]) => counts.set(vault, (counts.get(vault) ?? 0) + 1)),
  );
  const here = new Set(grants.policies.map(([vault]) => vault));
  return [...counts]
    .filter(([vault, count]) => count > MOST_POLICIES && here.has(vault))
    .map(
      ([vault, count]) =>
        `the vault ${vault.replace(/^=/, "")} is given ${count} access policies; allowed: at most ${MOST_POLICIES}. ` +
        "Share an identity among apps, use several vaults, or a vault by RBAC.",
    );
}

/**
 * A value is secret when some of it comes from a variable that Terraform is given, or from something that Azure makes.
 */
function checkSecretValue({ construct, value }: WrittenSecret, stack: TerraformStack, graph: ReferenceGraph): string[] {
  const sources = new Set(graph.referencesIn(value));
  for (const source of sources) {
    if (elementTypeOf(source) === "local") {
      graph.referencesOf(source).forEach((behind) => sources.add(behind));
    }
  }
  const isFromElsewhere =
    [...originsOf(stack, value)].some((origin) => origin !== stack) || graph.hasUnknownReference(value);
  if (isFromElsewhere || [...sources].some(isSecretSource)) {
    return [];
  }
  const seen = [...sources].map((source) => source.node.path).join(", ");
  return [
    `[${construct.node.path}] value is ${seen ? `from ${seen}, which the program holds in clear` : "a literal in an expression"}; ` +
      "allowed: a Terraform variable that is sensitive and has no default, or an attribute of a resource. " +
      "Declare a TerraformVariable with sensitive: true and no default, and pass its stringValue.",
  ];
}

function isSecretSource(source: TerraformElement): boolean {
  if (elementTypeOf(source) === "var") {
    const variable = source as TerraformVariable;
    return variable.sensitive === true && (variable.default ?? undefined) === undefined;
  }
  return elementTypeOf(source) !== "local";
}
