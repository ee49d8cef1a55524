import { TerraformElement, TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { ContainerAppEnvironment } from "@cdktf/provider-azurerm/lib/container-app-environment";
import type { ContainerAppEnvironmentDaprComponent } from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import type { ContainerAppEnvironmentStorage } from "@cdktf/provider-azurerm/lib/container-app-environment-storage";
import type { KeyVaultNetworkAcls } from "@cdktf/provider-azurerm/lib/key-vault";
import type { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import type { RedisCache } from "@cdktf/provider-azurerm/lib/redis-cache";
import type { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { isLiteral, isReference } from "../../../core/problems";
import { elementTypeOf } from "../../../core/reference-graph";
import { textOf, textOfAttribute } from "../../../core/token-text";
import { stringsOf } from "../../../rules/rule";
import type { CanonicalKeys } from "../canonical-keys";
import { VAULT_WRITES } from "../vault-writes";

/** A resource with the arguments that the pass reads; each type has some of them. */
export type NamedResource = TerraformResource & {
  readonly nameInput?: string;
  readonly resourceGroupNameInput?: string;
  readonly keyVaultIdInput?: string;
  readonly containerAppEnvironmentIdInput?: string;
  readonly locationInput?: string;
  readonly provider?: TerraformProvider;
};

/** An `azurerm_key_vault`, with the arguments that the pass reads. */
export type MadeVault = NamedResource & {
  readonly rbacAuthorizationEnabledInput?: unknown;
  readonly enableRbacAuthorizationInput?: unknown;
  readonly accessPolicyInput?: unknown;
  readonly networkAclsInput?: KeyVaultNetworkAcls;
  readonly publicNetworkAccessEnabledInput?: unknown;
};

/** An `azurerm_key_vault_access_policy`, with the arguments that the pass reads. */
export type MadePolicy = NamedResource & { readonly objectIdInput: string; readonly applicationIdInput?: string };

/** The types of resources that give a subnet one fixed address on the internet. */
const GATEWAY_TYPES = [
  "azurerm_nat_gateway",
  "azurerm_subnet_nat_gateway_association",
  "azurerm_route_table",
  "azurerm_subnet_route_table_association",
];

/** The types that azurerm writes, or may write, through the data plane of a storage account or of App Configuration. */
const DATA_WRITER_TYPES = [
  "azurerm_app_configuration_feature",
  "azurerm_app_configuration_key",
  "azurerm_storage_blob",
  "azurerm_storage_container",
  "azurerm_storage_data_lake_gen2_filesystem",
  "azurerm_storage_data_lake_gen2_path",
  "azurerm_storage_queue",
  "azurerm_storage_share",
  "azurerm_storage_share_directory",
  "azurerm_storage_share_file",
  "azurerm_storage_table",
  "azurerm_storage_table_entity",
];

/**
 * The resources of a complete program, this library's and the program's own, by type and by id. An index is valid for
 * one pass.
 */
export class ProgramIndex {
  /** The modules, and the resources of azapi and azuread: synth does not see what these make. */
  public readonly unknownResources: readonly TerraformElement[];
  /** All resources, in the order of the tree. */
  public readonly resources: readonly TerraformResource[];
  private readonly byType = new Map<string, TerraformResource[]>();
  private readonly byStack = new Map<TerraformStack, Map<string, TerraformResource[]>>();
  private readonly endpointsByVault = new Map<string, readonly PrivateEndpoint[]>();
  private readonly byId = new Map<string, ReadonlyMap<string, TerraformResource>>();

  constructor(
    private readonly keys: CanonicalKeys,
    constructs: readonly IConstruct[],
  ) {
    this.unknownResources = constructs.filter(mayMakeUnknownResources);
    this.resources = constructs.filter(
      (construct): construct is TerraformResource =>
        TerraformResource.isTerraformResource(construct) && !isMovedAway(construct),
    );
    for (const resource of this.resources) {
      const { cdktfStack } = resource;
      const inStack = this.byStack.get(cdktfStack) ?? new Map<string, TerraformResource[]>();
      this.byStack.set(cdktfStack, inStack);
      [this.byType, inStack].forEach((byType) => addTo(byType, resource.terraformResourceType, resource));
    }
  }

  /** Whether the program has a module, or a resource of azapi or azuread: synth does not see what these make. */
  public get hasUnknownResources(): boolean {
    return this.unknownResources.length > 0;
  }

  /** The resources of a type, in the order of the tree. */
  public ofType<T extends TerraformResource>(type: string): readonly T[] {
    return (this.byType.get(type) ?? []) as T[];
  }

  /** The resources of a type in a stack, in the order of the tree. */
  public ofTypeIn<T extends TerraformResource>(stack: TerraformStack, type: string): readonly T[] {
    return (this.byStack.get(stack)?.get(type) ?? []) as T[];
  }

  /** The access policies of the program. */
  public get policies(): readonly MadePolicy[] {
    return this.ofType("azurerm_key_vault_access_policy");
  }

  /** The role assignments of the program. */
  public get roleAssignments(): readonly RoleAssignment[] {
    return this.ofType("azurerm_role_assignment");
  }

  /** The access policy assignments of caches. */
  public get redisAssignments(): readonly RedisCacheAccessPolicyAssignment[] {
    return this.ofType("azurerm_redis_cache_access_policy_assignment");
  }

  /** Whether the program may give a subnet one fixed address on the internet. */
  public get hasGateway(): boolean {
    return GATEWAY_TYPES.some((type) => this.ofType(type).length > 0);
  }

  /** The vaults that a stack makes. */
  public vaultsIn(stack: TerraformStack): readonly MadeVault[] {
    return this.ofTypeIn(stack, "azurerm_key_vault");
  }

  /** The vault that the program makes, by its canonical key, which is the text of its id. */
  public vault(key: string): MadeVault | undefined {
    return this.idsOf<MadeVault>("azurerm_key_vault").get(key);
  }

  /** The subnet that the program makes, by the text of its id. */
  public subnet(idText: string): Subnet | undefined {
    return this.idsOf<Subnet>("azurerm_subnet").get(idText);
  }

  /** The environment that the program makes, by the text of its id. */
  public environment(idText: string): ContainerAppEnvironment | undefined {
    return this.idsOf<ContainerAppEnvironment>("azurerm_container_app_environment").get(idText);
  }

  /** The virtual network of the program that the subnet is in; undefined where synth does not know which it is. */
  public virtualNetworkOf({ cdktfStack, virtualNetworkNameInput: name = "" }: Subnet): NamedResource | undefined {
    const text = textOf(cdktfStack, name);
    const networks = this.ofType<NamedResource>("azurerm_virtual_network");
    const referred = networks.find((network) => textOfAttribute(network, "name") === text);
    const named = isLiteral(name)
      ? networks.filter(({ nameInput }) => isLiteral(nameInput) && nameInput.toLowerCase() === text)
      : [];
    return referred ?? (named.length === 1 ? named[0] : undefined);
  }

  /** The cache that the program makes, by the text of its id. */
  public redisCache(idText: string): RedisCache | undefined {
    return this.idsOf<RedisCache>("azurerm_redis_cache").get(idText);
  }

  /** The storage of the name in the environment, and whether a storage with an unknown name may have that name. */
  public storageOf(stack: TerraformStack, environmentId: string, name: string) {
    const environment = textOf(stack, environmentId);
    const inEnvironment = this.ofType<ContainerAppEnvironmentStorage>(
      "azurerm_container_app_environment_storage",
    ).filter(({ cdktfStack, containerAppEnvironmentIdInput: id }) => textOf(cdktfStack, id ?? "") === environment);
    const storage = inEnvironment.find(({ nameInput }) => nameInput === name);
    const isImported = !/:azurerm_container_app_environment\.[\w-]+\.id$/.test(environment);
    return { storage, mayBeAnother: isImported || inEnvironment.some(({ nameInput }) => !isLiteral(nameInput)) };
  }

  /** The Dapr components of the environment that the app with the Dapr id loads. */
  public daprComponentsOf(stack: TerraformStack, environmentId: string, appId: string) {
    const type = "azurerm_container_app_environment_dapr_component";
    const all = this.ofType<ContainerAppEnvironmentDaprComponent>(type);
    const environment = all.length > 0 ? textOf(stack, environmentId) : "";
    return all.filter(({ cdktfStack, containerAppEnvironmentIdInput: id = "", scopesInput: scopes }) => {
      const named = stringsOf(scopes);
      const isForApp = isReference(scopes) || named.length === 0 || named.includes(appId);
      return isForApp && textOf(cdktfStack, id) === environment;
    });
  }

  /** The private endpoints of the program that lead to the vault with the canonical key, or may do so. */
  public privateEndpointsTo(vaultKey: string): readonly PrivateEndpoint[] {
    const endpoints = this.endpointsByVault.get(vaultKey) ?? this.findEndpointsTo(vaultKey);
    this.endpointsByVault.set(vaultKey, endpoints);
    return endpoints;
  }

  /** The resources of a stack that write into vaults. */
  public vaultWritersIn(stack: TerraformStack): readonly NamedResource[] {
    return Object.keys(VAULT_WRITES).flatMap((type) => this.ofTypeIn<NamedResource>(stack, type));
  }

  private findEndpointsTo(vaultKey: string): readonly PrivateEndpoint[] {
    return this.ofType<PrivateEndpoint>("azurerm_private_endpoint").filter((endpoint) => {
      const { privateConnectionResourceId: target, subresourceNames: parts } =
        endpoint.privateServiceConnectionInput ?? {};
      return isForVault(parts) && this.mayLeadTo(vaultKey, endpoint.cdktfStack, target);
    });
  }

  /** The resources of a stack that azurerm writes through the data plane of another service than a vault. */
  public dataWritersIn(stack: TerraformStack): readonly TerraformResource[] {
    return DATA_WRITER_TYPES.flatMap((type) => this.ofTypeIn(stack, type));
  }

  private mayLeadTo(vaultKey: string, stack: TerraformStack, target: string | undefined): boolean {
    if (target === undefined) {
      return true;
    }
    const key = this.keys.vaultKey(stack, target);
    return key === vaultKey || !(key.startsWith("=") || /:azurerm_\w+\.[\w-]+\.id$/.test(key));
  }

  private idsOf<T extends TerraformResource>(type: string): ReadonlyMap<string, T> {
    let ids = this.byId.get(type);
    if (!ids) {
      ids = new Map(this.ofType(type).map((resource) => [textOfAttribute(resource, "id"), resource]));
      this.byId.set(type, ids);
    }
    return ids as ReadonlyMap<string, T>;
  }
}

function addTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key) ?? [];
  list.push(item);
  lists.set(key, list);
}

/** Whether a private endpoint for these subresources may be one for a vault, which has one subresource. */
function isForVault(parts: string[] | undefined): boolean {
  return !Array.isArray(parts) || isReference(parts) || parts.some((part) => isReference(part) || part === "vault");
}

function mayMakeUnknownResources(construct: IConstruct): construct is TerraformElement {
  return (
    elementTypeOf(construct) === "module" ||
    (TerraformResource.isTerraformResource(construct) && /^(azapi|azuread)_/.test(construct.terraformResourceType))
  );
}

/** Whether the resource renders nothing but a `moved` block. */
function isMovedAway(resource: TerraformResource): boolean {
  return (
    Boolean(resource.hasResourceMove()) &&
    (resource.toTerraform() as { readonly resource?: unknown }).resource === undefined
  );
}
