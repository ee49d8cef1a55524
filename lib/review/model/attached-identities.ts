import { table } from "../base/table";
import { isList, ObjectValue, Unknown, Value } from "../language/value";
import type { Instance } from "../program/instance";
import type { Targets } from "./targets";

/** The ids of the user-assigned identities in the `identity` block of a resource, as they are written. */
export function identityIdsOf(instance: Instance): readonly Value[] {
  const blocks = instance.identityBlocks;
  const only = blocks.length === 1 ? blocks[0] : undefined;
  return only ? idsIn(only) : blocks.flatMap(idsIn);
}

function idsIn(block: ObjectValue | Unknown): readonly Value[] {
  const ids = block instanceof ObjectValue ? block.get("identity_ids") : block;
  if (isList(ids)) {
    return ids;
  }
  return ids === null ? NO_IDS : [ids];
}

const NO_IDS: readonly Value[] = [];

/** The id of the one user-assigned identity of a resource; unknown where it has none or several. */
export function onlyIdentityOf(instance: Instance): Value {
  const [id, ...others] = identityIdsOf(instance);
  if (id !== undefined && others.length === 0) {
    return id;
  }
  const count = id === undefined ? "no identity" : "several identities";
  return new Unknown(`the resource has ${count}`, [], `${instance.canonicalName}.identity`);
}

/** The arguments that hold the id of the resource whose identities a part of it uses, by resource type. */
const OWNERS = table<string>({
  azurerm_container_app_auth_config: "container_app_id",
  azurerm_linux_web_app_settings: "app_id",
});

/** The resource whose identities a resource uses: the whole for a part of one, else the resource itself. */
export function identityOwnerOf(targets: Targets, instance: Instance): Instance | undefined {
  if (instance.azapi?.isUpdate) {
    return targets.ofInstance(instance).instance ?? instance;
  }
  const owner = OWNERS[instance.type];
  if (owner !== undefined) {
    return targets.of(instance.argument(owner) ?? null).instance;
  }
  if (!instance.type.startsWith("azurerm_container_app_environment_")) {
    return instance;
  }
  const environment = instance.argument("container_app_environment_id");
  return environment === undefined ? undefined : targets.of(environment).instance;
}
