import type { TerraformStack } from "cdktf";
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { isLiteral, refuseInProgram } from "../../core/problems";
import { textOf } from "../../core/token-text";
import type { RoleAssignmentOptions } from "../role";
import { assignedRoleKey } from "./grant-keys";
import type { GrantRecord, PrincipalRecord } from "./records";

const ARGUMENTS = ["description", "condition", "conditionVersion"] as const;

/**
 * The optional arguments of the role assignments of a stack: the first line of a program that gives them decides, and
 * all others have to agree.
 */
export class RoleAssignmentArguments {
  private readonly given = new Set<RoleAssignment>();

  constructor(private readonly stack: TerraformStack) {}

  /**
   * Adds the arguments that a line of the program gives.
   *
   * @throws Error when an earlier line gave other arguments: Azure accepts one assignment of a role to a principal at a
   *   scope
   */
  public add(grant: GrantRecord, options: RoleAssignmentOptions): void {
    const assignment = grant.resource as RoleAssignment;
    if (this.given.has(assignment)) {
      this.refuseOthers(grant.principal, assignment, options);
      return;
    }
    this.given.add(assignment);
    for (const name of ARGUMENTS) {
      const value = options[name];
      if (value !== undefined) {
        assignment[name] = value;
      }
    }
  }

  private refuseOthers(
    { construct }: PrincipalRecord,
    assignment: RoleAssignment,
    options: RoleAssignmentOptions,
  ): void {
    const differences = ARGUMENTS.map((name) => ({
      name,
      present: this.textOfArgument(assignment[`${name}Input`]),
      asked: this.textOfArgument(options[name]),
    })).filter(({ present, asked }) => present !== asked);
    if (differences.length > 0) {
      refuseInProgram({
        construct,
        finding:
          `is assigned the role ${assignedRoleKey(assignment)} twice, with different arguments: ` +
          differences.map(describeDifference).join("; "),
        allowed: "one assignment of a role to a principal at a scope",
        change: "Pass the same arguments in both places.",
      });
    }
  }

  private textOfArgument(value: string | undefined): string | undefined {
    return value === undefined || isLiteral(value) ? value : textOf(this.stack, value);
  }
}

function describeDifference({ name, present, asked }: { name: string; present?: string; asked?: string }): string {
  const shown = (value: string | undefined) => (value === undefined ? "none" : JSON.stringify(value));
  return `${name} is ${shown(asked)}, and ${shown(present)} before`;
}
