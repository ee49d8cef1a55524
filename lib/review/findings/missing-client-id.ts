import type { Instance } from "../program/instance";
import type { Access } from "../model/access";
import type { Principal } from "../model/principal";
import { blocksOf } from "../model/use";
import { isList, ObjectValue, Reference, referencesIn, Unknown } from "../language/value";
import { listed } from "./places";
import type { Rule } from "./rule";

/** Code that is to run as a user-assigned identity is not told which. */
export const MISSING_CLIENT_ID: Rule = {
  id: "missing-client-id",
  severity: "warning",
  why: "Without AZURE_CLIENT_ID the Azure SDKs ask for the system-assigned identity, which the app does not have.",
  change: "Set AZURE_CLIENT_ID to the client_id of the identity in the env of each container.",
  find: (access) => {
    const forPlatform = new Map<string, boolean>();
    const isForCode = (identity: Principal) => {
      const known = forPlatform.get(identity.key) ?? isForPlatform(access, identity);
      forPlatform.set(identity.key, known);
      return !known;
    };
    return access.program.instances
      .filter(
        (instance) =>
          instance.isManaged && /^azurerm_container_app(_job)?$/.test(instance.type) && hasOnlyUserAssigned(instance),
      )
      .flatMap((app) => {
        const forCode = access.identitiesOf(app)?.filter(isForCode) ?? [];
        return forCode.length === 0 || isTold(app)
          ? []
          : [
              {
                address: app.address,
                message: `No container of ${app.address} has AZURE_CLIENT_ID, and it runs as ${listed(
                  forCode.map(({ label }) => label),
                  " and ",
                )}.`,
              },
            ];
      });
  },
};

function hasOnlyUserAssigned(app: Instance): boolean {
  const [identity] = app.blocks("identity");
  const type = identity instanceof ObjectValue ? identity.get("type") : null;
  return typeof type === "string" && type.includes("UserAssigned") && !type.includes("SystemAssigned");
}

/** Whether all that an identity may do is what Azure does with it: read secrets and pull images. */
function isForPlatform(access: Access, identity: Principal): boolean {
  const uses = access.usesOf(identity);
  const explained = new Set(uses.flatMap((use) => access.coverage.of(use)));
  return (
    uses.length > 0 &&
    access.coverage.grantsOf(identity).every((grant) => explained.has(grant) || grant.kind === "group membership")
  );
}

/** Whether a container has the variable, or any other that holds a client id; what is not known may hold one. */
function isTold(app: Instance): boolean {
  const templates = app.blocks("template");
  const containers = templates.flatMap((template) => blocksOf(template, "container"));
  const isOpen =
    templates.some((template) => template instanceof Unknown || !isListOfBlocks(template.get("container"))) ||
    containers.some((container) => !isListOfBlocks(container.get("env")));
  return (
    isOpen ||
    containers.some((container) =>
      blocksOf(container, "env").some(
        (variable) => variable.get("name") === "AZURE_CLIENT_ID" || holdsClientId(variable),
      ),
    )
  );
}

function isListOfBlocks(value: unknown): boolean {
  const items = isList(value as never) ? (value as unknown[]) : value === null ? [] : [value];
  return items.every((item) => item instanceof ObjectValue && !(item.get("name") instanceof Unknown));
}

function holdsClientId(variable: ObjectValue): boolean {
  const value = variable.get("value");
  return (
    value instanceof Unknown ||
    referencesIn(value).some(
      ({ instance, path }: Reference) => instance.type === "azurerm_user_assigned_identity" && path[0] === "client_id",
    )
  );
}
