import { Encoded, Reference, Text, Unknown, Value } from "../language/value";
import { canonicalText, instanceOf } from "../program/instance";
import { Target, unresolvedTarget } from "./target";
import type { Targets } from "./targets";
import { VAULT_TYPE } from "./vault";

/** What in a vault an id leads to: `https://<vault>.vault.azure.net/secrets/<name>[/<version>]`. */
interface VaultItem {
  readonly vault: Target;
  /** The name in the vault; undefined where it is not known. */
  readonly name?: string;
  /** Whether the id names one version, and so does not follow a new one. */
  readonly isPinned: boolean;
}

/** The attributes of a secret, a key or a certificate that hold its id without a version, and with one. */
const VERSIONLESS = new Set(["versionless_id", "versionless_secret_id", "resource_versionless_id"]);
const VERSIONED = new Set(["id", "secret_id", "resource_id", "id_with_version"]);

/** The item that the value of an id leads to. */
export function vaultItemOf(targets: Targets, id: Value): VaultItem {
  if (id instanceof Reference) {
    return itemOfReference(targets, id);
  }
  if (typeof id === "string" || id instanceof Text) {
    return itemOfText(targets, typeof id === "string" ? [id] : id.parts);
  }
  return { vault: unresolvedTarget(canonicalText(id), whyNoId(id)), isPinned: false };
}

function whyNoId(value: Value): string {
  if (value instanceof Unknown) {
    return value.why;
  }
  return value instanceof Encoded ? "it is JSON" : "it is no id";
}

function itemOfReference(targets: Targets, reference: Reference): VaultItem {
  const { path } = reference;
  const instance = instanceOf(reference);
  const attribute = String(path[0]);
  const isId = path.length === 0 || VERSIONLESS.has(attribute) || VERSIONED.has(attribute);
  if (instance.type.startsWith("azurerm_key_vault_") && isId) {
    const vault = targets.of(instance.get("key_vault_id"));
    return { vault, name: canonicalText(instance.get("name")), isPinned: path.length > 0 && VERSIONED.has(attribute) };
  }
  if (instance.type === VAULT_TYPE) {
    return { vault: targets.ofInstance(instance), isPinned: false };
  }
  const why = `it is ${[instance.address, ...path].join(".")}, which only Azure knows`;
  return { vault: unresolvedTarget(canonicalText(reference), why), isPinned: false };
}

function itemOfText(targets: Targets, parts: readonly (string | Reference | Unknown)[]): VaultItem {
  const [first, ...rest] = parts;
  const start = isVaultUri(first) ? first : undefined;
  // Any host stands for the vault that the text begins with a reference to.
  const text = canonicalText(new Text(start ? ["https://vault/", ...rest] : parts)).replace(
    /^(https:\/\/[^/]+)\/+/,
    "$1/",
  );
  const vault = start && targets.ofInstance(instanceOf(start));
  const [, host, , name, version] =
    /^https:\/\/([^/]+)\/(secrets|keys|certificates)\/([^/]+)(?:\/([^/]+))?\/?$/.exec(text) ?? [];
  return host === undefined
    ? { vault: vault ?? unresolvedTarget(text, "it is no id of a secret in a vault"), isPinned: false }
    : { vault: vault ?? vaultAt(targets, host), name, isPinned: version !== undefined };
}

function isVaultUri(part: string | Reference | Unknown | undefined): part is Reference {
  return (
    part instanceof Reference &&
    part.instance.type === VAULT_TYPE &&
    (part.path.length === 0 || part.path[0] === "vault_uri")
  );
}

/** The vault at a host name: `<name>.vault.azure.net`, or the like of another cloud. */
function vaultAt(targets: Targets, host: string): Target {
  const [, name] = /^(.+?)\.vault\./.exec(host) ?? [];
  return name === undefined
    ? unresolvedTarget(host, `${host} is no vault`)
    : targets.named("Microsoft.KeyVault/vaults", name);
}
