import type { TerraformResource } from "cdktf";
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { ProgramProblem } from "../../../core/problems";
import { Role } from "../../role";
import { isDormant } from "../dormant";
import { assignedRoleKey } from "../grant-keys";
import type { GrantRecord } from "../records";
import type { Workload } from "../workload";
import type { PassContext } from "./pass-context";

/** A role assignment that lets a principal pull images, or may do so. */
type PullRole = Pick<GrantRecord, "resource" | "isPull">;

/** The role assignments by which identities pull images: those of all stacks, this library's and the program's own. */
export class ImagePulls {
  constructor(private readonly context: PassContext) {}

  /** The role assignments that are made and let one of the principals pull, or may do so. */
  public rolesOf(principals: Iterable<string>): PullRole[] {
    return this.allRolesOf(principals).filter(({ resource }) => !isDormant(resource));
  }

  /**
   * The problems with a workload whose images are pulled by an identity that the program makes and assigns no role to.
   */
  public checkPullers({ construct, imagePull }: Workload): ProgramProblem[] {
    const made = this.context.index.hasUnknownResources ? [] : [...(imagePull?.made ?? [])];
    return made
      .filter(([principal]) => this.allRolesOf([principal]).length === 0)
      .map(([, server]) => ({
        construct,
        finding: `pulls images from ${server} by an identity that this program makes and assigns no role to`,
        allowed: "an identity that may pull",
        change: "Assign it Role.ACR_PULL on the registry.",
      }));
  }

  private allRolesOf(principals: Iterable<string>): PullRole[] {
    const roles = [...principals].flatMap((key): PullRole[] => [
      ...this.context.ledger.program.grantsTo(key),
      ...this.context.foreignGrants
        .to(key)
        .filter(isRoleAssignment)
        .map((resource) => ({ resource, isPull: Role._isPull(assignedRoleKey(resource)) })),
    ]);
    return roles.filter(({ isPull }) => isPull !== false);
  }
}

function isRoleAssignment(resource: TerraformResource): resource is RoleAssignment {
  return resource.terraformResourceType === "azurerm_role_assignment";
}
