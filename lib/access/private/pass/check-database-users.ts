import type { TerraformResource } from "cdktf";
import type { MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import type { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { literalKey } from "../../../core/literal-key";
import { isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { textOf } from "../../../core/token-text";
import type { DatabaseUsersRecord, PrincipalRecord } from "../records";
import { checkDatabaseName } from "./check-database-names";
import { partsOf, ServerPart, serverOf } from "./database-servers";
import type { PassContext } from "./pass-context";
import type { ProgramView } from "./program-view";

const POSTGRESQL_PAGE = "https://learn.microsoft.com/azure/postgresql/security/security-entra-configure";
const POSTGRESQL_ARGUMENTS =
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/postgresql_flexible_server#tenant_id";
const SQL_PAGE = "https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-configure";
const NETWORK_PAGE = "https://learn.microsoft.com/azure/azure-resource-manager/bicep/deployment-script-vnet";

/** The types of rules that let in an address, or a network. */
const FIREWALL_TYPES = [
  "azurerm_postgresql_flexible_server_firewall_rule",
  "azurerm_mssql_firewall_rule",
  "azurerm_mssql_virtual_network_rule",
];

/** The problems with scripts that make users of databases. */
export function checkDatabaseUsers(context: PassContext): ProgramProblem[] {
  const problems = context.ledger.databaseUsers.flatMap((record) => [
    ...checkAdministrator(context, record),
    ...(record.kind === "postgresql" ? checkEntra(context, record) : checkSqlAdministrator(context, record)),
    ...checkReach(context, record),
    ...checkDatabaseName(context, record),
  ]);
  return [...problems, ...checkNamesakes(context)];
}

/** A user of a database, or the administrator of its server. */
interface NamedUser {
  readonly record: DatabaseUsersRecord;
  readonly principal: PrincipalRecord;
}

/**
 * The users of a program that have the name of another one where a name is one user: in PostgreSQL in all databases of a
 * server, in Azure SQL in one database. Each is with the other one.
 */
function namesakes({ ledgers, program: { keys } }: ProgramView): [NamedUser, NamedUser][] {
  const firsts = new Map<string, NamedUser>();
  const all = ledgers
    .flatMap(({ databaseUsers }) => databaseUsers)
    .flatMap((record) => [record.administrator, ...record.users()].map((principal) => ({ record, principal })));
  return all.flatMap((user): [NamedUser, NamedUser][] => {
    const { serverId, kind, database, resource } = user.record;
    const { name, home, key } = user.principal;
    const server = keys.scopeKey(resource.cdktfStack, serverId);
    const place = kind === "postgresql" ? server : `${server}/${textOf(resource.cdktfStack, database)}`;
    const first = name === undefined ? undefined : firsts.get(`${place} ${textOf(home, name)}`);
    if (first === undefined && name !== undefined) {
      firsts.set(`${place} ${textOf(home, name)}`, user);
    }
    return first === undefined || mayBeOne(first.principal.key, key) ? [] : [[user, first]];
  });
}

/** Whether two keys may be those of one identity: imports by two providers have the same group and name. */
function mayBeOne(one: string, other: string): boolean {
  const sign = literalKey("");
  const placeIn = (key: string) => (key.startsWith(sign) ? key.slice(sign.length).split("/").slice(-2).join("/") : key);
  return placeIn(one) === placeIn(other);
}

/** The problems with users of one name, which a database takes for one. */
function checkNamesakes({ stack, view }: PassContext): ProgramProblem[] {
  return view
    .once(namesakes)
    .filter(([{ record }]) => record.resource.cdktfStack === stack)
    .map(([{ record, principal }, first]) => ({
      construct: principal.construct,
      finding: `has the name of ${pathInProgram(first.principal.construct)}, as users of ${pathInProgram(record.construct)}`,
      allowed:
        record.kind === "postgresql"
          ? "identities of different names for one server: a user has the name of its identity in all its databases"
          : "identities of different names for one database: a user has the name of its identity",
      change: "Rename one of the two.",
      source: record.kind === "postgresql" ? POSTGRESQL_PAGE : SQL_PAGE,
    }));
}

/** The problems with apps that run as the administrator: what they are for is to be less than that. */
function checkAdministrator({ ledger }: PassContext, { construct, administrator }: DatabaseUsersRecord) {
  return ledger.stacks
    .flatMap(({ workloads }) => workloads)
    .filter(({ principals }) => principals.some(({ key }) => key === administrator.key))
    .map((workload): ProgramProblem => ({
      construct: workload.construct,
      finding: `runs as ${pathInProgram(administrator.construct)}, the administrator of ${pathInProgram(construct)}`,
      allowed: "an administrator that nothing but the script runs as",
      change: "Give the app an identity of its own, which becomes a user by AzureService.",
    }));
}

/**
 * The problem with a PostgreSQL server that accepts no identities, or whose tenant azurerm does not know: it asks for one
 * beside Microsoft Entra authentication, and plans to take away the one that Azure names otherwise.
 */
function checkEntra(context: PassContext, record: DatabaseUsersRecord): ProgramProblem[] {
  const server = serverOf<PostgresqlFlexibleServer>(context, record);
  const authentication = server?.authenticationInput;
  const isOn = authentication?.activeDirectoryAuthEnabled ?? false;
  if (!server || isReference(authentication) || isReference(isOn) || (isOn === true && authentication?.tenantId)) {
    return [];
  }
  const finding = isOn === true ? "of which azurerm does not know the tenant" : "which accepts no identities";
  return [
    {
      construct: record.construct,
      finding: `makes users of ${pathInProgram(server)}, ${finding}`,
      allowed: "a server with Microsoft Entra authentication and its tenant",
      change:
        "Set authentication: { activeDirectoryAuthEnabled: true, passwordAuthEnabled: false, " +
        "tenantId: administrator.tenantId }.",
      source: isOn === true ? POSTGRESQL_ARGUMENTS : POSTGRESQL_PAGE,
    },
  ];
}

/** The problem with an Azure SQL server whose administrator is not the one that the script runs as. */
function checkSqlAdministrator(context: PassContext, record: DatabaseUsersRecord): ProgramProblem[] {
  const server = serverOf<MssqlServer>(context, record);
  const administrator = server?.azureadAdministratorInput;
  if (!server || isReference(administrator)) {
    return [];
  }
  const { keys } = context.ledger.program;
  const key = administrator && keys.principalKey(server.cdktfStack, administrator.objectId);
  return key === record.administrator.key
    ? []
    : [
        {
          construct: record.construct,
          finding: `makes users of ${pathInProgram(server)}, of which ${pathInProgram(record.administrator.construct)} is not the administrator`,
          allowed: "the administrator that the server names",
          change:
            "Set azureadAdministrator: { loginUsername: identity.identityName, objectId: identity.principalId, " +
            "azureadAuthenticationOnly: true } of the server.",
          source: SQL_PAGE,
        },
      ];
}

/** The problem with a server of the program that does not let the script in. */
function checkReach(context: PassContext, record: DatabaseUsersRecord): ProgramProblem[] {
  const server = serverOf<Reached>(context, record);
  if (!server || record.isInSubnet || context.index.hasUnknownResources) {
    return [];
  }
  const closed = closedBy(server);
  if (closed === undefined && letsIn(context, record)) {
    return [];
  }
  const remedy =
    closed === undefined
      ? {
          allowed: "a server with a firewall rule for 0.0.0.0, which is Azure's network, or a script in a subnet",
          change:
            "Declare a firewall rule with startIpAddress and endIpAddress 0.0.0.0, or pass subnetId and storageAccount.",
        }
      : {
          allowed: "a script in a subnet that reaches the server, since no rule of its firewall lets anything in",
          change: "Pass subnetId and storageAccount.",
        };
  return [
    {
      construct: record.construct,
      finding:
        `runs its script in Azure's own network, which ${pathInProgram(server)} does not let in` +
        (closed === undefined ? "" : `: ${closed}`),
      ...remedy,
      source: NETWORK_PAGE,
    },
  ];
}

type Reached = TerraformResource & {
  readonly publicNetworkAccessEnabledInput?: unknown;
  readonly delegatedSubnetIdInput?: unknown;
};

/** Why a server lets in nothing from outside its networks, whatever the rules of its firewall; undefined where it may. */
function closedBy(server: Reached): string | undefined {
  if (server.delegatedSubnetIdInput !== undefined) {
    return "it is in the subnet of its delegatedSubnetId";
  }
  return server.publicNetworkAccessEnabledInput === false ? "its publicNetworkAccessEnabled is false" : undefined;
}

function letsIn(context: PassContext, record: DatabaseUsersRecord): boolean {
  const rules = partsOf(context, record).filter(({ terraformResourceType: type }) => FIREWALL_TYPES.includes(type));
  return rules.some(letsAzureIn);
}

/** Whether a rule lets in Azure's network, or addresses that synth does not know. */
function letsAzureIn(rule: ServerPart & { readonly startIpAddressInput?: unknown }): boolean {
  const { startIpAddressInput: start, terraformResourceType: type } = rule;
  return type.endsWith("_firewall_rule") && (start === "0.0.0.0" || isReference(start));
}
