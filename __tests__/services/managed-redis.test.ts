import type { TerraformProviderGeneratorMetadata, TerraformStack } from "cdktf";
import type * as Library from "../../lib/index";
import type * as Services from "../support/services";
import type * as Synth from "../support/synth";

const POLICY = "azurerm_managed_redis_access_policy_assignment";
const ID =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg/providers/Microsoft.Cache/redisEnterprise/orders";

type Class = new (...args: unknown[]) => { terraformGeneratorMetadata?: TerraformProviderGeneratorMetadata };

interface Beside {
  readonly library: typeof Library;
  readonly services: typeof Services;
  readonly synth: typeof Synth;
  readonly redisIn: (stack: TerraformStack, hasDatabase?: boolean) => Library.ManagedRedisInstance;
}

/** Runs something beside another version of azurerm's classes. */
function beside(providerVersion: string, run: (modules: Beside) => void): void {
  jest.isolateModules(() => {
    jest.doMock("@cdktf/provider-azurerm/lib/role-assignment", () => {
      const actual = jest.requireActual<Record<string, Class>>("@cdktf/provider-azurerm/lib/role-assignment");
      class OfVersion extends actual.RoleAssignment! {
        public override readonly terraformGeneratorMetadata = { providerName: "azurerm", providerVersion };
      }
      return { ...actual, RoleAssignment: OfVersion };
    });
    const { ManagedRedis } = jest.requireActual<typeof import("@cdktf/provider-azurerm/lib/managed-redis")>(
      "@cdktf/provider-azurerm/lib/managed-redis",
    );
    const services = jest.requireActual<typeof Services>("../support/services");
    run({
      library: jest.requireActual<typeof Library>("../../lib"),
      services,
      synth: jest.requireActual<typeof Synth>("../support/synth"),
      redisIn: (stack, hasDatabase = true) =>
        new ManagedRedis(stack, "redis", {
          ...services.PLACE,
          name: "orders",
          skuName: "Balanced_B0",
          defaultDatabase: hasDatabase ? {} : undefined,
        }),
    });
  });
}

describe("with azurerm 4.60 or later", () => {
  test("is the one access policy, the variables of Redis, and the wait", () => {
    beside("4.60.0", ({ library: { AzureService }, services: { using, variablesOf }, redisIn }) => {
      const program = using((stack) => [AzureService.managedRedis(redisIn(stack))]);
      const [identity] = Object.keys(program.all("azurerm_user_assigned_identity"));
      expect(program.only(POLICY)).toEqual({
        managed_redis_id: "${azurerm_managed_redis.redis.id}",
        object_id: `\${azurerm_user_assigned_identity.${identity}.principal_id}`,
      });
      expect(variablesOf(program)).toEqual({
        REDIS_HOST: "${azurerm_managed_redis.redis.hostname}",
        REDIS_PORT: "10000",
        REDIS_ENDPOINT: "${azurerm_managed_redis.redis.hostname}:10000",
      });
      expect(program.only("azurerm_container_app").depends_on).toEqual([expect.stringContaining(`${POLICY}.`)]);
    });
  });

  test("asked for twice, the policy is one", () => {
    beside("5.0.0", ({ library: { AzureService }, services: { makeIdentity }, synth: { synth }, redisIn }) => {
      const program = synth((stack) => {
        const [redis, identity] = [redisIn(stack), makeIdentity(stack)];
        const give = () => AzureService.managedRedis(redis).grantTo(identity);
        expect(give()).toBe(give());
      });
      expect(Object.keys(program.all(POLICY))).toHaveLength(1);
    });
  });

  test("a stack that hands its grants over says the policy and the instance", () => {
    beside("4.73.0", ({ library: { AzureService, GrantHandOver }, services, synth: { newStack } }) => {
      const stack = newStack();
      const handOver = GrantHandOver.enable(stack);
      AzureService.managedRedis({ id: ID, hostname: "x" }).grantTo(services.importIdentity(stack));
      expect(handOver.grants).toMatchObject([{ access: "default", scope: ID, resourceType: POLICY }]);
    });
  });

  test("an instance without a database is refused, where synth can see it", () => {
    beside("4.73.0", ({ library: { AzureService }, services: { makeIdentity }, synth: { synth }, redisIn }) => {
      const program = (hasDatabase: boolean) => () =>
        synth((stack) => AzureService.managedRedis(redisIn(stack, hasDatabase)).grantTo(makeIdentity(stack)));
      expect(program(false)).toThrow(
        /gives an identity access to \[test\/redis\], which accepts no identities; .*Set defaultDatabase: \{\}/,
      );
      expect(program(true)).not.toThrow();
    });
  });

  test("an id of another kind of cache is refused", () => {
    beside("4.73.0", ({ library: { AzureService }, services: { makeIdentity }, synth: { newStack } }) => {
      const give = (id: string) => () =>
        AzureService.managedRedis({ id, hostname: "x" }).grantTo(makeIdentity(newStack()));
      expect(give(ID.replace("redisEnterprise", "redis"))).toThrow(/id of the instance is .*redisEnterprise/);
      expect(give(ID)).not.toThrow();
    });
  });
});

test("below azurerm 4.60 it is refused with the version and the way that works there", () => {
  beside("4.59.0", ({ library, services, synth: { appProps, newStack } }) => {
    const { AzureService, ManagedIdentityContainerApp } = library;
    const stack = newStack();
    const make = () =>
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { services: [AzureService.managedRedis({ id: ID, hostname: "x" })] }),
      );
    expect(make).toThrow(
      /\[test\/app\] is refused:\n {2}- services\[0\]: the version of azurerm is "4\.59\.0"; allowed: 4\.60\.0 or later for Managed Redis.*azurerm_resource_group_template_deployment/,
    );
    expect(() => services.redisIn(stack)).not.toThrow();
  });
});
