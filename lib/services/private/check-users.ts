import { isObject, Problem } from "../../core/problems";
import { checkProps } from "../../rules/check";
import type { Block } from "../../rules/rule";
import type { DatabaseServer, DatabaseUsersProps } from "../database-users-props";
import { checkAttributes } from "./check-arguments";

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
