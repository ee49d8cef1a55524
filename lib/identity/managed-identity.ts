import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { ledgerOf } from "../access/internal";
import { Principal } from "../access/principal";
import { azurermVersionOf } from "../core/azurerm-version";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { resolveItself } from "../core/own-resolution";
import { placed } from "../core/placed";
import { refuse } from "../core/problems";
import { partsOf, RESOURCE_ID } from "../core/resource-ids";
import { withShortStacks } from "../core/short-stacks";
import { textOfAttribute } from "../core/token-text";
import { checkProps, checkValue } from "../rules/check";
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
import type { IdentityPlace } from "./private/federated-credentials";
import { IDENTITY_IMPORT, IDENTITY_LOOKUP, MANAGED_IDENTITY } from "./private/rules/managed-identity";

/**
 * A user-assigned managed identity: an `azurerm_user_assigned_identity`.
 *
 * An app that runs as the identity depends on the grants to it, wherever in the program they are written.
 */
export class ManagedIdentity extends IdentityBase {
  /**
   * Imports an identity by its name, with a data source. Two imports of one identity share its grants.
   *
   * @throws Error when a literal name or resource group is not valid; and, at synth, when this program makes the
   *   identity itself
   */
  public static fromIdentityName(scope: Construct, id: string, lookup: ManagedIdentityLookup): IManagedIdentity {
    return new FoundIdentity(scope, id, lookup, "name", checkProps(IDENTITY_LOOKUP, lookup));
  }

  /**
   * Imports an identity by its resource id, with a data source that looks it up in the subscription of the provider.
   *
   * @throws Error when a literal id is not that of a user-assigned identity in the subscription of the provider; and,
   *   at synth, when this program makes the identity itself
   */
  public static fromIdentityId(
    scope: Construct,
    id: string,
    identityId: string,
    options: ManagedIdentityImportOptions = {},
  ): IManagedIdentity {
    const stack = TerraformStack.of(placed(scope, id));
    const problems = checkValue(RESOURCE_IDS.userAssignedIdentity, "identityId", identityId);
    const parts =
      problems.length > 0 ? { name: "", resourceGroupName: "" } : partsOf(RESOURCE_ID.userAssignedIdentity, identityId);
    const all = [
      ...problems,
      ...checkProps(IDENTITY_IMPORT, options),
      ...checkSubscription(stack, "identityId", identityId, options?.provider),
    ];
    return new FoundIdentity(scope, id, { ...parts, provider: options?.provider }, "identityId", all, identityId);
  }

  /**
   * Imports an identity by its attributes, without a data source, such as one that the program makes as an
   * `azurerm_user_assigned_identity`.
   *
   * @throws Error when a literal `identityId` is not that of a user-assigned identity, when a literal `principalId` or
   *   `clientId` is not a GUID, or when one of the two is passed for the other
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
  /** @internal */
  protected readonly _place: IdentityPlace;
  private name?: string;
  private tenant?: string;

  /**
   * @throws Error that lists everything in the props that azurerm or Azure would refuse
   */
  constructor(scope: Construct, id: string, props: ManagedIdentityProps) {
    super(scope, id);
    refuse(this, checkProps(MANAGED_IDENTITY, props, azurermVersionOf(UserAssignedIdentity)));
    const stack = TerraformStack.of(this);
    const { name, resourceGroupName, provider } = props;
    this.resource = resolveItself(withShortStacks(() => this.makeResource(props)));
    this._place = { resourceGroupName, provider };
    this.identityId = this.resource.id;
    this.principalId = this.resource.principalId;
    this.clientId = this.resource.clientId;
    ledgerOf(stack).made.push({ construct: this, resource: this.resource });
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

  private makeResource(props: ManagedIdentityProps): UserAssignedIdentity {
    return new UserAssignedIdentity(this, "Resource", {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      // The classes of azurerm before 4.59 do not declare the argument; with them, the rules refuse it.
      ...{ isolationScope: props.isolationScope },
      provider: props.provider,
      tags: copyOf(props.tags),
      timeouts: copyOf(props.timeouts),
      lifecycle: copyOf(props.lifecycle),
      dependsOn: dependenciesIn(this, props.dependsOn),
    });
  }
}
