import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type { ResourceGroupTemplateDeploymentTimeouts } from "@cdktf/provider-azurerm/lib/resource-group-template-deployment";
import type { IManagedIdentity } from "../identity/identity-base";

/** A server of Azure Database for PostgreSQL, or an Azure SQL server, with the attributes of azurerm's classes. */
export interface DatabaseServer {
  /** The resource id. */
  readonly id: string;
  /** The name. */
  readonly name: string;
  /** The resource group that holds the server. */
  readonly resourceGroupName: string;
}

/** A flexible server of Azure Database for PostgreSQL, with the attributes of azurerm's class. */
export interface PostgresqlServer extends DatabaseServer {
  /** The host name. */
  readonly fqdn: string;
  /**
   * The provider whose subscription holds the server.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** An Azure SQL server, with the attributes of azurerm's class. */
export interface SqlServer extends DatabaseServer {
  /** The host name. */
  readonly fullyQualifiedDomainName: string;
}

/** A storage account for the files of a script, with the attributes of azurerm's class. */
export interface ScriptStorage {
  /** The resource id. */
  readonly id: string;
  /** The name. */
  readonly name: string;
}

/** The properties of the users of a database, of either kind of server. */
export interface DatabaseUsersProps {
  /**
   * The name of the deployment and of the script in it: 1 to 64 letters, digits, full stops, hyphens, underscores and
   * parentheses, not ending with a full stop. The users that the script makes are known by it: under another name, it
   * takes over those that are still listed, and leaves the others.
   */
  readonly name: string;
  /** The resource group of the deployment. */
  readonly resourceGroupName: string;
  /** The Azure region that the script runs in, where Azure Container Instances are available. */
  readonly location: string;
  /** The name of the database. */
  readonly database: string;
  /**
   * The identity that the script runs as, the Microsoft Entra administrator of the server. Nothing else may run as it: an
   * app that does is refused at synth.
   */
  readonly administrator: IManagedIdentity;
  /**
   * The id of a subnet for the script, delegated to Microsoft.ContainerInstance/containerGroups, for a server that is not
   * reached from Azure's public network. It takes `storageAccount` too.
   *
   * @default - the script runs in Azure's own network, which the firewall of the server has to let in
   */
  readonly subnetId?: string;
  /**
   * The storage account for the files of a script in a subnet, which reaches it. The administrator is granted Storage
   * File Data Privileged Contributor on it. The account accepts shared keys, by which Azure mounts its file share.
   *
   * @default - an account that Azure makes, and removes after the script
   */
  readonly storageAccount?: ScriptStorage;
  /**
   * The tags of the deployment, and of the container and the storage account that Azure makes for the script; at most 50.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider that deploys the script.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
  /**
   * Terraform's lifecycle of the deployment.
   *
   * @default - Terraform's own
   */
  readonly lifecycle?: TerraformResourceLifecycle;
  /**
   * The resources that the script depends on, beside those that its arguments refer to, the administrator, and the
   * databases, the rules of the firewall and the private endpoints of the server in this stack.
   *
   * @default - none
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long azurerm may take to create, read, update and delete the deployment.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: ResourceGroupTemplateDeploymentTimeouts;
}

/** The properties of the users of a PostgreSQL database. */
export interface PostgresqlDatabaseUsersProps extends DatabaseUsersProps {
  /** The server that holds the database. It accepts Microsoft Entra authentication. */
  readonly server: PostgresqlServer;
  /**
   * The schema that the privileges are for. One that is not there is made.
   *
   * @default "public"
   */
  readonly schema?: string;
}

/** The properties of the users of an Azure SQL database. */
export interface SqlDatabaseUsersProps extends DatabaseUsersProps {
  /** The server that holds the database. Its Microsoft Entra administrator is `administrator`. */
  readonly server: SqlServer;
}
