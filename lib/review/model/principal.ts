import { settle } from "../language/step";
import { canonicalText, Instance, instanceOf } from "../program/instance";
import { ObjectValue, Reference, Unknown, Value } from "../language/value";
import type { Placed } from "./placed";
import type { Targets } from "./targets";

export type PrincipalKind =
  "user-assigned identity" | "system-assigned identity" | "deployer" | "external" | "unresolved";

/** Who has access. */
export interface Principal extends Placed {
  readonly label: string;
  readonly kind: PrincipalKind;
  /**
   * The identity, or what a system-assigned identity belongs to; undefined where the program neither makes nor reads
   * it.
   */
  readonly instance?: Instance;
  /** Why it is not known; undefined for one that is. */
  readonly unresolved?: string;
  /** Where a client id stands in the place of the object id that Azure needs. */
  readonly isClientId?: boolean;
}

const IDENTITY_TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities";

/** The attributes that hold the object id that grants are given to. */
const OBJECT_IDS = new Set(["principal_id", "object_id", "principalId", "objectId"]);
const CLIENT_IDS = new Set(["client_id", "application_id", "clientId"]);

/** Finds who an object id, or the id of an identity, stands for. */
export class Principals {
  private readonly byObjectId = new Map<string, Reference>();

  constructor(
    private readonly targets: Targets,
    instances: readonly Instance[],
  ) {
    // What is made comes before what is looked up: a service principal may be that of an identity.
    const known = instances.filter(({ module }) => module.stack.known);
    known
      .sort((a, b) => Number(b.isManaged) - Number(a.isManaged) || Number(isInEntra(a)) - Number(isInEntra(b)))
      .forEach((instance) => this.note(instance));
  }

  /** Whose object id a value is. */
  public of(value: Value): Principal {
    if (value instanceof Reference) {
      return this.ofReference(value);
    }
    if (typeof value === "string" && value !== "") {
      const reference = this.byObjectId.get(value.toLowerCase());
      return reference
        ? this.ofReference(reference)
        : { key: `external|${value.toLowerCase()}`, label: `object id ${value}`, kind: "external" };
    }
    return unresolved(canonicalText(value), value instanceof Unknown ? value.why : "it is no object id");
  }

  /** The identity whose resource id a value is. */
  public ofIdentityId(value: Value): Principal {
    const target = this.targets.of(value);
    if (target.unresolved !== undefined) {
      return unresolved(canonicalText(value), target.unresolved);
    }
    if (
      target.instance
        ? target.instance.type !== "azurerm_user_assigned_identity"
        : !target.key.startsWith(IDENTITY_TYPE.toLowerCase())
    ) {
      return unresolved(canonicalText(value), "it is not the id of an identity");
    }
    return {
      key: target.key,
      subscription: target.subscription,
      label: target.label,
      kind: "user-assigned identity",
      instance: target.instance,
    };
  }

  /** The service principal of the application whose id a value is. */
  public ofApplication(value: Value): Principal {
    const isOfProgram = value instanceof Reference && value.instance.type === "azuread_application";
    return isOfProgram
      ? externalOf(new Reference(value.instance), "service principal")
      : unresolved(canonicalText(value), value instanceof Unknown ? value.why : "it is no application of the program");
  }

  /** The identity that Azure makes with a resource. */
  public systemAssigned(instance: Instance, part = "identity"): Principal {
    const { key, subscription, label } = this.targets.ofInstance(instance);
    const which = part === "identity" ? "system-assigned identity" : part.replace(/_/g, " ");
    return {
      key: `${part}|${key}`,
      subscription,
      label: `${which} of ${label}`,
      kind: "system-assigned identity",
      instance,
    };
  }

  private ofReference(reference: Reference): Principal {
    const { path } = reference;
    const instance = instanceOf(reference);
    const attribute = path.at(-1);
    const name = typeof attribute === "string" ? attribute : undefined;
    if (name !== undefined && CLIENT_IDS.has(name)) {
      return {
        ...unresolved(
          canonicalText(reference),
          `it is the client id ${[instance.address, ...path].join(".")}, which is no object id`,
        ),
        isClientId: true,
      };
    }
    if (instance.type === "azurerm_client_config" || instance.type === "azuread_client_config") {
      return name !== undefined && !OBJECT_IDS.has(name)
        ? notAnObjectId(reference)
        : { key: "deployer", label: "the deployer", kind: "deployer", instance };
    }
    if (isInEntra(instance)) {
      return externalOf(reference);
    }
    if (instance.type === "azurerm_user_assigned_identity") {
      return path.length === 0 || (name !== undefined && OBJECT_IDS.has(name))
        ? this.ofIdentityId(new Reference(instance))
        : notAnObjectId(reference);
    }
    return name !== undefined && OBJECT_IDS.has(name) ? this.ofPart(reference) : notAnObjectId(reference);
  }

  /** An identity that a resource has: its own, or for some one that was given to it for a purpose. */
  private ofPart(reference: Reference): Principal {
    const { path } = reference;
    const instance = instanceOf(reference);
    const part = String(path[0]);
    const block = instance.blocks(part)[0];
    const given = block instanceof ObjectValue ? block.entry("user_assigned_identity_id") : undefined;
    if (typeof path[0] === "string" && given !== undefined && given !== null) {
      return this.ofIdentityId(given);
    }
    return this.systemAssigned(
      instance,
      path.length > 1 && part !== "output"
        ? String([...path].reverse().find((step) => typeof step === "string" && step.endsWith("identity")) ?? part)
        : "identity",
    );
  }

  /** Takes note of the ids that a plan or a state knows. */
  private note(instance: Instance): void {
    if (/^azure(rm_user_assigned_identity|rm_client_config|ad_.*)$/.test(instance.type)) {
      ["principal_id", "object_id", "client_id"].forEach((name) =>
        this.noteId(instance.argument(name), new Reference(instance, [name])),
      );
    }
    for (const path of instance.module.stack.known!.identitiesOf(instance.address)) {
      OBJECT_IDS.forEach((id) =>
        this.noteId(settle(new Reference(instance, [...path, id])), new Reference(instance, [...path, id])),
      );
    }
  }

  private noteId(value: Value | undefined, reference: Reference): void {
    if (typeof value === "string" && value !== "" && !this.byObjectId.has(value.toLowerCase())) {
      this.byObjectId.set(value.toLowerCase(), reference);
    }
  }
}

/** Whether something is in Entra ID, and not in Azure. */
function isInEntra({ type }: Instance): boolean {
  return type.startsWith("azuread_");
}

/** A user, a group or an application of Entra ID; one of several, where a data source reads several. */
function externalOf(
  reference: Reference,
  kind = reference.instance.type.replace("azuread_", "").replace(/_/g, " "),
): Principal {
  const { path } = reference;
  const instance = instanceOf(reference);
  const name = nameInEntra(instance);
  const attribute = path.at(-1);
  const isItself =
    path.length < 2 && (attribute === undefined || attribute === "id" || OBJECT_IDS.has(String(attribute)));
  const part = isItself ? "" : `.${path.join(".")}`;
  return {
    key: `external|${kind}|${name.toLowerCase()}${part}`,
    label: `${name}${part} (${kind})`,
    kind: "external",
    instance,
  };
}

/** What somebody goes by; a service principal by the name of its application. */
function nameInEntra(instance: Instance): string {
  const [name] = ["user_principal_name", "display_name", "object_id", "mail_nickname", "client_id"]
    .map((argument) => instance.argument(argument) ?? null)
    .filter((value) => value !== null);
  const application =
    name instanceof Reference && name.instance.type === "azuread_application"
      ? name.instance.argument("display_name")
      : undefined;
  return name === undefined ? instance.canonicalName : canonicalText(application ?? name);
}

function notAnObjectId(reference: Reference): Principal {
  return unresolved(
    canonicalText(reference),
    `it is ${[reference.instance.address, ...reference.path].join(".")}, which is not known to be an object id`,
  );
}

function unresolved(text: string, why: string): Principal {
  return { key: `unresolved|${text}`, label: `unresolved: ${text}`, kind: "unresolved", unresolved: why };
}
