import { isReference } from "../core/problems";

/**
 * What a principal may do with the data of a cache of Azure Cache for Redis.
 *
 * @see https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure-role-based-access-control
 */
export class RedisAccessPolicy {
  /** Everything, with the commands that administer the cache. */
  public static readonly DATA_OWNER = new RedisAccessPolicy("Data Owner");
  /** Read and write. */
  public static readonly DATA_CONTRIBUTOR = new RedisAccessPolicy("Data Contributor");
  /** Read. */
  public static readonly DATA_READER = new RedisAccessPolicy("Data Reader");

  /**
   * A policy that the cache has beside the built-in ones.
   *
   * @param accessPolicyName its name, best as the name attribute of an `azurerm_redis_cache_access_policy`
   * @throws Error when a literal name cannot be one: 3 to 63 letters, digits, hyphens and spaces, starting and ending
   *   with a letter or digit
   */
  public static fromName(accessPolicyName: string): RedisAccessPolicy {
    if (!isReference(accessPolicyName) && !NAME.test(String(accessPolicyName))) {
      throw new Error(
        `The name of a Redis access policy is ${JSON.stringify(accessPolicyName)}; allowed: 3 to 63 letters, digits, hyphens and spaces, starting and ending ` +
          "with a letter or digit. Pass such a name, or the name attribute of the resource.",
      );
    }
    const builtIn = [RedisAccessPolicy.DATA_OWNER, RedisAccessPolicy.DATA_CONTRIBUTOR, RedisAccessPolicy.DATA_READER];
    return (
      builtIn.find((policy) => policy.accessPolicyName.toLowerCase() === String(accessPolicyName).toLowerCase()) ??
      new RedisAccessPolicy(accessPolicyName)
    );
  }

  private constructor(
    /** Its name. */
    public readonly accessPolicyName: string,
  ) {}
}

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9 -]{1,61}[a-zA-Z0-9]$/;
