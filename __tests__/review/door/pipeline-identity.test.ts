import { TerraformStack, Testing } from "cdktf";
import { AccessReview } from "../../../lib/index";
import { addExample } from "../../../scripts/examples";

test("the review shows who signs in as the pipeline's identity, and what it may do", async () => {
  const app = Testing.app();
  await addExample(app, "pipeline-identity");
  const stack = app.node.children.find((child): child is TerraformStack => TerraformStack.isStack(child))!;
  const markdown = AccessReview.ofSynthesized(Testing.synth(stack)).toMarkdown();
  const rows = markdown.split("\n").filter((line) => line.startsWith("| shop-pipeline (identity)"));
  for (const subject of ["environment:production", "ref:refs/heads/main"]) {
    expect(rows.every((row) => row.includes(`${subject} of https`))).toBe(true);
  }
  expect(rows.map((row) => row.split(" | ")).map(([, , role, , target]) => `${role} @ ${target}`)).toEqual([
    "Container Apps Contributor @ shop (container app)",
    "Container Apps Contributor @ shop (container app environment)",
    "AcrPush @ contosoimages (container registry)",
    "Managed Identity Operator @ shop-id (identity)",
  ]);
});
