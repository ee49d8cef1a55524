import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { ledgerOf } from "../access/internal";
import { Principal } from "../access/principal";
import { azurermVersionOf } from "../core/azurerm-version";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { refuse } from "../core/problems";
import { partsOf, RESOURCE_ID } from "../core/resource-ids";
import { textOfAttribute } from "../core/token-text";
import { checkProps, checkValue } from "../rules/check";
import { NAMES } from "../rules/names";
import { checkSubscription } from "../rules/reference";
import { RESOURCE_IDS } from "../rules/resource-id";
import { IdentityBase, IManagedIdentity } from "./identity-base";
import {
  FoundIdentity,
  KnownIdentity,
  ManagedIdentityAttributes,
  ManagedIdentityImportOptions,
  ManagedIdentityLookup,
} from "./imported-identity";
import type { ManagedIdentityProps } from "./managed-identity-props";
import { MANAGED_IDENTITY } from "./private/rules/managed-identity";

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
    refuse(this, checkProps(MANAGED_IDENTITY, props, azurermVersionOf(UserAssignedIdentity)));
    const stack = TerraformStack.of(this);
    const { name, resourceGroupName, location, provider } = props;
    this.resource = new UserAssignedIdentity(this, "Resource", {
      name,
      resourceGroupName,
      location,
      // Classes of an azurerm before 4.59 do not declare it, and the rules refuse it there.
      ...{ isolationScope: props.isolationScope },
      provider,
      tags: copyOf(props.tags),
      timeouts: copyOf(props.timeouts),
      lifecycle: copyOf(props.lifecycle),
      dependsOn: dependenciesIn(stack, props.dependsOn),
    });
    this.identityId = this.resource.id;
    this.principalId = this.resource.principalId;
    this.clientId = this.resource.clientId;
    this.grantPrincipal = Principal._ofIdentity(this, {
      principalId: this.principalId,
      key: textOfAttribute(this.resource, "id"),
      name,
      resolvedId: textOfAttribute(this.resource, "principal_id"),
    });
    ledgerOf(stack).literalReferences.addGroup(this, resourceGroupName, provider, this.resource);
  }

  public get identityName(): string {
    return (this.name ??= this.resource.name);
  }

  public get tenantId(): string {
    return (this.tenant ??= this.resource.tenantId);
  }
}
