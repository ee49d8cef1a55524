using Microsoft.Data.SqlClient;

string Variable(string name) => Environment.GetEnvironmentVariable(name)!;

await using var connection = new SqlConnection(
    $"Server=tcp:{Variable("AZURE_SQL_SERVER")},{Variable("AZURE_SQL_PORT")};" +
    $"Database={Variable("AZURE_SQL_DATABASE")};" +
    "Authentication=Active Directory Managed Identity;" +
    $"User Id={Variable("AZURE_CLIENT_ID")};" +
    "Encrypt=True;");
await connection.OpenAsync();
await using var command = new SqlCommand("SELECT USER_NAME()", connection);
Console.WriteLine($"connected as {await command.ExecuteScalarAsync()}");
