import { table } from "../base/table";
import { ObjectValue } from "../language/value";
import { canonicalText, Instance } from "../program/instance";
import type { Principal, Principals } from "./principal";

/**
 * When the code of an app may act as an identity of it, where that is not always:
 * https://learn.microsoft.com/azure/container-apps/managed-identity#control-managed-identity-availability
 */
type Lifecycle = "none" | "init" | "main";

/** What stands after the name of an app that acts as an identity at some times only. */
export const LIFECYCLE_WORDS = table<string>({
  none: ", not in its containers",
  init: ", in its init containers only",
  main: ", not in its init containers",
});

/** The lifecycle of an identity of an app; undefined where its code may act as it at all times, or that is not known. */
export function lifecycleOf(app: Instance, identity: Principal, principals: Principals): Lifecycle | undefined {
  const settings = app
    .blocks("identity_settings")
    .flatMap((setting) => (setting instanceof ObjectValue ? setting : []));
  if (settings.length === 0) {
    return undefined;
  }
  const own = settings.find((setting) => {
    const id = setting.get("identity");
    const isSystem = typeof id === "string" && /^system(assigned)?$/i.test(id);
    const named = isSystem ? principals.systemAssigned(app) : principals.ofIdentityId(id);
    return named.key === identity.key;
  });
  const lifecycle = own ? canonicalText(own.get("lifecycle")).toLowerCase() : "";
  return LIFECYCLE_WORDS[lifecycle] === undefined ? undefined : (lifecycle as Lifecycle);
}
