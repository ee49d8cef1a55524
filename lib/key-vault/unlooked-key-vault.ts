import { TerraformProvider, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { checkGrantee, grantStackFor, ledgerOf } from "../access/internal";
import type { KeyVaultAccessModel } from "../access/key-vault-access-model";
import { Deployer } from "../access/deployer";
import { Grant, IGrantable, Principal } from "../access/principal";
import { isLiteral, refuse, refuseInProgram } from "../core/problems";
import { checkProps, checkValue } from "../rules/check";
import { KeyVaultBase, KeyVaultWriter } from "./key-vault-access";
import type { ReadSecretsOptions } from "./key-vault-secret-reference";
import { VAULT_URI } from "./private/rules/key-vault";
import { READ_SECRETS_OPTIONS } from "./private/rules/permissions";
import { READ_SECRETS, VaultPermission } from "./private/vault-access";
import { keyOfVaultUri, nameInUri, unlookedVault } from "./private/vault-uri";

/** A vault of which the program knows only the URI, and to which others give access. */
export class UnlookedKeyVault extends KeyVaultBase {
  public readonly provider?: TerraformProvider;
  public readonly _key: string;
  public readonly _writer: KeyVaultWriter = { deployer: Deployer.alreadyGranted() };
  public override readonly _isGivenByOthers = true;

  constructor(
    scope: Construct,
    id: string,
    public readonly vaultUri: string,
  ) {
    super(scope, id);
    refuse(this, checkValue(VAULT_URI, "vaultUri", vaultUri));
    const stack = TerraformStack.of(this);
    this._key = keyOfVaultUri(stack, vaultUri);
    if (isLiteral(vaultUri)) {
      ledgerOf(stack).literalReferences.add({
        construct: this,
        property: "vaultUri",
        type: "azurerm_key_vault",
        name: nameInUri(vaultUri),
        instead: "Pass the construct that makes the vault, or the vault_uri attribute of its resource.",
      });
    }
  }

  public get keyVaultId(): string {
    return this.refuseUnknown("resource id");
  }

  public get tenantId(): string {
    return this.refuseUnknown("tenant");
  }

  public get accessModel(): KeyVaultAccessModel {
    return this.refuseUnknown("access model");
  }

  public override grantReadSecrets(grantee: IGrantable, options: ReadSecretsOptions = {}): Grant {
    refuse(this, [...checkGrantee(grantee), ...checkProps(READ_SECRETS_OPTIONS, options)]);
    return this._give(grantee.grantPrincipal, READ_SECRETS);
  }

  protected override _give(principal: Principal, { permissions }: VaultPermission): Grant {
    const { _record: record } = principal;
    const { grants } = ledgerOf(grantStackFor(record, TerraformStack.of(this)));
    return Grant._of(grants.accessPolicy(unlookedVault(this._key, this.vaultUri), record, permissions));
  }

  private refuseUnknown(what: string): never {
    refuseInProgram({
      construct: this,
      finding: `is imported by its URI, which does not show its ${what}`,
      allowed: "references to its secrets, and its URI",
      change:
        "Import it with KeyVault.fromKeyVaultAttributes(…), with grants: KeyVaultGrants.GIVEN_BY_OTHERS " +
        "where others give access to it.",
    });
  }
}
