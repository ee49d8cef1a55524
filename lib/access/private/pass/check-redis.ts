import type { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import { isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { textOf } from "../../../core/token-text";
import type { PassContext } from "./pass-context";

/** The problems of access policies of caches. */
export function checkRedis(context: PassContext): ProgramProblem[] {
  const { stack, index, ownGrants } = context;
  return index.redisAssignments
    .filter((assignment) => assignment.cdktfStack === stack && ownGrants.has(assignment))
    .flatMap((assignment) => checkEntra(context, assignment));
}

/** Without Microsoft Entra authentication a cache knows no identities. */
function checkEntra({ index }: PassContext, assignment: RedisCacheAccessPolicyAssignment): ProgramProblem[] {
  const cache = index.redisCache(textOf(assignment.cdktfStack, assignment.redisCacheIdInput ?? ""));
  const configuration = cache?.redisConfigurationInput;
  const isOn = configuration?.activeDirectoryAuthenticationEnabled ?? false;
  return !cache || isReference(configuration) || isReference(isOn) || isOn === true
    ? []
    : [
        {
          construct: assignment,
          finding: `is access to ${pathInProgram(cache)} by identity, which that does not know`,
          allowed: "a cache with Microsoft Entra authentication",
          change: "Set redisConfiguration: { activeDirectoryAuthenticationEnabled: true }.",
        },
      ];
}
