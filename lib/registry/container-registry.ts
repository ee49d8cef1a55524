import { TerraformProvider, TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { DataAzurermContainerRegistry } from "@cdktf/provider-azurerm/lib/data-azurerm-container-registry";
import { checkGrantee, grantStackFor, ledgerOf } from "../access/internal";
import { Grant, IGrantable } from "../access/principal";
import { RegistryRoleAssignmentMode } from "../access/registry-role-assignment-mode";
import { Role } from "../access/role";
import { placed } from "../core/placed";
import { Problem, refuse } from "../core/problems";
import { partsOf, RESOURCE_ID } from "../core/resource-ids";
import { withShortStacks } from "../core/short-stacks";
import { textOfAttribute } from "../core/token-text";
import { addPrivateEndpoint } from "../network/internal";
import type { PrivateEndpoint } from "../network/private-endpoint";
import type { PrivateEndpointOptions } from "../network/private-endpoint-props";
import { PrivateEndpointTarget } from "../network/private-endpoint-target";
import { checkProps, checkValue } from "../rules/check";
import { checkAttribute, checkSubscription } from "../rules/reference";
import { RESOURCE_IDS } from "../rules/resource-id";
import type {
  ContainerRegistryAttributes,
  ContainerRegistryImportOptions,
  ContainerRegistryLookup,
} from "./container-registry-import";
import { REGISTRY_ATTRIBUTES, REGISTRY_IMPORT, REGISTRY_LOOKUP } from "./private/rules/container-registry";

/** An Azure container registry, made elsewhere or with azurerm's own class. */
export interface IContainerRegistry extends IConstruct {
  /** The resource id of the registry. */
  readonly registryId: string;
  /** The host name of the registry, with which references to its images start. */
  readonly loginServer: string;
  /** What the role assignments of the registry apply to. */
  readonly roleAssignmentMode: RegistryRoleAssignmentMode;
  /**
   * The canonical key of the registry, which is the same for each import of it in a program.
   *
   * @internal
   */
  readonly _key: string;
  /**
   * Lets the grantee pull the images of the registry, and nothing else: by AcrPull, or in the mode
   * ABAC_REPOSITORY_PERMISSIONS by Container Registry Repository Reader.
   */
  grantPull(grantee: IGrantable): Grant;
  /**
   * Lets the grantee push images to the registry and pull them: by AcrPush, or in the mode ABAC_REPOSITORY_PERMISSIONS
   * by Container Registry Repository Writer.
   */
  grantPush(grantee: IGrantable): Grant;
  /**
   * Gives the registry, of the tier Premium, an address in a subnet, and enters its names and those of its data
   * endpoints in a private DNS zone. Apps that pull images from the registry depend on that. The registry stays open to
   * the public unless it says otherwise: `publicNetworkAccessEnabled: false` of azurerm's class.
   *
   * @param id the id of the endpoint among those of the registry
   * @throws Error for properties that azurerm or Azure would refuse; and, at synth, when the program makes the registry
   *   in another tier
   */
  addPrivateEndpoint(id: string, options: PrivateEndpointOptions): PrivateEndpoint;
}

/** The role that allows pulling images and nothing else, by the mode of the registry. */
const PULL_ROLES: Record<RegistryRoleAssignmentMode, Role> = {
  [RegistryRoleAssignmentMode.LEGACY_REGISTRY_PERMISSIONS]: Role.ACR_PULL,
  [RegistryRoleAssignmentMode.ABAC_REPOSITORY_PERMISSIONS]: Role.CONTAINER_REGISTRY_REPOSITORY_READER,
};

/** The role that allows pushing images, by the mode of the registry. */
const PUSH_ROLES: Record<RegistryRoleAssignmentMode, Role> = {
  [RegistryRoleAssignmentMode.LEGACY_REGISTRY_PERMISSIONS]: Role.ACR_PUSH,
  [RegistryRoleAssignmentMode.ABAC_REPOSITORY_PERMISSIONS]: Role.CONTAINER_REGISTRY_REPOSITORY_WRITER,
};

/**
 * The imports of Azure container registries. A registry is made elsewhere or with azurerm's own class, because its
 * images usually outlive the program that runs them.
 *
 * `ContainerImage.fromRegistry(registry, "api:1.2")` is an image of the registry; an app that runs the image is granted
 * to pull it.
 */
export class ContainerRegistry {
  /**
   * Imports a registry by its name, with a data source.
   *
   * Where the admin user of the registry is enabled, the data source reads its password into Terraform's state: disable
   * the user, or import the registry by its attributes.
   *
   * @throws Error when a literal name or resource group is not valid; and, at synth, when this program makes the
   *   registry itself
   */
  public static fromRegistryName(scope: Construct, id: string, lookup: ContainerRegistryLookup): IContainerRegistry {
    return new FoundRegistry(scope, id, lookup, "name", checkProps(REGISTRY_LOOKUP, lookup));
  }

  /**
   * Imports a registry by its resource id, with a data source that looks it up in the subscription of the provider. As
   * for `fromRegistryName`, the password of an enabled admin user gets into Terraform's state.
   *
   * @throws Error when a literal id is not that of a registry in the subscription of the provider; and, at synth, when
   *   this program makes the registry itself
   */
  public static fromRegistryId(
    scope: Construct,
    id: string,
    registryId: string,
    options: ContainerRegistryImportOptions = {},
  ): IContainerRegistry {
    const stack = TerraformStack.of(placed(scope, id));
    const problems = checkValue(RESOURCE_IDS.containerRegistry, "registryId", registryId);
    const parts =
      problems.length > 0 ? { name: "", resourceGroupName: "" } : partsOf(RESOURCE_ID.containerRegistry, registryId);
    const all = [
      ...problems,
      ...checkSubscription(stack, "registryId", registryId, options?.provider),
      ...checkProps(REGISTRY_IMPORT, options),
    ];
    return new FoundRegistry(scope, id, { ...options, ...parts }, "registryId", all, registryId);
  }

  /**
   * Imports a registry by its attributes, without a data source, such as one that the program makes as an
   * `azurerm_container_registry`.
   *
   * @throws Error when a literal id is not that of a registry, when a literal server is not a host name, or when a
   *   reference is to another attribute; and, at synth, when the id is the literal one of a registry that this program
   *   makes
   */
  public static fromRegistryAttributes(
    scope: Construct,
    id: string,
    attributes: ContainerRegistryAttributes,
  ): IContainerRegistry {
    return new KnownRegistry(scope, id, attributes);
  }

  private constructor() {}
}

/** The base of the imported registries. */
abstract class RegistryBase extends Construct implements IContainerRegistry {
  public abstract readonly registryId: string;
  public abstract readonly loginServer: string;
  public readonly roleAssignmentMode: RegistryRoleAssignmentMode;
  public abstract readonly _key: string;
  private readonly provider?: TerraformProvider;

  constructor(scope: Construct, id: string, options: ContainerRegistryImportOptions, problems: readonly Problem[]) {
    super(placed(scope, id), id);
    refuse(this, problems);
    const { roleAssignmentMode, provider } = options;
    this.roleAssignmentMode = roleAssignmentMode ?? RegistryRoleAssignmentMode.LEGACY_REGISTRY_PERMISSIONS;
    this.provider = provider;
  }

  public grantPull(grantee: IGrantable): Grant {
    return withShortStacks(() => this.grant(PULL_ROLES, grantee));
  }

  public grantPush(grantee: IGrantable): Grant {
    return withShortStacks(() => this.grant(PUSH_ROLES, grantee));
  }

  public addPrivateEndpoint(id: string, options: PrivateEndpointOptions): PrivateEndpoint {
    return addPrivateEndpoint(this, id, options, () =>
      PrivateEndpointTarget._containerRegistry(this.registryId, this.registryName()),
    );
  }

  /** The name of the registry. */
  protected registryName(): string {
    return partsOf(RESOURCE_ID.containerRegistry, this.registryId).name;
  }

  private grant(roles: Record<RegistryRoleAssignmentMode, Role>, grantee: IGrantable): Grant {
    refuse(this, checkGrantee(grantee));
    const principal = grantee.grantPrincipal._record;
    const { grants } = ledgerOf(grantStackFor(principal, TerraformStack.of(this)));
    const target = { key: this._key, scope: this.registryId, provider: this.provider };
    return Grant._of(grants.roleAssignment(target, roles[this.roleAssignmentMode], principal));
  }
}

/** A registry that a data source finds. */
class FoundRegistry extends RegistryBase {
  public readonly registryId: string;
  public readonly loginServer: string;
  public readonly _key: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly lookup: ContainerRegistryLookup,
    property: string,
    problems: readonly Problem[],
    registryId?: string,
  ) {
    super(scope, id, lookup, problems);
    const { name, resourceGroupName, provider } = lookup;
    const found = new DataAzurermContainerRegistry(this, "Resource", { name, resourceGroupName, provider });
    this.registryId = found.id;
    this.loginServer = found.loginServer;
    const stack = TerraformStack.of(this);
    const { program, literalReferences } = ledgerOf(stack);
    this._key =
      registryId === undefined
        ? program.keys.registryKeyOfName(stack, name)
        : program.keys.registryKey(stack, registryId);
    program.keys.record(textOfAttribute(found, "id"), this._key);
    program.registries.add(this);
    literalReferences.addGroup(this, resourceGroupName, provider);
    literalReferences.add({
      construct: this,
      property,
      type: "azurerm_container_registry",
      name,
      instead: "Pass the attributes of its resource to ContainerRegistry.fromRegistryAttributes().",
    });
  }

  protected override registryName(): string {
    return this.lookup.name;
  }
}

/** A registry whose attributes the program gives. */
class KnownRegistry extends RegistryBase {
  public readonly registryId: string;
  public readonly loginServer: string;
  public readonly _key: string;

  constructor(scope: Construct, id: string, attributes: ContainerRegistryAttributes) {
    const { registryId, loginServer } = attributes ?? {};
    super(placed(scope, id), id, attributes, [
      ...checkProps(REGISTRY_ATTRIBUTES, attributes),
      ...checkAttribute(TerraformStack.of(scope), "registryId", registryId, "id"),
      ...checkAttribute(TerraformStack.of(scope), "loginServer", loginServer, "login_server"),
    ]);
    this.registryId = registryId;
    this.loginServer = loginServer;
    const stack = TerraformStack.of(this);
    const { program, literalReferences } = ledgerOf(stack);
    this._key = program.keys.registryKey(stack, registryId);
    program.registries.add(this);
    literalReferences.add({
      construct: this,
      property: "registryId",
      type: "azurerm_container_registry",
      name: partsOf(RESOURCE_ID.containerRegistry, registryId).name,
      instead: "Pass the id attribute of its resource.",
    });
  }
}
