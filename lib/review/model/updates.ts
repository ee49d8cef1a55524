import type { Instance } from "../program/instance";
import type { Targets } from "./targets";

/** Tells each resource of the program which others change it after it is made, as `azapi_update_resource` does. */
export function noteUpdates(
  targetsOf: (instance: Instance) => Targets | undefined,
  instances: readonly Instance[],
): void {
  instances
    .filter(({ azapi }) => azapi?.isUpdate)
    .forEach((update) => {
      const changed = targetsOf(update)?.ofInstance(update).instance;
      if (changed && changed !== update && !changed.updates.includes(update)) {
        changed.updates = [...changed.updates, update];
      }
    });
}
