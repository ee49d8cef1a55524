import { TerraformElement, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { IContainerRegistry } from "../../registry/container-registry";
import type { IKeyVault } from "../../key-vault/key-vault-secret-reference";
import type { Access } from "./access";
import { literalKey } from "../../core/literal-key";
import { isLiteral } from "../../core/problems";
import { partsOf, RESOURCE_ID } from "../../core/resource-ids";
import { originsOf, textOf } from "../../core/token-text";

/** A reference to the principal of an identity, an app or a job, each of which is told apart by its id. */
const PRINCIPAL =
  /^(.+:(?:data\.)?azurerm_(?:user_assigned_identity|container_app|container_app_job)\.[\w-]+)\.(?:identity\[0\]\.)?principal_id$/;

/** The literal id of a vault or of something in one, or of a registry: their names are unique in all of Azure. */
const IN_VAULT =
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.keyvault\/vaults\/([^/]+)(\/.+)?$/;
const REGISTRY =
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.containerregistry\/registries\/([^/]+)$/;

/** What the stacks of a program share: above all, what is the same thing by another name. */
export class Program {
  /** The program that the construct belongs to. */
  public static of({ node: { root } }: IConstruct): Program {
    let program = Program.byRoot.get(root);
    if (!program) {
      program = new Program();
      Program.byRoot.set(root, program);
    }
    return program;
  }

  private static readonly byRoot = new WeakMap<IConstruct, Program>();

  /** Every stack's. */
  public readonly stacks: Access[] = [];
  private readonly keys = new Map<string, string>();
  private readonly ids = new Map<string, string>();
  private readonly idsByKey = new Map<string, Set<string>>();
  private readonly principals = new Map<string, string>();
  private readonly identities = new Map<string, string>();
  private readonly vaults = new Map<string, IKeyVault>();
  private readonly makers = new Map<string, IKeyVault>();
  private readonly registries = new Map<string, IContainerRegistry>();
  private readonly origins = new Map<TerraformStack, ReadonlySet<TerraformStack>>();

  /** Has what the text of an id leads to told apart by the key. */
  public nameId(idText: string, key: string): void {
    this.keys.set(idText, key);
  }

  /**
   * Takes note of the literal id of something that is told apart by where it is.
   *
   * @throws Error when another id has the same place: that of another subscription
   */
  public refuseOtherId(key: string, stack: TerraformStack, id: string | undefined): void {
    const place = `${stack.node.path} ${key}`;
    const known = id && (this.ids.get(place) ?? id);
    if (id && known?.toLowerCase() !== id.toLowerCase()) {
      throw new Error(
        `[${stack.node.path}] has the ids ${JSON.stringify(known)} and ${JSON.stringify(id)}; allowed: one resource of that name and resource group for ` +
          "each provider. Give each the provider of its subscription.",
      );
    }
    if (id) {
      this.ids.set(place, id);
      this.idsByKey.set(key, (this.idsByKey.get(key) ?? new Set()).add(id.toLowerCase()));
    }
  }

  /**
   * What the identity at a place is told apart by, where stacks of several subscriptions have one at a place of that
   * name: by its id then.
   */
  public keyOfId(key: string, id: string | undefined): string {
    const ids = this.idsByKey.get(key);
    const [first] = ids ?? [];
    return id === undefined || first === undefined || first === id.toLowerCase() ? key : literalKey(id);
  }

  /**
   * Takes note of the principal of an identity.
   *
   * @throws Error when the program knows the identity with another one, or the principal as another identity's
   */
  public refuseOtherPrincipal(key: string, stack: TerraformStack, principalId: string): void {
    const principal = textOf(stack, principalId);
    const [known, owner] = [this.principals.get(key) ?? principal, this.identities.get(principal) ?? key];
    if (known !== principal || owner !== key) {
      throw new Error(
        `[${stack.node.path}] has an identity with the principal ${JSON.stringify(principalId)}, and ${known === principal ? "another identity with it" : "with another one"}; ` +
          "allowed: one principal for each identity. Pass the ids as Azure shows them.",
      );
    }
    this.principals.set(key, principal);
    this.identities.set(principal, key);
  }

  /** What the vault with the id is told apart by, wherever in the program it is referred to. */
  public vaultKey(stack: TerraformStack, keyVaultId: string): string {
    return isLiteral(keyVaultId)
      ? literalKey(partsOf(RESOURCE_ID.keyVault, keyVaultId).name)
      : this.keyOfReference(stack, keyVaultId);
  }

  /** What the principal with the object id is told apart by. */
  public principalKey(stack: TerraformStack, principalId: string): string {
    return isLiteral(principalId) ? literalKey(principalId) : this.keyOfReference(stack, principalId);
  }

  /** Whether the object id is that of an identity, an app or a job: a service principal's. */
  public isIdentity(stack: TerraformStack, principalId: string): boolean {
    return PRINCIPAL.test(textOf(stack, principalId));
  }

  /** What the scope of a role is told apart by. */
  public scopeKey(stack: TerraformStack, scope: string): string {
    if (!isLiteral(scope)) {
      const [id, secret] = textOf(stack, scope).split("/secrets/") as [string, string | undefined];
      const key = this.keys.get(id) ?? id;
      return secret === undefined ? key : `${key}/secrets/${secret.toLowerCase()}`;
    }
    const id = scope.toLowerCase().replace(/\/$/, "");
    const [, vault, inside = ""] = IN_VAULT.exec(id) ?? [];
    const registry = REGISTRY.exec(id)?.[1];
    return registry === undefined
      ? vault === undefined
        ? literalKey(id)
        : `${literalKey(vault)}${inside}`
      : registryKey(registry);
  }

  /** What the registry with the id is told apart by, wherever in the program it is referred to. */
  public registryKey(stack: TerraformStack, registryId: string): string {
    return isLiteral(registryId)
      ? registryKey(partsOf(RESOURCE_ID.containerRegistry, registryId).name)
      : this.keyOfReference(stack, registryId);
  }

  /** The same, of one that is known by its name. */
  public registryKeyOfName(stack: TerraformStack, name: string): string {
    return isLiteral(name) ? registryKey(name) : this.keyOfName(stack, name);
  }

  /** What the vault with the name is told apart by. */
  public vaultKeyOfName(stack: TerraformStack, name: string): string {
    return isLiteral(name) ? literalKey(name) : this.keyOfName(stack, name);
  }

  /** The name of a resource of the program leads to the same as its id. */
  private keyOfName(stack: TerraformStack, name: string): string {
    const text = textOf(stack, name);
    return NAME.test(text) ? text.replace(NAME, "$1.id") : literalKey(text);
  }

  /** What a reference to an id, or to the principal of something, is told apart by. */
  public keyOfReference(stack: TerraformStack, reference: string): string {
    const text = textOf(stack, reference).replace(PRINCIPAL, "$1.id");
    return this.keys.get(text) ?? text;
  }

  /**
   * Takes note of a vault.
   *
   * @throws Error when the program knows the vault with the other access model
   */
  public addVault(vault: IKeyVault, isMade: boolean): void {
    const known = this.vaults.get(vault._key) ?? vault;
    this.vaults.set(vault._key, known);
    if (known.accessModel !== vault.accessModel) {
      throw new Error(
        `[${vault.node.path}] accessModel is ${vault.accessModel}; allowed: ${known.accessModel}, which [${known.node.path}] says of the same vault. ` +
          "Say the model that the vault has in both places.",
      );
    }
    if (isMade) {
      this.makers.set(vault._key, vault);
    }
  }

  /** The vault that the program knows by the key, however it is known. */
  public vaultOf(vaultKey: string): IKeyVault | undefined {
    return this.vaults.get(vaultKey);
  }

  /** The construct that makes the vault; undefined for one that exists, or that the program has as azurerm's class. */
  public makerOf(vaultKey: string): IKeyVault | undefined {
    return this.makers.get(vaultKey);
  }

  /** The stacks that the elements of a stack refer to, as far as they are there when it is first asked. */
  public originsIn(stack: TerraformStack): ReadonlySet<TerraformStack> {
    let origins = this.origins.get(stack);
    if (!origins) {
      const elements = stack.node
        .findAll()
        .filter(
          (construct) =>
            TerraformElement.isTerraformElement(construct) &&
            construct.cdktfStack === stack &&
            !this.stacks.includes(construct as Access),
        );
      origins = originsOf(
        stack,
        (elements as TerraformElement[]).map((element) => element.toTerraform() as unknown),
      );
      this.origins.set(stack, origins);
    }
    return origins;
  }

  /**
   * Takes note of a registry.
   *
   * @throws Error when the program knows the registry with the other mode
   */
  public addRegistry(registry: IContainerRegistry): void {
    const known = this.registries.get(registry._key) ?? registry;
    this.registries.set(registry._key, known);
    if (known.roleAssignmentMode !== registry.roleAssignmentMode) {
      throw new Error(
        `[${registry.node.path}] roleAssignmentMode is ${registry.roleAssignmentMode}; allowed: ${known.roleAssignmentMode}, which [${known.node.path}] says of the same registry. ` +
          "Say the mode that the registry has in both places.",
      );
    }
  }

  /** The registry that the program knows by the key. */
  public registryOf(key: string): IContainerRegistry | undefined {
    return this.registries.get(key);
  }
}

/** What a registry with the literal name is told apart by; a vault may have the same name. */
function registryKey(name: string): string {
  return literalKey(`registries/${name}`);
}

/** The text of a reference to the name of a vault or a registry. */
const NAME = /(:(?:data\.)?azurerm_(?:key_vault|container_registry)\.[\w-]+)\.name$/;
