import type { Construct } from "constructs";
import { isLiteral, kindOf, refuse } from "../../core/problems";
import { PrivateEndpoint } from "../private-endpoint";
import type { PrivateEndpointOptions } from "../private-endpoint-props";
import type { PrivateEndpointTarget } from "../private-endpoint-target";

/**
 * Adds a private endpoint to the construct that it leads to.
 *
 * @param id the id of the endpoint among those of the construct
 * @throws Error when the id is not a string, or another endpoint has it
 */
export function addPrivateEndpoint(
  owner: Construct,
  id: string,
  options: PrivateEndpointOptions,
  target: () => PrivateEndpointTarget,
): PrivateEndpoint {
  const isText = isLiteral(id) && id !== "";
  const child = `PrivateEndpoint-${isText ? id : ""}`;
  const isTaken = owner.node.tryFindChild(child) !== undefined;
  refuse(
    owner,
    isText && !isTaken
      ? []
      : [
          {
            property: "id",
            value: isTaken ? id : kindOf(id),
            allowed: "a string that no other private endpoint has for its id here",
            change: "Pass such a string.",
          },
        ],
  );
  const given = typeof options === "object" && options !== null ? { ...options, target: target() } : options;
  return new PrivateEndpoint(owner, child, given as typeof options & { target: PrivateEndpointTarget });
}
