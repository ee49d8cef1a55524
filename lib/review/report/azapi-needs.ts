import { table } from "../base/table";
import type { Targets } from "../model/targets";
import { canonicalText, Instance } from "../program/instance";
import type { Need } from "./deployer-steps";

/** What HTTP methods other than POST take on a resource. */
const VERBS = table<string>({ get: "read", put: "write", patch: "write", delete: "delete" });

/** What the kinds of azapi's take that do not make or read a resource of Azure Resource Manager. */
const KINDS = table<(instance: Instance, targets: Targets) => Need[]>({
  azapi_resource_action: (instance, targets) => [actionNeed(instance, targets)],
  azapi_resource_list: (instance, targets) => [
    { plane: "control", permission: `${typeOf(instance)}/read`, scope: targets.of(instance.get("parent_id")).label },
  ],
  azapi_data_plane_resource: (instance) => [
    {
      plane: "data",
      permission: `${instance.isManaged ? "write" : "read"} ${typeOf(instance)}`,
      scope: textOf(instance, "parent_id"),
    },
  ],
  azapi_resource_id: () => [],
  azapi_client_config: () => [],
});

/** What a resource of azapi's takes that is an action or in the data of a service; undefined for any other. */
export function azapiNeeds(instance: Instance, targets: Targets): Need[] | undefined {
  return KINDS[instance.declaration.type]?.(instance, targets);
}

/** What an action takes: `<type>/<action>/action`, or reading, writing or deleting what it is about. */
function actionNeed(instance: Instance, targets: Targets): Need {
  const [type, action] = [typeOf(instance), textOf(instance, "action")];
  const verb = VERBS[textOf(instance, "method").toLowerCase()];
  const azureType = instance.azapi?.azureType || [type, ...action.split("/").filter((_, i) => i % 2 === 0)].join("/");
  const permission = verb === undefined ? `${type}/${action}/action` : `${azureType.replace(/\/$/, "")}/${verb}`;
  return { plane: "control", permission, scope: targets.of(instance.get("resource_id")).label };
}

function typeOf(instance: Instance): string {
  return textOf(instance, "type").replace(/@.*$/, "");
}

function textOf(instance: Instance, name: string): string {
  return canonicalText(instance.argument(name) ?? null);
}
