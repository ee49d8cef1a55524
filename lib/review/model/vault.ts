import type { Allowed } from "../azure/actions";
import { canonicalText, Instance, instanceOf } from "../program/instance";
import { Encoded, Reference, Text, Unknown, Value } from "../language/value";
import { Target, unresolved } from "./target";
import type { Targets } from "./targets";

/** Whether a vault gives access by roles or by access policies. */
export type AccessModel = "roles" | "access policies";

const VAULT = "Microsoft.KeyVault/vaults";

/** The access model of a vault; undefined where that is not known, as for one that the program reads by its name. */
export function accessModelOf(vault: Instance): AccessModel | undefined {
  const set = [vault.argument("rbac_authorization_enabled"), vault.argument("enable_rbac_authorization")].find(
    (value) => value !== undefined && value !== null,
  );
  if (set === undefined) {
    return vault.isManaged ? "access policies" : undefined;
  }
  return set === true || set === "true" ? "roles" : set === false || set === "false" ? "access policies" : undefined;
}

/** Whether a role allows something with what is in a vault. */
export function isForVaultData({ dataActions }: Allowed): boolean {
  return dataActions.some((action) => {
    const [start = "", ...others] = action.toLowerCase().split("*");
    return start.startsWith(VAULT_DATA) || (others.length > 0 && VAULT_DATA.startsWith(start));
  });
}

const VAULT_DATA = "microsoft.keyvault/vaults/";

/** What in a vault an id leads to: `https://<vault>.vault.azure.net/secrets/<name>[/<version>]`. */
export interface VaultItem {
  readonly vault: Target;
  /** The name in the vault; undefined where it is not known. */
  readonly name?: string;
  /** Whether the id names one version, and so does not follow a new one. */
  readonly isPinned: boolean;
}

/** The attributes of a secret, a key or a certificate that hold its id without a version. */
const VERSIONLESS = new Set(["versionless_id", "versionless_secret_id", "resource_versionless_id"]);
const VERSIONED = new Set(["id", "secret_id", "resource_id"]);

/** What in a vault the value of an id leads to. */
export function vaultItemOf(targets: Targets, value: Value): VaultItem {
  if (value instanceof Reference) {
    return itemOfReference(targets, value);
  }
  if (typeof value === "string" || value instanceof Text) {
    return itemOfText(targets, typeof value === "string" ? [value] : value.parts);
  }
  const why = value instanceof Unknown ? value.why : value instanceof Encoded ? "it is JSON" : "it is no id";
  return { vault: unresolved(canonicalText(value), why), isPinned: false };
}

function itemOfReference(targets: Targets, reference: Reference): VaultItem {
  const { path } = reference;
  const instance = instanceOf(reference);
  const attribute = String(path[0]);
  if (
    instance.type.startsWith("azurerm_key_vault_") &&
    (path.length === 0 || VERSIONLESS.has(attribute) || VERSIONED.has(attribute))
  ) {
    const vault = targets.of(instance.get("key_vault_id"));
    return { vault, name: canonicalText(instance.get("name")), isPinned: path.length > 0 && VERSIONED.has(attribute) };
  }
  if (instance.type === "azurerm_key_vault") {
    return { vault: targets.ofInstance(instance), isPinned: false };
  }
  return {
    vault: unresolved(
      canonicalText(reference),
      `it is ${[instance.address, ...path].join(".")}, which only Azure knows`,
    ),
    isPinned: false,
  };
}

function itemOfText(targets: Targets, parts: readonly (string | Reference | Unknown)[]): VaultItem {
  const [first, ...rest] = parts;
  const isVault =
    first instanceof Reference &&
    first.instance.type === "azurerm_key_vault" &&
    (first.path.length === 0 || first.path[0] === "vault_uri");
  const text = canonicalText(isVault ? new Text(["https://vault/", ...rest]) : new Text(parts)).replace(
    /^(https:\/\/[^/]+)\/+/,
    "$1/",
  );
  const [, host, , name, version] =
    /^https:\/\/([^/]+)\/(secrets|keys|certificates)\/([^/]+)(?:\/([^/]+))?\/?$/.exec(text) ?? [];
  if (host === undefined) {
    return {
      vault: isVault ? targets.ofInstance(instanceOf(first)) : unresolved(text, "it is no id of a secret in a vault"),
      isPinned: false,
    };
  }
  const vault = isVault ? targets.ofInstance(instanceOf(first)) : vaultAt(targets, host);
  return { vault, name, isPinned: version !== undefined };
}

/** The vault with an address: `<name>.vault.azure.net`, or the like of another cloud. */
export function vaultAt(targets: Targets, host: string): Target {
  const [, name] = /^(.+?)\.vault\./.exec(host) ?? [];
  return name === undefined ? unresolved(host, `${host} is no vault`) : targets.named(VAULT, name);
}
