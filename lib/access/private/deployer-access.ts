import { TerraformResource, TerraformStack } from "cdktf";
import { grantKeyOf } from "./foreign-grant-keys";
import type { ProgramLedger } from "./program-ledger";
import type { VaultRecord } from "./records";
import type { StackLedger } from "./stack-ledger";
import { VAULT_WRITES, VaultWriteKind } from "./vault-writes";

/** A resource of azurerm's that writes into a vault. */
type VaultWriter = TerraformResource & { readonly keyVaultIdInput?: string };

/**
 * Gives the deployers of vaults the access for what the program writes into them with azurerm's own classes, as a
 * `KeyVaultSecret` does where it is made. A deployer to whom the program gives that access with azurerm's own class is
 * given nothing more, because Azure takes no second grant of a key; a role among these has to propagate.
 *
 * @returns the resources that give the access, those of earlier calls not among them
 */
export function giveDeployersAccess(ledger: StackLedger): readonly TerraformResource[] {
  const { program, stacks, stack } = ledger;
  const imported = stacks.flatMap(({ importedVaults }) => importedVaults);
  if (program.vaultMakers.size === 0 && imported.length === 0) {
    return [];
  }
  const resources = stack.node.root.node
    .findAll()
    .filter((construct): construct is TerraformResource => TerraformResource.isTerraformResource(construct));
  const grants = new ProgramGrants(resources, ledger);
  return resources.flatMap((resource) => {
    const kind = VAULT_WRITES[resource.terraformResourceType];
    if (!kind || program.accessOfWriters.has(resource)) {
      return [];
    }
    const access = vaultsOf(program, imported, resource).flatMap((vault) => {
      const present = grants.lettingDeployerWrite(vault, kind);
      return present.length > 0
        ? present.filter(isRole).flatMap((role) => propagationIn(vault, role))
        : vault._dependenciesOfWrites(kind);
    });
    program.accessOfWriters.set(resource, access);
    return access;
  });
}

/** The wait for a role to propagate; none for a role of another stack, which may be applied after that of the vault. */
function propagationIn(vault: VaultRecord, { resource }: ProgramGrant): TerraformResource[] {
  return resource.cdktfStack === TerraformStack.of(vault) ? [vault._propagationOf({ resource })] : [];
}

/** The constructs that stand for the vault that a resource writes into: the one that makes it, or else all imports. */
function vaultsOf({ keys, vaultMakers }: ProgramLedger, imported: readonly VaultRecord[], writer: VaultWriter) {
  const key = keys.vaultKey(writer.cdktfStack, writer.keyVaultIdInput ?? "");
  const maker = vaultMakers.get(key);
  return maker ? [maker] : imported.filter(({ _key }) => _key === key);
}

/** The roles that let a principal write, by what it writes. */
const OFFICER: Readonly<Record<VaultWriteKind, RegExp>> = {
  secret: /^key vault (administrator|secrets officer)$/i,
  key: /^key vault (administrator|crypto officer)$/i,
  certificate: /^key vault (administrator|certificates officer)$/i,
  certificateIssuer: /^key vault (administrator|certificates officer)$/i,
  certificateContacts: /^key vault (administrator|certificates officer)$/i,
};

/** A grant of azurerm's own class, with the key of its role, which is empty for a policy. */
interface ProgramGrant {
  readonly resource: TerraformResource;
  readonly role: string;
}

function isRole({ role }: ProgramGrant): boolean {
  return role !== "";
}

/** The grants on vaults that a program makes with azurerm's own classes. */
class ProgramGrants {
  private byGrantee?: ReadonlyMap<string, readonly ProgramGrant[]>;

  constructor(
    private readonly resources: readonly TerraformResource[],
    private readonly ledger: StackLedger,
  ) {}

  /** Those that let the deployer of the vault write: a policy, beside which there can be none, or a role. */
  public lettingDeployerWrite({ _key, _deployerKey }: VaultRecord, kind: VaultWriteKind): readonly ProgramGrant[] {
    this.byGrantee ??= this.read();
    const grants = this.byGrantee.get(`${_key} ${_deployerKey}`) ?? [];
    return grants.filter((grant) => !isRole(grant) || OFFICER[kind].test(grant.role));
  }

  /** The grants by the keys of the target and the principal. */
  private read(): ReadonlyMap<string, readonly ProgramGrant[]> {
    const own = this.ledger.resourcesOfAllGrants;
    const byGrantee = new Map<string, ProgramGrant[]>();
    for (const resource of this.resources.filter((one) => !own.has(one))) {
      const key = grantKeyOf(resource, this.ledger.program.keys);
      if (key && (key.kind === "policy" || key.kind === "role")) {
        const grantee = `${key.target} ${key.principal}`;
        byGrantee.set(grantee, [...(byGrantee.get(grantee) ?? []), { resource, role: key.role }]);
      }
    }
    return byGrantee;
  }
}
