import type { Role } from "../../access/role";
import type { Problem } from "../../core/problems";
import type { Kind } from "../../rules/rule";
import type { AzureServiceOptions } from "../azure-service-options";

/** A row of the table of services. */
export interface Service<T> {
  /** What of the service is used, for people: the words of the table in the documentation. */
  readonly what: string;
  /** The parameters of the factory, as the documentation shows them. */
  readonly parameters: string;
  /** The attributes that the program has to give, by the arguments of the factory that have them. */
  readonly attributes: Readonly<Record<string, readonly (keyof T & string)[]>>;
  /** The attributes that the program may give, beside the provider. */
  readonly optional?: readonly (keyof T & string)[];
  /** The kind of this library's objects that the factory takes; undefined for azurerm's classes. */
  readonly kind?: Kind;
  /** What the access is for, and how a part of that is named. */
  readonly scope: string;
  /** The prefix of the environment variables. */
  readonly variablePrefix: string;
  /** The environment variables, by their names without the prefix. */
  readonly variables: (service: T) => Record<string, string>;
  /** The page that the names of the variables or the role are from. */
  readonly source: string;
}

/** A service whose access is by role assignments. */
export type RoleService<T> = Service<T> & {
  /** Matches the names of the built-in roles for the service. */
  readonly roles: RegExp;
} & (DefaultRole | RolesToChoose);

/** The role of a program that names none. */
interface DefaultRole {
  /** The role with the least access that is of use. */
  readonly role: Role;
}

/** The roles of a service where none is of use to every program, so that the program has to name one. */
interface RolesToChoose {
  /** What the code does, for people, and the role with the least access that this takes. */
  readonly choices: Readonly<Record<string, Role>>;
}

/** A service whose access is not of Azure RBAC. */
export interface DataPlane<T> extends Service<T> {
  /** The access that is given by default, for people. */
  readonly access: string;
}

/**
 * The problem with a built-in role for another service, which allows nothing on this one. Any other role may be for
 * this service.
 */
export function checkRoleFor({ roles }: { readonly roles: RegExp }, role: Role, property: string): Problem[] {
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
export function variablesIn<T>(
  { variablePrefix, variables }: Service<T>,
  service: T,
  { variablePrefix: prefix = variablePrefix }: AzureServiceOptions,
): Record<string, string> {
  return Object.fromEntries(Object.entries(variables(service)).map(([name, value]) => [`${prefix}_${name}`, value]));
}
