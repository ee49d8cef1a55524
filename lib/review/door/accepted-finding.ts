import type { TerraformResource } from "cdktf";
import { loadReview } from "./load-review";

/**
 * A finding of the access review that the program lets stand, with the reason: it is written beside the resource and
 * prints with the review.
 */
export class AcceptedFinding {
  /**
   * Lets a finding about a resource stand. The reason is in the synthesized JSON, in the comment of the resource, which
   * Terraform does not read. `Testing.synth` leaves comments out: pass the acceptances to the review of what it
   * returns.
   *
   * @param resource the `TerraformResource` at the finding's address, such as `grant.resource` or `app.resource`
   * @param finding the id of the finding, such as `broad-role`
   * @param reason why it may stand
   * @throws Error when there is no finding of that id, or no reason
   */
  public static on(resource: TerraformResource, finding: string, reason: string): void {
    const ids = loadReview()
      .RULES.map(({ id }) => id)
      .sort();
    const { node, addOverride } = (resource ?? {}) as Partial<TerraformResource>;
    if (node === undefined || typeof addOverride !== "function") {
      throw new Error(
        "AcceptedFinding.on is refused; allowed: a resource. Pass the resource at the finding's address.",
      );
    }
    const name = typeof finding === "string" ? JSON.stringify(finding) : typeof finding;
    const accepts = `[${node.path}] accepts the finding ${name}`;
    if (!ids.includes(finding)) {
      throw new Error(`${accepts}; allowed: ${ids.join(", ")}. Pass the id that the review prints.`);
    }
    if (typeof reason !== "string" || reason.trim() === "") {
      throw new Error(`${accepts} without a reason; allowed: a text that says why it may stand. Pass one.`);
    }
    resource.addOverride(`//.accepted.${finding}`, reason);
  }

  private constructor() {
    // All that it does is static.
  }
}
