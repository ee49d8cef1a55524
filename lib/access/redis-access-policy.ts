/**
 * An access policy of Azure Cache for Redis: what a principal may do with the data of a cache.
 *
 * @see https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure-role-based-access-control
 */
export class RedisAccessPolicy {
  /** Read and write, and run the commands that administer the cache. */
  public static readonly DATA_OWNER = new RedisAccessPolicy("Data Owner");
  /** Read and write. */
  public static readonly DATA_CONTRIBUTOR = new RedisAccessPolicy("Data Contributor");
  /** Read. */
  public static readonly DATA_READER = new RedisAccessPolicy("Data Reader");

  /**
   * A policy that the cache has beside the built-in ones, by its name. A literal name that is not 3 to 63 letters,
   * digits, hyphens and spaces, starting and ending with a letter or digit, is refused when the policy is granted.
   *
   * @param accessPolicyName the name of the policy; pass the name attribute of an `azurerm_redis_cache_access_policy`
   *   where the program makes one, so that the grant depends on it
   */
  public static fromName(accessPolicyName: string): RedisAccessPolicy {
    const builtIn = [RedisAccessPolicy.DATA_OWNER, RedisAccessPolicy.DATA_CONTRIBUTOR, RedisAccessPolicy.DATA_READER];
    const name = typeof accessPolicyName === "string" ? accessPolicyName.toLowerCase() : undefined;
    return (
      builtIn.find((policy) => policy.accessPolicyName.toLowerCase() === name) ??
      new RedisAccessPolicy(accessPolicyName)
    );
  }

  private constructor(
    /** The name of the policy. */
    public readonly accessPolicyName: string,
  ) {}
}
