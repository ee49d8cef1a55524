/** What a user may do in a database. Each privilege holds those before it. */
export enum DatabasePrivilege {
  /** Reads all tables: in PostgreSQL those of the schema, in Azure SQL by the role db_datareader. */
  READ = "read",
  /** Reads and writes rows: in Azure SQL by db_datareader and db_datawriter. */
  READ_WRITE = "read-write",
  /**
   * Reads and writes rows, and makes tables: in PostgreSQL the user owns those that it makes, in Azure SQL it may alter
   * every table, by db_ddladmin. It is for migrations.
   */
  MANAGE_SCHEMA = "manage-schema",
}
