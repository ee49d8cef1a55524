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
import { textOfAttribute } from "../core/token-text";
import { checkProps, checkValue } from "../rules/check";
import { checkAttribute, checkSubscription } from "../rules/reference";
import { RESOURCE_IDS } from "../rules/resource-id";
import type {
  ContainerRegistryAttributes,
  ContainerRegistryImportOptions,
  ContainerRegistryLookup,
} from "./container-registry-import";
import { REGISTRY_ATTRIBUTES, REGISTRY_IMPORT, REGISTRY_LOOKUP } from "./private/rules/container-registry";

/** A container registry of Azure's that exists, or that the program makes with azurerm's own class. */
export interface IContainerRegistry extends IConstruct {
  /** Its resource id. */
  readonly registryId: string;
  /** Its host name, which the references of its images start with. */
  readonly loginServer: string;
  /** What its roles are for. */
  readonly roleAssignmentMode: RegistryRoleAssignmentMode;
  /**
   * Its key, which is the same wherever in the program it is imported.
   *
   * @internal
   */
  readonly _key: string;
  /**
   * Lets the grantee pull its images, and nothing else: AcrPull, or in a registry with permissions by repository
   * Container Registry Repository Reader.
   */
  grantPull(grantee: IGrantable): Grant;
}

/** The role that lets images be pulled and no more, in each mode. */
const PULL_ROLES: Record<RegistryRoleAssignmentMode, Role> = {
  [RegistryRoleAssignmentMode.LEGACY_REGISTRY_PERMISSIONS]: Role.ACR_PULL,
  [RegistryRoleAssignmentMode.ABAC_REPOSITORY_PERMISSIONS]: Role.CONTAINER_REGISTRY_REPOSITORY_READER,
};

/**
 * A container registry of Azure's. It is made elsewhere, or by azurerm's own class: its images usually outlive the
 * program that runs them.
 *
 * `ContainerImage.fromRegistry(registry, "api:1.2")` is an image of it, which the app that runs it may pull.
 */
export class ContainerRegistry {
  /**
   * A registry that exists already, found by name.
   *
   * Where the admin user of the registry is on, azurerm reads its password into Terraform's state when it looks: turn
   * the user off, or import the registry by its attributes.
   *
   * @throws Error when a literal name or resource group cannot be one; and, at synth, when this program makes the
   *   registry itself
   */
  public static fromRegistryName(scope: Construct, id: string, lookup: ContainerRegistryLookup): IContainerRegistry {
    return new FoundRegistry(scope, id, lookup, "name", checkProps(REGISTRY_LOOKUP, lookup));
  }

  /**
   * A registry that exists already, found by its resource id, in the subscription of the provider; with what is said of
   * `fromRegistryName` about the admin user.
   *
   * @throws Error when a literal id is not that of a registry; and, at synth, when this program makes the registry
   *   itself
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
   * A registry of which everything is known, such as one that the stack has as an `azurerm_container_registry` of its
   * own.
   *
   * @throws Error when a literal id is not that of a registry, or a literal server is no host name; and, at synth, when
   *   the id is the literal one of a registry that this program makes
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

/** What every registry can do, however it is known. */
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
    refuse(this, checkGrantee(grantee));
    const principal = grantee.grantPrincipal._record;
    const { grants } = ledgerOf(grantStackFor(principal, TerraformStack.of(this)));
    const target = { key: this._key, scope: this.registryId, provider: this.provider };
    return Grant._of(grants.roleAssignment(target, PULL_ROLES[this.roleAssignmentMode], principal));
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
    lookup: ContainerRegistryLookup,
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
