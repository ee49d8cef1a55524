import { table } from "../../base/table";
import { isScalar, ObjectValue, Reference, Text, Unknown, Value } from "../../language/value";
import { canonicalText, Instance, instanceOf } from "../../program/instance";
import { blockPlace } from "../blocks";
import { Target, unresolvedTarget } from "../target";
import type { Targets } from "../targets";
import { NO_USES, Use, useOf } from "../use";
import type { UseContext } from "./use-context";

const PULL = [
  "Microsoft.ContainerRegistry/registries/pull/read",
  "Microsoft.ContainerRegistry/registries/repositories/content/read",
];

/** A kind of block that names a registry, and the identity that pulls from it. */
interface RegistryBlock {
  readonly block: string;
  /** The argument that names the identity. */
  readonly identity: string;
}

const APP_REGISTRY: RegistryBlock = { block: "registry", identity: "identity" };

/** The blocks that name registries, by resource type. */
const REGISTRY_BLOCKS = table<RegistryBlock>({
  azurerm_container_app: APP_REGISTRY,
  azurerm_container_app_job: APP_REGISTRY,
  azurerm_container_app_session_pool: APP_REGISTRY,
  azurerm_container_group: { block: "image_registry_credential", identity: "user_assigned_identity_id" },
});

/** Azure pulls the images of an app as the identity beside the registry. */
export function imagePulls(instance: Instance, context: UseContext): readonly Use[] {
  const kind = REGISTRY_BLOCKS[instance.type];
  return kind ? pullsIn(instance, kind, context) : NO_USES;
}

function pullsIn(instance: Instance, kind: RegistryBlock, context: UseContext): Use[] {
  return instance.blocks(kind.block).flatMap((block, i) => {
    const [identity, server] =
      block instanceof ObjectValue ? [block.get(kind.identity), block.get("server")] : [block, block];
    const at = blockPlace(kind.block, block, "server", i);
    return identity === null || identity === "" ? [] : [imagePull(instance, at, identity, server, context)];
  });
}

function imagePull(by: Instance, at: string, identity: Value, server: Value, context: UseContext): Use {
  return useOf({
    kind: "image pull",
    by,
    at,
    target: registryAt(context.targets, server),
    ...context.identityOf(by, identity),
    item: "",
    needs: PULL,
  });
}

/** The registry at a host name. */
function registryAt(targets: Targets, server: Value): Target {
  if (server instanceof Reference && server.instance.type === "azurerm_container_registry") {
    return targets.ofInstance(instanceOf(server));
  }
  const host = canonicalText(server)
    .replace(/^https?:\/\//, "")
    .replace(/\/.*$/, "");
  const [, name] = /^([^.]+|.*\})\.azurecr\.[a-z]+$/i.exec(host) ?? [];
  if (name !== undefined && (isScalar(server) || server instanceof Text)) {
    return targets.named("Microsoft.ContainerRegistry/registries", name);
  }
  return unresolvedTarget(host, server instanceof Unknown ? server.why : `${host} is no registry of Azure's`);
}
