import { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import { AzureService, RedisAccessPolicy } from "../../lib/index";
import { makeIdentity, redisIn } from "../support/services";
import { newStack, synth } from "../support/synth";

describe("options", () => {
  describe("Redis", () => {
    test("gives a principal one policy, by default to read; a second one is refused", () => {
      const stack = newStack();
      const [cache, identity] = [redisIn(stack), makeIdentity(stack)];
      const first = AzureService.redis(cache).grantTo(identity);
      expect(AzureService.redis(cache, RedisAccessPolicy.DATA_READER).grantTo(identity).resource).toBe(first.resource);
      expect((first.resource as RedisCacheAccessPolicyAssignment).accessPolicyNameInput).toBe("Data Reader");
      expect(() => AzureService.redis(cache, RedisAccessPolicy.DATA_OWNER).grantTo(identity)).toThrow(
        /is given the access policies "Data Reader" and "Data Owner" of one cache; allowed: one access policy of a cache for a principal/,
      );
    });
  });
});

describe("refused", () => {
  describe("Redis", () => {
    test.each([
      ["", "abc"],
      [" Data Reader", "my own-1"],
      ["a_b", "a-b"],
    ])("a policy called %p is refused, %p is not", (refused, accepted) => {
      const named = (name: string) => () => {
        const stack = newStack();
        AzureService.redis(redisIn(stack), RedisAccessPolicy.fromName(name)).grantTo(makeIdentity(stack));
      };
      expect(named(refused)).toThrow(
        /\[test\/identity\] is refused:\n  - the name of the access policy is .*; allowed: 3 to 63/,
      );
      expect(named(accepted)).not.toThrow();
      expect(RedisAccessPolicy.fromName("data reader")).toBe(RedisAccessPolicy.DATA_READER);
    });

    test("beside azurerm's own class is refused, for another principal it is not", () => {
      const beside = (own: (mine: string) => string) => () =>
        synth((stack) => {
          const [cache, identity] = [redisIn(stack), makeIdentity(stack)];
          AzureService.redis(cache).grantTo(identity);
          new RedisCacheAccessPolicyAssignment(stack, "own", {
            name: "own",
            redisCacheId: cache.id,
            accessPolicyName: "Data Owner",
            objectId: own(identity.principalId),
            objectIdAlias: "own",
          });
        });
      expect(beside((mine) => mine)).toThrow(
        /\[test\/own\] is a second access policy beside the access policy of the cache of \[test\/identity\]/,
      );
      expect(beside(() => "aaaaaaaa-0000-0000-0000-000000000000")).not.toThrow();
    });
  });
});
