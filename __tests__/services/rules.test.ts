import { PostgresqlDatabaseUsers, SqlDatabaseUsers } from "../../lib/index";
import { POSTGRESQL_DATABASE_USERS, SQL_DATABASE_USERS } from "../../lib/services/private/rules/database-users";
import { everyPostgresqlUsersProps, everySqlUsersProps, SCRIPT_STORAGE, SUBNET_ID } from "../support/databases";
import {
  rulesIn,
  SHARED_RULES,
  tags,
  testRules,
  testWithoutProps,
  testWrongTypes,
  TogetherRow,
  ValueRow,
  without,
} from "../support/rules";
import { newStack } from "../support/synth";

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  ["postgresqlUsers", "name", ["", "a b", "ends.", "a".repeat(65)], ["a", "a.b-c_(1)", "a".repeat(64)]],
  ["postgresqlUsers", "database", ["", "1db", "a b", 'a"b', "a".repeat(64)], ["orders", "_a-1", "a".repeat(63)]],
  ["postgresqlUsers", "schema", ["", "pg_x", "1a", "a b", 'a"b', "a".repeat(64)], ["app", "_a1", undefined]],
  ["postgresqlUsers", "administrator", [null, "admin", {}], []],
  ["postgresqlUsers", "server", [null, "pg", [], { id: "x" }], []],
  ["postgresqlUsers", "storageAccount", [null, "sa", { id: "x" }], [SCRIPT_STORAGE]],
  ["postgresqlUsers", "subnetId", ["scripts"], [SUBNET_ID]],
  ["postgresqlUsers", "tags", [tags(51)], [tags(50)]],
  ["sqlUsers", "database", ["", "master", "a/b", "ends.", "a".repeat(129)], ["orders", "a b", "a".repeat(128)]],
  ["sqlUsers", "name", ["ends."], ["a.b"]],
  ["sqlUsers", "server", [null, "sql", { fqdn: "x" }], []],
];

/** Arguments together. */
const TOGETHER: TogetherRow[] = [
  [
    "a subnet without a storage account",
    "postgresqlUsers",
    { storageAccount: undefined },
    "storageAccount",
    { storageAccount: undefined, subnetId: undefined },
  ],
  ["a storage account without a subnet", "sqlUsers", { subnetId: undefined }, "subnetId", { subnetId: SUBNET_ID }],
];

testRules(
  without([...rulesIn(POSTGRESQL_DATABASE_USERS), ...rulesIn(SQL_DATABASE_USERS)], SHARED_RULES),
  VALUES,
  TOGETHER,
);

testWrongTypes("postgresqlUsers", everyPostgresqlUsersProps(newStack()));
testWrongTypes("sqlUsers", everySqlUsersProps(newStack()));

testWithoutProps([
  ["users of PostgreSQL", (stack, props) => new PostgresqlDatabaseUsers(stack, "made", props)],
  ["users of Azure SQL", (stack, props) => new SqlDatabaseUsers(stack, "made", props)],
]);
