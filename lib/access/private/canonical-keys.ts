import type { TerraformLocal, TerraformProvider, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { literalKey } from "../../core/literal-key";
import { isLiteral } from "../../core/problems";
import { partsOf, RESOURCE_ID } from "../../core/resource-ids";
import { textOf } from "../../core/token-text";
import { CALLER_KEY } from "./current-caller";
import { ReferencedElements } from "./referenced-elements";

/** A reference to the principal of an identity, an app, a job or an environment; the key of each is the text of its id. */
const PRINCIPAL =
  /^(.+:(?:data\.)?azurerm_(?:user_assigned_identity|container_app|container_app_job|container_app_environment)\.[\w-]+)\.(?:identity\[0\]\.)?principal_id$/;

/** Matches a reference to the name of a vault or a registry. */
const NAME = /(:(?:data\.)?azurerm_(?:key_vault|container_registry)\.[\w-]+)\.name$/;

/** Matches the literal id of a vault or of something in one; the names of vaults are unique in all of Azure. */
const IN_VAULT =
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.keyvault\/vaults\/([^/]+)(\/.+)?$/;

/** Matches the literal id of a registry; the names of registries are unique in all of Azure. */
const REGISTRY =
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.containerregistry\/registries\/([^/]+)$/;

/** A reference to a local value, with what follows it in a text. */
const LOCAL = /^(.+?:local\.[\w-]+)(\/.*)?$/;

/** A reference to the object id of whoever applies the program, which azurerm's own documentation gives access. */
const CALLER_ID = /:data\.azurerm_client_config\.[\w-]+\.object_id$/;

/** A reference to the id of a secret without its version. */
const SECRET_ID = /:(?:data\.)?azurerm_key_vault_secret\.[\w-]+\.resource_versionless_id$/;

/** A reference to the id of something that a data source finds by its name. */
const FOUND = /:data\.azurerm_(key_vault|container_registry|user_assigned_identity)\.[\w-]+\.id$/;

/** The most local values that are followed from one to the next; Terraform refuses those that lead in a circle. */
const MOST_LOCALS = 100;

/** A value behind local values: a literal, or the text of a reference. */
type Followed = { readonly literal: string } | { readonly text: string };

/** The arguments of a resource or data source that keys are made of; each has some of them. */
interface NamedElement {
  readonly cdktfStack: TerraformStack;
  readonly provider?: TerraformProvider;
  readonly nameInput?: string;
  readonly resourceGroupNameInput?: string;
  readonly keyVaultIdInput?: string;
}

/**
 * The canonical keys of a program: one for each vault, registry, scope, identity and principal, whichever way the
 * program refers to it. The address of a grant comes from these keys.
 */
export class CanonicalKeys {
  private readonly keysOfIds = new Map<string, string>();
  private readonly elements: ReferencedElements;

  constructor(root: IConstruct) {
    this.elements = new ReferencedElements(root);
  }

  /** Records the key for the text of an id: the id of an import has the key of the resource that it imports. */
  public record(idText: string, key: string): void {
    this.keysOfIds.set(idText, key);
  }

  /** The key of the vault with the id. */
  public vaultKey(stack: TerraformStack, keyVaultId: string): string {
    const id = this.follow(stack, keyVaultId);
    return "literal" in id ? literalKey(partsOf(RESOURCE_ID.keyVault, id.literal).name) : this.textKey(id.text);
  }

  /** The key of the vault whose id has the text. */
  public vaultKeyOfText(idText: string): string {
    return this.textKey(idText);
  }

  /** The key of the vault with the name. */
  public vaultKeyOfName(stack: TerraformStack, name: string): string {
    return isLiteral(name) ? literalKey(name) : nameReferenceKey(stack, name);
  }

  /** The key of the registry with the id. */
  public registryKey(stack: TerraformStack, registryId: string): string {
    const id = this.follow(stack, registryId);
    return "literal" in id
      ? literalRegistryKey(partsOf(RESOURCE_ID.containerRegistry, id.literal).name)
      : this.textKey(id.text);
  }

  /** The key of the registry with the name. */
  public registryKeyOfName(stack: TerraformStack, name: string): string {
    return isLiteral(name) ? literalRegistryKey(name) : nameReferenceKey(stack, name);
  }

  /**
   * The key of the identity with the name in a resource group, as the provider finds it. What the provider says of its
   * subscription is no part of the key, so that saying it moves no grant.
   */
  public identityKeyOfName(stack: TerraformStack, group: string, name: string, provider?: TerraformProvider): string {
    const parts = [provider?.alias, group, name].filter((part) => part !== undefined);
    return literalKey(parts.map((part) => textOf(stack, part)).join("/"));
  }

  /** The key of the identity with the id. */
  public identityKey(stack: TerraformStack, identityId: string): string {
    const id = this.follow(stack, identityId);
    if ("text" in id) {
      return this.textKey(id.text);
    }
    const { resourceGroupName, name } = partsOf(RESOURCE_ID.userAssignedIdentity, id.literal);
    return this.identityKeyOfName(stack, resourceGroupName, name);
  }

  /** The key of the identity with the client id. */
  public identityKeyOfClientId(stack: TerraformStack, clientId: string): string {
    return this.textKey(this.textBehind(stack, clientId).replace(/\.client_id$/, ".id"));
  }

  /** The key of the principal with the object id. */
  public principalKey(stack: TerraformStack, principalId: string): string {
    const id = this.follow(stack, principalId);
    return "literal" in id ? literalKey(id.literal) : this.textKey(id.text);
  }

  /** The key of the scope of a role assignment. */
  public scopeKey(stack: TerraformStack, scope: string): string {
    const id = this.follow(stack, scope);
    return "literal" in id ? literalScopeKey(id.literal) : this.referredScopeKey(id.text);
  }

  /** The key of the resource or the principal that a reference to an id is for. */
  public referenceKey(stack: TerraformStack, reference: string): string {
    const value = this.follow(stack, reference);
    return "literal" in value ? literalKey(value.literal) : this.textKey(value.text);
  }

  /** The text of a value behind local values: a literal in lower case, or that of a reference with what follows it. */
  public textBehind(stack: TerraformStack, value: string): string {
    const behind = this.follow(stack, value);
    return "literal" in behind ? behind.literal.toLowerCase() : behind.text;
  }

  /** Follows a value through local values, each of which is another name of its expression. */
  private follow(stack: TerraformStack, value: string, most = MOST_LOCALS): Followed {
    if (isLiteral(value)) {
      return { literal: value };
    }
    const text = textOf(stack, value);
    const [, reference, rest = ""] = LOCAL.exec(text) ?? [];
    const local = reference === undefined ? undefined : (this.elements.at(reference) as TerraformLocal | undefined);
    const expression = local && expressionOf(local);
    if (!local || typeof expression !== "string" || most === 0) {
      return { text };
    }
    const behind = this.follow(local.cdktfStack, expression, most - 1);
    return "literal" in behind ? { literal: behind.literal + rest } : { text: behind.text + rest };
  }

  /** The key of the text of a reference. */
  private textKey(reference: string): string {
    if (CALLER_ID.test(reference)) {
      return CALLER_KEY;
    }
    const text = reference.replace(PRINCIPAL, "$1.id");
    return this.keysOfIds.get(text) ?? this.foundKey(text) ?? text;
  }

  /** The key of what a data source of the program's own finds by its name. */
  private foundKey(text: string): string | undefined {
    const kind = FOUND.exec(text)?.[1];
    const found = kind === undefined ? undefined : (this.elements.at(text) as NamedElement | undefined);
    if (!found?.nameInput) {
      return undefined;
    }
    const { cdktfStack: stack, nameInput: name, resourceGroupNameInput: group = "", provider } = found;
    const keys: Record<string, () => string> = {
      key_vault: () => this.vaultKeyOfName(stack, name),
      container_registry: () => this.registryKeyOfName(stack, name),
      user_assigned_identity: () => this.identityKeyOfName(stack, group, name, provider),
    };
    return keys[kind ?? ""]?.();
  }

  private referredScopeKey(text: string): string {
    const secret = SECRET_ID.test(text) ? (this.elements.at(text) as NamedElement | undefined) : undefined;
    if (secret?.keyVaultIdInput && secret.nameInput) {
      const { cdktfStack: stack, keyVaultIdInput, nameInput } = secret;
      return `${this.vaultKey(stack, keyVaultIdInput)}/secrets/${textOf(stack, nameInput)}`;
    }
    const [id = "", name] = text.split("/secrets/");
    const key = this.textKey(id);
    return name === undefined ? key : `${key}/secrets/${name.toLowerCase()}`;
  }
}

/** The expression of a local value, of which cdktf's own getter gives a reference to the value. */
function expressionOf(local: TerraformLocal): unknown {
  const { locals = {} } = local.toTerraform() as { readonly locals?: Readonly<Record<string, unknown>> };
  return locals[local.friendlyUniqueId];
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
