import { TerraformProvider, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DataAzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity";
import { checkClientId, checkObjectId, ledgerOf, ProgramLedger } from "../access/internal";
import { Principal } from "../access/principal";
import { isLiteral, Problem, refuse } from "../core/problems";
import { subscriptionIdOf } from "../core/provider-in";
import { partsOf, RESOURCE_ID } from "../core/resource-ids";
import { textOfAttribute } from "../core/token-text";
import { checkOptional, checkProps, checkValue } from "../rules/check";
import { GUID } from "../rules/common";
import { RESOURCE_IDS } from "../rules/resource-id";
import { IdentityBase } from "./identity-base";
import type { IdentityPlace } from "./private/federated-credentials";
import { IDENTITY_ATTRIBUTES } from "./private/rules/managed-identity";

/** The name and the place of an identity to import. */
export interface ManagedIdentityLookup {
  /** The name of the identity. */
  readonly name: string;
  /** The resource group that holds the identity. */
  readonly resourceGroupName: string;
  /**
   * The provider whose subscription holds the identity.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** Options for the import of an identity by its id. */
export interface ManagedIdentityImportOptions {
  /**
   * The provider whose subscription holds the identity.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** The attributes of an identity to import without a data source. */
export interface ManagedIdentityAttributes extends ManagedIdentityImportOptions {
  /** The resource id of the identity. */
  readonly identityId: string;
  /** The object id of its service principal, which receives access. */
  readonly principalId: string;
  /** The client (application) id of the identity, which `AZURE_CLIENT_ID` holds. */
  readonly clientId: string;
  /**
   * The tenant of its service principal.
   *
   * @default - the tenant that the program is applied in
   */
  readonly tenantId?: string;
}

/**
 * An identity that a data source finds.
 *
 * @internal
 */
export class FoundIdentity extends IdentityBase {
  public readonly identityName: string;
  public readonly identityId: string;
  public readonly principalId: string;
  public readonly clientId: string;
  public readonly tenantId: string;
  public readonly grantPrincipal: Principal;
  /** @internal */
  protected readonly _place: IdentityPlace;

  /**
   * @param property the argument that names the identity, as errors call it
   * @param problems the problems of the arguments
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly lookup: ManagedIdentityLookup,
    property: string,
    problems: readonly Problem[],
    identityId?: string,
  ) {
    super(scope, id);
    refuse(this, problems);
    const { name, resourceGroupName, provider } = lookup;
    const found = new DataAzurermUserAssignedIdentity(this, "Resource", { name, resourceGroupName, provider });
    this._place = { resourceGroupName, provider };
    this.identityName = name;
    this.identityId = found.id;
    this.principalId = found.principalId;
    this.clientId = found.clientId;
    this.tenantId = found.tenantId;
    const stack = TerraformStack.of(this);
    const key = identityKey(stack, lookup, identityId);
    ProgramLedger.of(stack).keys.record(textOfAttribute(found, "id"), key);
    const resolvedId = textOfAttribute(found, "principal_id");
    const subscription = subscriptionOfIdentity(stack, provider, identityId);
    const { principalId } = this;
    this.grantPrincipal = Principal._ofIdentity(this, { principalId, key, name, resolvedId, subscription });
    this.addLiteralReferences(stack, property);
  }

  private addLiteralReferences(stack: TerraformStack, property: string): void {
    const { name, resourceGroupName, provider } = this.lookup;
    const { literalReferences } = ledgerOf(stack);
    literalReferences.addGroup(this, resourceGroupName, provider);
    literalReferences.add({
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

/**
 * An identity whose attributes the program gives.
 *
 * @internal
 */
export class KnownIdentity extends IdentityBase {
  public readonly identityName: string;
  public readonly identityId: string;
  public readonly principalId: string;
  public readonly clientId: string;
  public readonly grantPrincipal: Principal;
  /** @internal */
  protected readonly _place: IdentityPlace;
  private readonly tenant?: string;

  constructor(scope: Construct, id: string, attributes: ManagedIdentityAttributes) {
    super(scope, id);
    const stack = TerraformStack.of(this);
    refuse(this, checkProps(IDENTITY_ATTRIBUTES, attributes));
    const { identityId, principalId, clientId, tenantId, provider } = attributes;
    refuse(this, [
      ...checkValue(RESOURCE_IDS.userAssignedIdentity, "identityId", identityId),
      ...checkObjectId(stack, "principalId", principalId),
      ...checkClientId(stack, "clientId", clientId, principalId),
      ...checkOptional(GUID, "tenantId", tenantId),
    ]);
    this.identityId = identityId;
    this.principalId = principalId;
    this.clientId = clientId;
    this.tenant = tenantId;
    const place = { ...partsOf(RESOURCE_ID.userAssignedIdentity, identityId), provider };
    this._place = place;
    this.identityName = place.name;
    const key = identityKey(stack, place, identityId);
    ProgramLedger.of(stack).identities.recordPrincipal(isLiteral(identityId) ? identityId : key, stack, principalId);
    const subscription = subscriptionOfIdentity(stack, provider, identityId);
    this.grantPrincipal = Principal._ofIdentity(this, { principalId, key, name: place.name, subscription });
    ledgerOf(stack).literalReferences.add({
      construct: this,
      property: "identityId",
      type: "azurerm_user_assigned_identity",
      ...place,
      instead: "Pass the construct that makes the identity, or the id attribute of its resource.",
    });
  }

  public get tenantId(): string {
    return this.tenant ?? ledgerOf(TerraformStack.of(this)).clientConfig().tenantId;
  }
}

/**
 * The canonical key of an identity: that of the reference to its id, or else of its resource group and name, which are
 * the same identity in one subscription only, and so under one provider only.
 */
function identityKey(
  stack: TerraformStack,
  { provider, resourceGroupName, name }: ManagedIdentityLookup,
  identityId?: string,
): string {
  const { keys, identities } = ProgramLedger.of(stack);
  if (identityId !== undefined && !isLiteral(identityId)) {
    return keys.referenceKey(stack, identityId);
  }
  const key = keys.identityKeyOfName(stack, resourceGroupName, name, provider);
  identities.recordId(key, stack, identityId);
  return key;
}

/** The subscription of an identity, where synth knows it: that of its literal id, or of the provider that finds it. */
function subscriptionOfIdentity(stack: TerraformStack, provider?: TerraformProvider, id?: string): string | undefined {
  const ofId = isLiteral(id) ? /^\/subscriptions\/([^/]+)\//.exec(id)?.[1] : undefined;
  return ofId?.toLowerCase() ?? subscriptionIdOf(stack, provider);
}
