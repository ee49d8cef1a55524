import type { TerraformElement } from "cdktf";
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import type { ReferenceGraph } from "../../../core/reference-graph";
import { KeyVaultAccessModel } from "../../key-vault-access-model";
import { RegistryRoleAssignmentMode } from "../../registry-role-assignment-mode";
import { assignedRoleKey } from "../grant-keys";
import type { PassContext } from "./pass-context";

/** A check of one role assignment, this library's or the program's own. */
type Check = (assignment: RoleAssignment, context: PassContext) => ProgramProblem[];

/** The problems with the role assignments of a stack. */
export function checkRoles(context: PassContext): ProgramProblem[] {
  const { stack, index, ownGrants } = context;
  return index.ofTypeIn<RoleAssignment>(stack, "azurerm_role_assignment").flatMap((assignment) => {
    const checks = ownGrants.has(assignment) ? [...CHECKS, checkSubdomain] : CHECKS;
    return checks.flatMap((check) => check(assignment, context));
  });
}

/** The roles for the data of a vault, which have an effect only where the vault is by RBAC. */
const DATA_ROLE = /^key vault (administrator|reader|certificates? |crypto |secrets )/i;

/** The problem with a role for the data of a vault by access policies, where it has no effect. */
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

/** The problem with a role of the other mode on a registry, where it has no effect. */
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

/**
 * The problem with a scope that is an address: that is the id of a container, a queue or a share which azurerm makes by
 * the name of its account.
 */
const checkStorageScope: Check = (assignment, { graph }) => {
  const part = referredBy(graph, assignment.scopeInput, /^azurerm_storage_(container|queue|share)\.[\w-]+\.id$/);
  return part?.storageAccountNameInput !== undefined
    ? [
        {
          construct: assignment,
          finding: `scope is the id of ${pathInProgram(part)}, which azurerm gives as the address of its data`,
          allowed: "an id of Azure Resource Manager",
          change: "Make it with storageAccountId, so that its id is one, or pass its attribute resource_manager_id.",
        },
      ]
    : [];
};

/**
 * The problem with a definition that a data source finds without a scope: its id has no subscription, Azure returns one
 * that has, and the two differ at every plan.
 */
const checkDefinitionScope: Check = (assignment, { graph }) => {
  const form = /^data\.azurerm_role_definition\.[\w-]+\.id$/;
  const definition = referredBy(graph, assignment.roleDefinitionIdInput, form);
  return definition && definition.scopeInput === undefined
    ? [
        {
          construct: assignment,
          finding: `role_definition_id is the id of ${pathInProgram(definition)}, which has no scope`,
          allowed: "an id with the subscription of the assignment's scope, since Azure returns that",
          change: "Give the data source the scope, or assign the role by its name.",
        },
      ]
    : [];
};

const CHECKS: readonly Check[] = [checkRoleOnPolicies, checkRoleOnRegistry, checkStorageScope, checkDefinitionScope];

/**
 * The problem with access by identity to an Azure AI account without a custom subdomain, which accepts no identities:
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
          finding: `gives an identity access to ${pathInProgram(account)}, which has no custom subdomain`,
          allowed: "an account with a custom subdomain, since no other accepts identities",
          change: "Set customSubdomainName on the account.",
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
  const isOfForm = typeof value === "string" && form.test(graph.addressIn(value));
  return isOfForm ? (graph.referencesIn(value)[0] as Referred | undefined) : undefined;
}
