import { table } from "../base/table";
import { describe, hashOf } from "../language/text";
import { ObjectValue, Value } from "../language/value";
import type { Instance } from "../program/instance";
import type { Program } from "../program/program";
import type { BlindSpot } from "./blind-spot";
import { makesDatabaseUsers } from "./known-templates";

const TEMPLATE = "it deploys a template of Azure Resource Manager, which is not read";
const SCRIPT = "it runs a script, which is not read";
const REQUEST = "it sends a request, which is not read";

/** What resources do that may give any access, by the types that the review does not look into. */
const OPAQUE_TYPES = table<string>({
  azurerm_resource_group_template_deployment: TEMPLATE,
  azurerm_subscription_template_deployment: TEMPLATE,
  azurerm_management_group_template_deployment: TEMPLATE,
  azurerm_tenant_template_deployment: TEMPLATE,
  azurerm_template_deployment: TEMPLATE,
  azurerm_resource_group_deployment_stack: TEMPLATE,
  azurerm_subscription_deployment_stack: TEMPLATE,
  azurerm_blueprint_assignment: "it assigns a blueprint, which is not read",
  azurerm_resource_deployment_script_azure_cli: SCRIPT,
  azurerm_resource_deployment_script_azure_power_shell: SCRIPT,
  shell_script: SCRIPT,
  msgraph_resource: REQUEST,
  restapi_object: REQUEST,
});

/** A command that only waits. */
const WAIT = /^\s*(?:sleep|Start-Sleep(?:\s+-s(?:econds)?)?)\s+\d+\s*$/i;

/**
 * What resources do that the review does not look into: with another template or another command they may give other
 * access. That a command gives access to an identity of the program is so rare that findings do not wait for it.
 */
export function opaqueBlindSpots({ modules }: Program): BlindSpot[] {
  return modules.flatMap((module) =>
    module.nodes.flatMap(({ declaration, instances, address }): BlindSpot[] => {
      const why = declaration.mode === "managed" ? OPAQUE_TYPES[declaration.type] : undefined;
      const unread = instances.filter((instance) => !makesDatabaseUsers(instance.argument("template_content")));
      const spots = why === undefined ? [] : unread.map((instance) => opaque(instance, why));
      const provisioners = (declaration.provisioners ?? []).map((one) => one.evaluate(module));
      const isWait = provisioners.every((one) => one instanceof ObjectValue && isWaiting(one.get("command")));
      return provisioners.length === 0 || isWait
        ? spots
        : [...spots, ...instances.slice(0, 1).map((instance) => commandOf(instance, address, provisioners))];
    }),
  );
}

function isWaiting(command: Value): boolean {
  return typeof command === "string" && WAIT.test(command);
}

function opaque(instance: Instance, why: string): BlindSpot {
  return {
    address: instance.address,
    why: `${why}: what it grants is not in this review`,
    content: hashOf(`${instance.type} ${describe(argumentsOf(instance))}`),
  };
}

/** The provisioners of a block, with the arguments that they may refer to as `self`. */
function commandOf(instance: Instance, address: string, provisioners: readonly Value[]): BlindSpot {
  return {
    address: `${address}.provisioner`,
    why: "it runs a command, which is not read: what it grants is not in this review",
    content: hashOf(`${instance.type} ${describe(argumentsOf(instance))} ${describe(provisioners)}`),
    mayGrant: false,
  };
}

function argumentsOf(instance: Instance): ObjectValue {
  return new ObjectValue(
    new Map(
      [...instance.declaration.arguments.names]
        .sort()
        .map((name): [string, Value] => [name, instance.argument(name) ?? null]),
    ),
  );
}
