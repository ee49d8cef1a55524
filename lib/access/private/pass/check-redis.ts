import type { TerraformStack } from "cdktf";
import type { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import type { Access } from "../access";
import { findMade } from "./check-roles";
import { redisKey } from "../grants";
import type { MadeHere } from "./made-here";
import { isReference } from "../../../core/problems";
import { textOf } from "../../../core/token-text";

/** What the complete program shows to be wrong with the access policies of caches. */
export function checkRedis(access: Access, stack: TerraformStack, madeHere: MadeHere): string[] {
  const ours = new Set([...access.grants.all.values()].map((grant) => grant.resource));
  const assignments = madeHere.redisAssignments.filter((one) => one.cdktfStack === stack);
  return [
    ...assignments.filter((one) => ours.has(one)).flatMap((assignment) => checkEntra(assignment, madeHere)),
    ...assignments.filter((one) => !ours.has(one)).flatMap((assignment) => checkBesideOurs(access, assignment)),
  ];
}

/** Without Microsoft Entra authentication the cache asks nobody who somebody is. */
function checkEntra(
  { node, cdktfStack, redisCacheIdInput: id }: RedisCacheAccessPolicyAssignment,
  madeHere: MadeHere,
): string[] {
  const cache = madeHere.redisCaches.get(textOf(cdktfStack, id!));
  const { redisConfigurationInput: configuration } = cache ?? {};
  const isOn = configuration?.activeDirectoryAuthenticationEnabled ?? false;
  return !cache || isReference(configuration) || isReference(isOn) || isOn === true
    ? []
    : [
        `[${node.path}] is access to [${cache.node.path}] by identity, which that does not know; allowed: a cache with Microsoft Entra authentication. Set redisConfiguration: { activeDirectoryAuthenticationEnabled: true }.`,
      ];
}

/** A cache takes one assignment for a principal. */
function checkBesideOurs(
  { grants, program }: Access,
  { node, cdktfStack, redisCacheIdInput: id, objectIdInput: objectId }: RedisCacheAccessPolicyAssignment,
): string[] {
  const grant = findMade(
    grants,
    redisKey(program.scopeKey(cdktfStack, id!), program.principalKey(cdktfStack, objectId!)),
  );
  return grant
    ? [
        `[${node.path}] is a second access policy beside [${grant.resource.node.path}] for the same cache and principal; allowed: one. Take one of the two out.`,
      ]
    : [];
}
