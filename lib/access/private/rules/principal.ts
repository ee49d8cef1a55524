import type { TerraformStack } from "cdktf";
import { isLiteral, isObject, kindOf, Problem } from "../../../core/problems";
import { textOf } from "../../../core/token-text";
import { checkValue } from "../../../rules/check";
import { GUID } from "../../../rules/common";
import { memberOf } from "../../../rules/rule";
import { PrincipalType } from "../../principal-type";
import { isCurrentCaller } from "../current-caller";
import type { PrincipalRecord } from "../records";

const AZURERM =
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/role_assignment#principal_type";
const SOURCE = "https://learn.microsoft.com/entra/identity-platform/app-objects-and-service-principals";

/**
 * The problem with an object id that is not a GUID, or that refers to another attribute, such as a client id: Azure
 * accepts that and never finds the principal.
 */
export function checkObjectId(stack: TerraformStack, property: string, value: unknown): Problem[] {
  const allowed =
    "the object id of a principal, which azurerm's resources call principal_id or object_id, " +
    "never its client (application) id";
  return checkId(
    stack,
    property,
    value,
    /\.(client_id|application_id)$|:azurerm_(user_assigned_identity|container_app|container_app_job)\.[\w-]+\.(id|name)$/,
    allowed,
  );
}

/** The problem with a client id that is not a GUID, or that is the object id. */
export function checkClientId(
  stack: TerraformStack,
  property: string,
  value: unknown,
  principalId: unknown,
): Problem[] {
  const allowed = "the client (application) id of an identity, never its principal (object) id";
  return value === principalId && isLiteral(value)
    ? [{ property, value, allowed, change: "Pass the other id.", source: SOURCE }]
    : checkId(stack, property, value, /\.(principal_id|object_id)$/, allowed);
}

function checkId(stack: TerraformStack, property: string, value: unknown, other: RegExp, allowed: string): Problem[] {
  if (typeof value !== "string" || isLiteral(value)) {
    return checkValue(GUID, property, value);
  }
  const text = textOf(stack, value);
  return other.test(text)
    ? [{ property, value: text.replace(/^.*:/, ""), allowed, change: "Pass that attribute instead.", source: SOURCE }]
    : [];
}

/**
 * The problem with a principal type that Azure does not have, or that contradicts the known type of an identity of the
 * program.
 */
export function checkPrincipalType(value: PrincipalType | undefined, known: PrincipalType | undefined): Problem[] {
  const allowed = Object.entries(PrincipalType).filter(([, type]) => known === undefined || type === known);
  const rule = memberOf("PrincipalType", Object.fromEntries(allowed), AZURERM);
  return value === undefined ? [] : checkValue(rule, "principalType", value);
}

/**
 * The problem with a role assignment to a principal of unknown type: Azure would have to look the type up, and may not
 * find a new principal.
 */
export function checkTyped(principal: PrincipalRecord): Problem[] {
  const { principalType, principalId } = principal;
  return principalType !== undefined || isCurrentCaller(principal)
    ? []
    : [
        {
          property: isLiteral(principalId) ? `principalType of the principal ${principalId}` : "principalType",
          allowed: "PrincipalType.SERVICE_PRINCIPAL, USER or GROUP for a principal that is assigned a role",
          change:
            "Pass it to Principal.fromObjectId(scope, principalId, principalType), " +
            "or to Deployer.objectId(principalId, principalType).",
          source: AZURERM,
        },
      ];
}

/** The problem with a grantee that is not a grantable object, which only a program without types can pass. */
export function checkGrantee(grantee: unknown): Problem[] {
  const allowed = "an app, an identity or a principal";
  const { grantPrincipal } = (isObject(grantee) ? grantee : {}) as { readonly grantPrincipal?: unknown };
  return isObject(grantPrincipal) && "_record" in grantPrincipal
    ? []
    : [
        {
          property: "grantee",
          value: kindOf(grantee),
          allowed,
          change: "Pass the app, identity or principal that is to have the access.",
        },
      ];
}
