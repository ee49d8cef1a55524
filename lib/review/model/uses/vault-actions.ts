const VAULT = "Microsoft.KeyVault/vaults/";

// What each takes: the action of a role, or the permission of an access policy.
export const GET_SECRET = [`${VAULT}secrets/getSecret/action`, "secrets/get"];
export const SET_SECRET = [`${VAULT}secrets/setSecret/action`, "secrets/set"];
export const USE_KEY = [`${VAULT}keys/wrap/action`, "keys/wrapkey"];
export const CREATE_KEY = [`${VAULT}keys/create/action`, "keys/create"];
export const MAKE_CERTIFICATE = [
  `${VAULT}certificates/create/action`,
  "certificates/create",
  `${VAULT}certificates/import/action`,
  "certificates/import",
];
