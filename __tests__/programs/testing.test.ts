import { Testing } from "cdktf";
import { AccessReview, AccessVerdict, ContainerImage, ManagedIdentityContainerApp } from "../../lib/index";
import { MinimalStack } from "../../examples/minimal";
import { ShopStack } from "../../examples/pull-request/after";
import { ShopStack as ShopOfMain } from "../../examples/pull-request/before";
import { appProps, newStack } from "../support/synth";

describe("how a user's program is tested", () => {
  // #region access
  test("the app may read the secrets of the vault, and nothing else", () => {
    const stack = new MinimalStack(Testing.app(), "minimal");
    const access = AccessReview.ofSynthesized(Testing.synth(stack));
    expect(access.toSnapshot()).toEqual([
      "my-container-app-id (identity): secrets Get on my-vault (key vault)",
      "my-container-app (container app) runs as my-container-app-id (identity)",
    ]);
    expect(access.findings).toEqual([]);
  });
  // #endregion

  // #region comparison
  test("the change gives the shop more than it had", () => {
    const before = AccessReview.ofSynthesized(Testing.synth(new ShopOfMain(Testing.app(), "shop")));
    const after = AccessReview.ofSynthesized(Testing.synth(new ShopStack(Testing.app(), "shop")));
    expect(after.compareTo(before).verdict).toBe(AccessVerdict.BROADENED);
  });
  // #endregion

  // #region snapshot
  test("the program is what it was", () => {
    expect(Testing.synth(new MinimalStack(Testing.app(), "minimal"), true)).toMatchSnapshot();
  });
  // #endregion

  test("a mistake is refused where it is made", () => {
    const stack = newStack("prod");
    const containers = [{ image: ContainerImage.of("nginx"), cpu: 0.6 }];
    // #region refusal
    expect(() => new ManagedIdentityContainerApp(stack, "shop", appProps(stack, { containers }))).toThrow(
      /\[prod\/shop\] is refused:\n {2}- containers is 0.6 vCPU and 1.2Gi in all/,
    );
    // #endregion
  });
});
