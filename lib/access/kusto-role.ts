/**
 * A role for the data of an Azure Data Explorer (Kusto) cluster, or of one of its databases. It is not a role of Azure
 * RBAC: the cluster itself holds the assignments of these roles.
 *
 * @see https://learn.microsoft.com/kusto/management/security-roles
 */
export class KustoRole {
  /** Read all data and metadata. */
  public static readonly VIEWER = new KustoRole("Viewer", "AllDatabasesViewer");
  /** See the metadata of tables and of operations, and no data. */
  public static readonly MONITOR = new KustoRole("Monitor", "AllDatabasesMonitor");
  /** Do everything with the data and the metadata. */
  public static readonly ADMIN = new KustoRole("Admin", "AllDatabasesAdmin");
  /** Read all data and metadata, and make tables and functions; for a database only. */
  public static readonly USER = new KustoRole("User");
  /** Ingest data into existing tables, without reading any; for a database only. */
  public static readonly INGESTOR = new KustoRole("Ingestor");
  /** Read tables that have the policy RestrictedViewAccess too; for a database only, and beside VIEWER or USER. */
  public static readonly UNRESTRICTED_VIEWER = new KustoRole("UnrestrictedViewer");

  private constructor(
    /** The name of the role in a database. */
    public readonly databaseRole: string,
    /** The name of the role in all databases of a cluster; undefined for one that only a database has. */
    public readonly clusterRole?: string,
  ) {}
}
