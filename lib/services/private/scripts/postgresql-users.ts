/**
 * The start of a session: one script at a time in a database, and the values and names that the blocks read. The names
 * of group roles start with those of the database and the schema; a name that PostgreSQL would cut holds a hash.
 */
const SESSION = `SET client_min_messages = notice;
SELECT pg_advisory_lock(hashtext('users of databases')) AS locked \\gset
SELECT set_config('list.owner', 'users:' || md5(:'owner'), false), set_config('list.users', :'users', false),
  set_config('list.database', :'database', false), set_config('list.schema', :'schema', false),
  set_config('list.group', CASE WHEN octet_length(:'database' || '/' || :'schema') <= 50
    THEN :'database' || '/' || :'schema'
    ELSE 'schema ' || md5(:'database' || '/' || :'schema') END, false) AS list \\gset list_
`;

const ROLES = `DO $$
DECLARE
  list text := current_setting('list.owner');
  groups text[] := ARRAY[]::text[];
  role text;
  entry record;
  present text;
  wanted text;
  grp text;
BEGIN
  groups := ARRAY(SELECT current_setting('list.group') || part FROM unnest(ARRAY[':read', ':write', ':schema']) AS part);
  FOREACH role IN ARRAY groups || list LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role);
      EXECUTE format('GRANT %I TO azure_pg_admin WITH ADMIN OPTION', role);
    END IF;
  END LOOP;
  FOR entry IN SELECT * FROM jsonb_to_recordset(current_setting('list.users')::jsonb)
      AS x(name text, "objectId" text, privilege text) LOOP
    present := (SELECT label FROM pg_shseclabel s JOIN pg_roles r ON r.oid = s.objoid
      WHERE s.classoid = 'pg_authid'::regclass AND s.provider = 'pgaadauth' AND r.rolname = entry.name);
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = entry.name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', entry.name);
      EXECUTE format('GRANT %I TO azure_pg_admin WITH ADMIN OPTION', entry.name);
    ELSIF NOT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
        WHERE u.rolname = entry.name AND g.rolname LIKE 'users:%')
        AND (coalesce(strpos(present, entry."objectId"), 0) = 0 OR present LIKE '%admin%') THEN
      RAISE EXCEPTION 'the role % is there already, and it is not one that a list of users made', entry.name
        USING HINT = 'Give the identity another name, or drop the role.';
    END IF;
    IF coalesce(strpos(present, entry."objectId"), 0) = 0 THEN
      EXECUTE format('SECURITY LABEL FOR pgaadauth ON ROLE %I IS %L', entry.name,
        format('aadauth,oid=%s,type=service', entry."objectId"));
      EXECUTE format('ALTER ROLE %I LOGIN', entry.name);
    END IF;
  END LOOP;
  BEGIN
    SET LOCAL ROLE azure_pg_admin;
  EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'memberships are granted by %', current_user;
  END;
  EXECUTE format('GRANT %I TO %I', groups[1], groups[2]);
  EXECUTE format('GRANT %I TO %I', groups[2], groups[3]);
  FOR entry IN SELECT * FROM jsonb_to_recordset(current_setting('list.users')::jsonb) AS x(name text, privilege text) LOOP
    wanted := CASE entry.privilege WHEN 'read' THEN groups[1] WHEN 'read-write' THEN groups[2]
      WHEN 'manage-schema' THEN groups[3] END;
    IF wanted IS NULL THEN
      RAISE EXCEPTION '% is no privilege', entry.privilege;
    END IF;
    EXECUTE format('GRANT %I, %I TO %I', list, wanted, entry.name);
    FOREACH grp IN ARRAY array_remove(groups, wanted) LOOP
      EXECUTE format('REVOKE %I FROM %I', grp, entry.name);
    END LOOP;
  END LOOP;
  FOR entry IN SELECT u.rolname AS name FROM pg_auth_members m
      JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
      WHERE g.rolname = list AND NOT m.admin_option
        AND u.rolname NOT IN (SELECT x.name FROM jsonb_to_recordset(current_setting('list.users')::jsonb) AS x(name text)) LOOP
    FOREACH grp IN ARRAY groups LOOP
      EXECUTE format('REVOKE %I FROM %I', grp, entry.name);
      IF EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
          WHERE g.rolname = grp AND u.rolname = entry.name) THEN
        RAISE EXCEPTION '% is a member of %, which another administrator has granted', entry.name, grp;
      END IF;
    END LOOP;
  END LOOP;
END $$;
`;

const PRIVILEGES = `DO $$
DECLARE
  list text := current_setting('list.owner');
  schema text := current_setting('list.schema');
  reads text := current_setting('list.group') || ':read';
  writes text := current_setting('list.group') || ':write';
  manages text := current_setting('list.group') || ':schema';
  entry record;
BEGIN
  IF NOT has_database_privilege(reads, current_database(), 'CONNECT') THEN
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), reads);
  END IF;
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = schema) THEN
    EXECUTE format('CREATE SCHEMA %I AUTHORIZATION %I', schema, manages);
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', schema, reads);
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO %I', schema, manages);
  FOR entry IN SELECT u.rolname AS name FROM pg_auth_members m
      JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
      WHERE g.rolname = list AND NOT m.admin_option
        AND u.rolname NOT IN (SELECT x.name FROM jsonb_to_recordset(current_setting('list.users')::jsonb) AS x(name text)) LOOP
    EXECUTE format('REASSIGN OWNED BY %I TO %I', entry.name, manages);
    EXECUTE format('DROP OWNED BY %I', entry.name);
  END LOOP;
  FOR entry IN SELECT c.relname AS name, c.relkind AS kind, pg_get_userbyid(c.relowner) AS owner,
      pg_has_role(c.relowner, 'USAGE') AS is_ours
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = schema AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') LOOP
    IF NOT entry.is_ours THEN
      RAISE NOTICE '% belongs to %, who has to grant it to % and %', entry.name, entry.owner, reads, writes;
    ELSIF entry.kind = 'S' THEN
      EXECUTE format('GRANT SELECT ON SEQUENCE %I.%I TO %I', schema, entry.name, reads);
      EXECUTE format('GRANT USAGE ON SEQUENCE %I.%I TO %I', schema, entry.name, writes);
    ELSE
      EXECUTE format('GRANT SELECT ON TABLE %I.%I TO %I', schema, entry.name, reads);
      EXECUTE format('GRANT INSERT, UPDATE, DELETE ON TABLE %I.%I TO %I', schema, entry.name, writes);
    END IF;
  END LOOP;
  FOR entry IN SELECT current_user::text AS name UNION SELECT manages UNION SELECT u.rolname::text FROM pg_auth_members m
      JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
      WHERE g.rolname = manages AND NOT m.admin_option AND pg_has_role(u.oid, 'USAGE') LOOP
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT ON TABLES TO %I', entry.name, schema, reads);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT INSERT, UPDATE, DELETE ON TABLES TO %I',
      entry.name, schema, writes);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT ON SEQUENCES TO %I', entry.name, schema, reads);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT USAGE ON SEQUENCES TO %I', entry.name, schema, writes);
  END LOOP;
END $$;
`;

const REMOVAL = `DO $$
DECLARE
  list text := current_setting('list.owner');
  gone text[];
  role text;
BEGIN
  gone := ARRAY(SELECT u.rolname FROM pg_auth_members m
    JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
    WHERE g.rolname = list AND NOT m.admin_option
      AND u.rolname NOT IN (SELECT x.name FROM jsonb_to_recordset(current_setting('list.users')::jsonb) AS x(name text)));
  FOREACH role IN ARRAY gone LOOP
    BEGIN
      SET LOCAL ROLE azure_pg_admin;
    EXCEPTION WHEN insufficient_privilege THEN
      NULL;
    END;
    EXECUTE format('REVOKE %I FROM %I', list, role);
    RESET ROLE;
    IF NOT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
        WHERE u.rolname = role AND g.rolname LIKE 'users:%') THEN
      BEGIN
        EXECUTE format('DROP ROLE %I', role);
      EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
        EXECUTE format('ALTER ROLE %I NOLOGIN', role);
        RAISE NOTICE '% is left without sign-in and privileges: %', role, SQLERRM;
      END;
    END IF;
  END LOOP;
END $$;
`;

/** The statements: the roles, then the privileges in the database, then the roles that are to go. */
const SQL = [
  SESSION,
  ROLES,
  '\\connect :"database"\n',
  SESSION,
  PRIVILEGES,
  "\\connect postgres\n",
  SESSION,
  REMOVAL,
].join("");

/**
 * The script that makes the users of a PostgreSQL database be those that the program lists, in the image of the Azure
 * CLI. It holds no value of the program: all come as environment variables, and the SQL quotes them itself.
 *
 * - A privilege is a group role of the schema; a user is a member of one. So what a user may do is one membership, and
 *   revoking it is one statement, whatever tables there are.
 * - The users that this list made are the members of a role of its own, by which the ones that left the list are found.
 * - `azure_pg_admin` administers every role that the script makes, so that another administrator can go on.
 * - A role of a name that is there and that no list made is refused: the label would let the app sign in as it.
 *
 * psql ends with 2 where it cannot connect, which is tried again: the server may not know a new administrator, or a new
 * rule of its firewall, yet. An error in SQL is final. Terraform reads a dollar sign or a per cent sign before a brace
 * as its own: there is none.
 *
 * @see https://learn.microsoft.com/azure/postgresql/security/security-manage-entra-users
 */
export const POSTGRESQL_USERS = `set -eu
command -v psql >/dev/null || tdnf install --assumeyes postgresql >/dev/null
az login --identity --client-id "$ADMINISTRATOR_CLIENT_ID" --allow-no-subscriptions >/dev/null
export PGHOST="$SERVER" PGPORT=5432 PGUSER="$ADMINISTRATOR_NAME" PGSSLMODE=verify-full PGCONNECT_TIMEOUT=30
PGSSLROOTCERT=$(find /usr /opt -path '*/certifi/cacert.pem' 2>/dev/null | head -n 1)
export PGSSLROOTCERT
cat >/tmp/users.sql <<'SQL'
${SQL}SQL
attempt=1
while true; do
  PGPASSWORD=$(az account get-access-token --resource-type oss-rdbms --query accessToken --output tsv)
  export PGPASSWORD
  code=0
  psql --no-psqlrc --quiet --no-password --dbname=postgres --set=ON_ERROR_STOP=1 --set=owner="$OWNER" \\
    --set=database="$DATABASE" --set=schema="$SCHEMA" --set=users="$USERS" --file=/tmp/users.sql || code=$?
  if [ "$code" -ne 2 ] || [ "$attempt" -ge 20 ]; then exit "$code"; fi
  echo "attempt $attempt could not connect to $SERVER; trying again in 30 seconds"
  attempt=$((attempt + 1))
  sleep 30
done
`;
