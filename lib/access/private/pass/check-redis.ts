import type { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import { isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { textOf } from "../../../core/token-text";
import type { PassContext } from "./pass-context";

/** The problems with access policy assignments on caches. */
export function checkRedis(context: PassContext): ProgramProblem[] {
  const { stack, index, ownGrants } = context;
  return index
    .ofTypeIn<RedisCacheAccessPolicyAssignment>(stack, "azurerm_redis_cache_access_policy_assignment")
    .filter((assignment) => ownGrants.has(assignment))
    .flatMap((assignment) => checkEntra(context, assignment));
}

/**
 * The problem with access by identity to a cache without Microsoft Entra authentication, which accepts no identities.
 */
function checkEntra({ index }: PassContext, assignment: RedisCacheAccessPolicyAssignment): ProgramProblem[] {
  const cache = index.redisCache(textOf(assignment.cdktfStack, assignment.redisCacheIdInput ?? ""));
  const configuration = cache?.redisConfigurationInput;
  const isOn = configuration?.activeDirectoryAuthenticationEnabled ?? false;
  return !cache || isReference(configuration) || isReference(isOn) || isOn === true
    ? []
    : [
        {
          construct: assignment,
          finding: `gives an identity access to ${pathInProgram(cache)}, which accepts no identities`,
          allowed: "a cache with Microsoft Entra authentication",
          change: "Set redisConfiguration: { activeDirectoryAuthenticationEnabled: true }.",
        },
      ];
}
