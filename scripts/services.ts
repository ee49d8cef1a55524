import { Role } from "../lib/access/role";
import { DATA_PLANES, ROLE_SERVICES } from "../lib/services/private/services";
import type { RoleService, Service } from "../lib/services/private/role-service";

/** A table of services, from the comment before it to the empty line after it. */
const TABLE = /<!-- services and scopes -->\n[^]*?\n(?=\n)/g;

/** A resource that has every attribute, each with others in it. */
const ANY_RESOURCE: unknown = new Proxy(() => "", {
  get: (_, attribute) => (attribute === Symbol.toPrimitive ? () => "value" : ANY_RESOURCE),
});

/** A row of the table of services. */
interface Row {
  readonly name: string;
  readonly parameters: string;
  readonly what: string;
  readonly access: string;
  readonly variables: readonly string[];
  readonly scope: string;
}

/** The services, in the order of the code. */
export const ROWS: readonly Row[] = [
  ...Object.entries(ROLE_SERVICES).map(([name, service]) => rowOf(name, service, rolesOf(service))),
  ...Object.entries(DATA_PLANES).map(([name, service]) => rowOf(name, service, service.access)),
];

/** A text with every table of services in it made from the code anew. */
export function renderServices(text: string): string {
  return text.replace(TABLE, (table) => [table.split("\n", 1)[0], ...tableOfServices(), ""].join("\n"));
}

function tableOfServices(): string[] {
  return tableOf(
    ["`AzureService.`", "for", "role by default, or those to choose from", "at", "variables"],
    ROWS.map(({ name, parameters, what, access, scope, variables }) => [
      `\`${name}(${parameters})\``,
      what,
      access,
      scope,
      inCode(variables),
    ]),
  );
}

/** The role of a service that has a default, or what each role is for that a program chooses from. */
function rolesOf(service: RoleService<never>): string {
  return "role" in service
    ? (service.role.roleName ?? "")
    : Object.entries(service.choices)
        .map(([purpose, role]) => `${purpose} ${linkTo(role)}`)
        .join(", ");
}

/** The constant of a role, with its row among all roles. */
function linkTo(role: Role): string {
  const [constant = ""] = Object.entries(Role).find(([, value]) => value === role) ?? [];
  return `[\`Role.${constant}\`](roles.md#${constant.toLowerCase()})`;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const [names = "", ...lines] = [head, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [names, `|${"---|".repeat(head.length)}`, ...lines];
}

function inCode(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

function rowOf(name: string, service: Service<never>, access: string): Row {
  const { parameters, what, scope, variablePrefix } = service;
  const variables = Object.keys(service.variables(ANY_RESOURCE as never)).map(
    (variable) => `${variablePrefix}_${variable}`,
  );
  return { name, parameters, what, access, scope, variables };
}
