import { settle } from "../language/step";
import { ObjectValue, Reference, Unknown, Value } from "../language/value";
import { canonicalText, Instance, instanceOf } from "../program/instance";
import type { ScopedKey } from "./scoped-key";
import type { Target } from "./target";
import type { Targets } from "./targets";

type PrincipalKind = "user-assigned identity" | "system-assigned identity" | "deployer" | "external" | "unresolved";

/** A principal that access is given to, or that something runs as. */
export interface Principal extends ScopedKey {
  /** Its name in a report. */
  readonly label: string;
  readonly kind: PrincipalKind;
  /**
   * The identity, or the resource that a system-assigned identity belongs to; undefined where the program neither makes
   * nor reads it.
   */
  readonly instance?: Instance;
  /** Of a user-assigned identity, the resource that it is. */
  readonly target?: Target;
  /** Why it is not known which principal this is; undefined where it is known. */
  readonly unresolved?: string;
  /** Whether the program gives a client id where Azure takes an object id. */
  readonly isClientId?: boolean;
}

/** A principal that is not known, with why. */
export function unresolvedPrincipal(text: string, why: string): Principal {
  return { key: `unresolved|${text}`, label: `unresolved: ${text}`, kind: "unresolved", unresolved: why };
}

const IDENTITY = "azurerm_user_assigned_identity";
const AZURE_IDENTITY = "microsoft.managedidentity/userassignedidentities";

/** The data sources that stand for the deployer. */
const CLIENT_CONFIGS = new Set(["azurerm_client_config", "azuread_client_config"]);

/** The attributes that hold the object id that grants are given to. */
const OBJECT_IDS = new Set(["principal_id", "object_id", "principalId", "objectId"]);
const CLIENT_IDS = new Set(["client_id", "application_id", "clientId"]);

/** Finds the principals that object ids and the ids of identities stand for. */
export class Principals {
  private readonly byObjectId = new Map<string, Reference>();
  private readonly identities = new Map<Target, Principal>();

  constructor(
    private readonly targets: Targets,
    instances: readonly Instance[],
  ) {
    // Resources come before data sources: the service principal that one reads may be that of an identity.
    const known = instances.filter(({ module }) => module.stack.known);
    known
      .sort((a, b) => Number(b.isManaged) - Number(a.isManaged) || Number(isInEntra(a)) - Number(isInEntra(b)))
      .forEach((instance) => this.addIds(instance));
  }

  /** The principal whose object id a value is. */
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
    return this.unresolved(canonicalText(value), value instanceof Unknown ? value.why : "it is no object id");
  }

  /** The identity whose resource id a value is. */
  public ofIdentityId(value: Value): Principal {
    const target = this.targets.of(value);
    const { key, subscription, label, instance, unresolved } = target;
    if (unresolved !== undefined) {
      return this.unresolved(canonicalText(value), unresolved);
    }
    const isIdentity = instance ? instance.type === IDENTITY : key.startsWith(AZURE_IDENTITY);
    if (!isIdentity) {
      return this.unresolved(canonicalText(value), "it is not the id of an identity");
    }
    let identity = this.identities.get(target);
    if (!identity) {
      identity = { key, subscription, label, kind: "user-assigned identity", instance, target };
      this.identities.set(target, identity);
    }
    return identity;
  }

  /** The service principal of the application whose id a value is. */
  public ofApplication(value: Value): Principal {
    if (value instanceof Reference && value.instance.type === "azuread_application") {
      return this.inEntra(new Reference(value.instance), "service principal");
    }
    const why = value instanceof Unknown ? value.why : "it is no application of the program";
    return this.unresolved(canonicalText(value), why);
  }

  /** The identity that Azure creates with a resource, or one of a purpose of its own such as the kubelet's. */
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

  /** Whoever runs `terraform apply` of the stack of a resource. */
  public deployerOf(instance: Instance): Principal {
    const place = this.targets.placeOf(instance);
    const label = place.stack === undefined ? "the deployer" : `the deployer of ${place.stack}`;
    return place.own<Principal>({ key: "deployer", label, kind: "deployer" });
  }

  /** A principal that is not known, with why. */
  public unresolved(text: string, why: string): Principal {
    return this.targets.place.own(unresolvedPrincipal(text, why));
  }

  private noObjectId(reference: Reference): Principal {
    const why = `it is ${addressOf(reference)}, which is not known to be an object id`;
    return this.unresolved(canonicalText(reference), why);
  }

  /** A principal of Entra ID; display names are not unique there, and so what two stacks make is two things. */
  private inEntra(reference: Reference, kind?: string): Principal {
    const instance = instanceOf(reference);
    const place = this.targets.placeOf(instance);
    const principal = place.relative(entraPrincipal(reference, kind));
    return instance.isManaged ? place.made(place.own(principal)) : principal;
  }

  private ofReference(reference: Reference): Principal {
    const { path } = reference;
    const instance = instanceOf(reference);
    const own = identityInAnswer(path);
    if (own !== undefined) {
      return own === null ? this.noObjectId(reference) : this.ofIdentityId(own);
    }
    const attribute = attributeIn(path);
    const isObjectId = OBJECT_IDS.has(attribute);
    if (CLIENT_IDS.has(attribute)) {
      return this.targets.place.own(clientIdPrincipal(reference));
    }
    if (CLIENT_CONFIGS.has(instance.type)) {
      return isObjectId || attribute === "" ? { ...this.deployerOf(instance), instance } : this.noObjectId(reference);
    }
    if (isInEntra(instance)) {
      return this.inEntra(reference);
    }
    if (instance.type === IDENTITY && (isObjectId || path.length === 0)) {
      return this.ofIdentityId(new Reference(instance));
    }
    return isObjectId && instance.type !== IDENTITY && mayBeOwn(path)
      ? this.ofResource(reference)
      : this.noObjectId(reference);
  }

  /** An identity of a resource: its system-assigned one, or a user-assigned one in a block such as the kubelet's. */
  private ofResource(reference: Reference): Principal {
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

  /** Adds the object ids, and client ids, of a resource that a plan or a state knows. */
  private addIds(instance: Instance): void {
    if (/^azure(rm_user_assigned_identity|rm_client_config|ad_.*)$/.test(instance.type)) {
      ["principal_id", "object_id", "client_id"].forEach((name) =>
        this.addId(instance.argument(name), new Reference(instance, [name])),
      );
    }
    instance.azapi?.objectIds.forEach(([path, id]) => this.addId(id, new Reference(instance, path)));
    for (const path of instance.module.stack.known?.identitiesOf(instance.address) ?? []) {
      OBJECT_IDS.forEach((id) =>
        this.addId(settle(new Reference(instance, [...path, id])), new Reference(instance, [...path, id])),
      );
    }
  }

  private addId(value: Value | undefined, reference: Reference): void {
    if (typeof value === "string" && value !== "" && !this.byObjectId.has(value.toLowerCase())) {
      this.byObjectId.set(value.toLowerCase(), reference);
    }
  }
}

/** The id of the user-assigned identity that an answer of Azure's tells the object id of; null where it is not known. */
function identityInAnswer(path: Reference["path"]): Value | undefined {
  const at = path[0] === "output" ? path.findIndex((key) => /^userAssignedIdentities$/i.test(String(key))) : -1;
  if (at < 0) {
    return undefined;
  }
  const id = path[at + 1];
  return typeof id === "string" && id.startsWith("/") ? id : null;
}

/** Whether an object id in what Azure answers may be of the resource itself: any other property may be anybody's. */
function mayBeOwn([start, ...rest]: Reference["path"]): boolean {
  return start !== "output" || rest.length < 2 || rest.some((key) => /identity$/i.test(String(key)));
}

/** The attribute that a path ends with; empty where it ends with none. */
function attributeIn(path: Reference["path"]): string {
  const last = path.at(-1);
  return typeof last === "string" ? last : "";
}

/** Whether a resource is in Entra ID, and not in Azure. */
function isInEntra({ type }: Instance): boolean {
  return type.startsWith("azuread_");
}

/** A user, a group or an application of Entra ID; one of several, where a data source reads several. */
function entraPrincipal(
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

/** The name of a principal of Entra ID; of a service principal that of its application. */
function nameInEntra(instance: Instance): string {
  const [name] = ["user_principal_name", "display_name", "object_id", "mail_nickname", "client_id"]
    .map((argument) => instance.argument(argument) ?? null)
    .filter((value) => value !== null);
  const application =
    name instanceof Reference && name.instance.type === "azuread_application"
      ? instanceOf(name).argument("display_name")
      : undefined;
  return name === undefined ? instance.canonicalName : canonicalText(application ?? name);
}

function clientIdPrincipal(reference: Reference): Principal {
  const why = `it is the client id ${addressOf(reference)}, which is no object id`;
  return { ...unresolvedPrincipal(canonicalText(reference), why), isClientId: true };
}

function addressOf({ instance, path }: Reference): string {
  return [instance.address, ...path].join(".");
}
