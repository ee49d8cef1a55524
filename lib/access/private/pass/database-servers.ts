import type { TerraformResource, TerraformStack } from "cdktf";
import { textOf, textOfAttribute } from "../../../core/token-text";
import type { DatabaseUsersRecord } from "../records";
import type { PassContext } from "./pass-context";

/** The types of database servers. */
const SERVER_TYPES: Readonly<Record<DatabaseUsersRecord["kind"], string>> = {
  postgresql: "azurerm_postgresql_flexible_server",
  sql: "azurerm_mssql_server",
};

/**
 * The types of what is in a server and comes before its users: databases, configurations, and rules that let a script
 * in.
 */
const PART_TYPES: Readonly<Record<DatabaseUsersRecord["kind"], readonly string[]>> = {
  postgresql: [
    "azurerm_postgresql_flexible_server_configuration",
    "azurerm_postgresql_flexible_server_database",
    "azurerm_postgresql_flexible_server_firewall_rule",
  ],
  sql: ["azurerm_mssql_database", "azurerm_mssql_firewall_rule", "azurerm_mssql_virtual_network_rule"],
};

/** A resource that is part of a server. */
export type ServerPart = TerraformResource & { readonly serverIdInput?: string };

/** The server that the program makes; undefined for one that is there. */
export function serverOf<T extends TerraformResource>(
  { index, stack }: PassContext,
  { kind, serverId }: DatabaseUsersRecord,
): T | undefined {
  const text = textOf(stack, serverId);
  return index.ofType<T>(SERVER_TYPES[kind]).find((server) => textOfAttribute(server, "id") === text);
}

/** The parts of a server that the program makes, in any stack. */
export function partsOf({ index, stack }: PassContext, { kind, serverId }: DatabaseUsersRecord): ServerPart[] {
  return PART_TYPES[kind]
    .flatMap((type) => index.ofType<ServerPart>(type))
    .filter((part) => isOf(part.cdktfStack, part.serverIdInput, textOf(stack, serverId)));
}

const DATABASE_TYPES: Readonly<Record<DatabaseUsersRecord["kind"], string>> = {
  postgresql: "azurerm_postgresql_flexible_server_database",
  sql: "azurerm_mssql_database",
};

/** The databases that the program makes in a server, or perhaps in it: a server that synth does not know may be it. */
export function databasesOf({ index, stack }: PassContext, { kind, serverId }: DatabaseUsersRecord): ServerPart[] {
  const ids = index.ofType(SERVER_TYPES[kind]).map((server) => textOfAttribute(server, "id"));
  const text = textOf(stack, serverId);
  const isElsewhere = (id: string) => id !== text && ids.includes(id);
  return index
    .ofType<ServerPart>(DATABASE_TYPES[kind])
    .filter(({ cdktfStack, serverIdInput: id = "" }) => !isElsewhere(textOf(cdktfStack, id)));
}

/**
 * Makes the scripts that make users of databases depend on what lets them in and on what they find there, and the
 * administrators on the same: Azure makes no administrator of a server that it is changing. A script in a subnet reaches
 * its server, and the storage account of its files, through private endpoints.
 */
export function orderDatabaseUsers(context: PassContext): void {
  // An administrator can be in another stack than the script.
  for (const record of context.view.ledgers.flatMap(({ databaseUsers }) => databaseUsers)) {
    const { resource, administratorResource } = record;
    const waiters = [administratorResource, resource].filter((one) => one !== undefined && context.isHere(one));
    for (const waiter of waiters as TerraformResource[]) {
      const ways = context.ways.usedBy(waiter, () => keysOf(context, record));
      [...partsOf(context, record), ...ways].forEach((target) => context.waitUnlessBehindWorkloads(waiter, target));
    }
    if (administratorResource && context.isHere(resource)) {
      context.waitUnlessBehindWorkloads(resource, administratorResource);
    }
  }
}

/** The canonical keys of what a script reaches: they are known where it refers to none of it. */
function keysOf({ ledger: { program }, stack }: PassContext, { serverId, storageAccountId }: DatabaseUsersRecord) {
  return [serverId, storageAccountId].flatMap((id) => (id === undefined ? [] : program.keys.scopeKey(stack, id)));
}

function isOf(stack: TerraformStack, id: unknown, server: string): boolean {
  return typeof id === "string" && textOf(stack, id) === server;
}
