import { Testing } from "cdktf";
import { AccessReview } from "cdktf-managed-identity-container-app";
import { MainStack } from "../main-stack";

const synthesized = Testing.synth(new MainStack(Testing.app(), "main"), true);

test("the program is what it was: look at what differs before you run npm test -- --updateSnapshot", () => {
  expect(JSON.parse(synthesized)).toMatchSnapshot();
});

describe("the access review", () => {
  const review = AccessReview.ofSynthesized(synthesized);

  test("finds nothing wrong", () => {
    expect(review.findings).toEqual([]);
  });

  test("gives nobody more than was looked at", () => {
    expect(review.toSnapshot()).toMatchSnapshot();
  });
});
