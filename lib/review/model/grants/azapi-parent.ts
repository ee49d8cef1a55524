import { canonicalText, Instance } from "../../program/instance";
import type { Target } from "../target";
import type { GrantContext } from "./grant-context";

/** The target that a grant of azapi's is for: its parent; undefined for a grant of another provider. */
export function parentOf(instance: Instance, { targets }: GrantContext): Target | undefined {
  if (!instance.azapi) {
    return undefined;
  }
  const id = instance.get("parent_id");
  // azapi_data_plane_resource takes the host of a workspace: {workspace}.dev.azuresynapse.net
  const [, workspace] = /^([^/]+)\.dev\.azuresynapse\.[a-z]+$/i.exec(canonicalText(id)) ?? [];
  return workspace === undefined ? targets.of(id) : targets.named("Microsoft.Synapse/workspaces", workspace);
}
