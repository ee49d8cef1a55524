import type { TerraformResource, TerraformStack } from "cdktf";
import { overridesOf } from "../../../core/element-internals";
import { isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { textOf } from "../../../core/token-text";
import type { VaultRecord } from "../records";
import { known, stringsOf } from "../../../rules/rule";
import { isThereAlready } from "./named-resources";
import type { PassContext } from "./pass-context";
import type { MadeVault, ProgramIndex } from "./program-index";
import type { ProgramView } from "./program-view";

/**
 * The problems of vaults that a stack writes into and that the deployer cannot reach: a firewall lets in nobody who
 * could apply the program. A vault of azurerm's own class is the program's own, unless a construct stands for it.
 */
export function checkVaultReach(context: PassContext): ProgramProblem[] {
  const { ledger, stack, index, view } = context;
  const { program } = ledger;
  const isCovered = (key: string) => {
    const maker = program.vaultMakers.get(key);
    const records = maker ? [maker] : (view.once(importsOfVaults).get(key) ?? []);
    return records.length > 0 && !records.some(({ _deployerHasNetworkAccess: hasAccess }) => hasAccess);
  };
  const firstWriters = new Map<MadeVault, TerraformResource>();
  for (const writer of index.vaultWritersIn(stack)) {
    const key = program.keys.vaultKey(stack, writer.keyVaultIdInput ?? "");
    const vault = isCovered(key) ? index.vault(key) : undefined;
    if (vault && !firstWriters.has(vault)) {
      firstWriters.set(vault, writer);
    }
  }
  return [...firstWriters]
    .filter(([vault]) => !mayBeReached(vault, context))
    .map(([vault, writer]) => ({
      construct: vault,
      finding: `is closed to whoever applies the program, who writes ${pathInProgram(writer)} into it`,
      allowed: "a vault that the deployer reaches",
      change:
        "Put the address or the subnet that the program is applied from into networkAcls, give the vault an " +
        "azurerm_private_endpoint in this stack or in one that is applied before, or say deployerHasNetworkAccess: true if there is another way.",
      source: "https://learn.microsoft.com/azure/key-vault/general/network-security",
    }));
}

/** The imports of vaults by the keys of the vaults. */
function importsOfVaults({ ledgers }: ProgramView): ReadonlyMap<string, readonly VaultRecord[]> {
  const byKey = new Map<string, VaultRecord[]>();
  for (const vault of ledgers.flatMap(({ importedVaults }) => importedVaults)) {
    byKey.set(vault._key, [...(byKey.get(vault._key) ?? []), vault]);
  }
  return byKey;
}

/** The arguments of a vault that close it, as overrides name them. */
const CLOSING_ARGUMENTS = ["public_network_access_enabled", "network_acls"];

/** Whether whoever applies the stack may reach the vault. */
function mayBeReached(vault: MadeVault, context: PassContext): boolean {
  const { stack, index } = context;
  const { publicNetworkAccessEnabledInput: isPublic, networkAclsInput: acls } = vault;
  if (
    CLOSING_ARGUMENTS.some((argument) => argument in overridesOf(vault)) ||
    isThereAlready(vault) ||
    context.mayHavePrivateEndpoint(vault)
  ) {
    return true;
  }
  if (isPublic === false || isReference(acls) || known(acls?.defaultAction) !== "Deny") {
    return isPublic !== false;
  }
  const { ipRules, virtualNetworkSubnetIds: subnets } = acls ?? {};
  return (
    isReference(ipRules) ||
    isReference(subnets) ||
    stringsOf(ipRules).length > 0 ||
    stringsOf(subnets).some((id) => !isMadeIn(stack, id, vault, index))
  );
}

/** Whether the stack makes the subnet: nobody can be in that before the stack is applied. */
function isMadeIn(stack: TerraformStack, id: string, { cdktfStack }: MadeVault, index: ProgramIndex): boolean {
  const subnet = index.subnet(textOf(cdktfStack, id));
  return subnet?.cdktfStack === stack && !isThereAlready(subnet);
}
