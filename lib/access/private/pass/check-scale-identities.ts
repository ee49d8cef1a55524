import type { ProgramProblem } from "../../../core/problems";
import type { PassContext } from "./pass-context";
import type { ProgramView } from "./program-view";

/** The keys of the principals that the role assignments of the program name. */
function assignedPrincipals({ index, program: { keys } }: ProgramView): ReadonlySet<string> {
  return new Set(
    index.roleAssignments.map(({ cdktfStack, principalIdInput = "" }) =>
      keys.principalKey(cdktfStack, principalIdInput),
    ),
  );
}

/**
 * The problems with scale rules that authenticate with an identity that the program makes and gives no access.
 */
export function checkScaleIdentities({ ledger, index, view }: PassContext): ProgramProblem[] {
  const used = ledger.workloads.flatMap(({ construct, scaleIdentities }) =>
    scaleIdentities.map(({ at, principal }) => ({ construct, at, principal })),
  );
  if (used.length === 0 || index.hasUnknownResources) {
    return [];
  }
  const assigned = view.once(assignedPrincipals);
  const granted = (principal: string) => assigned.has(principal) || ledger.program.grantsTo(principal).length > 0;
  return used
    .filter(({ principal }) => !granted(principal))
    .map(({ construct, at }) => ({
      construct,
      finding: `authenticates at ${at} with an identity that this program makes and gives no access`,
      allowed: "an identity that may read what the scale rule counts",
      change: "Assign it the role to receive, such as Role.SERVICE_BUS_DATA_RECEIVER on the namespace.",
      source: "https://learn.microsoft.com/azure/container-apps/scale-app#authentication",
    }));
}
