import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { isLiteral } from "./problems";
import { textOf, textOfAttribute } from "./token-text";
import type { LiteralReference } from "./literal-references";

/** The arguments that the resources below have in common; each has some of them. */
interface Arguments {
  readonly nameInput?: string;
  readonly resourceGroupNameInput?: string;
  readonly keyVaultIdInput?: string;
}

type NamedResource = TerraformResource & Arguments;

/** A resource that writes a secret, and what its vault is told apart by. */
interface VaultSecret {
  readonly resource: TerraformResource;
  readonly vaultKey: string;
}

/** Stands for every name that is not known at synth; no secret can have it. */
const UNKNOWN = "";

/** Writes a secret: its type says that a certificate's private key is one too. */
const SECRET_TYPES = new Set(["azurerm_key_vault_secret", "azurerm_key_vault_certificate"]);

/** What a whole program makes, found by the names and ids it gives: this library's resources and anyone's. Good for one pass. */
export class MadeHere {
  private readonly named = new Map<string, NamedResource[]>();
  private readonly secrets: NamedResource[] = [];
  private secretsByName?: Map<string, VaultSecret[]>;
  private readonly groupNames = new Map<string, string>();

  constructor(
    program: IConstruct,
    private readonly vaultKey: (keyVaultId: string) => string,
  ) {
    this.index(program);
  }

  /** What the program makes under the name that the reference gives; what it takes over by an import block is there already. */
  public find(reference: LiteralReference): TerraformResource | undefined {
    const named = this.named.get(nameKey(reference.type, reference.name)) ?? [];
    return named.find((made) => this.isMeant(reference, made) && !isTakenOver(made));
  }

  private isMeant({ type, provider, resourceGroupName }: LiteralReference, made: NamedResource): boolean {
    const isInSubscription = made.provider?.alias === provider?.alias;
    const isInGroup = resourceGroupName === undefined || same(resourceGroupName, this.resourceGroupOf(made));
    return type === "azurerm_key_vault" || (isInSubscription && isInGroup);
  }

  /** The resources that write the secret, as far as its vault can be told. */
  public writersOf(vaultKey: string, secretName: string): readonly TerraformResource[] {
    return this.secretsNamed(secretName.toLowerCase(), vaultKey);
  }

  /** Whether some secret of the vault has a name that is not known at synth. */
  public writesUnknownSecrets(vaultKey: string): boolean {
    return this.secretsNamed(UNKNOWN, vaultKey).length > 0;
  }

  private secretsNamed(name: string, vaultKey: string): readonly TerraformResource[] {
    this.secretsByName ??= this.groupSecrets();
    const secrets = this.secretsByName.get(name) ?? [];
    return secrets.filter((secret) => secret.vaultKey === vaultKey || !isVaultKey(secret.vaultKey)).map(({ resource }) => resource);
  }

  private groupSecrets(): Map<string, VaultSecret[]> {
    const groups = new Map<string, VaultSecret[]>();
    for (const resource of this.secrets) {
      const name = isLiteral(resource.nameInput) ? resource.nameInput.toLowerCase() : UNKNOWN;
      const group = groups.get(name) ?? [];
      groups.set(name, group);
      group.push({ resource, vaultKey: this.vaultKey(resource.keyVaultIdInput ?? "") });
    }
    return groups;
  }

  private resourceGroupOf(made: NamedResource): string | undefined {
    const group = made.resourceGroupNameInput;
    return group === undefined || isLiteral(group) ? group : this.groupNames.get(textOf(made.cdktfStack, group));
  }

  private index(construct: IConstruct): void {
    if (TerraformResource.isTerraformResource(construct)) {
      this.indexResource(construct);
    }
    construct.node.children.forEach((child) => this.index(child));
  }

  private indexResource(resource: NamedResource): void {
    const type = resource.terraformResourceType;
    const name = resource.nameInput;
    if (SECRET_TYPES.has(type)) {
      this.secrets.push(resource);
    } else if (REFERRED_TYPES.has(type) && isLiteral(name)) {
      const key = nameKey(type, name);
      this.named.set(key, [...(this.named.get(key) ?? []), resource]);
      if (type === "azurerm_resource_group") {
        this.groupNames.set(textOfAttribute(resource, "name"), name);
      }
    }
  }
}

/** The types that a program may refer to by a literal name or id. */
const REFERRED_TYPES = new Set([
  "azurerm_resource_group",
  "azurerm_key_vault",
  "azurerm_user_assigned_identity",
  "azurerm_container_app_environment",
]);

/** Whether the key of a vault is that of a vault that the program makes. */
export function isKeyOfVaultMadeHere(key: string): boolean {
  return /:azurerm_key_vault\.[\w-]+\.id$/.test(key);
}

function isVaultKey(key: string): boolean {
  return key.startsWith("=") || isKeyOfVaultMadeHere(key);
}

function isTakenOver(resource: TerraformResource): boolean {
  return (resource.toTerraform() as { readonly import?: unknown }).import !== undefined;
}

function nameKey(type: string, name: string): string {
  return `${type} ${name.toLowerCase()}`;
}

function same(a: string, b: string | undefined): boolean {
  return a.toLowerCase() === b?.toLowerCase();
}
