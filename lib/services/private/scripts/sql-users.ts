/** The statement for one user: its SID is its client id, so that the server looks nothing up in Microsoft Entra ID. */
const USER = `
DECLARE @sid varbinary(16) = CONVERT(varbinary(16), CONVERT(uniqueidentifier, @clientId));
DECLARE @statement nvarchar(max);
IF EXISTS (SELECT 1 FROM sys.database_principals WHERE name = @name AND (type <> 'E' OR sid <> @sid))
BEGIN
  IF NOT EXISTS (SELECT 1 FROM sys.extended_properties p JOIN sys.database_principals u ON u.principal_id = p.major_id
      WHERE p.class = 4 AND p.name = N'list of users' AND u.name = @name)
    THROW 50000, 'A user of that name is there already, and it is not one that a list of users made.', 1;
  SET @statement = N'DROP USER ' + QUOTENAME(@name);
  EXEC (@statement);
END;
IF NOT EXISTS (SELECT 1 FROM sys.database_principals WHERE name = @name)
BEGIN
  SET @statement = N'CREATE USER ' + QUOTENAME(@name) + N' WITH SID = ' + CONVERT(nvarchar(64), @sid, 1) + N', TYPE = E';
  EXEC (@statement);
END;
IF EXISTS (SELECT 1 FROM sys.extended_properties p JOIN sys.database_principals u ON u.principal_id = p.major_id
    WHERE p.class = 4 AND p.name = N'list of users' AND u.name = @name)
  EXEC sp_updateextendedproperty N'list of users', @owner, N'USER', @name;
ELSE
  EXEC sp_addextendedproperty N'list of users', @owner, N'USER', @name;
DECLARE @roles TABLE (name sysname, wanted bit);
INSERT INTO @roles VALUES (N'db_datareader', 1),
  (N'db_datawriter', IIF(@privilege IN (N'read-write', N'manage-schema'), 1, 0)),
  (N'db_ddladmin', IIF(@privilege = N'manage-schema', 1, 0));
SET @statement = N'';
SELECT @statement += N'ALTER ROLE ' + name + IIF(wanted = 1, N' ADD MEMBER ', N' DROP MEMBER ') + QUOTENAME(@name) + N';'
  FROM @roles r WHERE wanted <> IIF(EXISTS (SELECT 1 FROM sys.database_role_members m
    JOIN sys.database_principals g ON g.principal_id = m.role_principal_id
    JOIN sys.database_principals u ON u.principal_id = m.member_principal_id
    WHERE g.name = r.name AND u.name = @name), 1, 0);
EXEC (@statement);`;

/** The statement that drops the users of the list that it does not name any more; their schemas stay. */
const REMOVAL = `
DECLARE @statement nvarchar(max) = N'';
DECLARE @gone TABLE (id int, name sysname);
INSERT INTO @gone SELECT u.principal_id, u.name FROM sys.extended_properties p
  JOIN sys.database_principals u ON u.principal_id = p.major_id
  WHERE p.class = 4 AND p.name = N'list of users' AND CONVERT(nvarchar(4000), p.value) = @owner
    AND u.name NOT IN (SELECT JSON_VALUE(value, '$.name') FROM OPENJSON(@users));
SELECT @statement += N'ALTER AUTHORIZATION ON SCHEMA::' + QUOTENAME(s.name) + N' TO dbo;'
  FROM sys.schemas s JOIN @gone g ON g.id = s.principal_id;
SELECT @statement += N'DROP USER ' + QUOTENAME(name) + N';' FROM @gone;
EXEC (@statement);`;

/**
 * The script that makes the users of an Azure SQL database be those that the program lists, in the image of Azure
 * PowerShell, whose System.Data.SqlClient takes a token. Values come as environment variables and go into the
 * statements as parameters; names are quoted by the database.
 *
 * A connection that fails is tried again: the server may not know a new rule of its firewall yet. An error in SQL is
 * final. Terraform reads a dollar sign or a per cent sign before a brace as its own: there is none.
 *
 * @see https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-service-principal-tutorial
 * @see https://learn.microsoft.com/sql/t-sql/statements/create-user-transact-sql
 */
export const SQL_USERS = `$ErrorActionPreference = 'Stop'
$user = @'${USER}
'@
$removal = @'${REMOVAL}
'@
$suffix = (Get-AzContext).Environment.SqlDatabaseDnsSuffix.TrimStart('.')
$token = (Get-AzAccessToken -ResourceUrl "https://$suffix/").Token
if ($token -is [System.Security.SecureString]) { $token = ConvertFrom-SecureString $token -AsPlainText }
$builder = New-Object System.Data.SqlClient.SqlConnectionStringBuilder
$builder['Data Source'] = 'tcp:' + $env:SERVER + ',1433'
$builder['Initial Catalog'] = $env:DATABASE
$builder['Encrypt'] = $true
$builder['Connect Timeout'] = 60
$connection = New-Object System.Data.SqlClient.SqlConnection $builder.ConnectionString
$connection.AccessToken = $token
for ($attempt = 1; $connection.State -ne 'Open'; $attempt++) {
  try { $connection.Open() } catch {
    if ($attempt -ge 20) { throw }
    Write-Host "attempt $attempt could not connect: $($_.Exception.Message)"
    Start-Sleep -Seconds 30
  }
}
function Invoke-Statement([string] $text, [hashtable] $values) {
  $command = $connection.CreateCommand()
  $command.CommandText = $text
  $command.CommandTimeout = 120
  foreach ($name in $values.Keys) { [void] $command.Parameters.AddWithValue('@' + $name, [string] $values[$name]) }
  [void] $command.ExecuteNonQuery()
}
Invoke-Statement $removal @{ owner = $env:OWNER; users = $env:USERS }
foreach ($entry in @(ConvertFrom-Json $env:USERS)) {
  Invoke-Statement $user @{ owner = $env:OWNER; name = $entry.name; clientId = $entry.clientId; privilege = $entry.privilege }
}
$connection.Close()
`;
