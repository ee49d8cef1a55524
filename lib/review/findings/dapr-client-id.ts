import { grouped } from "../base/grouped";
import { isList, ObjectValue } from "../language/value";
import type { AccessModel } from "../model/access-model";
import { keyWithoutSubscription } from "../model/scoped-key";
import { Instance, isSystemAssigned } from "../program/instance";
import type { Finding, Rule } from "./rule";
import { listed } from "./wording";

/** A Dapr component that apps with user-assigned identities alone use for an Azure service names one of these. */
export const DAPR_CLIENT_ID: Rule = {
  id: "dapr-client-id",
  severity: "error",
  why: "Without azureClientId, Dapr asks for the system-assigned identity, which the app does not have, and does not start.",
  change: "Add the metadata azureClientId with the client_id of the identity.",
  find: (access) => {
    const components = access.program.instances.filter(isByIdentity);
    const apps = new Apps(components.length === 0 ? [] : access.program.instances.filter(hasOnlyUserAssigned), access);
    return components.flatMap((component) => {
      const users = apps.usersOf(component);
      return users === undefined ? [] : [withoutClientId(component, users)];
    });
  },
};

const COMPONENT = "azurerm_container_app_environment_dapr_component";

/** What Dapr authenticates with in the place of an identity, the client id of one among it. */
const CREDENTIAL =
  /(?:key|connectionstring|clientsecret|certificate|certificatefile|password|sastoken|azureclientid)$/i;

/**
 * Whether a component is for an Azure service and has no credential: then Dapr uses a managed identity.
 *
 * @see https://docs.dapr.io/developing-applications/integrations/azure/azure-authentication/howto-mi/
 */
function isByIdentity(instance: Instance): boolean {
  const type = instance.type === COMPONENT && instance.isManaged ? instance.argument("component_type") : undefined;
  if (typeof type !== "string" || !/^[a-z]+\.azure\./i.test(type)) {
    return false;
  }
  const names = namesIn(instance);
  return names !== undefined && !names.some((name) => CREDENTIAL.test(name));
}

/** The names of the metadata of a component; undefined where one of them is not known. */
function namesIn(component: Instance): string[] | undefined {
  const blocks = component.blocks("metadata").map((block) => (block instanceof ObjectValue ? block.get("name") : null));
  const names = blocks.filter((name) => typeof name === "string");
  return names.length === blocks.length ? names : undefined;
}

/** The apps with Dapr that have user-assigned identities and no other. */
class Apps {
  private readonly byEnvironment: ReadonlyMap<string, readonly Instance[]>;
  private readonly byId: ReadonlyMap<string, readonly Instance[]>;
  private readonly names = new Map<string, string>();

  constructor(
    apps: readonly Instance[],
    private readonly access: AccessModel,
  ) {
    this.byEnvironment = grouped(apps, (app) => this.environmentOf(app));
    this.byId = grouped(apps, (app) => `${this.environmentOf(app)}\n${daprIdOf(app)}`);
  }

  /** The names of the apps that load a component: those in its scopes, or all; undefined for none that is known. */
  public usersOf(component: Instance): string | undefined {
    const environment = this.environmentOf(component);
    const scopes = component.argument("scopes") ?? null;
    if (scopes === null || (isList(scopes) && scopes.length === 0)) {
      return this.namesOf(environment, this.byEnvironment.get(environment) ?? []);
    }
    const ids = isList(scopes) ? scopes.filter((id) => typeof id === "string") : [];
    const keys = ids.map((id) => `${environment}\n${id}`);
    return this.namesOf(
      keys.join("\n"),
      keys.flatMap((key) => this.byId.get(key) ?? []),
    );
  }

  /** The names of apps, made once for all components of one environment. */
  private namesOf(key: string, apps: readonly Instance[]): string | undefined {
    const names = this.names.get(key) ?? listed(apps.map(({ address }) => address));
    this.names.set(key, names);
    return names === "" ? undefined : names;
  }

  private environmentOf(instance: Instance): string {
    return keyWithoutSubscription(this.access.targetsOf(instance).of(instance.get("container_app_environment_id")));
  }
}

function daprIdOf(app: Instance): string {
  const [id] = app.blocks("dapr").map((dapr) => (dapr instanceof ObjectValue ? dapr.get("app_id") : null));
  return typeof id === "string" ? id : "";
}

function hasOnlyUserAssigned(instance: Instance): boolean {
  const types = instance.type === "azurerm_container_app" && instance.isManaged ? instance.identityTypes : [];
  return (
    types.length > 0 &&
    types.every((type) => typeof type === "string" && /UserAssigned/i.test(type) && !isSystemAssigned(type)) &&
    instance.blocks("dapr").some((block) => block instanceof ObjectValue)
  );
}

function withoutClientId({ address }: Instance, users: string): Finding {
  const message = `${address} has no azureClientId; those that load it have user-assigned identities alone: ${users}.`;
  return { address, message };
}
