using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

var vault = new Uri(Environment.GetEnvironmentVariable("AZURE_KEY_VAULT_ENDPOINT")!);
var client = new SecretClient(vault, new DefaultAzureCredential());
KeyVaultSecret secret = await client.GetSecretAsync("SampleSecret");
Console.WriteLine($"read version {secret.Properties.Version}");
