// Writes docs/roles.md: every role that is a constant of the library, with what it allows.
import * as fs from "fs";
import * as path from "path";
import * as ts from "typescript";
import { CosmosDbRole } from "../lib/access/cosmos-db-role";
import { KustoRole } from "../lib/access/kusto-role";
import { RedisAccessPolicy } from "../lib/access/redis-access-policy";
import { Role } from "../lib/access/role";
import { builtInRole } from "../lib/review/azure/built-in-roles";
import { withFooter } from "./footer";
import { tableOf } from "./page";

const PAGE = path.join(__dirname, "../docs/roles.md");

const HEAD = `# Roles

Every role that is a constant, with its name in Azure, its GUID and what it allows, as Microsoft lists it in
[Azure built-in roles](https://learn.microsoft.com/azure/role-based-access-control/built-in-roles). Any other role is
\`Role.fromName("…")\` or \`Role.fromDefinitionId("…")\`. **Data actions** read and write what is in a resource, **actions**
manage the resource itself; \`*\` stands for any part. [Services](services.md) says which role each \`AzureService\` gives.
`;

/** The page as the constants and the review's table of built-in roles have it. */
export function renderRoles(): string {
  const roles = constantsOf<Role>(Role);
  const providers = [...new Set(roles.map(([, { resourceProvider = "" }]) => resourceProvider))].sort();
  const described = descriptionsIn("role.ts");
  const sections = providers.map((provider) => {
    const ofProvider = roles.filter(([, { resourceProvider = "" }]) => resourceProvider === provider);
    const rows = ofProvider.map((role) => rowOf(role, described));
    return `## ${provider || "Any resource"}\n\n${tableOf(["`Role.`", "for", "data actions", "actions"], rows)}`;
  });
  return withFooter("roles.md", [HEAD, ...sections, ...otherRoles()].join("\n"));
}

/** The constants of a class of roles, by their names. */
function constantsOf<T>(roles: object): [string, T][] {
  return Object.entries(roles).filter((entry): entry is [string, T] => /^[A-Z][A-Z_]*$/.test(entry[0]));
}

/** The first sentence of the docstring of each constant in a file of `lib/access`. */
function descriptionsIn(file: string): ReadonlyMap<string, string> {
  const text = fs.readFileSync(path.join(__dirname, "../lib/access", file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const members = source.statements.filter(ts.isClassDeclaration).flatMap(({ members }) => [...members]);
  return new Map(
    members.map((member) => {
      const comment = ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(member)[0]?.comment) ?? "";
      return [member.name?.getText() ?? "", comment.replace(/\s+/g, " ")];
    }),
  );
}

function rowOf([constant, { roleName = "" }]: [string, Role], described: ReadonlyMap<string, string>): string[] {
  const role = builtInRole(roleName);
  if (!role) {
    throw new Error(`lib/review/azure/built-in-role-table.ts does not list ${roleName}, which is Role.${constant}`);
  }
  const { dataActions, notDataActions, actions, notActions } = role.allowed;
  return [
    `<a id="${constant.toLowerCase()}"></a>\`${constant}\``,
    `${described.get(constant) ?? ""}<br>${roleName}, \`${role.id}\``,
    listOf(dataActions, notDataActions),
    listOf(actions, notActions),
  ];
}

/** Actions, a line each, and what is taken out of them. */
function listOf(allowed: readonly string[], taken: readonly string[]): string {
  return [...allowed.map((action) => `\`${action}\``), ...taken.map((action) => `but not \`${action}\``)].join("<br>");
}

/** The roles that are not of Azure RBAC, each with its name. */
function otherRoles(): string[] {
  const rows = [
    ...rowsOfClass<CosmosDbRole>("CosmosDbRole", CosmosDbRole, "cosmos-db-role.ts", ({ roleName = "" }) => roleName),
    ...rowsOfClass<KustoRole>("KustoRole", KustoRole, "kusto-role.ts", ({ databaseRole }) => databaseRole),
    ...rowsOfClass<RedisAccessPolicy>(
      "RedisAccessPolicy",
      RedisAccessPolicy,
      "redis-access-policy.ts",
      ({ accessPolicyName }) => accessPolicyName,
    ),
  ];
  return [
    "## Roles that services hold themselves\n",
    "These are not of Azure RBAC: the account, the cluster or the cache holds the roles and who has them.\n",
    tableOf(["constant", "name", "for"], rows),
  ];
}

function rowsOfClass<T>(name: string, roles: object, file: string, nameOf: (role: T) => string): string[][] {
  const described = descriptionsIn(file);
  return constantsOf<T>(roles).map(([constant, role]) => [
    `\`${name}.${constant}\``,
    nameOf(role),
    described.get(constant) ?? "",
  ]);
}

if (require.main === module) {
  fs.writeFileSync(PAGE, renderRoles());
}
