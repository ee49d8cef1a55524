// Reviews a program of a shape in which everything has to do with everything, as large as the command line says, and
// prints as JSON what that took.
import { createRequire } from "node:module";
import { IMAGE, LOCATION, RESOURCE_GROUP } from "./program.mjs";

const { reviewText } = createRequire(import.meta.url)("../../build/review/door/index.js");

const place = { resource_group_name: RESOURCE_GROUP, location: LOCATION };
const repeat = (size, make) => Object.fromEntries(Array.from({ length: size }, (_, i) => make(i)));
const idOf = (name) => `\${azurerm_user_assigned_identity.${name}.id}`;
const vault = { vault: { ...place, name: "vault", rbac_authorization_enabled: true } };
const identity = (name) => ({ ...place, name });
const role = (identity, scope) => ({
  principal_id: `\${azurerm_user_assigned_identity.${identity}.principal_id}`,
  scope,
  role_definition_name: "Key Vault Secrets User",
});
const secret = (name, identity, id) => ({ name, identity: idOf(identity), key_vault_secret_id: id });
const app = (name, identity, secrets, dependsOn) => ({
  name,
  resource_group_name: RESOURCE_GROUP,
  identity: { type: "UserAssigned", identity_ids: [idOf(identity)] },
  secret: secrets,
  template: { container: [{ name, image: IMAGE, env: [{ name: "AZURE_CLIENT_ID", value: "x" }] }] },
  depends_on: dependsOn,
});

const SHAPES = {
  /** Many secrets with a role each, and one app that reads all of them. */
  secrets: (size) => ({
    azurerm_key_vault: vault,
    azurerm_user_assigned_identity: { app: identity("app") },
    azurerm_key_vault_secret: repeat(size, (i) => [
      `s${i}`,
      { name: `s${i}`, key_vault_id: "${azurerm_key_vault.vault.id}" },
    ]),
    azurerm_role_assignment: repeat(size, (i) => [
      `r${i}`,
      role("app", `\${azurerm_key_vault_secret.s${i}.resource_versionless_id}`),
    ]),
    time_sleep: repeat(size, (i) => [`t${i}`, { depends_on: [`azurerm_role_assignment.r${i}`] }]),
    azurerm_container_app: {
      app: app(
        "app",
        "app",
        Array.from({ length: size }, (_, i) =>
          secret(`s${i}`, "app", `\${azurerm_key_vault_secret.s${i}.versionless_id}`),
        ),
        Array.from({ length: size }, (_, i) => `time_sleep.t${i}`),
      ),
    },
  }),
  /** Apps of which each waits for the one before it. */
  chain: (size) => ({
    azurerm_key_vault: vault,
    azurerm_user_assigned_identity: repeat(size, (i) => [`i${i}`, identity(`i${i}`)]),
    azurerm_role_assignment: repeat(size, (i) => [`r${i}`, role(`i${i}`, "${azurerm_key_vault.vault.id}")]),
    azurerm_container_app: repeat(size, (i) => [
      `a${i}`,
      app(
        `a${i}`,
        `i${i}`,
        [secret("x", `i${i}`, "${azurerm_key_vault.vault.vault_uri}secrets/x")],
        [`azurerm_role_assignment.r${i}`, ...(i === 0 ? [] : [`azurerm_container_app.a${i - 1}`])],
      ),
    ]),
  }),
  /** One identity with a role in many subscriptions. */
  subscriptions: (size) => ({
    azurerm_user_assigned_identity: { app: identity("app") },
    azurerm_role_assignment: repeat(size, (i) => [
      `r${i}`,
      role("app", `/subscriptions/00000000-0000-0000-0000-${String(i).padStart(12, "0")}`),
    ]),
  }),
  /** A block that is repeated, and others that look it up by their own keys. */
  keys: (size) => ({
    azurerm_key_vault: vault,
    azurerm_user_assigned_identity: {
      all: { ...identity("${each.key}"), for_each: repeat(size, (i) => [`i${i}`, ""]) },
    },
    azurerm_role_assignment: {
      all: {
        ...role("all[each.key]", "${azurerm_key_vault.vault.id}"),
        for_each: "${azurerm_user_assigned_identity.all}",
      },
    },
  }),
};

const [shape, size] = process.argv.slice(2);
const text = JSON.stringify({ resource: SHAPES[shape](Number(size)) });
const start = process.cpuUsage();
const { report } = reviewText(text);
const { user, system } = process.cpuUsage(start);
if (report.grants.length !== Number(size)) {
  throw new Error(`The review of ${size} ${shape} found ${report.grants.length} grants.`);
}
console.log(JSON.stringify({ cpu: (user + system) / 1000 }));
