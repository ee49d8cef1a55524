import type { TerraformElement } from "cdktf";
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import type { ReferenceGraph } from "../../../core/reference-graph";
import { KeyVaultAccessModel } from "../../key-vault-access-model";
import { RegistryRoleAssignmentMode } from "../../registry-role-assignment-mode";
import { assignedRoleKey } from "../grant-keys";
import type { PassContext } from "./pass-context";

/** A check of one role assignment, this library's or anyone's. */
type Check = (assignment: RoleAssignment, context: PassContext) => ProgramProblem[];

/** The problems of the role assignments of a stack. */
export function checkRoles(context: PassContext): ProgramProblem[] {
  const { stack, index, ownGrants } = context;
  return index.roleAssignments
    .filter(({ cdktfStack }) => cdktfStack === stack)
    .flatMap((assignment) => {
      const checks = ownGrants.has(assignment) ? [...CHECKS, checkSubdomain] : CHECKS;
      return checks.flatMap((check) => check(assignment, context));
    });
}

/** The roles for the data of a vault, which have an effect only where the vault is by RBAC. */
const DATA_ROLE = /^key vault (administrator|reader|certificates? |crypto |secrets )/i;

/** A role for a vault's data has no effect on a vault by access policies. */
const checkRoleOnPolicies: Check = (assignment, { ledger: { program } }) => {
  const role = assignedRoleKey(assignment);
  const { cdktfStack: stack, scopeInput: scope } = assignment;
  const vault =
    DATA_ROLE.test(role) && scope
      ? program.vaults.get(program.keys.scopeKey(stack, scope).replace(/\/secrets\/.*$/, ""))
      : undefined;
  return vault?.accessModel === KeyVaultAccessModel.ACCESS_POLICY
    ? [
        {
          construct: assignment,
          finding: `assigns ${role} on ${pathInProgram(vault)}, which is by access policies`,
          allowed: "permissions of a policy, since the role has no effect there",
          change: "Use vault.grantReadSecrets(…) or vault.grantPermissions(…).",
        },
      ]
    : [];
};

/**
 * The roles to pull and push that have an effect in one mode of a registry each:
 * https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
 */
const REGISTRY_ROLES: Readonly<Record<RegistryRoleAssignmentMode, RegExp>> = {
  [RegistryRoleAssignmentMode.LEGACY_REGISTRY_PERMISSIONS]: /^acr(pull|push|delete)$/i,
  [RegistryRoleAssignmentMode.ABAC_REPOSITORY_PERMISSIONS]:
    /^container registry repository (reader|writer|contributor)$/i,
};

/** A role of the other mode has no effect on a registry. */
const checkRoleOnRegistry: Check = (assignment, { ledger: { program } }) => {
  const { cdktfStack: stack, scopeInput: scope } = assignment;
  const role = assignedRoleKey(assignment);
  const mode = Object.values(RegistryRoleAssignmentMode).find((one) => REGISTRY_ROLES[one].test(role));
  const registry = mode && scope ? program.registries.get(program.keys.scopeKey(stack, scope)) : undefined;
  if (!registry || registry.roleAssignmentMode === mode) {
    return [];
  }
  const isByRepository = mode === RegistryRoleAssignmentMode.ABAC_REPOSITORY_PERMISSIONS;
  const constant = isByRepository ? "ABAC_REPOSITORY_PERMISSIONS" : "LEGACY_REGISTRY_PERMISSIONS";
  return [
    {
      construct: assignment,
      finding: `assigns ${role} on ${pathInProgram(registry)}, whose roleAssignmentMode is ${registry.roleAssignmentMode}`,
      allowed: "the roles of that mode, since this one has no effect there",
      change:
        "Use registry.grantPull(…), or import the registry with " +
        `roleAssignmentMode: RegistryRoleAssignmentMode.${constant} if that is its mode.`,
    },
  ];
};

/** The id of a container, a queue or a share that azurerm makes by the name of its account is its address. */
const checkStorageScope: Check = (assignment, { graph }) => {
  const part = referredBy(graph, assignment.scopeInput, /^azurerm_storage_(container|queue|share)\.[\w-]+\.id$/);
  return part?.storageAccountNameInput !== undefined
    ? [
        {
          construct: assignment,
          finding: `scope is the id of ${pathInProgram(part)}, which azurerm gives as the address of its data`,
          allowed: "an id of Azure Resource Manager",
          change: "Make it with storageAccountId, of which the id is one, or pass its attribute resource_manager_id.",
        },
      ]
    : [];
};

/**
 * Azure answers with a subscription in the definition's id: one that azurerm finds without a scope differs at every
 * plan.
 */
const checkDefinitionScope: Check = (assignment, { graph }) => {
  const form = /^data\.azurerm_role_definition\.[\w-]+\.id$/;
  const definition = referredBy(graph, assignment.roleDefinitionIdInput, form);
  return definition && definition.scopeInput === undefined
    ? [
        {
          construct: assignment,
          finding: `role_definition_id is the id of ${pathInProgram(definition)}, which has no scope`,
          allowed: "an id with the subscription of the assignment's scope, since Azure answers with that",
          change: "Give the data source the scope, or assign the role by its name.",
        },
      ]
    : [];
};

const CHECKS: readonly Check[] = [checkRoleOnPolicies, checkRoleOnRegistry, checkStorageScope, checkDefinitionScope];

/**
 * An account of Azure AI knows identities at an address of its own only:
 * https://learn.microsoft.com/azure/ai-services/authentication
 */
const checkSubdomain: Check = (assignment, { graph }) => {
  const isUser = /^cognitive services (openai )?user$/i.test(assignedRoleKey(assignment));
  const form = /^azurerm_cognitive_account\.[\w-]+\.id$/;
  const account = isUser ? referredBy(graph, assignment.scopeInput, form) : undefined;
  return account && account.customSubdomainNameInput === undefined
    ? [
        {
          construct: assignment,
          finding: `is access to ${pathInProgram(account)} by identity, which that does not know`,
          allowed: "an account with an address of its own",
          change: "Give it a customSubdomainName.",
        },
      ]
    : [];
};

/** The arguments that these checks look at in what an assignment refers to. */
type Referred = TerraformElement & {
  readonly storageAccountNameInput?: string;
  readonly scopeInput?: string;
  readonly customSubdomainNameInput?: string;
};

/** The element that a value refers to, where the value is nothing but a reference of the form. */
function referredBy(graph: ReferenceGraph, value: string | undefined, form: RegExp): Referred | undefined {
  const isOfForm = value !== undefined && form.test(graph.addressIn(value));
  return isOfForm ? (graph.referencesIn(value)[0] as Referred | undefined) : undefined;
}
