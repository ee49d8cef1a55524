import type { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import { isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { textOf } from "../../../core/token-text";
import { redisPolicyKey } from "../grant-keys";
import { madeGrant } from "./check-grants";
import type { PassContext } from "./pass-context";

/** The problems with access policy assignments on caches. */
export function checkRedis(context: PassContext): ProgramProblem[] {
  const { stack, index, ownGrants } = context;
  return index.redisAssignments
    .filter(({ cdktfStack }) => cdktfStack === stack)
    .flatMap((assignment) =>
      ownGrants.has(assignment) ? checkEntra(context, assignment) : checkBesideOurs(context, assignment),
    );
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

/** The problem with an assignment beside one of this library: a cache accepts one assignment for each principal. */
function checkBesideOurs({ ledger }: PassContext, assignment: RedisCacheAccessPolicyAssignment): ProgramProblem[] {
  const { cdktfStack: stack, redisCacheIdInput = "", objectIdInput = "" } = assignment;
  const { keys } = ledger.program;
  const key = redisPolicyKey(keys.scopeKey(stack, redisCacheIdInput), keys.principalKey(stack, objectIdInput));
  const grant = madeGrant(ledger.grants, key);
  return grant
    ? [
        {
          construct: assignment,
          finding: `is a second access policy beside ${pathInProgram(grant.resource)} for the same cache and principal`,
          allowed: "one access policy for a principal on a cache",
          change: "Remove one of the two.",
        },
      ]
    : [];
}
