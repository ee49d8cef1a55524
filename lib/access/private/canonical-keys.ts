import type { TerraformStack } from "cdktf";
import { literalKey } from "../../core/literal-key";
import { isLiteral } from "../../core/problems";
import { partsOf, RESOURCE_ID } from "../../core/resource-ids";
import { textOf } from "../../core/token-text";

/**
 * Matches a reference to the principal id of an identity, an app or a job, whose key is the text of the resource's id.
 */
const PRINCIPAL =
  /^(.+:(?:data\.)?azurerm_(?:user_assigned_identity|container_app|container_app_job)\.[\w-]+)\.(?:identity\[0\]\.)?principal_id$/;

/** Matches a reference to the name of a vault or a registry. */
const NAME = /(:(?:data\.)?azurerm_(?:key_vault|container_registry)\.[\w-]+)\.name$/;

/** Matches the literal id of a vault or of something in one; the names of vaults are unique in all of Azure. */
const IN_VAULT =
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.keyvault\/vaults\/([^/]+)(\/.+)?$/;

/** Matches the literal id of a registry; the names of registries are unique in all of Azure. */
const REGISTRY =
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.containerregistry\/registries\/([^/]+)$/;

/**
 * The canonical keys of a program: one for each vault, registry, scope and principal, whichever way the program refers
 * to it. The address of a grant comes from these keys.
 */
export class CanonicalKeys {
  private readonly keysOfIds = new Map<string, string>();

  /** Records the key for the text of an id: the id of an import has the key of the resource that it imports. */
  public record(idText: string, key: string): void {
    this.keysOfIds.set(idText, key);
  }

  /** The key of the vault with the id. */
  public vaultKey(stack: TerraformStack, keyVaultId: string): string {
    return isLiteral(keyVaultId)
      ? literalKey(partsOf(RESOURCE_ID.keyVault, keyVaultId).name)
      : this.referenceKey(stack, keyVaultId);
  }

  /** The key of the vault with the name. */
  public vaultKeyOfName(stack: TerraformStack, name: string): string {
    return isLiteral(name) ? literalKey(name) : nameReferenceKey(stack, name);
  }

  /** The key of the registry with the id. */
  public registryKey(stack: TerraformStack, registryId: string): string {
    return isLiteral(registryId)
      ? literalRegistryKey(partsOf(RESOURCE_ID.containerRegistry, registryId).name)
      : this.referenceKey(stack, registryId);
  }

  /** The key of the registry with the name. */
  public registryKeyOfName(stack: TerraformStack, name: string): string {
    return isLiteral(name) ? literalRegistryKey(name) : nameReferenceKey(stack, name);
  }

  /** The key of the principal with the object id. */
  public principalKey(stack: TerraformStack, principalId: string): string {
    return isLiteral(principalId) ? literalKey(principalId) : this.referenceKey(stack, principalId);
  }

  /** The key of the scope of a role assignment. */
  public scopeKey(stack: TerraformStack, scope: string): string {
    return isLiteral(scope) ? literalScopeKey(scope) : this.referredScopeKey(stack, scope);
  }

  /** The key of the resource or the principal that a reference to an id is for. */
  public referenceKey(stack: TerraformStack, reference: string): string {
    const text = textOf(stack, reference).replace(PRINCIPAL, "$1.id");
    return this.keysOfIds.get(text) ?? text;
  }

  private referredScopeKey(stack: TerraformStack, scope: string): string {
    const [id = "", secret] = textOf(stack, scope).split("/secrets/");
    const key = this.keysOfIds.get(id) ?? id;
    return secret === undefined ? key : `${key}/secrets/${secret.toLowerCase()}`;
  }
}

/** Whether the object id is a reference to that of an identity, an app or a job, which is a service principal. */
export function isPrincipalOfIdentity(stack: TerraformStack, principalId: string): boolean {
  return PRINCIPAL.test(textOf(stack, principalId));
}

/** The key for a reference to the name of a resource: the same as for a reference to its id. */
function nameReferenceKey(stack: TerraformStack, name: string): string {
  const text = textOf(stack, name);
  return NAME.test(text) ? text.replace(NAME, "$1.id") : literalKey(text);
}

/** The key of a registry by its literal name; it differs from that of a vault of the same name. */
function literalRegistryKey(name: string): string {
  return literalKey(`registries/${name}`);
}

function literalScopeKey(scope: string): string {
  const id = scope.toLowerCase().replace(/\/$/, "");
  const registry = REGISTRY.exec(id)?.[1];
  if (registry !== undefined) {
    return literalRegistryKey(registry);
  }
  const [, vault, inside = ""] = IN_VAULT.exec(id) ?? [];
  return vault === undefined ? literalKey(id) : `${literalKey(vault)}${inside}`;
}
