import { TerraformElement, TerraformStack } from "cdktf";
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { RegistryRoleAssignmentMode } from "../../registry-role-assignment-mode";
import { KeyVaultAccessModel } from "../../key-vault-access-model";
import { Access } from "../access";
import type { Grant } from "../../grant";
import { Grants, roleAssignmentKey, roleKeyOf } from "../grants";
import type { MadeHere } from "./made-here";
import type { ReferenceGraph } from "../../../core/reference-graph";

/** What the complete program shows to be wrong with the role assignments of a stack. */
export function checkRoles(access: Access, stack: TerraformStack, graph: ReferenceGraph, madeHere: MadeHere): string[] {
  const ours = new Set([...access.grants.all.values()].map((grant) => grant.resource));
  const assignments = madeHere.roleAssignments.filter((one) => one.cdktfStack === stack);
  return [
    ...assignments.flatMap((assignment) => checkRoleOnPolicies(access, assignment)),
    ...assignments.flatMap((assignment) => checkRoleOnRegistry(access, assignment)),
    ...assignments.flatMap((assignment) => checkStorageScope(assignment, graph)),
    ...assignments.flatMap((assignment) => checkDefinitionScope(assignment, graph)),
    ...assignments.filter((one) => ours.has(one)).flatMap((assignment) => checkSubdomain(assignment, graph)),
    ...assignments.filter((one) => !ours.has(one)).flatMap((assignment) => checkRoleBesideOurs(access, assignment)),
  ];
}

/** The roles for the data of a vault, which have an effect only where the vault is by RBAC. */
const DATA_ROLE = /^key vault (administrator|reader|certificates? |crypto |secrets )/i;

/** A role for a vault's data has no effect on a vault by access policies. */
function checkRoleOnPolicies({ program }: Access, assignment: RoleAssignment): string[] {
  const { cdktfStack: stack, scopeInput: scope } = assignment;
  const role = roleKeyOf(assignment);
  const vault =
    DATA_ROLE.test(role) && scope
      ? program.vaultOf(program.scopeKey(stack, scope).replace(/\/secrets\/.*$/, ""))
      : undefined;
  return vault?.accessModel === KeyVaultAccessModel.ACCESS_POLICY
    ? [
        `[${assignment.node.path}] assigns ${role} on [${vault.node.path}], which is by access policies; allowed: permissions of a policy, since the role has no effect there. ` +
          "Use vault.grantReadSecrets(…) or vault.grantPermissions(…).",
      ]
    : [];
}

/**
 * The roles to pull and push that have an effect in one mode of a registry each:
 * https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
 */
const REGISTRY_ROLES: Readonly<Record<RegistryRoleAssignmentMode, RegExp>> = {
  [RegistryRoleAssignmentMode.LEGACY_REGISTRY_PERMISSIONS]: /^acr(pull|push|delete)$/i,
  [RegistryRoleAssignmentMode.ABAC_REPOSITORY_PERMISSIONS]:
    /^container registry repository (reader|writer|contributor)$/i,
};

function checkRoleOnRegistry({ program }: Access, assignment: RoleAssignment): string[] {
  const { cdktfStack: stack, scopeInput: scope } = assignment;
  const role = roleKeyOf(assignment);
  const mode = Object.values(RegistryRoleAssignmentMode).find((one) => REGISTRY_ROLES[one].test(role));
  const registry = mode && scope ? program.registryOf(program.scopeKey(stack, scope)) : undefined;
  return registry && registry.roleAssignmentMode !== mode
    ? [
        `[${assignment.node.path}] assigns ${role} on [${registry.node.path}], whose roleAssignmentMode is ${registry.roleAssignmentMode}; ` +
          `allowed: the roles of that mode, since this one has no effect there. Use registry.grantPull(…), or import the registry with roleAssignmentMode: RegistryRoleAssignmentMode.${mode === RegistryRoleAssignmentMode.ABAC_REPOSITORY_PERMISSIONS ? "ABAC_REPOSITORY_PERMISSIONS" : "LEGACY_REGISTRY_PERMISSIONS"} if that is its mode.`,
      ]
    : [];
}

/** The id of a container, a queue or a share that azurerm makes by the name of its account is its address. */
function checkStorageScope(assignment: RoleAssignment, graph: ReferenceGraph): string[] {
  const [part] = referredBy(graph, assignment.scopeInput, /^azurerm_storage_(container|queue|share)\.[\w-]+\.id$/);
  return part?.storageAccountNameInput !== undefined
    ? [
        `[${assignment.node.path}] scope is the id of [${part.node.path}], which azurerm gives as the address of its data; allowed: an id of Azure Resource Manager. ` +
          "Make it with storageAccountId, of which the id is one, or pass its attribute resource_manager_id.",
      ]
    : [];
}

/**
 * What azurerm finds without a scope has an id without a subscription, which differs at every plan from what Azure
 * answers with.
 */
function checkDefinitionScope(assignment: RoleAssignment, graph: ReferenceGraph): string[] {
  const [definition] = referredBy(
    graph,
    assignment.roleDefinitionIdInput,
    /^data\.azurerm_role_definition\.[\w-]+\.id$/,
  );
  return definition && definition.scopeInput === undefined
    ? [
        `[${assignment.node.path}] role_definition_id is the id of [${definition.node.path}], which has no scope; allowed: an id with the subscription of the assignment's scope, ` +
          "since Azure answers with that. Give the data source the scope, or assign the role by its name.",
      ]
    : [];
}

/**
 * An account of Azure AI knows identities at an address of its own only:
 * https://learn.microsoft.com/azure/ai-services/authentication
 */
function checkSubdomain(assignment: RoleAssignment, graph: ReferenceGraph): string[] {
  const isUser = /^cognitive services (openai )?user$/i.test(roleKeyOf(assignment));
  const [account] = isUser ? referredBy(graph, assignment.scopeInput, /^azurerm_cognitive_account\.[\w-]+\.id$/) : [];
  return account && account.customSubdomainNameInput === undefined
    ? [
        `[${assignment.node.path}] is access to [${account.node.path}] by identity, which that does not know; allowed: an account with an address of its own. Give it a customSubdomainName.`,
      ]
    : [];
}

/** What of an element these checks look at. */
type Referred = TerraformElement & {
  readonly terraformResourceType: string;
  readonly storageAccountNameInput?: string;
  readonly scopeInput?: string;
  readonly customSubdomainNameInput?: string;
};

/** The element that a value refers to, where the value is nothing but a reference of the form. */
function referredBy(graph: ReferenceGraph, value: string | undefined, form: RegExp): readonly Referred[] {
  return value !== undefined && form.test(graph.addressIn(value))
    ? (graph.referencesIn(value) as readonly Referred[])
    : [];
}

/** A role assignment that the program has as azurerm's class, where this library makes the same. */
function checkRoleBesideOurs({ program }: Access, assignment: RoleAssignment): string[] {
  const { cdktfStack: stack, scopeInput, principalIdInput } = assignment;
  const key =
    scopeInput &&
    roleAssignmentKey(
      roleKeyOf(assignment),
      program.scopeKey(stack, scopeInput),
      program.principalKey(stack, principalIdInput ?? ""),
    );
  const [grant] = key ? program.stacks.flatMap(({ grants }) => findMade(grants, key) ?? []) : [];
  return grant
    ? [
        `[${assignment.node.path}] is the same role assignment as [${grant.resource.node.path}]; allowed: one, since Azure takes no second. Take one of the two out.`,
      ]
    : [];
}

/** The grant of the key, unless the stack leaves it to others. */
export function findMade(grants: Grants, key: string): Grant | undefined {
  const grant = grants.all.get(key);
  return grant && !Access.isDormant(grant.resource) ? grant : undefined;
}
