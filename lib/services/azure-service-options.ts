/** Options for the use of an Azure service. */
export interface AzureServiceOptions {
  /**
   * The prefix of the names of the environment variables. Two services of one kind need two prefixes: an app refuses
   * two values for one variable.
   *
   * @default - the prefix of the Azure Developer CLI for the service
   */
  readonly variablePrefix?: string;
}

/** Options for the use of an Azure service whose access is by role assignments. */
export interface RoleServiceOptions extends AzureServiceOptions {
  /**
   * The id of a part of the service to assign the role at, such as one blob container, queue or topic.
   *
   * @default - the id of the service
   */
  readonly scope?: string;
}

/** Options for the use of a cluster of Azure Data Explorer (Kusto). */
export interface KustoOptions extends AzureServiceOptions {
  /**
   * The name of the one database that the role is for.
   *
   * @default - all databases of the cluster, for which there are the roles VIEWER, MONITOR and ADMIN
   */
  readonly database?: string;
}

/** Options for the use of an Azure Cosmos DB account. */
export interface CosmosDbOptions extends AzureServiceOptions {
  /**
   * The name of the one database that the role is for.
   *
   * @default - all databases of the account
   */
  readonly database?: string;
  /**
   * The name of the one container that the role is for; refused without `database`.
   *
   * @default - all containers of the database
   */
  readonly container?: string;
}
