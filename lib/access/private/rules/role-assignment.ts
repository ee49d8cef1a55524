import { Block, BlockRule, known, oneOf, OWN, text } from "../../../rules/rule";
import type { Role, RoleAssignmentOptions } from "../../role";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/role_assignment";
const SCOPE = "https://learn.microsoft.com/azure/role-based-access-control/scope-overview";
const CONDITIONS = "https://learn.microsoft.com/azure/role-based-access-control/conditions-faq";

/** The arguments of a request for a role assignment. */
interface RoleAssignmentRequest extends RoleAssignmentOptions {
  readonly role: Role;
  readonly scope: string;
}

/** The rule for a string of at most the given number of bytes. */
function bytes(most: number, source: string) {
  return {
    accepts: (value: unknown) => typeof value === "string" && value !== "" && Buffer.byteLength(value) <= most,
    allowed: `a string of 1 to ${most} bytes`,
    change: "Shorten it, or leave it out.",
    source,
  };
}

function subscriptionOf(id: string | undefined): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(known(id) ?? "")?.[1]?.toLowerCase();
}

const TOGETHER: readonly BlockRule<RoleAssignmentRequest>[] = [
  {
    breaches: ({ condition, conditionVersion }) =>
      conditionVersion !== undefined && condition === undefined
        ? [{ at: "conditionVersion", value: conditionVersion }]
        : [],
    allowed: "only with a condition",
    change: "Pass the condition, or take the version out.",
    source: AZURERM,
  },
  {
    breaches: ({ role, scope }) => {
      const [bare, inSubscription] = [
        (known(role.roleDefinitionId) ?? "").startsWith("/providers/"),
        subscriptionOf(scope) !== undefined,
      ];
      const isGroup = /^\/providers\/Microsoft\.Management\//i.test(known(scope) ?? "");
      const isOther = (bare && inSubscription) || (isGroup && subscriptionOf(role.roleDefinitionId) !== undefined);
      return isOther ? [{ at: "role", value: role.roleDefinitionId }] : [];
    },
    allowed:
      "the id of the role's definition, with the subscription for a scope in a subscription and without it for a " +
      "management group: Azure returns it so, and another form differs at every plan",
    change: "Pass that id, or the role by its name.",
    source: AZURERM,
  },
  {
    breaches: ({ role, scope }) => {
      const [ofRole, ofScope] = [subscriptionOf(role.roleDefinitionId), subscriptionOf(scope)];
      return ofRole !== undefined && ofScope !== undefined && ofRole !== ofScope
        ? [{ at: "role", value: role.roleDefinitionId }]
        : [];
    },
    allowed:
      "the id of the role's definition in the subscription of the scope: " +
      "Azure returns that one, and another differs at every plan",
    change: "Pass that id, or the role by its name.",
    source: AZURERM,
  },
];

/**
 * The rules for a request for a role assignment. azurerm accepts any string with a slash as a scope, and compares it by
 * case with what Azure returns.
 */
export const ROLE_ASSIGNMENT: Block<RoleAssignmentRequest> = {
  arguments: {
    role: OWN,
    scope: text(
      /^(\/|\/providers\/Microsoft\.(Subscription|Capacity)|(?=.)(\/subscriptions\/[^/]+(\/resourceGroups\/[^/]+)?)?(\/providers\/[^/]+(\/[^/]+\/[^/]+)+)*)$/,
      "the id of a resource, a resource group, a subscription or a management group, " +
        "in the case that Azure writes it in, without a slash at the end",
      SCOPE,
      "Pass the id as Azure shows it.",
    ),
    description: bytes(2048, CONDITIONS),
    condition: bytes(8192, CONDITIONS),
    conditionVersion: oneOf(["2.0"], CONDITIONS),
  },
  required: ["scope"],
  together: TOGETHER,
};
