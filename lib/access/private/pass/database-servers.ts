import type { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
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

/** The types by which a script in a subnet finds the private endpoint of a server. */
const NETWORK_TYPES = [
  "azurerm_private_dns_zone_virtual_network_link",
  "azurerm_private_dns_a_record",
  "azurerm_virtual_network_peering",
];

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
 * administrators on the same: Azure makes no administrator of a server that it is changing.
 */
export function orderDatabaseUsers(context: PassContext): void {
  for (const record of context.ledger.databaseUsers) {
    const { resource, administratorResource } = record;
    const before = [...partsOf(context, record), ...networkOf(context, record)];
    [administratorResource, resource].forEach((waiter) => before.forEach((target) => wait(context, waiter, target)));
    wait(context, resource, administratorResource);
  }
}

/** The private endpoints of the server, with what the network of the script finds them by. */
function networkOf({ index, stack }: PassContext, { serverId }: DatabaseUsersRecord): TerraformResource[] {
  const endpoints = index
    .ofType<PrivateEndpoint>("azurerm_private_endpoint")
    .filter(({ cdktfStack, privateServiceConnectionInput: connection }) =>
      isOf(cdktfStack, connection?.privateConnectionResourceId, textOf(stack, serverId)),
    );
  return endpoints.length === 0 ? [] : [...endpoints, ...NETWORK_TYPES.flatMap((type) => index.ofType(type))];
}

function isOf(stack: TerraformStack, id: unknown, server: string): boolean {
  return typeof id === "string" && textOf(stack, id) === server;
}

function wait(context: PassContext, waiter: TerraformResource | undefined, target: TerraformElement | undefined): void {
  const { graph, stackOrder } = context;
  if (waiter === undefined || target === undefined) {
    return;
  }
  if (!context.isHere(target)) {
    stackOrder.follow(target.cdktfStack);
  } else if (context.isHere(waiter) && !graph.reaches(target, waiter) && graph.workloadsBehind(target).size === 0) {
    graph.addEdge(waiter, target);
  }
}
