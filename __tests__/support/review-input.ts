import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import type { AccessReview } from "../../lib/review/door/access-review";
import { policy, program } from "./review-programs";

/** A folder that each test has for itself. */
export let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "review-"))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Writes files into the folder, JSON as text, and returns the folder. */
export function write(files: Record<string, unknown>): string {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(
      path.join(folder, name),
      typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content),
    );
  }
  return folder;
}

export const grantsOf = (review: AccessReview) =>
  review.grants.map(
    ({ principal, permission, target, by }) => `${principal}: ${permission} on ${target} by ${by.join(" and ")}`,
  );

/** A program with one grant. */
export const granting = program({ azurerm_key_vault_access_policy: { app: policy } });
export const GRANT = "web-id (identity): secrets Get on kv (key vault) by azurerm_key_vault_access_policy.app";

/** A resource of a plan. */
export const VAULT = {
  address: "azurerm_key_vault.v[0]",
  mode: "managed",
  type: "azurerm_key_vault",
  name: "v",
  index: 0,
  values: { name: "kv" },
};

/** A plan of one resource. */
export const PLAN = {
  format_version: "1.2",
  planned_values: { root_module: { resources: [VAULT] } },
  resource_changes: [],
  configuration: {
    root_module: {
      resources: [{ ...VAULT, address: "azurerm_key_vault.v", expressions: { name: { constant_value: "kv" } } }],
    },
  },
};
