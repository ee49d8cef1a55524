import { decode, isList, ObjectValue, Reference, Value } from "../../language/value";
import { canonicalText, Instance } from "../../program/instance";
import { Grant, grantOf } from "../grant";
import { makesDatabaseUsers } from "../known-templates";
import { permissionNamed } from "../permission";
import { partOf, Target } from "../target";
import type { GrantContext } from "./grant-context";
import type { GrantTypes } from "./grant-type";

/** The users that a deployment's script makes in a database, where the script is known to do that. */
export const DATABASE_USERS: GrantTypes = {
  azurerm_resource_group_template_deployment: { isOnlyGrant: false, read: usersOf },
};

function usersOf(by: Instance, context: GrantContext): Grant[] {
  const parameters = decode(by.argument("parameters_content") ?? null);
  if (!makesDatabaseUsers(by.argument("template_content") ?? null) || !(parameters instanceof ObjectValue)) {
    return [];
  }
  const given = valueOf(parameters, "users");
  const users = decode(given) ?? given;
  const target = databaseOf(parameters, by, context);
  return (isList(users) ? users : [users]).map((user) => {
    const { privilege, objectId } = user instanceof ObjectValue ? entryOf(user) : { privilege: user, objectId: user };
    const permission = permissionNamed(privilege);
    return grantOf({ kind: "data role", principal: context.principals.of(objectId), permission, target, by });
  });
}

/** The id of the identity that the script runs as. */
export function administratorOf(deployment: Instance): Value {
  const parameters = decode(deployment.argument("parameters_content") ?? null);
  return parameters instanceof ObjectValue ? valueOf(parameters, "administratorId") : null;
}

function entryOf(user: ObjectValue) {
  return { privilege: user.get("privilege"), objectId: user.get("objectId") };
}

function valueOf(parameters: ObjectValue, name: string): Value {
  const parameter = parameters.get(name);
  return parameter instanceof ObjectValue ? parameter.get("value") : null;
}

/** The database, in its server: by the reference to the host name, or by the name that the host name starts with. */
function databaseOf(parameters: ObjectValue, by: Instance, { targets }: GrantContext): Target {
  const server = valueOf(parameters, "server");
  const schema = canonicalText(valueOf(parameters, "schema"));
  const type = schema === "" ? "Microsoft.Sql/servers" : "Microsoft.DBforPostgreSQL/flexibleServers";
  const whole =
    server instanceof Reference
      ? targets.of(new Reference(server.instance))
      : targets.named(type, canonicalText(server).split(".")[0]!, targets.scopeOf(by));
  const name = nameOf(valueOf(parameters, "database"));
  const path = schema === "" ? name : `${name}/${schema}`;
  return partOf(
    whole,
    `databases/${path.toLowerCase()}`,
    `${schema === "" ? name : `${schema} in ${name}`} of ${whole.label}`,
  );
}

/** The name of the database: that of the resource that a reference leads to. */
function nameOf(database: Value): string {
  const name = database instanceof Reference ? database.instance.argument("name") : undefined;
  return typeof name === "string" ? name : canonicalText(database);
}
