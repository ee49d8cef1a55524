import { concatenate } from "../../language/concatenation";
import { ObjectValue, Text, Value } from "../../language/value";
import type { Instance } from "../../program/instance";
import { identityOwnerOf } from "../attached-identities";
import { NO_USES, Use, useOf } from "../use";
import { vaultItemOf } from "../vault-item";
import type { UseContext } from "./use-context";
import { GET_SECRET } from "./vault-actions";

/**
 * The types whose settings App Service reads from vaults:
 * https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
 */
const APPS =
  /^azurerm_((linux|windows)_(web|function)_app(_slot|_settings)?|function_app_flex_consumption|logic_app_standard)$/;

/** App Service reads the secrets that settings refer to when the app runs. */
export function appSettings(instance: Instance, context: UseContext): readonly Use[] {
  const settings = APPS.test(instance.type) ? (instance.argument("app_settings") ?? null) : null;
  return settings instanceof ObjectValue ? secretsIn(settings, instance, context) : NO_USES;
}

function secretsIn({ entries }: ObjectValue, instance: Instance, context: UseContext): Use[] {
  return [...entries].flatMap(([name, value]) =>
    secretIdsIn(value).map((id) => secretSetting(instance, name, id, context)),
  );
}

function secretSetting(by: Instance, setting: string, id: Value, context: UseContext): Use {
  const { vault, name, isPinned } = vaultItemOf(context.targets, id);
  return useOf({
    kind: "secret reference",
    by,
    at: `app_settings[${JSON.stringify(setting)}]`,
    ...context.identityOf(by, identityIdOf(by, context)),
    target: vault,
    item: name ?? setting,
    needs: GET_SECRET,
    isAtCreation: false,
    isPinned,
  });
}

/** The identity that reads the secrets: the settings may be a resource of their own, beside the app. */
function identityIdOf(by: Instance, { targets }: UseContext): Value {
  const owner = identityOwnerOf(targets, by) ?? by;
  return owner.argument("key_vault_reference_identity_id") ?? "System";
}

/** The id of the secret in a setting: `@Microsoft.KeyVault(SecretUri=<id>)`, or with the names of vault and secret. */
function secretIdsIn(value: Value): Value[] {
  const [first, ...others] = value instanceof Text ? value.parts : [value];
  const [start, rest] =
    typeof first === "string" ? (/^@Microsoft\.KeyVault\((SecretUri=)?(.*)$/is.exec(first) ?? []).slice(1) : [];
  if (rest === undefined) {
    return [];
  }
  const inside = withoutBracket([rest, ...others]);
  return [start === undefined ? idByNames(inside) : inside];
}

/** The content of a reference, without the bracket that ends it. */
function withoutBracket(parts: readonly Value[]): Value {
  const last = parts.at(-1);
  return concatenate(typeof last === "string" ? [...parts.slice(0, -1), last.replace(/\)\s*$/, "")] : parts);
}

/** The id of a secret by the names in `VaultName=<vault>;SecretName=<secret>[;SecretVersion=<version>]`. */
function idByNames(names: Value): Value {
  const parts: readonly Value[] = names instanceof Text ? names.parts : [names];
  return concatenate(parts.map((part) => (typeof part === "string" ? withIdSyntax(part) : part)));
}

function withIdSyntax(names: string): string {
  return names
    .replace(/;?Vault_?Name=/i, "https://")
    .replace(/;Secret_?Name=/i, ".vault.azure.net/secrets/")
    .replace(/;Secret_?Version=/i, "/");
}
