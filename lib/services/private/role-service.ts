import type { Role } from "../../access/role";
import type { Problem } from "../../core/problems";
import type { AzureServiceOptions } from "../azure-service-options";
import type { MessagingNamespace } from "../service-attributes";

/** A row of the table of services: a service whose access is by role assignments. */
export interface RoleService {
  /** The prefix of the environment variables. */
  readonly variablePrefix: string;
  /** Matches the names of the built-in roles for the service. */
  readonly roles: RegExp;
  /** The environment variables, by their names without the prefix. */
  readonly variables: Record<string, string>;
}

/**
 * The problem with a built-in role for another service, which allows nothing on this one. Any other role may be for
 * this service.
 */
export function checkRoleFor({ roles }: RoleService, role: Role, property: string): Problem[] {
  return role?.builtInId === undefined || typeof role.roleName !== "string" || roles.test(role.roleName)
    ? []
    : [
        {
          property,
          value: role.roleName,
          allowed: `a role with ${roles.source} in its name, or one that is not built in`,
          change: "Pass such a role, or use AzureService.of(role, scope) for something else.",
        },
      ];
}

/** The variables of a service, with the prefix that the program gives, or else that of the service. */
export function prefixed(
  prefix: string,
  values: Record<string, string>,
  { variablePrefix = prefix }: AzureServiceOptions,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${variablePrefix}_${name}`, value]));
}

/**
 * The host name of a namespace of Service Bus or Event Hubs; where the program gives none, the one in Azure's public
 * cloud.
 */
export function messagingHost({ name, host }: MessagingNamespace): string {
  return host ?? `${name}.servicebus.windows.net`;
}
