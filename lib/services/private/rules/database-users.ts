import { COMMON, tagRules } from "../../../rules/common";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import { RESOURCE_IDS } from "../../../rules/resource-id";
import { Block, BlockRule, OWN, text } from "../../../rules/rule";
import type {
  DatabaseUsersProps,
  PostgresqlDatabaseUsersProps,
  SqlDatabaseUsersProps,
} from "../../database-users-props";

const DEPLOYMENT_SCRIPTS = "https://learn.microsoft.com/azure/azure-resource-manager/bicep/deployment-script-vnet";

const DEPLOYMENT_NAME = text(
  /^[\w().-]{0,63}[\w()-]$/,
  "1 to 64 letters, digits, full stops, hyphens, underscores and parentheses, not ending with a full stop",
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources",
);

const POSTGRESQL_DATABASE = text(
  /^[a-zA-Z_-][a-zA-Z0-9_-]{0,62}$/,
  "1 to 63 letters, digits, hyphens and underscores, not starting with a digit",
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/postgresql_flexible_server_database",
);

const SCHEMA = text(
  /^(?!pg_)[a-zA-Z_][a-zA-Z0-9_$-]{0,62}$/,
  "1 to 63 letters, digits, underscores, hyphens and dollar signs, starting with a letter or underscore, but not with pg_",
  "https://learn.microsoft.com/azure/postgresql/security/security-access-control",
);

const SQL_DATABASE = text(
  /^(?!master$)[^<>*%&:\\/?\p{Cc}]{0,127}[^<>*%&:\\/?\p{Cc}. ]$/u,
  "1 to 128 characters without <, >, *, %, &, :, \\, / and ?, not ending with a full stop or a space, and not master",
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftsql",
);

/** The rule for a script in a subnet, whose files are in a storage account that it reaches there. */
const SUBNET_AND_STORAGE: BlockRule<DatabaseUsersProps> = {
  breaches: ({ subnetId, storageAccount }) => [
    ...(subnetId !== undefined && storageAccount === undefined ? [{ at: "storageAccount" }] : []),
    ...(subnetId === undefined && storageAccount !== undefined ? [{ at: "subnetId" }] : []),
  ],
  allowed: "both a subnet and a storage account for a script in a private network, or neither",
  change: "Pass both, or leave out the other one.",
  source: DEPLOYMENT_SCRIPTS,
};

const ARGUMENTS = {
  name: DEPLOYMENT_NAME,
  resourceGroupName: NAMES.resourceGroup,
  location: NAMES.location,
  administrator: { kind: KINDS.managedIdentity },
  subnetId: RESOURCE_IDS.subnet,
  /** The server and the storage account have checks of their own. */
  server: OWN,
  storageAccount: OWN,
  ...COMMON,
};

const REQUIRED = ["name", "resourceGroupName", "location", "database", "administrator", "server"] as const;

export const POSTGRESQL_DATABASE_USERS: Block<PostgresqlDatabaseUsersProps> = {
  arguments: { ...ARGUMENTS, database: POSTGRESQL_DATABASE, schema: SCHEMA },
  required: REQUIRED,
  together: [SUBNET_AND_STORAGE, ...tagRules(50)],
};

export const SQL_DATABASE_USERS: Block<SqlDatabaseUsersProps> = {
  arguments: { ...ARGUMENTS, database: SQL_DATABASE },
  required: REQUIRED,
  together: [SUBNET_AND_STORAGE, ...tagRules(50)],
};
