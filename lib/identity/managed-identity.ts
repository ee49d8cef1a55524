import { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle, TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { DataAzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity";
import { UserAssignedIdentity, UserAssignedIdentityTimeouts } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { Grant } from "../access/grant";
import { IGrantable, Principal } from "../access/principal";
import { Access } from "../access/private/access";
import { assignRole } from "../access/private/assign-role";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { literalKey } from "../core/literal-key";
import { GUID } from "../rules/common";
import { MANAGED_IDENTITY } from "./private/rules/managed-identity";
import { NAMES } from "../rules/names";
import { checkClientId, checkObjectId } from "../access/private/rules/principal";
import { checkSubscription } from "../rules/reference";
import { checkOptional, checkProps, checkValue } from "../rules/check";
import { isLiteral, Problem, refuse } from "../core/problems";
import { Program } from "../access/private/program";
import { subscriptionOf } from "../core/provider-in";
import { partsOf, RESOURCE_ID } from "../core/resource-ids";
import { RESOURCE_IDS } from "../rules/resource-id";
import { textOf, textOfAttribute } from "../core/token-text";
import { Role, RoleAssignmentOptions } from "../access/role";

/** A user-assigned managed identity that this program makes. */
export interface ManagedIdentityProps {
  /** Its name: 3 to 128 letters, digits, hyphens and underscores, starting with a letter or digit. */
  readonly name: string;
  /** The resource group that holds it. */
  readonly resourceGroupName: string;
  /** The Azure region that holds its metadata; an app in any region can use it. */
  readonly location: string;
  /**
   * Its tags.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider, and so the subscription, to make it with.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
  /**
   * Terraform's lifecycle of the identity.
   *
   * @default - Terraform's own
   */
  readonly lifecycle?: TerraformResourceLifecycle;
  /**
   * What it waits for beside what it refers to.
   *
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long azurerm may take.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: UserAssignedIdentityTimeouts;
}

/** Where an identity is, to import it by name. */
export interface ManagedIdentityLookup {
  /** Its name. */
  readonly name: string;
  /** The resource group that holds it. */
  readonly resourceGroupName: string;
  /**
   * The provider whose subscription holds it.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** How to import an identity by its id. */
export interface ManagedIdentityImportOptions {
  /**
   * The provider whose subscription holds it.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** What is known of an identity, to import it without a look at Azure. */
export interface ManagedIdentityAttributes extends ManagedIdentityImportOptions {
  /** Its resource id. */
  readonly identityId: string;
  /** The object id of its service principal: what receives access. */
  readonly principalId: string;
  /** Its client (application) id: what `AZURE_CLIENT_ID` names it by. */
  readonly clientId: string;
  /**
   * The tenant of its service principal.
   *
   * @default - the tenant that the program is applied in
   */
  readonly tenantId?: string;
}

/** A user-assigned managed identity, made here or imported. */
export interface IManagedIdentity extends IConstruct, IGrantable {
  /** Its name, which is that of its service principal: what a database knows it by. */
  readonly identityName: string;
  /** Its resource id. */
  readonly identityId: string;
  /** The object id of its service principal: what receives access. */
  readonly principalId: string;
  /** Its client (application) id: what `AZURE_CLIENT_ID` names it by. */
  readonly clientId: string;
  /** The tenant of its service principal. */
  readonly tenantId: string;
  /**
   * Assigns it a role. Asked for twice, it is one assignment.
   *
   * @param role what it may do
   * @param scope the id of what it may do it to: a resource, a resource group, a subscription
   */
  assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant;
}

/** What every identity can do, however it is known. */
abstract class IdentityBase extends Construct implements IManagedIdentity {
  public abstract readonly identityName: string;
  public abstract readonly identityId: string;
  public abstract readonly principalId: string;
  public abstract readonly clientId: string;
  public abstract readonly tenantId: string;
  public abstract readonly grantPrincipal: Principal;

  public assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant {
    return assignRole(this, role, scope, options);
  }
}

/**
 * A user-assigned managed identity: an `azurerm_user_assigned_identity`.
 *
 * An app that uses it waits for what is granted to it, wherever in the program that is written.
 */
export class ManagedIdentity extends IdentityBase {
  /**
   * An identity that exists already, found by name. An identity that is found twice is one: grants to it are merged.
   *
   * @throws Error when a literal name or resource group cannot be one; and, at synth, when this program makes the
   *   identity itself
   */
  public static fromIdentityName(scope: Construct, id: string, lookup: ManagedIdentityLookup): IManagedIdentity {
    return new FoundIdentity(scope, id, lookup, "name", [
      ...checkValue(NAMES.userAssignedIdentity, "name", lookup.name),
      ...checkValue(NAMES.resourceGroup, "resourceGroupName", lookup.resourceGroupName),
    ]);
  }

  /**
   * An identity that exists already, found by its resource id, in the subscription of the provider.
   *
   * @throws Error when a literal id is not that of a user-assigned identity; and, at synth, when this program makes the
   *   identity itself
   */
  public static fromIdentityId(
    scope: Construct,
    id: string,
    identityId: string,
    options: ManagedIdentityImportOptions = {},
  ): IManagedIdentity {
    const problems = checkValue(RESOURCE_IDS.userAssignedIdentity, "identityId", identityId);
    const parts =
      problems.length > 0 ? { name: "", resourceGroupName: "" } : partsOf(RESOURCE_ID.userAssignedIdentity, identityId);
    const all = [
      ...problems,
      ...checkSubscription(TerraformStack.of(scope), "identityId", identityId, options.provider),
    ];
    return new FoundIdentity(scope, id, { ...parts, provider: options.provider }, "identityId", all, identityId);
  }

  /**
   * An identity of which everything is known, such as one that the stack has as an `azurerm_user_assigned_identity` of
   * its own.
   *
   * @throws Error when a literal id is not that of a user-assigned identity, a principal or a client, or a reference is
   *   to the other of the last two
   */
  public static fromIdentityAttributes(
    scope: Construct,
    id: string,
    attributes: ManagedIdentityAttributes,
  ): IManagedIdentity {
    return new KnownIdentity(scope, id, attributes);
  }

  /** The Terraform resource. */
  public readonly resource: UserAssignedIdentity;
  public readonly identityId: string;
  public readonly principalId: string;
  public readonly clientId: string;
  public readonly grantPrincipal: Principal;
  private name?: string;
  private tenant?: string;

  /**
   * @throws Error when a literal name or resource group cannot be one
   */
  constructor(scope: Construct, id: string, props: ManagedIdentityProps) {
    super(scope, id);
    refuse(this, checkProps(MANAGED_IDENTITY, props));
    const stack = TerraformStack.of(this);
    const { name, resourceGroupName, location, provider } = props;
    this.resource = new UserAssignedIdentity(this, "Resource", {
      name,
      resourceGroupName,
      location,
      provider,
      tags: copyOf(props.tags),
      timeouts: copyOf(props.timeouts),
      lifecycle: copyOf(props.lifecycle),
      dependsOn: dependenciesIn(stack, props.dependsOn),
    });
    this.identityId = this.resource.id;
    this.principalId = this.resource.principalId;
    this.clientId = this.resource.clientId;
    this.grantPrincipal = Principal._ofIdentity(
      this.principalId,
      textOfAttribute(this.resource, "id"),
      stack,
      props.name,
      textOfAttribute(this.resource, "principal_id"),
    );
    Access.of(stack).literalReferences.addGroup(this, props.resourceGroupName, props.provider, this.resource);
  }

  public get identityName(): string {
    return (this.name ??= this.resource.name);
  }

  public get tenantId(): string {
    return (this.tenant ??= this.resource.tenantId);
  }
}

/** An identity that a data source finds. */
class FoundIdentity extends IdentityBase {
  public readonly identityName: string;
  public readonly identityId: string;
  public readonly principalId: string;
  public readonly clientId: string;
  public readonly tenantId: string;
  public readonly grantPrincipal: Principal;

  constructor(
    scope: Construct,
    id: string,
    lookup: ManagedIdentityLookup,
    property: string,
    problems: readonly Problem[],
    identityId?: string,
  ) {
    super(scope, id);
    refuse(this, problems);
    const { name, resourceGroupName, provider } = lookup;
    const found = new DataAzurermUserAssignedIdentity(this, "Resource", { name, resourceGroupName, provider });
    this.identityName = name;
    this.identityId = found.id;
    this.principalId = found.principalId;
    this.clientId = found.clientId;
    this.tenantId = found.tenantId;
    const stack = TerraformStack.of(this);
    const access = Access.of(stack);
    const key = keyOf(stack, lookup, identityId);
    access.program.nameId(textOfAttribute(found, "id"), key);
    this.grantPrincipal = Principal._ofIdentity(
      this.principalId,
      key,
      stack,
      name,
      textOfAttribute(found, "principal_id"),
    );
    access.literalReferences.addGroup(this, resourceGroupName, provider);
    access.literalReferences.add({
      construct: this,
      property,
      type: "azurerm_user_assigned_identity",
      name,
      resourceGroupName,
      provider,
      instead:
        "Pass the construct that makes the identity, or its attributes to ManagedIdentity.fromIdentityAttributes().",
    });
  }
}

/** An identity whose attributes the program gives. */
class KnownIdentity extends IdentityBase {
  public readonly identityName: string;
  public readonly identityId: string;
  public readonly principalId: string;
  public readonly clientId: string;
  public readonly grantPrincipal: Principal;

  private readonly tenant?: string;

  constructor(scope: Construct, id: string, attributes: ManagedIdentityAttributes) {
    super(scope, id);
    const stack = TerraformStack.of(this);
    refuse(this, [
      ...checkValue(RESOURCE_IDS.userAssignedIdentity, "identityId", attributes.identityId),
      ...checkObjectId(stack, "principalId", attributes.principalId),
      ...checkClientId(stack, "clientId", attributes.clientId, attributes.principalId),
      ...checkOptional(GUID, "tenantId", attributes.tenantId),
    ]);
    this.identityId = attributes.identityId;
    this.principalId = attributes.principalId;
    this.clientId = attributes.clientId;
    this.tenant = attributes.tenantId;
    const place = { ...partsOf(RESOURCE_ID.userAssignedIdentity, this.identityId), provider: attributes.provider };
    this.identityName = place.name;
    const key = keyOf(stack, place, this.identityId);
    Program.of(stack).refuseOtherPrincipal(key, stack, this.principalId);
    this.grantPrincipal = Principal._ofIdentity(this.principalId, key, stack, place.name);
    Access.of(stack).literalReferences.add({
      construct: this,
      property: "identityId",
      type: "azurerm_user_assigned_identity",
      ...place,
      instead: "Pass the construct that makes the identity, or the id attribute of its resource.",
    });
  }

  public get tenantId(): string {
    return this.tenant ?? Access.of(TerraformStack.of(this)).clientConfig().tenantId;
  }
}

/**
 * What an identity is told apart by, however it is known: the reference to its id, or else where it is. A resource
 * group and name are the same identity in one subscription only, and so under one provider only.
 */
function keyOf(
  stack: TerraformStack,
  { provider, resourceGroupName, name }: ManagedIdentityLookup,
  identityId?: string,
): string {
  const program = Program.of(stack);
  if (identityId !== undefined && !isLiteral(identityId)) {
    return program.keyOfReference(stack, identityId);
  }
  const parts = [subscriptionOf(stack, provider), resourceGroupName, name].filter((part) => part !== undefined);
  const key = literalKey(parts.map((part) => textOf(stack, part)).join("/"));
  program.refuseOtherId(key, stack, identityId);
  return program.keyOfId(key, identityId);
}
