import {
  IResolvable,
  ITerraformDependable,
  TerraformProvider,
  TerraformResourceLifecycle,
  TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";
import {
  KeyVault as AzurermKeyVault,
  KeyVaultNetworkAcls,
  KeyVaultTimeouts,
} from "@cdktf/provider-azurerm/lib/key-vault";
import { Deployer } from "../access/deployer";
import {
  FoundKeyVault,
  KeyVaultAttributes,
  KeyVaultImportOptions,
  KeyVaultLookup,
  KnownKeyVault,
} from "./imported-key-vault";
import { IKeyVault, KeyVaultBase, KeyVaultWriter } from "./key-vault-access";
import { KeyVaultAccessModel } from "../access/key-vault-access-model";
import { Access } from "../access/private/access";
import { azurermVersionOf } from "../core/azurerm-version";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { NAMES } from "../rules/names";
import { KEY_VAULT } from "./private/rules/key-vault";
import { checkSubscription } from "../rules/reference";
import { checkProps, checkValue } from "../rules/check";
import { refuse } from "../core/problems";
import { Program } from "../access/private/program";
import { partsOf, RESOURCE_ID } from "../core/resource-ids";
import { RESOURCE_IDS } from "../rules/resource-id";
import { textOfAttribute } from "../core/token-text";
import { checkAccessModel } from "./private/vault-access";

/** A key vault that this program makes. */
export interface KeyVaultProps {
  /** Its name: 3 to 24 letters, digits and single hyphens, starting with a letter; unique in all of Azure. */
  readonly name: string;
  /** The resource group that holds it. */
  readonly resourceGroupName: string;
  /** The Azure region that holds it. */
  readonly location: string;
  /**
   * How it gives access to its data; always written, because azurerm 5 requires it.
   *
   * @default KeyVaultAccessModel.ACCESS_POLICY - because policies act at once, where a role assignment takes minutes to
   *   propagate
   */
  readonly accessModel?: KeyVaultAccessModel;
  /**
   * Who writes the secrets that the program puts in it; granted that access as soon as there is such a secret.
   *
   * @default Deployer.currentCaller()
   */
  readonly deployer?: Deployer;
  /**
   * How long its secrets wait, under RBAC, for the deployer's role to take effect once it is assigned: a number and a
   * unit, `90s` or `2.5m`. Azure documents up to ten minutes and usually takes under two.
   *
   * @default "150s"
   */
  readonly rolePropagation?: string;
  /**
   * `standard`, or `premium` for keys in hardware.
   *
   * @default "standard"
   */
  readonly skuName?: string;
  /**
   * The tenant whose principals it gives access to.
   *
   * @default - the tenant that the program is applied in
   */
  readonly tenantId?: string;
  /**
   * How many days a deleted vault or secret can be recovered: 7 to 90. Cannot be changed later.
   *
   * @default - azurerm's, 90
   */
  readonly softDeleteRetentionDays?: number;
  /**
   * Whether nobody can purge a deleted vault or secret before its time. Cannot be turned off again.
   *
   * @default - azurerm's, off: a destroyed program leaves nothing behind. Turn it on in production.
   */
  readonly purgeProtectionEnabled?: boolean;
  /**
   * Whether it can be reached from public networks at all.
   *
   * @default - azurerm's, true
   */
  readonly publicNetworkAccessEnabled?: boolean;
  /**
   * Which networks reach it. Container Apps is not a trusted service: with `defaultAction: "Deny"`, list the subnet
   * of the Container Apps environment and the address of whoever applies the program.
   *
   * @default - all networks
   */
  readonly networkAcls?: KeyVaultNetworkAcls;
  /**
   * Whether virtual machines may fetch certificates from it.
   *
   * @default - azurerm's, false
   */
  readonly enabledForDeployment?: boolean | IResolvable;
  /**
   * Whether Azure Disk Encryption may use its secrets and keys.
   *
   * @default - azurerm's, false
   */
  readonly enabledForDiskEncryption?: boolean | IResolvable;
  /**
   * Whether Azure Resource Manager may read its secrets during a deployment.
   *
   * @default - azurerm's, false
   */
  readonly enabledForTemplateDeployment?: boolean | IResolvable;
  /**
   * Its tags.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider, and so the subscription, to make it with; its grants and secrets go by the same.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
  /**
   * Terraform's lifecycle of the vault.
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
  readonly timeouts?: KeyVaultTimeouts;
}

/** A key vault: an `azurerm_key_vault`, and the grants and secrets that go with it. */
export class KeyVault extends KeyVaultBase {
  /**
   * A vault that exists already, found by name.
   *
   * @throws Error when the access model is not stated, or a literal name or resource group cannot be one; and, at
   *   synth, when this program makes the vault itself
   */
  public static fromKeyVaultName(scope: Construct, id: string, lookup: KeyVaultLookup): IKeyVault {
    return new FoundKeyVault(scope, id, lookup, "name", [
      ...checkValue(NAMES.keyVault, "name", lookup.name),
      ...checkValue(NAMES.resourceGroup, "resourceGroupName", lookup.resourceGroupName),
    ]);
  }

  /**
   * A vault that exists already, found by its resource id, in the subscription of the provider.
   *
   * @throws Error when the access model is not stated, or a literal id is not that of a vault; and, at synth, when this
   *   program makes the vault itself
   */
  public static fromKeyVaultId(
    scope: Construct,
    id: string,
    keyVaultId: string,
    options: KeyVaultImportOptions,
  ): IKeyVault {
    const problems = checkValue(RESOURCE_IDS.keyVault, "keyVaultId", keyVaultId);
    const parts = problems.length > 0 ? { name: "", resourceGroupName: "" } : partsOf(RESOURCE_ID.keyVault, keyVaultId);
    const all = [
      ...problems,
      ...checkSubscription(TerraformStack.of(scope), "keyVaultId", keyVaultId, options.provider),
    ];
    return new FoundKeyVault(scope, id, { ...options, ...parts }, "keyVaultId", all, keyVaultId);
  }

  /**
   * A vault of which everything is known, such as one that the stack has as an `azurerm_key_vault` of its own.
   *
   * @throws Error when the access model is not stated, or a literal id is not that of a vault
   */
  public static fromKeyVaultAttributes(scope: Construct, id: string, attributes: KeyVaultAttributes): IKeyVault {
    return new KnownKeyVault(scope, id, attributes);
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
   * @throws Error that lists what is wrong with the props: what azurerm or Azure would refuse of them
   */
  constructor(scope: Construct, id: string, props: KeyVaultProps) {
    super(scope, id);
    refuse(this, checkProps(KEY_VAULT, props, azurermVersionOf(AzurermKeyVault)));
    const {
      accessModel = KeyVaultAccessModel.ACCESS_POLICY,
      deployer = Deployer.currentCaller(),
      rolePropagation,
    } = props;
    refuse(this, checkAccessModel(accessModel));
    const stack = TerraformStack.of(this);
    this.accessModel = accessModel;
    this._writer = { deployer, rolePropagation };
    this.provider = props.provider;
    this.tenantId = props.tenantId ?? Access.of(stack).clientConfig(props.provider).tenantId;
    this.resource = new AzurermKeyVault(this, "Resource", {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      skuName: props.skuName ?? "standard",
      tenantId: this.tenantId,
      rbacAuthorizationEnabled: accessModel === KeyVaultAccessModel.RBAC,
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
      dependsOn: dependenciesIn(stack, props.dependsOn),
    });
    this.keyVaultId = this.resource.id;
    this.vaultUri = this.resource.vaultUri;
    this._key = textOfAttribute(this.resource, "id");
    Program.of(stack).addVault(this, true);
    Access.of(stack).literalReferences.addGroup(this, props.resourceGroupName, props.provider, this.resource);
  }
}
