import { AZURE_TYPES } from "../azure/resource-types";
import { describe, hashOf } from "../language/text";
import { ObjectValue, partsOf, Reference, Unknown, Value } from "../language/value";
import type { Instance } from "../program/instance";
import type { BlindSpot } from "./blind-spot";

/** The types that azurerm has a resource for, in lower case: what they say of access is read, or they say nothing. */
const KNOWN_TYPES = new Set(
  Object.values(AZURE_TYPES)
    .map((type) => type?.name.toLowerCase())
    .concat("microsoft.authorization/locks", "microsoft.insights/diagnosticsettings"),
);

/** The types whose requests hold others, which may be of any type. */
const CONTAINERS = /^microsoft\.(resources\/(deployments|deploymentstacks)|blueprint\/blueprintassignments)$/;

/** The properties that name principals. */
const PRINCIPAL = /^(principal_?ids?|object_?ids?|sid|admin\w*ids|members)$/i;

/** The properties that may hold such ones where their values are not known. */
const OPEN = /^properties$|principal|object_?id|polic|assign|permission|admin|member|role|access/i;

/** What the review does not read of what azapi makes: requests of types that it does not know, and hidden bodies. */
export function azapiBlindSpots(instances: readonly Instance[]): BlindSpot[] {
  return instances.filter(({ isManaged }) => isManaged).flatMap((instance) => blindSpotsIn(instance));
}

function blindSpotsIn(instance: Instance): BlindSpot[] {
  const { azapi, address } = instance;
  if (!azapi) {
    return [];
  }
  return azapi.isTranslated ? hiddenBodyOf(instance) : unreadRequest(instance).map((spot) => ({ address, ...spot }));
}

/** The row for a request that the review does not read, if there is something in it that may matter. */
function unreadRequest(instance: Instance): Omit<BlindSpot, "address">[] {
  const { azapi, declaration } = instance;
  const type = azapi?.azureType ?? "";
  const body = azapi?.body ?? null;
  const mayGrant = CONTAINERS.test(type.toLowerCase()) || body instanceof Unknown || namesPrincipal(body);
  if (type === "" && declaration.type !== "azapi_resource") {
    return mayGrant ? [unread("an action", instance, body)] : [];
  }
  if (mayGrant || type === "") {
    return [unread(type === "" ? "a request whose type is not known" : `a request of ${type}`, instance, body)];
  }
  return KNOWN_TYPES.has(type.toLowerCase())
    ? []
    : [{ why: `the type ${type} is not known to this review; its request names no principal`, mayGrant: false }];
}

function unread(what: string, { azapi }: Instance, body: Value): Omit<BlindSpot, "address"> {
  const content = new ObjectValue(
    new Map<string, Value>([
      ["body", body],
      ["hidden", azapi?.hiddenBody ?? null],
    ]),
  );
  return {
    why: `it is ${what}, which this review does not read: what it grants is not in this review`,
    content: hashOf(`${azapi?.azureType ?? ""} ${describe(content)}`),
  };
}

/** A write-only body that is not told, of a type in which it holds nothing but secrets. */
function hiddenBodyOf({ azapi, address }: Instance): BlindSpot[] {
  const hidden = azapi?.holdsOnlySecrets ? azapi.hiddenBody : undefined;
  return hidden ? [{ address: `${address}.sensitive_body`, why: hidden.why, mayGrant: false }] : [];
}

/** Whether a request names a principal, or may do so where it is not known. */
function namesPrincipal(value: Value): boolean {
  if (value instanceof Reference) {
    return PRINCIPAL.test(String(value.path.at(-1) ?? ""));
  }
  if (value instanceof Unknown) {
    return value.references.some(namesPrincipal);
  }
  if (value instanceof ObjectValue) {
    return [...value.entries].some(
      ([name, part]) =>
        (PRINCIPAL.test(name) && part !== null) || (part instanceof Unknown && OPEN.test(name)) || namesPrincipal(part),
    );
  }
  return typeof value === "object" && value !== null && [...partsOf(value)].some(namesPrincipal);
}
