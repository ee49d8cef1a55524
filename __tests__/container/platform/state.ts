import { createHash } from "crypto";
import type { Body, Json, Synthesized } from "../../support/synth";

/** A reference of Terraform: `type.name.attribute`, or `data.type.name.attribute`. */
const REFERENCE = /(?:data\.)?[a-z]\w*\.[\w-]+\.\w+(?:\[0\]\.\w+)?/;

/** What the library writes for the object id of a system-assigned identity, which is unknown at plan. */
const OR_UNKNOWN = /^coalesce\((.*), uuid\(\)\)$/;

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";

/** The attributes that Azure computes and that are no ids, by type: made of what the resource says of itself. */
const COMPUTED: Record<string, Record<string, (name: string) => string>> = {
  azurerm_key_vault: { vault_uri: (name) => `https://${name}.vault.azure.net/` },
  azurerm_storage_account: { primary_blob_endpoint: (name) => `https://${name}.blob.core.windows.net/` },
  azurerm_container_registry: { login_server: (name) => `${name}.azurecr.io` },
};

/** The ids that the scopes of roles are compared by: a part's id begins with that of the whole. */
const NESTED: Record<string, [whole: string, part: string]> = {
  azurerm_storage_container: ["storage_account_id", "/blobServices/default/containers/"],
  azurerm_servicebus_queue: ["namespace_id", "/queues/"],
};

/**
 * What Terraform's state would hold of a synthesized stack once it is applied: each resource's own arguments, and what
 * Azure makes up, the same in every run. An expression that is not known fails, so that no test goes on with a guess.
 */
export class State {
  constructor(
    private readonly program: Synthesized,
    private readonly variables: Record<string, string>,
  ) {}

  /** The managed resources of a type, with their arguments resolved, by their addresses. */
  public all(type: string): [address: string, body: Body][] {
    return Object.entries(this.program.all(type)).map(([name, body]) => [
      `${type}.${name}`,
      this.resolve(body) as Body,
    ]);
  }

  /** The addresses of the managed resources and the data sources of a type. */
  public addresses(type: string): string[] {
    const of = (blocks: Synthesized["json"]["data"], prefix: string) =>
      Object.keys(blocks?.[type] ?? {}).map((name) => `${prefix}${type}.${name}`);
    return [...of(this.program.json.resource, ""), ...of(this.program.json.data, "data.")];
  }

  /** A value of the JSON with every expression in it replaced. */
  public resolve(value: Json): Json {
    if (typeof value === "string") {
      return value.replace(/\$\{([^{}]*)\}/g, (_, expression: string) => this.evaluate(expression));
    }
    if (Array.isArray(value)) {
      return value.map((item) => this.resolve(item));
    }
    return value !== null && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.resolve(item)]))
      : value;
  }

  private evaluate(expression: string): string {
    const inner = OR_UNKNOWN.exec(expression)?.[1] ?? expression;
    const [, variable] = /^var\.(\w+)$/.exec(inner) ?? [];
    if (variable !== undefined && this.variables[variable] !== undefined) {
      return this.variables[variable];
    }
    if (new RegExp(`^${REFERENCE.source}$`).test(inner)) {
      const parts = inner.split(".");
      const length = parts[0] === "data" ? 3 : 2;
      return this.attribute(parts.slice(0, length).join("."), parts.slice(length).join("."));
    }
    throw new Error(`The state does not know \${${expression}}.`);
  }

  /** An attribute of a resource or a data source. */
  public attribute(address: string, attribute: string): string {
    const [name, type, data] = address.split(".").reverse() as [string, string, string?];
    const body = (data ? this.program.json.data : this.program.json.resource)?.[type]?.[name];
    if (!body) {
      throw new Error(`The stack has no ${address}.`);
    }
    const own = this.resolve(body[attribute] ?? null);
    if (typeof own === "string") {
      return own;
    }
    if (attribute === "id") {
      return this.idOf(type, name, this.resolve(body) as Body);
    }
    if (/(^|\.)(client|principal|object|tenant|subscription)_id$/.test(attribute)) {
      return guid(attribute === "tenant_id" ? attribute : `${address} ${attribute}`);
    }
    const computed = COMPUTED[type]?.[attribute];
    if (!computed) {
      throw new Error(`The state does not know ${attribute} of ${type}.`);
    }
    return computed(this.attribute(address, "name"));
  }

  private idOf(type: string, name: string, body: Body): string {
    const [whole, part] = NESTED[type] ?? [];
    return whole && part
      ? `${argument(body, whole)}${part}${argument(body, "name")}`
      : `${SUBSCRIPTION}/${type}/${name}`;
  }
}

/** An argument that is a text. */
export function argument(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== "string") {
    throw new Error(`${name} is ${JSON.stringify(value)}; needed: a text.`);
  }
  return value;
}

/** A GUID that comes from a text. */
function guid(text: string): string {
  return createHash("sha256")
    .update(text)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, "$1-$2-$3-$4-$5");
}
