import os

from azure.identity import DefaultAzureCredential
from azure.keyvault.secrets import SecretClient

client = SecretClient(os.environ["AZURE_KEY_VAULT_ENDPOINT"], DefaultAzureCredential())
secret = client.get_secret("SampleSecret")
print(f"read version {secret.properties.version}")
