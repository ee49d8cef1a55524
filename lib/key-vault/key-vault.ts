import { TerraformProvider, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { KeyVault as AzurermKeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { Deployer } from "../access/deployer";
import { ledgerOf } from "../access/internal";
import { KeyVaultAccessModel } from "../access/key-vault-access-model";
import { azurermVersionOf } from "../core/azurerm-version";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { placed } from "../core/placed";
import { refuse } from "../core/problems";
import { partsOf, RESOURCE_ID } from "../core/resource-ids";
import { withShortStacks } from "../core/short-stacks";
import { textOfAttribute } from "../core/token-text";
import { checkProps, checkValue } from "../rules/check";
import { checkSubscription } from "../rules/reference";
import { RESOURCE_IDS } from "../rules/resource-id";
import { FoundKeyVault, KnownKeyVault } from "./imported-key-vault";
import { KeyVaultBase, KeyVaultWriter } from "./key-vault-access";
import type { KeyVaultAttributes, KeyVaultImportOptions, KeyVaultLookup } from "./key-vault-import";
import type { KeyVaultProps } from "./key-vault-props";
import type { IKeyVault } from "./key-vault-secret-reference";
import { UnlookedKeyVault } from "./unlooked-key-vault";
import { KEY_VAULT, KEY_VAULT_IMPORT, KEY_VAULT_LOOKUP } from "./private/rules/key-vault";

/** A key vault: an `azurerm_key_vault`, and the grants and secrets that go with it. */
export class KeyVault extends KeyVaultBase {
  /**
   * Imports a vault by its name, with a data source.
   *
   * @throws Error when the access model is not stated, or a literal name or resource group is not valid; and, at synth,
   *   when this program makes the vault itself
   */
  public static fromKeyVaultName(scope: Construct, id: string, lookup: KeyVaultLookup): IKeyVault {
    return new FoundKeyVault(scope, id, lookup, "name", checkProps(KEY_VAULT_LOOKUP, lookup));
  }

  /**
   * Imports a vault by its resource id, with a data source that looks it up in the subscription of the provider.
   *
   * @throws Error when the access model is not stated, or a literal id is not that of a vault in the subscription of
   *   the provider; and, at synth, when this program makes the vault itself
   */
  public static fromKeyVaultId(
    scope: Construct,
    id: string,
    keyVaultId: string,
    options: KeyVaultImportOptions,
  ): IKeyVault {
    const stack = TerraformStack.of(placed(scope, id));
    const problems = checkValue(RESOURCE_IDS.keyVault, "keyVaultId", keyVaultId);
    const parts = problems.length > 0 ? { name: "", resourceGroupName: "" } : partsOf(RESOURCE_ID.keyVault, keyVaultId);
    const all = [
      ...problems,
      ...checkSubscription(stack, "keyVaultId", keyVaultId, options?.provider),
      ...checkProps(KEY_VAULT_IMPORT, options),
    ];
    return new FoundKeyVault(scope, id, { ...options, ...parts }, "keyVaultId", all, keyVaultId);
  }

  /**
   * Imports a vault by its attributes, without a data source, such as one that the program makes as an
   * `azurerm_key_vault`.
   *
   * @throws Error when the access model is not stated, or a literal id is not that of a vault
   */
  public static fromKeyVaultAttributes(scope: Construct, id: string, attributes: KeyVaultAttributes): IKeyVault {
    return new KnownKeyVault(scope, id, attributes);
  }

  /**
   * Imports a vault by its URI alone, where the deployer may not look the vault up and others give access to it.
   * References to its secrets make no grant; other grants of the program stay as they are.
   *
   * @param vaultUri the URI of the vault, with a slash at the end: `https://<name>.vault.azure.net/`, or another cloud's
   * @throws Error when a literal URI is not that of a vault; and, at synth, when this program makes the vault itself
   */
  public static fromVaultUri(scope: Construct, id: string, vaultUri: string): IKeyVault {
    return new UnlookedKeyVault(scope, id, vaultUri);
  }

  /** The Terraform resource. */
  public readonly resource: AzurermKeyVault;
  public readonly keyVaultId: string;
  public readonly vaultUri: string;
  public readonly tenantId: string;
  public readonly accessModel: KeyVaultAccessModel;
  public readonly provider?: TerraformProvider;
  /** @internal */
  public readonly _key: string;
  /** @internal */
  public readonly _writer: KeyVaultWriter;

  /**
   * @throws Error that lists everything in the props that azurerm or Azure would refuse
   */
  constructor(scope: Construct, id: string, props: KeyVaultProps) {
    super(scope, id);
    refuse(this, checkProps(KEY_VAULT, props, azurermVersionOf(AzurermKeyVault)));
    const { deployer = Deployer.currentCaller(), rolePropagation, provider } = props;
    const stack = TerraformStack.of(this);
    this.accessModel = props.accessModel ?? KeyVaultAccessModel.ACCESS_POLICY;
    this._writer = { deployer, rolePropagation, hasNetworkAccess: props.deployerHasNetworkAccess };
    this.provider = provider;
    this.tenantId = props.tenantId ?? ledgerOf(stack).clientConfig(props.provider).tenantId;
    this.resource = withShortStacks(() => this.makeResource(props));
    this.keyVaultId = this.resource.id;
    this.vaultUri = this.resource.vaultUri;
    this._key = textOfAttribute(this.resource, "id");
    const { program, literalReferences, made } = ledgerOf(stack);
    made.push({ construct: this, resource: this.resource });
    program.vaults.add(this);
    program.vaultMakers.set(this._key, this);
    literalReferences.addGroup(this, props.resourceGroupName, props.provider, this.resource);
  }

  /** @internal */
  protected override _vaultName(): string {
    return this.resource.nameInput ?? super._vaultName();
  }

  private makeResource(props: KeyVaultProps): AzurermKeyVault {
    return new AzurermKeyVault(this, "Resource", {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      skuName: props.skuName ?? "standard",
      tenantId: this.tenantId,
      rbacAuthorizationEnabled: this.accessModel === KeyVaultAccessModel.RBAC,
      softDeleteRetentionDays: props.softDeleteRetentionDays,
      purgeProtectionEnabled: props.purgeProtectionEnabled,
      publicNetworkAccessEnabled: props.publicNetworkAccessEnabled,
      networkAcls: copyOf(props.networkAcls),
      enabledForDeployment: props.enabledForDeployment,
      enabledForDiskEncryption: props.enabledForDiskEncryption,
      enabledForTemplateDeployment: props.enabledForTemplateDeployment,
      tags: copyOf(props.tags),
      timeouts: copyOf(props.timeouts),
      provider: props.provider,
      lifecycle: copyOf(props.lifecycle),
      dependsOn: dependenciesIn(this, props.dependsOn),
    });
  }
}
