import { isObject, isReference, kindOf, Problem } from "../../core/problems";
import { checkProps } from "../../rules/check";
import type { Block } from "../../rules/rule";
import type { DatabaseServer, DatabaseUsersProps } from "../database-users-props";
import { checkText } from "./check-arguments";

/**
 * The problems with the props of the users of a database.
 *
 * @param host the attribute of the server that holds its host name
 */
export function checkUsers<T extends DatabaseUsersProps & { readonly server: DatabaseServer }>(
  rules: Block<T>,
  props: T,
  host: string,
): Problem[] {
  const problems = checkProps(rules, props);
  if (!isObject(props)) {
    return problems;
  }
  const { server, storageAccount } = props;
  return [
    ...problems,
    ...(server === undefined ? [] : checkAttributes("server", server, ["id", "name", "resourceGroupName", host])),
    ...(storageAccount === undefined ? [] : checkAttributes("storageAccount", storageAccount, ["id", "name"])),
  ];
}

/** The problems with a server, or a storage account, that has not the attributes of azurerm's class. */
function checkAttributes(property: string, value: unknown, names: readonly string[]): Problem[] {
  return isObject(value) && !isReference(value) && !Array.isArray(value)
    ? names.flatMap((name) => checkText(`${property}.${name}`, (value as Record<string, unknown>)[name]))
    : [{ property, value: kindOf(value), allowed: `an object with ${names.join(", ")}`, change: "Pass the resource." }];
}
