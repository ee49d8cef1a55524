import os

import mssql_python

connection = mssql_python.connect(
    f"Server=tcp:{os.environ['AZURE_SQL_SERVER']},{os.environ['AZURE_SQL_PORT']};"
    f"Database={os.environ['AZURE_SQL_DATABASE']};"
    "Authentication=ActiveDirectoryMSI;"
    f"UID={os.environ['AZURE_CLIENT_ID']};"
    "Encrypt=yes;"
)
cursor = connection.cursor()
cursor.execute("SELECT USER_NAME()")
print("connected as", cursor.fetchval())
