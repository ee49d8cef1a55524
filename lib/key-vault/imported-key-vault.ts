import { TerraformProvider, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DataAzurermKeyVault } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault";
import { Deployer } from "../access/deployer";
import { ledgerOf } from "../access/internal";
import { KeyVaultAccessModel } from "../access/key-vault-access-model";
import { Problem, refuse } from "../core/problems";
import { partsOf, RESOURCE_ID } from "../core/resource-ids";
import { textOfAttribute } from "../core/token-text";
import { checkProps } from "../rules/check";
import { KeyVaultBase, KeyVaultWriter } from "./key-vault-access";
import { KeyVaultGrants } from "./key-vault-grants";
import type { KeyVaultAttributes, KeyVaultImportOptions, KeyVaultLookup } from "./key-vault-import";
import { KEY_VAULT_ATTRIBUTES } from "./private/rules/key-vault";

/** A vault that a data source finds. */
export class FoundKeyVault extends KeyVaultBase {
  public readonly keyVaultId: string;
  public readonly vaultUri: string;
  public readonly tenantId: string;
  public readonly accessModel: KeyVaultAccessModel;
  public readonly provider?: TerraformProvider;
  public readonly _key: string;
  public readonly _writer: KeyVaultWriter;
  public readonly _isGivenByOthers: boolean;

  constructor(
    scope: Construct,
    id: string,
    private readonly lookup: KeyVaultLookup,
    property: string,
    problems: readonly Problem[],
    keyVaultId?: string,
  ) {
    super(scope, id);
    refuse(this, problems);
    const { name, resourceGroupName, provider } = lookup;
    const found = new DataAzurermKeyVault(this, "Resource", { name, resourceGroupName, provider });
    this.keyVaultId = found.id;
    this.vaultUri = found.vaultUri;
    this.tenantId = found.tenantId;
    this.accessModel = lookup.accessModel;
    this.provider = provider;
    this._writer = writerOf(lookup);
    this._isGivenByOthers = lookup.grants === KeyVaultGrants.GIVEN_BY_OTHERS;
    const stack = TerraformStack.of(this);
    const { program, literalReferences, importedVaults } = ledgerOf(stack);
    this._key =
      keyVaultId === undefined ? program.keys.vaultKeyOfName(stack, name) : program.keys.vaultKey(stack, keyVaultId);
    program.keys.record(textOfAttribute(found, "id"), this._key);
    program.vaults.add(this);
    importedVaults.push(this);
    literalReferences.addGroup(this, resourceGroupName, provider);
    literalReferences.add({
      construct: this,
      property,
      type: "azurerm_key_vault",
      name,
      instead: "Pass the construct that makes the vault, or its attributes to KeyVault.fromKeyVaultAttributes().",
    });
  }

  /** @internal */
  protected override _vaultName(): string {
    return this.lookup.name;
  }
}

/** A vault whose attributes the program gives. */
export class KnownKeyVault extends KeyVaultBase {
  public readonly keyVaultId: string;
  public readonly vaultUri: string;
  public readonly accessModel: KeyVaultAccessModel;
  public readonly provider?: TerraformProvider;
  public readonly _key: string;
  public readonly _writer: KeyVaultWriter;
  public readonly _isGivenByOthers: boolean;
  private readonly tenant?: string;

  constructor(scope: Construct, id: string, attributes: KeyVaultAttributes) {
    super(scope, id);
    refuse(this, checkProps(KEY_VAULT_ATTRIBUTES, attributes));
    const { keyVaultId, vaultUri, accessModel } = attributes;
    this.keyVaultId = keyVaultId;
    this.vaultUri = vaultUri;
    this.tenant = attributes.tenantId;
    this.accessModel = accessModel;
    this.provider = attributes.provider;
    this._writer = { ...writerOf(attributes), hasNetworkAccess: attributes.deployerHasNetworkAccess };
    this._isGivenByOthers = attributes.grants === KeyVaultGrants.GIVEN_BY_OTHERS;
    const stack = TerraformStack.of(this);
    const { program, literalReferences, importedVaults } = ledgerOf(stack);
    this._key = program.keys.vaultKey(stack, keyVaultId);
    program.vaults.add(this);
    importedVaults.push(this);
    literalReferences.add({
      construct: this,
      property: "keyVaultId",
      type: "azurerm_key_vault",
      name: partsOf(RESOURCE_ID.keyVault, keyVaultId).name,
      instead: "Pass the construct that makes the vault, or the id attribute of its resource.",
    });
  }

  public get tenantId(): string {
    return this.tenant ?? ledgerOf(TerraformStack.of(this)).clientConfig(this.provider).tenantId;
  }
}

function writerOf({ deployer = Deployer.alreadyGranted(), rolePropagation }: KeyVaultImportOptions): KeyVaultWriter {
  return { deployer, rolePropagation };
}
