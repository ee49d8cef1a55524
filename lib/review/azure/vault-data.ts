import type { Allowed } from "./actions";

const VAULT_DATA = "microsoft.keyvault/vaults/";

/** Whether what is allowed reaches the data of key vaults. */
export function isForVaultData({ dataActions }: Allowed): boolean {
  return dataActions.some((action) => {
    const [start = "", ...others] = action.toLowerCase().split("*");
    return start.startsWith(VAULT_DATA) || (others.length > 0 && VAULT_DATA.startsWith(start));
  });
}
