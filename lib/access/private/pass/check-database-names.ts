import type { TerraformResource } from "cdktf";
import { isLiteral, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import type { DatabaseUsersRecord } from "../records";
import { databasesOf, serverOf } from "./database-servers";
import { isThereAlready } from "./named-resources";
import type { PassContext } from "./pass-context";

/** What is particular to the databases of a kind of server. */
interface Databases {
  /** Those that Azure makes with the server. */
  readonly ofAzure: readonly string[];
  /** The class of azurerm that makes one. */
  readonly madeBy: string;
  readonly source: string;
}

const DATABASES: Readonly<Record<DatabaseUsersRecord["kind"], Databases>> = {
  postgresql: {
    ofAzure: ["postgres", "azure_maintenance", "azure_sys"],
    madeBy: "PostgresqlFlexibleServerDatabase",
    source: "https://learn.microsoft.com/azure/postgresql/concepts-servers",
  },
  sql: {
    ofAzure: ["master"],
    madeBy: "MssqlDatabase",
    source: "https://learn.microsoft.com/azure/azure-sql/database/logical-servers",
  },
};

/** The types of azurerm by which a database may come about that no resource of the program is. */
const OTHER_WAYS = [
  "azurerm_mssql_failover_group",
  "azurerm_resource_deployment_script_azure_cli",
  "azurerm_resource_deployment_script_azure_power_shell",
];

/** The problem with a database that nobody makes on a server that the program makes. */
export function checkDatabaseName(context: PassContext, record: DatabaseUsersRecord): ProgramProblem[] {
  const { database, kind, construct } = record;
  const { ofAzure, madeBy, source } = DATABASES[kind];
  const server = serverOf<MadeServer>(context, record);
  if (!server || !isLiteral(database) || ofAzure.includes(database.toLowerCase()) || mayHoldOthers(context, server)) {
    return [];
  }
  const isMeant = (made: NamedPart) =>
    !isLiteral(made.nameInput) || made.nameInput.toLowerCase() === database.toLowerCase();
  return databasesOf(context, record).some(isMeant)
    ? []
    : [
        {
          construct,
          finding: `makes users of the database ${JSON.stringify(database)} of ${pathInProgram(server)}, which this program makes without it`,
          allowed: "a database that the program makes, or one of Azure's own",
          change:
            `Make it with ${madeBy} and pass its name attribute; where it is made elsewhere, pass its name as a ` +
            "TerraformVariable.",
          source,
        },
      ];
}

type NamedPart = TerraformResource & { readonly nameInput?: string };

type MadeServer = TerraformResource & { readonly createModeInput?: unknown };

/** Whether a server may hold databases that the program does not show: it is there, or a copy, or others make them. */
function mayHoldOthers({ index, view }: PassContext, server: MadeServer): boolean {
  const { createModeInput: mode = "Default" } = server;
  const ofLists = new Set(view.ledgers.flatMap(({ databaseUsers }) => databaseUsers.map(({ resource }) => resource)));
  const isOther = (resource: TerraformResource) =>
    !/^(azurerm|time|random)_/.test(resource.terraformResourceType) ||
    OTHER_WAYS.includes(resource.terraformResourceType) ||
    (resource.terraformResourceType === "azurerm_resource_group_template_deployment" &&
      !ofLists.has(resource as never));
  return mode !== "Default" || isThereAlready(server) || index.hasUnknownResources || index.resources.some(isOther);
}
