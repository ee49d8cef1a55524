import { TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { ContainerAppEnvironmentStorage } from "@cdktf/provider-azurerm/lib/container-app-environment-storage";
import type { KeyVaultNetworkAcls } from "@cdktf/provider-azurerm/lib/key-vault";
import type { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import type { RedisCache } from "@cdktf/provider-azurerm/lib/redis-cache";
import type { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import type { LiteralReference } from "../literal-references";
import { isLiteral } from "../../../core/problems";
import type { Program } from "../program";
import { subscriptionOf } from "../../../core/provider-in";
import { elementTypeOf } from "../../../core/reference-graph";
import { textOf, textOfAttribute } from "../../../core/token-text";
import { twins } from "../../../core/twins";
import type { SecretPlace } from "../workload";

/** A resource with the arguments that those below have in common; each has some of them. */
type Made = TerraformResource & {
  readonly nameInput?: string;
  readonly resourceGroupNameInput?: string;
  readonly keyVaultIdInput?: string;
  readonly provider?: TerraformProvider;
};

/** A vault as azurerm's class has it. */
export type MadeVault = Made & {
  readonly rbacAuthorizationEnabledInput?: unknown;
  readonly enableRbacAuthorizationInput?: unknown;
  readonly accessPolicyInput?: unknown;
  readonly networkAclsInput?: KeyVaultNetworkAcls;
  readonly publicNetworkAccessEnabledInput?: unknown;
};

/** An access policy as azurerm's class has it. */
export type MadePolicy = Made & { readonly objectIdInput: string; readonly applicationIdInput?: string };

/** A resource that writes a secret. */
interface VaultSecret {
  readonly resource: TerraformResource;
  /** The text of its name. */
  readonly name: string;
  readonly hasKnownName: boolean;
}

/** What writes a secret: a certificate's private key is one too. */
const SECRET_TYPES = new Set(["azurerm_key_vault_secret", "azurerm_key_vault_certificate"]);

/** What is unique in all of Azure by its name. */
const GLOBAL_TYPES = new Set([
  "azurerm_app_configuration",
  "azurerm_container_registry",
  "azurerm_cosmosdb_account",
  "azurerm_eventhub_namespace",
  "azurerm_key_vault",
  "azurerm_redis_cache",
  "azurerm_search_service",
  "azurerm_servicebus_namespace",
  "azurerm_storage_account",
]);

/** What a program may refer to by a literal name or id, or make twice under one name. */
const NAMED_TYPES = new Set([
  "azurerm_resource_group",
  "azurerm_user_assigned_identity",
  "azurerm_container_app_environment",
  "azurerm_container_app",
  "azurerm_container_app_job",
  "azurerm_role_definition",
  "azurerm_cognitive_account",
  ...GLOBAL_TYPES,
]);

/** What gives a subnet an address on the internet that is always the same. */
const GATEWAY_TYPES = new Set([
  "azurerm_nat_gateway",
  "azurerm_subnet_nat_gateway_association",
  "azurerm_route_table",
  "azurerm_subnet_route_table_association",
]);

/**
 * What a whole program makes, found by the names and ids it gives: this library's resources and anyone's. Good for one
 * pass.
 */
export class MadeHere {
  /** The access policies of the program. */
  public readonly policies: MadePolicy[] = [];
  /** The role assignments of the program. */
  public readonly roleAssignments: RoleAssignment[] = [];
  /** The access policy assignments of caches. */
  public readonly redisAssignments: RedisCacheAccessPolicyAssignment[] = [];
  /** The caches, by the texts of their ids. */
  public readonly redisCaches = new Map<string, RedisCache>();
  /** The storages of environments. */
  public readonly storages: ContainerAppEnvironmentStorage[] = [];
  /**
   * Whether the program has something that synth does not look into, which may be anything: a module, or what another
   * provider makes.
   */
  public hasUnknown = false;
  private readonly privateEndpoints: PrivateEndpoint[] = [];
  /** Whether the program may give a subnet an address of its own to reach the internet with. */
  public hasGateway = false;
  private readonly subnets = new Map<string, Subnet>();
  private readonly named = new Map<string, Made[]>();
  private readonly vaults = new Map<string, MadeVault>();
  private readonly secrets: Made[] = [];
  private readonly groupNames = new Map<string, string>();
  private secretsByVault?: Map<string, VaultSecret[]>;

  constructor(
    private readonly program: Program,
    constructs: readonly IConstruct[],
  ) {
    constructs.forEach((construct) => this.index(construct));
  }

  /**
   * What the program makes under the name that the reference gives; what it takes over by an import block is there
   * already.
   */
  public find(reference: LiteralReference): TerraformResource | undefined {
    const stack = TerraformStack.of(reference.construct);
    const made = (this.named.get(nameKey(reference.type, reference.name)) ?? []).filter((one) =>
      this.isMeant(stack, reference, one),
    );
    return (made.find((one) => one.cdktfStack === stack) ?? made[0]) as TerraformResource | undefined;
  }

  /** What writes the secret for certain, and what may: of two names one of which is a reference nobody can say. */
  public writersOf({ vaultKey, nameKey, nameIsKnown }: SecretPlace): {
    readonly certain: TerraformResource[];
    readonly possible: TerraformResource[];
  } {
    const inVault = this.secretsOf(vaultKey);
    const elsewhere = isKnownVault(vaultKey) ? this.secretsOf(UNKNOWN_VAULT) : [];
    if (inVault.length + elsewhere.length === 0) {
      return { certain: [], possible: [] };
    }
    const certain = inVault.filter(({ name }) => name === nameKey);
    const mayBeIt = (secret: VaultSecret) => secret.name === nameKey || !(secret.hasKnownName && nameIsKnown);
    const possible = [...inVault.filter((secret) => !certain.includes(secret)), ...elsewhere].filter(mayBeIt);
    return { certain: certain.map(({ resource }) => resource), possible: possible.map(({ resource }) => resource) };
  }

  /** The storage of the name in the environment, and whether there may be one that synth cannot tell by its name. */
  public storageOf(
    stack: TerraformStack,
    environmentId: string,
    name: string,
  ): { readonly storage?: TerraformResource; readonly mayBeAnother: boolean } {
    const environment = textOf(stack, environmentId);
    const inEnvironment = this.storages.filter(
      ({ cdktfStack, containerAppEnvironmentIdInput: id }) => textOf(cdktfStack, id ?? "") === environment,
    );
    const storage = inEnvironment.find(({ nameInput }) => nameInput === name);
    return {
      storage,
      mayBeAnother:
        !/:azurerm_container_app_environment\.[\w-]+\.id$/.test(environment) ||
        inEnvironment.some(({ nameInput }) => !isLiteral(nameInput)),
    };
  }

  /** The vaults that a stack makes. */
  public vaultsIn(stack: TerraformStack): readonly MadeVault[] {
    return [...this.vaults.values()].filter(({ cdktfStack }) => cdktfStack === stack);
  }

  /** The vault that the program makes, by what it is told apart by. */
  public vault(key: string): MadeVault | undefined {
    return this.vaults.get(key);
  }

  /** Whether the vault may have a private endpoint: one of the program, or something that synth does not look into. */
  public mayHavePrivateEndpoint(vault: MadeVault): boolean {
    return this.hasUnknown || this.privateEndpointsOf(vault).length > 0;
  }

  /** The private endpoints of the program that lead to the vault, or of which nobody can say. */
  public privateEndpointsOf(vault: MadeVault): PrivateEndpoint[] {
    const key = textOfAttribute(vault, "id");
    return this.privateEndpoints.filter(({ cdktfStack, privateServiceConnectionInput: connection }) => {
      const target = connection?.privateConnectionResourceId;
      const text = target === undefined ? undefined : textOf(cdktfStack, target);
      return (
        text === undefined ||
        text === key ||
        (isLiteral(target)
          ? this.program.vaultKey(cdktfStack, target) === key
          : !/:azurerm_\w+\.[\w-]+\.id$/.test(text))
      );
    });
  }

  /** The resource group that the program makes, by its name or the text of the reference to that. */
  public group(text: string): TerraformResource | undefined {
    return this.named.get(nameKey("azurerm_resource_group", this.groupNames.get(text) ?? text))?.[0];
  }

  /** The subnet that the program makes, by the text of its id. */
  public subnet(idText: string): Subnet | undefined {
    return this.subnets.get(idText);
  }

  /**
   * The resources of a stack that have the name of another one before them; of those that are repeated, or may be left
   * out, nobody can say.
   */
  public twinsIn(stack: TerraformStack): [TerraformResource, TerraformResource][] {
    const isOne = (one: TerraformResource) =>
      one.cdktfStack === stack && one.count === undefined && one.forEach === undefined;
    const named = [...this.named.values()].filter((made) => made.length > 1).map((made) => made.filter(isOne));
    const place = (one: Made) =>
      [one.provider?.alias, GLOBAL_TYPES.has(one.terraformResourceType) || this.groupOf(one)].join("/");
    const secrets = [...this.secretGroups()]
      .filter(([vault]) => isKnownVault(vault))
      .map(([, group]) => group.filter(({ resource }) => isOne(resource)));
    return [
      ...named.flatMap((made) => twins(made, place)),
      ...secrets
        .flatMap((group) => twins(group, ({ name }) => name))
        .map(([one, other]): [TerraformResource, TerraformResource] => [one.resource, other.resource]),
    ];
  }

  private isMeant(stack: TerraformStack, { type, provider, resourceGroupName }: LiteralReference, made: Made): boolean {
    if (isTakenOver(made)) {
      return false;
    }
    if (GLOBAL_TYPES.has(type)) {
      return true;
    }
    const group = resourceGroupName === undefined || this.groupKey(stack, resourceGroupName) === this.groupOf(made);
    return group && subscriptionOf(stack, provider) === subscriptionOf(made.cdktfStack, made.provider);
  }

  private groupOf(made: Made): string | undefined {
    return made.resourceGroupNameInput === undefined
      ? undefined
      : this.groupKey(made.cdktfStack, made.resourceGroupNameInput);
  }

  /** What a resource group is told apart by: the name that it has in the program, or the text of the reference. */
  private groupKey(stack: TerraformStack, resourceGroupName: string): string {
    const text = textOf(stack, resourceGroupName);
    return this.groupNames.get(text) ?? text;
  }

  private secretsOf(vaultKey: string): readonly VaultSecret[] {
    return this.secretGroups().get(vaultKey) ?? [];
  }

  private secretGroups(): Map<string, VaultSecret[]> {
    if (!this.secretsByVault) {
      this.secretsByVault = new Map();
      for (const resource of this.secrets) {
        const key = this.program.vaultKey(resource.cdktfStack, resource.keyVaultIdInput ?? "");
        const name = resource.nameInput ?? "";
        const secret = { resource, name: textOf(resource.cdktfStack, name), hasKnownName: isLiteral(name) };
        for (const vaultKey of isKnownVault(key) ? [key] : [key, UNKNOWN_VAULT]) {
          const group = this.secretsByVault.get(vaultKey) ?? [];
          this.secretsByVault.set(vaultKey, group);
          group.push(secret);
        }
      }
    }
    return this.secretsByVault;
  }

  private index(construct: IConstruct): void {
    this.hasUnknown ||=
      elementTypeOf(construct) === "module" ||
      (TerraformResource.isTerraformResource(construct) && /^(azapi|azuread)_/.test(construct.terraformResourceType));
    if (TerraformResource.isTerraformResource(construct) && !isMovedAway(construct)) {
      this.indexResource(construct);
    }
  }

  private indexResource(resource: Made): void {
    const type = resource.terraformResourceType;
    const name = resource.nameInput;
    if (SECRET_TYPES.has(type)) {
      this.secrets.push(resource);
    } else if (type === "azurerm_role_assignment") {
      this.roleAssignments.push(resource as unknown as RoleAssignment);
    } else if (type === "azurerm_redis_cache_access_policy_assignment") {
      this.redisAssignments.push(resource as unknown as RedisCacheAccessPolicyAssignment);
    } else if (type === "azurerm_container_app_environment_storage") {
      this.storages.push(resource as unknown as ContainerAppEnvironmentStorage);
    } else if (type === "azurerm_subnet") {
      this.subnets.set(textOfAttribute(resource, "id"), resource as unknown as Subnet);
    } else if (type === "azurerm_private_endpoint") {
      this.privateEndpoints.push(resource as unknown as PrivateEndpoint);
    } else if (GATEWAY_TYPES.has(type)) {
      this.hasGateway = true;
    } else if (type === "azurerm_key_vault_access_policy") {
      this.policies.push(resource as MadePolicy);
    } else if (NAMED_TYPES.has(type) && isLiteral(name)) {
      const key = nameKey(type, name);
      const others = this.named.get(key);
      if (others) {
        others.push(resource);
      } else {
        this.named.set(key, [resource]);
      }
      if (type === "azurerm_resource_group") {
        this.groupNames.set(textOfAttribute(resource, "name"), name.toLowerCase());
      }
    }
    if (type === "azurerm_key_vault") {
      this.vaults.set(textOfAttribute(resource, "id"), resource);
    } else if (type === "azurerm_redis_cache") {
      this.redisCaches.set(textOfAttribute(resource, "id"), resource as unknown as RedisCache);
    }
  }
}

/** Stands for the vault of a secret whose id leads to none that is known. */
const UNKNOWN_VAULT = "";

/** Whether the key of a vault is that of a vault that the program makes. */
export function isKeyOfVaultMadeHere(key: string): boolean {
  return /:azurerm_key_vault\.[\w-]+\.id$/.test(key);
}

/** Whether the key says which vault it is; one of a reference that leads to none in the program does not. */
function isKnownVault(key: string): boolean {
  return key.startsWith("=") || isKeyOfVaultMadeHere(key);
}

function isTakenOver(resource: TerraformResource): boolean {
  return (resource.toTerraform() as { readonly import?: unknown }).import !== undefined;
}

/** Whether the resource only says that it has become another one. */
function isMovedAway(resource: TerraformResource): boolean {
  return (
    Boolean(resource.hasResourceMove()) &&
    (resource.toTerraform() as { readonly resource?: unknown }).resource === undefined
  );
}

function nameKey(type: string, name: string): string {
  return `${type} ${name.toLowerCase()}`;
}
