import os

import psycopg
from azure.identity import DefaultAzureCredential

token = DefaultAzureCredential().get_token("https://ossrdbms-aad.database.windows.net/.default").token
with psycopg.connect(
    host=os.environ["POSTGRES_HOST"],
    port=os.environ["POSTGRES_PORT"],
    dbname=os.environ["POSTGRES_DATABASE"],
    user=os.environ["POSTGRES_USERNAME"],
    password=token,
    sslmode="require",
) as connection:
    print("connected as", connection.execute("SELECT current_user").fetchone()[0])
