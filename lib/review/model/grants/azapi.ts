import { table } from "../../base/table";
import { decode, isList, ObjectValue, Unknown, Value } from "../../language/value";
import { canonicalText, Instance } from "../../program/instance";
import type { Grant } from "../grant";
import { cosmosGrant } from "./cosmos-db";
import type { GrantContext } from "./grant-context";
import { ACTIVE_THROUGH_PIM, ELIGIBLE_THROUGH_PIM, GrantTypes } from "./grant-type";
import { roleGrant } from "./role-assignments";
import { policyGrant } from "./vault-policies";

/** What gives access in the words of Azure's own API. */
export const AZAPI_GRANTS: GrantTypes = {
  azapi_resource: {
    isOnlyGrant: false,
    read: (instance, context) => {
      const [type = ""] = canonicalText(instance.argument("type") ?? null)
        .toLowerCase()
        .split("@");
      return AZURE_TYPES[type]?.(instance, context) ?? [];
    },
  },
};

/** The readers of Azure's types, by their names in lower case. */
const AZURE_TYPES = table<(by: Instance, context: GrantContext) => Grant[]>({
  "microsoft.authorization/roleassignments": roleAssignment(""),
  "microsoft.authorization/roleassignmentschedulerequests": roleAssignment(ACTIVE_THROUGH_PIM),
  "microsoft.authorization/roleeligibilityschedulerequests": roleAssignment(ELIGIBLE_THROUGH_PIM),
  "microsoft.documentdb/databaseaccounts/sqlroleassignments": cosmosRoleAssignment,
  "microsoft.keyvault/vaults/accesspolicies": vaultPolicies,
});

function roleAssignment(caveat: string) {
  return (by: Instance, context: GrantContext): Grant[] => {
    const property = propertiesOf(by);
    return [
      roleGrant(context, {
        by,
        principalId: property("principalId"),
        permission: context.roles.ofId(property("roleDefinitionId")),
        target: context.targets.of(by.get("parent_id")),
        condition: canonicalText(property("condition")),
        caveat,
      }),
    ];
  };
}

function cosmosRoleAssignment(by: Instance, context: GrantContext): Grant[] {
  const property = propertiesOf(by);
  const argument = (name: string) => property(name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
  return [cosmosGrant(context, { by, account: context.targets.of(by.get("parent_id")), argument })];
}

function vaultPolicies(by: Instance, context: GrantContext): Grant[] {
  const target = context.targets.of(by.get("parent_id"));
  const policies = propertiesOf(by)("accessPolicies");
  return (isList(policies) ? policies : [policies]).map((policy) =>
    policyGrant(context, { by, target, argument: argumentsOfPolicy(policy), isInline: false }),
  );
}

/** The properties in the body of an `azapi_resource`, by name. */
function propertiesOf(instance: Instance): (name: string) => Value {
  const body = instance.argument("body") ?? null;
  const content = decode(body) ?? body;
  const properties = content instanceof ObjectValue ? content.get("properties") : content;
  if (properties instanceof ObjectValue) {
    return (name) => properties.get(name);
  }
  const why = properties instanceof Unknown ? properties.why : "its body is not known";
  return (name) => new Unknown(why, [], `${canonicalText(body)}.${name}`);
}

/** Where Azure's API has what azurerm's arguments of an access policy hold. */
const POLICY_PATHS = table<readonly string[]>({
  object_id: ["objectId"],
  application_id: ["applicationId"],
  secret_permissions: ["permissions", "secrets"],
  key_permissions: ["permissions", "keys"],
  certificate_permissions: ["permissions", "certificates"],
  storage_permissions: ["permissions", "storage"],
});

/** The arguments of an access policy, by azurerm's names for them. */
function argumentsOfPolicy(policy: Value): (name: string) => Value {
  const step = (value: Value, name: string) => (value instanceof ObjectValue ? value.get(name) : value);
  return (name) => (POLICY_PATHS[name] ?? []).reduce(step, policy);
}
