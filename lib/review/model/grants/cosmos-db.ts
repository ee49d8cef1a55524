import { NOTHING_ALLOWED } from "../../azure/actions";
import { table } from "../../base/table";
import { ObjectValue, Value } from "../../language/value";
import { canonicalText, Instance } from "../../program/instance";
import { Grant, grantOf } from "../grant";
import { Permission, permissionNamed, textsIn } from "../permission";
import { partOf, Target } from "../target";
import type { Targets } from "../targets";
import { parentOf } from "./azapi-parent";
import type { GrantContext } from "./grant-context";

const ACCOUNT = "Microsoft.DocumentDB/databaseAccounts";
const builtIn = (name: string, dataActions: readonly string[]): Permission => ({
  key: `cosmos|${name.toLowerCase()}`,
  label: name,
  allowed: { ...NOTHING_ALLOWED, dataActions },
});

/** The two built-in roles for the data of Cosmos DB, by the last digit of their ids. */
const BUILT_IN = table<Permission>({
  1: builtIn("Cosmos DB Built-in Data Reader", [
    `${ACCOUNT}/readMetadata`,
    `${ACCOUNT}/sqlDatabases/containers/items/read`,
    `${ACCOUNT}/sqlDatabases/containers/executeQuery`,
    `${ACCOUNT}/sqlDatabases/containers/readChangeFeed`,
  ]),
  2: builtIn("Cosmos DB Built-in Data Contributor", [
    `${ACCOUNT}/readMetadata`,
    `${ACCOUNT}/sqlDatabases/containers/*`,
    `${ACCOUNT}/sqlDatabases/containers/items/*`,
  ]),
});

/** The grant of an `azurerm_cosmosdb_sql_role_assignment`. */
export function cosmosRoleAssignment(by: Instance, context: GrantContext): Grant[] {
  const account = parentOf(by, context) ?? context.targets.named(ACCOUNT, canonicalText(by.get("account_name")));
  return [cosmosGrant(context, { by, account, argument: (name) => by.get(name) })];
}

/** A role assignment of Cosmos DB: the account that it is in, and its arguments in azurerm's words. */
interface CosmosRoleAssignment {
  readonly by: Instance;
  readonly account: Target;
  readonly argument: (name: string) => Value;
}

/** The grant of a role assignment of Cosmos DB. */
export function cosmosGrant(context: GrantContext, { by, account, argument }: CosmosRoleAssignment): Grant {
  const scope = context.targets.of(argument("scope"));
  const isKnown = scope.unresolved === undefined;
  return grantOf({
    kind: "data role",
    principal: context.principals.of(argument("principal_id")),
    permission: cosmosRole(context.targets, argument("role_definition_id")),
    target: isKnown ? scope : partOf(account, canonicalText(argument("scope")), `${account.label} or a part of it`),
    by,
  });
}

/** The role for the data of Cosmos DB that a role definition id leads to: built in, of the program, or some other. */
function cosmosRole(targets: Targets, id: Value): Permission {
  const { instance } = targets.of(id);
  const definition = instance?.type === "azurerm_cosmosdb_sql_role_definition" ? instance : undefined;
  const builtInRole = builtInRoleOf(definition?.argument("role_definition_id") ?? id);
  if (builtInRole) {
    return builtInRole;
  }
  const name = definition?.argument(definition.azapi ? "role_name" : "name") ?? id;
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
