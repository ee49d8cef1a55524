import { isList, ObjectValue, referencesIn, Unknown, Value } from "../language/value";
import type { AccessModel } from "../model/access-model";
import { innerBlocksOf } from "../model/blocks";
import type { Principal } from "../model/principal";
import type { Instance } from "../program/instance";
import type { Finding, Rule } from "./rule";
import { listed } from "./wording";

/** An app whose code runs as a user-assigned identity has AZURE_CLIENT_ID in a container. */
export const MISSING_CLIENT_ID: Rule = {
  id: "missing-client-id",
  severity: "warning",
  why: "Without AZURE_CLIENT_ID the Azure SDKs ask for the system-assigned identity, which the app does not have.",
  change: "Set AZURE_CLIENT_ID to the client_id of the identity in the env of each container.",
  find: (access) => {
    const isForCode = forCodeIn(access);
    // What is not known of an app may be what its identity is for.
    const open = new Set(access.uses.filter(({ principal }) => principal.kind === "unresolved").map(({ by }) => by));
    return access.program.instances.filter(isUserAssignedApp).flatMap((app) => {
      const identities = open.has(app) ? [] : (access.identitiesOf(app) ?? []);
      const forCode = identities.filter((one) => isForCode(one) && !access.isForAzureOnly(one, app));
      return forCode.length === 0 || isTold(app) ? [] : [withoutClientId(app, forCode)];
    });
  },
};

function withoutClientId({ address }: Instance, identities: readonly Principal[]): Finding {
  const names = listed(
    identities.map(({ label }) => label),
    " and ",
  );
  return { address, message: `No container of ${address} has AZURE_CLIENT_ID, and it runs as ${names}.` };
}

function isUserAssignedApp(instance: Instance): boolean {
  return instance.isManaged && /^azurerm_container_app(_job)?$/.test(instance.type) && hasOnlyUserAssigned(instance);
}

function hasOnlyUserAssigned(app: Instance): boolean {
  const [identity] = app.identityBlocks;
  const type = identity instanceof ObjectValue ? identity.get("type") : null;
  return typeof type === "string" && type.includes("UserAssigned") && !type.includes("SystemAssigned");
}

/** Tells whether an identity is there for code; worked out once for each, as many apps may share one. */
function forCodeIn(access: AccessModel): (identity: Principal) => boolean {
  const forCode = new Map<string, boolean>();
  return (identity) => {
    const isForCode = forCode.get(identity.key) ?? !isForPlatform(access, identity);
    forCode.set(identity.key, isForCode);
    return isForCode;
  };
}

/** Whether all that an identity may do is what Azure does with it: read secrets and pull images. */
function isForPlatform(access: AccessModel, identity: Principal): boolean {
  const uses = access.usesOf(identity);
  const explained = new Set(uses.flatMap((use) => access.coverage.of(use)));
  return (
    uses.length > 0 &&
    access.coverage.grantsOf(identity).every((grant) => explained.has(grant) || grant.kind === "group membership")
  );
}

/** Whether a container has the variable or another one with a client id; a value that is not known may be one. */
function isTold(app: Instance): boolean {
  const templates = app.blocks("template");
  const containers = templates.flatMap((template) => innerBlocksOf(template, "container"));
  const isUnknown =
    templates.some((template) => template instanceof Unknown || !isListOfBlocks(template.get("container"))) ||
    containers.some((container) => !isListOfBlocks(container.get("env")));
  return (
    isUnknown ||
    containers.some((container) =>
      innerBlocksOf(container, "env").some(
        (variable) => variable.get("name") === "AZURE_CLIENT_ID" || holdsClientId(variable),
      ),
    )
  );
}

/** Whether a value is a block, or a list of blocks, all with known names. */
function isListOfBlocks(value: Value): boolean {
  const items = isList(value) ? value : [value];
  return value === null || items.every((item) => item instanceof ObjectValue && !(item.get("name") instanceof Unknown));
}

function holdsClientId(variable: ObjectValue): boolean {
  const value = variable.get("value");
  return (
    value instanceof Unknown ||
    referencesIn(value).some(
      ({ instance, path }) => instance.type === "azurerm_user_assigned_identity" && path[0] === "client_id",
    )
  );
}
