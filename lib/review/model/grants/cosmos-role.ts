import { NOTHING_ALLOWED } from "../../azure/actions";
import { table } from "../../azure/table";
import { ObjectValue, Value } from "../../language/value";
import { canonicalText, Instance } from "../../program/instance";
import { Permission, permissionNamed, textsIn } from "../permission";
import type { Targets } from "../targets";

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
    `${COSMOS}sqlDatabases/containers/items/read`,
    `${COSMOS}sqlDatabases/containers/executeQuery`,
    `${COSMOS}sqlDatabases/containers/readChangeFeed`,
  ]),
  2: builtIn("Cosmos DB Built-in Data Contributor", [
    `${COSMOS}readMetadata`,
    `${COSMOS}sqlDatabases/containers/*`,
    `${COSMOS}sqlDatabases/containers/items/*`,
  ]),
});

/** The role for the data of Cosmos DB that a role definition id leads to: built in, of the program, or some other. */
export function cosmosRole(targets: Targets, id: Value): Permission {
  const { instance } = targets.of(id);
  const definition = instance?.type === "azurerm_cosmosdb_sql_role_definition" ? instance : undefined;
  const builtInRole = builtInRoleOf(definition?.argument("role_definition_id") ?? id);
  if (builtInRole) {
    return builtInRole;
  }
  const name = definition?.argument("name") ?? id;
  return definition?.isManaged
    ? customRole(definition, name)
    : permissionNamed(definition ? canonicalText(name) : id, keyOfRole(name));
}

function builtInRoleOf(id: Value): Permission | undefined {
  const [, digit = ""] = /0{8}-0{4}-0{4}-0{4}-0{11}([12])$/.exec(canonicalText(id)) ?? [];
  return BUILT_IN[digit];
}

/** A role that the program defines, with what it allows where that is known. */
function customRole(definition: Instance, name: Value): Permission {
  const label = `${canonicalText(name)} (custom role)`;
  const blocks = definition.blocks("permissions");
  const lists = blocks.map((block) => (block instanceof ObjectValue ? textsIn(block.get("data_actions")) : undefined));
  const dataActions = lists.filter((list) => list !== undefined);
  return dataActions.length === lists.length
    ? { key: keyOfRole(name), label, allowed: { ...NOTHING_ALLOWED, dataActions: dataActions.flat() } }
    : { key: `${keyOfRole(name)}|${blocks.map(canonicalText).join(";")}`, label };
}

function keyOfRole(name: Value): string {
  return `cosmos|${canonicalText(name).toLowerCase()}`;
}
