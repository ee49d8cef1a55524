import { isIdentity, OBJECT_ID, ROLE_ID } from "../../azure/identity-attributes";
import { nameAt } from "../../base/path";
import { settle } from "../../language/step";
import { ObjectValue, Reference, ResourceInstance, Unknown, Value } from "../../language/value";
import { blocksIn, canonicalText, isSystemAssigned } from "../../program/instance";
import { PlannedId } from "./planned-id";
import { located, LocatedUnknown, OneOf } from "./planned-unknowns";

/** An argument that is known after apply: a plan tells what its value comes from, and not how it is made of that. */
interface UnknownArgument {
  readonly name: string;
  /** The resource and the path of the argument. */
  readonly at: Reference;
  /** Whether the resource is managed, and not read. */
  readonly isManaged: boolean;
  /** When the plan was made; empty where that is not known. */
  readonly plan: string;
}

/** Tells what an argument is by what it comes from; undefined where it does not apply. */
type Reading<T extends Value> = (source: T, argument: UnknownArgument) => Value | undefined;

/**
 * The value of an argument that comes from another value, which a plan's references lead to. The first reading that
 * applies counts; else the value is what it comes from.
 */
export function valueFrom(source: Value, argument: UnknownArgument): Value {
  const chosen = fittingSource(source, argument.name);
  const value = readingOf(chosen, argument);
  return value === undefined ? located(chosen, argument.at) : value;
}

function readingOf(source: Value, argument: UnknownArgument): Value | undefined {
  if (source instanceof Reference) {
    return firstReading(REFERENCE_READINGS, source, argument);
  }
  return source instanceof Unknown ? firstReading(UNKNOWN_READINGS, source, argument) : undefined;
}

function firstReading<T extends Value>(
  readings: readonly Reading<T>[],
  source: T,
  argument: UnknownArgument,
): Value | undefined {
  for (const reading of readings) {
    const value = reading(source, argument);
    if (value !== undefined) {
      return value;
    }
  }
  return undefined;
}

/** The arguments that hold a name of the resource itself. */
const OWN_NAME = /^(name|display_name|user_principal_name)$/;

/** The end of the arguments that hold the name of another resource. */
const NAME_OF_ANOTHER = "_name";

/** The arguments that hold a host name or an id, in which the name of another resource stands. */
const MADE_OF_A_NAME = /^(server|key_vault_(secret|key)_id|keyVaultUrl|keyUrl)$/;

const UNKNOWN_READINGS: readonly Reading<Unknown>[] = [sameName, namedResource];
const REFERENCE_READINGS: readonly Reading<Reference>[] = [
  idInIdentityBlock,
  idOfOnlyIdentity,
  someRole,
  nameMadeOf,
  scopeAt,
];

/** The name of another resource is the unknown value itself: both are the same wherever they stand. */
function sameName(source: Unknown, { name }: UnknownArgument): Value | undefined {
  return !(source instanceof OneOf) && name.endsWith(NAME_OF_ANOTHER) ? source : undefined;
}

/** A host name or an id is that of the resource whose unknown name it is made of. */
function namedResource(source: Unknown, { name }: UnknownArgument): Value | undefined {
  return source instanceof LocatedUnknown && MADE_OF_A_NAME.test(name) && nameAt(source.at.path) === "name"
    ? source.at
    : undefined;
}

/** An object id from an identity block is the one in the block. */
function idInIdentityBlock({ instance, path }: Reference, { name }: UnknownArgument): Value | undefined {
  if (!OBJECT_ID.test(name) || !isIdentity(path)) {
    return undefined;
  }
  const block = typeof path.at(-1) === "number" ? path : [...path, 0];
  const id = nameAt(path) === "identity" ? "principal_id" : "object_id";
  return settle(new Reference(instance, [...block, id]));
}

/** An object id from a resource as a whole is that of the resource's system-assigned identity, if it has no other. */
function idOfOnlyIdentity({ instance, path }: Reference, { name }: UnknownArgument): Value | undefined {
  return OBJECT_ID.test(name) && path.length === 0 && hasOneObjectId(instance)
    ? new Reference(instance, ["identity", 0, "principal_id"])
    : undefined;
}

/**
 * The id of a role that is made of something else may be that of any role. Another plan may make another one, so that
 * it is another role in every plan.
 */
function someRole(source: Reference, { name, at, plan }: UnknownArgument): Value | undefined {
  if (!ROLE_ID.test(name) || isRole(source)) {
    return undefined;
  }
  const text = addressOf(source);
  const role = new Unknown(
    `a plan does not tell which role it is, only that its id is made of ${text}`,
    [source],
    `${text}${plan === "" ? "" : ` in the plan of ${plan}`}`,
  );
  return located(role, at);
}

/** The name of a managed resource may be made of more than what it comes from. */
function nameMadeOf(source: Reference, { name, at, isManaged }: UnknownArgument): Value | undefined {
  return isManaged && OWN_NAME.test(name)
    ? located(new Unknown("a plan does not tell what its name is made of beside that", [source], addressOf(source)), at)
    : undefined;
}

/** A scope is the id that it comes from, or begins with it. */
function scopeAt({ instance, path }: Reference, { name, at }: UnknownArgument): Value | undefined {
  return name === "scope" || (name === "parent_id" && isRoleAssignment(at.instance))
    ? new PlannedId(instance, path)
    : undefined;
}

/** Whether a resource of azapi's is a role assignment, whose scope is its parent. */
function isRoleAssignment(instance: ResourceInstance): boolean {
  return /^Microsoft\.Authorization\/roleAssignments@/i.test(canonicalText(instance.argument("type") ?? null));
}

/** Of several values that an argument may come from, the only reference that an argument of its name can hold. */
function fittingSource(value: Value, argument: string): Value {
  const candidates = value instanceof OneOf ? value.candidates : [];
  const fitting = candidates.filter((candidate) => candidate instanceof Reference && fits(candidate, argument));
  const [only = value] = fitting;
  return fitting.length === 1 && candidates.every((candidate) => candidate instanceof Reference) ? only : value;
}

function fits(reference: Reference, argument: string): boolean {
  const [, isFitting] = FITTING.find(([names]) => names.test(argument)) ?? [];
  return isFitting?.(reference) ?? false;
}

/** What an argument can hold, by its name. All of a request of azapi's is one expression, which refers to much. */
const FITTING: readonly (readonly [names: RegExp, fits: (reference: Reference) => boolean])[] = [
  [OBJECT_ID, hasObjectId],
  [ROLE_ID, isRole],
  [/^scope$/, (reference) => reference.path.at(-1) === "id" && !isRole(reference)],
  [
    /^(identity|userAssignedIdentit(y|ies)|managedIdentityResourceId)$/,
    (reference) => isIdOf(reference, /^azurerm_user_assigned_identity$/),
  ],
  [/^(managedE|e)nvironmentId$/, (reference) => isIdOf(reference, /^azurerm_container_app_environment$/)],
  [/^(keyVaultUrl|keyUrl|keyVaultSecretId)$/, ({ instance }) => /^azurerm_key_vault(_|$)/.test(instance.type)],
  [/^server$/, ({ instance }) => instance.type === "azurerm_container_registry"],
];

function isIdOf({ instance, path }: Reference, type: RegExp): boolean {
  return type.test(instance.type) && (path.length === 0 || path.at(-1) === "id");
}

/** Whether a reference leads to an object id, or to a resource whose id is one. */
function hasObjectId({ instance, path }: Reference): boolean {
  return (
    OBJECT_ID.test(String(path.at(-1) ?? "")) ||
    instance.type.startsWith("azuread_") ||
    (path.length === 0 && instance.type === "azurerm_user_assigned_identity")
  );
}

function isRole({ instance }: Reference): boolean {
  return instance.type.endsWith("role_definition");
}

/** Whether a resource's only object id is its system-assigned identity's; a cluster has one for its nodes, too. */
function hasOneObjectId(instance: ResourceInstance): boolean {
  return (
    instance.type !== "azurerm_kubernetes_cluster" &&
    blocksIn(instance.argument("identity") ?? null).some(
      (block) => block instanceof ObjectValue && isSystemAssigned(block.get("type")),
    )
  );
}

function addressOf({ instance, path }: Reference): string {
  return [instance.address, ...path].join(".");
}
