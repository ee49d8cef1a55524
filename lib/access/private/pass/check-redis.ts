import type { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import { isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { textOf } from "../../../core/token-text";
import { redisPolicyKey } from "../grant-keys";
import { madeGrant } from "./check-grants";
import type { PassContext } from "./pass-context";

/** The problems of access policies of caches. */
export function checkRedis(context: PassContext): ProgramProblem[] {
  const { stack, index, ownGrants } = context;
  return index.redisAssignments
    .filter(({ cdktfStack }) => cdktfStack === stack)
    .flatMap((assignment) =>
      ownGrants.has(assignment) ? checkEntra(context, assignment) : checkBesideOurs(context, assignment),
    );
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

/** A cache takes one assignment for a principal. */
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
          allowed: "one",
          change: "Take one of the two out.",
        },
      ]
    : [];
}
