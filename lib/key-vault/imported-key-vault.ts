import { TerraformProvider, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DataAzurermKeyVault } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault";
import { Deployer } from "../access/deployer";
import { KeyVaultBase, KeyVaultWriter } from "./key-vault-access";
import { KeyVaultAccessModel } from "../access/key-vault-access-model";
import { Access } from "../access/private/access";
import { isLiteral, isReference, Problem, refuse } from "../core/problems";
import { partsOf, RESOURCE_ID } from "../core/resource-ids";
import { GUID, WAIT } from "../rules/common";
import { RESOURCE_IDS } from "../rules/resource-id";
import { textOfAttribute } from "../core/token-text";
import { checkOptional, checkValue } from "../rules/check";
import { checkAccessModel } from "./private/vault-access";

/** What the import of a vault has to say that Azure cannot be asked for at synth. */
export interface KeyVaultImportOptions {
  /** How the vault gives access to its data. A grant of the wrong kind has no effect, so nothing is assumed. */
  readonly accessModel: KeyVaultAccessModel;
  /**
   * Who writes the secrets that the program puts in it.
   *
   * @default Deployer.alreadyGranted() - because a second policy for a caller who has one is refused by Azure
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
   * The provider whose subscription holds it.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** Where a vault is, to import it by name. */
export interface KeyVaultLookup extends KeyVaultImportOptions {
  /** Its name. */
  readonly name: string;
  /** The resource group that holds it. */
  readonly resourceGroupName: string;
}

/** What is known of a vault, to import it without a look at Azure. */
export interface KeyVaultAttributes extends KeyVaultImportOptions {
  /** Its resource id. */
  readonly keyVaultId: string;
  /** The address of its data, with a slash at the end: `https://<name>.vault.azure.net/`, or another cloud's. */
  readonly vaultUri: string;
  /**
   * The tenant whose principals it gives access to.
   *
   * @default - the tenant that the program is applied in
   */
  readonly tenantId?: string;
}

/** A vault that a data source finds. */
export class FoundKeyVault extends KeyVaultBase {
  public readonly keyVaultId: string;
  public readonly vaultUri: string;
  public readonly tenantId: string;
  public readonly accessModel: KeyVaultAccessModel;
  public readonly provider?: TerraformProvider;
  public readonly _key: string;
  public readonly _writer: KeyVaultWriter;

  constructor(
    scope: Construct,
    id: string,
    lookup: KeyVaultLookup,
    property: string,
    problems: readonly Problem[],
    keyVaultId?: string,
  ) {
    super(scope, id);
    refuse(this, [
      ...problems,
      ...checkAccessModel(lookup.accessModel),
      ...checkOptional(WAIT, "rolePropagation", lookup.rolePropagation),
    ]);
    const { name, resourceGroupName, provider } = lookup;
    const found = new DataAzurermKeyVault(this, "Resource", { name, resourceGroupName, provider });
    this.keyVaultId = found.id;
    this.vaultUri = found.vaultUri;
    this.tenantId = found.tenantId;
    this.accessModel = lookup.accessModel;
    this.provider = provider;
    this._writer = writerOf(lookup);
    const stack = TerraformStack.of(this);
    const access = Access.of(stack);
    this._key =
      keyVaultId === undefined
        ? access.program.vaultKeyOfName(stack, name)
        : access.program.vaultKey(stack, keyVaultId);
    access.program.nameId(textOfAttribute(found, "id"), this._key);
    access.program.addVault(this, false);
    access.vaults.push(this);
    access.literalReferences.addGroup(this, resourceGroupName, provider);
    access.literalReferences.add({
      construct: this,
      property,
      type: "azurerm_key_vault",
      name,
      instead: "Pass the construct that makes the vault, or its attributes to KeyVault.fromKeyVaultAttributes().",
    });
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
  private readonly tenant?: string;

  constructor(scope: Construct, id: string, attributes: KeyVaultAttributes) {
    super(scope, id);
    const { keyVaultId, vaultUri, accessModel } = attributes;
    refuse(this, [
      ...checkValue(RESOURCE_IDS.keyVault, "keyVaultId", keyVaultId),
      ...checkVaultUri(attributes),
      ...checkAccessModel(accessModel),
      ...checkOptional(WAIT, "rolePropagation", attributes.rolePropagation),
      ...checkOptional(GUID, "tenantId", attributes.tenantId),
    ]);
    this.keyVaultId = keyVaultId;
    this.vaultUri = vaultUri;
    this.tenant = attributes.tenantId;
    this.accessModel = accessModel;
    this.provider = attributes.provider;
    this._writer = writerOf(attributes);
    const stack = TerraformStack.of(this);
    const { program, literalReferences, vaults } = Access.of(stack);
    this._key = program.vaultKey(stack, keyVaultId);
    program.addVault(this, false);
    vaults.push(this);
    literalReferences.add({
      construct: this,
      property: "keyVaultId",
      type: "azurerm_key_vault",
      name: partsOf(RESOURCE_ID.keyVault, keyVaultId).name,
      instead: "Pass the construct that makes the vault, or the id attribute of its resource.",
    });
  }

  public get tenantId(): string {
    return this.tenant ?? Access.of(TerraformStack.of(this)).clientConfig(this.provider).tenantId;
  }
}

function writerOf({ deployer = Deployer.alreadyGranted(), rolePropagation }: KeyVaultImportOptions): KeyVaultWriter {
  return { deployer, rolePropagation };
}

function checkVaultUri({ vaultUri: value, keyVaultId }: KeyVaultAttributes): Problem[] {
  const host = isLiteral(value) ? /^https:\/\/([a-z0-9-]+)(\.[a-z0-9-]+)+\/$/i.exec(value)?.[1] : undefined;
  const name = isLiteral(keyVaultId) ? partsOf(RESOURCE_ID.keyVault, keyVaultId).name : undefined;
  const isOther = isLiteral(name) && host !== undefined && name.toLowerCase() !== host.toLowerCase();
  if (isLiteral(value) ? host !== undefined && !isOther : isReference(value)) {
    return [];
  }
  const allowed = "the https address of the vault with a slash at the end, such as https://my-vault.vault.azure.net/";
  return [{ property: "vaultUri", value, allowed, change: "Pass that, or the vault_uri attribute of a resource." }];
}
