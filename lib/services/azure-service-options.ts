/** How a service is used. */
export interface AzureServiceOptions {
  /**
   * What the names of the variables start with. Two services of one kind take two prefixes.
   *
   * @default - that of the Azure Developer CLI for the service
   */
  readonly variablePrefix?: string;
}

/** How a service whose access is by Azure roles is used. */
export interface RoleServiceOptions extends AzureServiceOptions {
  /**
   * The id of a part of it that the role is for, such as one blob container, queue or topic.
   *
   * @default - the whole of it
   */
  readonly scope?: string;
}

/** How an account of Azure Cosmos DB is used. */
export interface CosmosDbOptions extends AzureServiceOptions {
  /**
   * The one database that the role is for.
   *
   * @default - all databases of the account
   */
  readonly database?: string;
  /**
   * The one container of that database that the role is for.
   *
   * @default - all its containers
   */
  readonly container?: string;
}
