import { allows } from "../azure/actions";
import type { Grant } from "../model/grant";
import type { Rule, Severity } from "./rule";

/** Nothing is the administrator of a database, a cluster or the directory. */
export const ADMINISTRATOR: Rule = {
  id: "administrator",
  severity: "warning",
  why: "An administrator may do everything there, and give access to others: it is as broad as a role gets.",
  change: "Give what runs as the identity a role for what it needs. Accept an administrator that people need.",
  find: (access) =>
    access.grants.flatMap((grant) => {
      const { by, principal, permission, target } = grant;
      const severity = severityOf(grant);
      const message = `${principal.label} has ${permission.label} on ${target.label}.`;
      return severity ? [{ address: by.address, severity, message }] : [];
    }),
};

/** How severe a grant is as that of an administrator; undefined for one that is none. */
function severityOf({ kind, permission: { key, label, allowed }, target }: Grant): Severity | undefined {
  const isAdministrator =
    kind === "administrator" ||
    (kind === "data role" && (ALL_DATA.test(label) || (allowed !== undefined && allows(allowed, ALL_OF_COSMOS_DB)))) ||
    (kind === "directory role" && OF_DIRECTORY.test(label));
  if (isAdministrator) {
    return "warning";
  }
  // Apps are often given all data of an account: worth knowing, like a role on a whole resource group.
  return key === COSMOS_DB_CONTRIBUTOR && target.kind === "resource" ? "note" : undefined;
}

/**
 * The roles for the data of services that give access to others, too: of Kusto, of Synapse, of Redis, and of managed
 * HSMs, by its id (https://learn.microsoft.com/azure/key-vault/managed-hsm/built-in-roles).
 */
const ALL_DATA =
  /^(?:Admin|AllDatabasesAdmin|Synapse (?:SQL |Apache Spark )?Administrator|Data Owner)$|21dbd100-6940-42c2-9190-5d6cb909625b$/i;

/** What only a role for everything in an account allows: https://learn.microsoft.com/azure/cosmos-db/nosql/security/reference-data-plane-actions */
const ALL_OF_COSMOS_DB = "Microsoft.DocumentDB/databaseAccounts/*";

const COSMOS_DB_CONTRIBUTOR = "cosmos|cosmos db built-in data contributor";

/** The roles of the directory whose holders can give themselves any access in it. */
const OF_DIRECTORY =
  /^(?:Global|Privileged Role|Privileged Authentication|Application|Cloud Application|Hybrid Identity) Administrator$/i;
