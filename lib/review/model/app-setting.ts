import { concatenate } from "../language/concatenation";
import type { Instance } from "../program/instance";
import { ObjectValue, Text, Value } from "../language/value";

/**
 * The types whose settings App Service reads from vaults:
 * https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
 */
const APPS = /^azurerm_((linux|windows)_(web|function)_app(_slot)?|function_app_flex_consumption|logic_app_standard)$/;

/** A setting that stands for a secret in a vault. */
export interface SecretSetting {
  readonly name: string;
  /** The id of the secret. */
  readonly id: Value;
}

/**
 * The settings of an app that are references to secrets: `@Microsoft.KeyVault(SecretUri=<id>)`, or by the names of the
 * vault and the secret.
 */
export function secretSettings(instance: Instance): SecretSetting[] {
  const settings = APPS.test(instance.type) ? (instance.argument("app_settings") ?? null) : null;
  return settings instanceof ObjectValue
    ? [...settings.entries].flatMap(([name, value]) => idsIn(value).map((id) => ({ name, id })))
    : [];
}

function idsIn(value: Value): Value[] {
  const [first, ...others] = value instanceof Text ? value.parts : [value];
  const [start, rest] =
    typeof first === "string" ? (/^@Microsoft\.KeyVault\((SecretUri=)?(.*)$/is.exec(first) ?? []).slice(1) : [];
  if (rest === undefined) {
    return [];
  }
  const inside = withoutEnd([rest, ...others]);
  return [start === undefined ? idByNames(inside) : inside];
}

/** What stands before the bracket that ends a reference. */
function withoutEnd(parts: readonly Value[]): Value {
  const last = parts.at(-1);
  return concatenate(typeof last === "string" ? [...parts.slice(0, -1), last.replace(/\)\s*$/, "")] : parts);
}

/** The id of a secret by the names in `VaultName=<vault>;SecretName=<secret>[;SecretVersion=<version>]`. */
function idByNames(names: Value): Value {
  const parts = names instanceof Text ? names.parts : [names];
  return concatenate(
    parts.flatMap((part): Value[] =>
      typeof part === "string"
        ? [
            part
              .replace(/;?Vault_?Name=/i, "https://")
              .replace(/;Secret_?Name=/i, ".vault.azure.net/secrets/")
              .replace(/;Secret_?Version=/i, "/"),
          ]
        : [part],
    ),
  );
}
