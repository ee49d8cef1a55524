import { NOTHING_ALLOWED } from "../azure/actions";
import { table } from "../azure/table";
import { canonicalText } from "../program/instance";
import { ObjectValue, Unknown, Value } from "../language/value";
import { Permission, textsIn } from "./role";
import type { Targets } from "./targets";

const COSMOS = "Microsoft.DocumentDB/databaseAccounts/";
const builtIn = (name: string, dataActions: readonly string[]): Permission => ({
  key: `cosmos|${name.toLowerCase()}`,
  label: name,
  allowed: { ...NOTHING_ALLOWED, dataActions },
});

/** The two built-in roles for the data of Cosmos DB, by the last digit of their ids. */
const BUILT_IN = table<Permission>({
  1: builtIn("Cosmos DB Built-in Data Reader", [
    `${COSMOS}readMetadata`,
    ...["read", "executeQuery", "readChangeFeed"].map(
      (action) => `${COSMOS}sqlDatabases/containers/${action === "read" ? "items/read" : action}`,
    ),
  ]),
  2: builtIn("Cosmos DB Built-in Data Contributor", [
    `${COSMOS}readMetadata`,
    `${COSMOS}sqlDatabases/containers/*`,
    `${COSMOS}sqlDatabases/containers/items/*`,
  ]),
});

/** The role for the data of Cosmos DB that a role definition id leads to. */
export function cosmosRole(targets: Targets, id: Value): Permission {
  const { instance } = targets.of(id);
  const definition = instance?.type === "azurerm_cosmosdb_sql_role_definition" ? instance : undefined;
  const [, digit] =
    /0{8}-0{4}-0{4}-0{4}-0{11}([12])$/.exec(canonicalText(definition?.argument("role_definition_id") ?? id)) ?? [];
  if (digit !== undefined) {
    return BUILT_IN[digit]!;
  }
  const text = canonicalText(definition?.argument("name") ?? id);
  const why = id instanceof Unknown ? id.why : undefined;
  const label = definition?.isManaged ? `${text} (custom role)` : why === undefined ? text : `unresolved: ${text}`;
  const blocks = definition?.isManaged ? definition.blocks("permissions") : undefined;
  const lists = blocks?.map((block) => (block instanceof ObjectValue ? textsIn(block.get("data_actions")) : undefined));
  if (lists?.every((list) => list !== undefined)) {
    return {
      key: `cosmos|${text.toLowerCase()}`,
      label,
      allowed: { ...NOTHING_ALLOWED, dataActions: lists.flat() },
      unresolved: why,
    };
  }
  return {
    key: `cosmos|${text.toLowerCase()}${blocks ? `|${blocks.map(canonicalText).join(";")}` : ""}`,
    label,
    unresolved: why,
  };
}
