import { TerraformStack } from "cdktf";
import { ledgerOf, PrincipalRecord } from "../../access/internal";
import type { Principal } from "../../access/principal";
import { isReference, Problem } from "../../core/problems";
import { pathInProgram } from "../../core/program-paths";
import type { DaprComponentProps } from "../dapr-component-props";
import type { ManagedIdentityContainerApp } from "../managed-identity-container-app";
import { areOtherEnvironments } from "./environment-ids";

const COMPONENTS = "https://learn.microsoft.com/azure/container-apps/dapr-components";
const BY_IDENTITY = "https://learn.microsoft.com/azure/container-apps/dapr-component-connect-services";

/** Whom a component signs in as: an identity for all apps, or that of each app, which has no client id to name. */
export interface DaprSignIn {
  readonly clientId?: string;
  readonly principals: readonly Principal[];
}

/** The Dapr ids of the apps that load a component. */
export function scopesOf({ apps = [], appIds = [] }: DaprComponentProps): string[] {
  return [...new Set([...apps.map((app) => app.resource.daprInput?.appId ?? ""), ...appIds])];
}

/** The problems with apps that cannot load the component. */
export function checkApps(stack: TerraformStack, { apps = [], environment }: DaprComponentProps): Problem[] {
  const here = { stack, id: environment.environmentId };
  return apps.flatMap((app, i): Problem[] => {
    const { daprInput, containerAppEnvironmentIdInput: id = "" } = app.resource;
    const isElsewhere = areOtherEnvironments(here, { stack: app.resource.cdktfStack, id });
    const property = `apps[${i}]`;
    return [
      ...(daprInput?.appId !== undefined || isReference(daprInput)
        ? []
        : [
            {
              property,
              value: pathInProgram(app),
              allowed: "an app with Dapr",
              change: "Give the app dapr: { appId, appPort }.",
              source: COMPONENTS,
            },
          ]),
      ...(isElsewhere
        ? [
            {
              property,
              value: pathInProgram(app),
              allowed: `an app of ${pathInProgram(environment)}`,
              change: "Make the component in the environment of the app.",
              source: COMPONENTS,
            },
          ]
        : []),
    ];
  });
}

/** What Dapr authenticates with in the place of an identity, the client id of one among it. */
const CREDENTIAL =
  /(?:key|connectionstring|clientsecret|certificate|certificatefile|password|sastoken|azureclientid)$/i;

/**
 * Whether the component signs in by identity: the program says to which services, or it is one of Azure and has no other
 * credential.
 *
 * @see https://docs.dapr.io/developing-applications/integrations/azure/azure-authentication/howto-mi/
 */
function isByIdentity({ componentType: type, metadata = {}, secretMetadata = {} }: DaprComponentProps): boolean {
  const names = [...Object.keys(metadata), ...Object.keys(secretMetadata)];
  const isOfAzure = /^[a-z]+\.azure\./i.test(type.componentType);
  return type._gives.length > 0 || (isOfAzure && !names.some((name) => CREDENTIAL.test(name)));
}

/** The keys of the identities that the code of the apps uses; undefined for a system-assigned one. */
function keysOf(apps: readonly ManagedIdentityContainerApp[]): ReadonlySet<string | undefined> {
  return new Set(apps.map((app) => app.identity?.grantPrincipal._record.key));
}

/** Whom the component signs in as. */
export function signInOf(props: DaprComponentProps, stack: TerraformStack): DaprSignIn {
  const { apps = [], identity } = props;
  if (!isByIdentity(props)) {
    return { clientId: identity?.clientId, principals: [] };
  }
  const shared = identity ?? (keysOf(apps).size === 1 ? apps[0]?.identity : undefined);
  return shared
    ? { clientId: shared.clientId, principals: [shared.grantPrincipal._runningIn(stack)] }
    : { principals: apps.map(({ grantPrincipal }) => grantPrincipal) };
}

/** The problems with identities: a component has one client id, and each app needs an identity of that id. */
export function checkIdentities(props: DaprComponentProps): Problem[] {
  const { componentType: type, apps = [], appIds = [], identity } = props;
  if (identity) {
    const { key } = identity.grantPrincipal._record;
    return apps.flatMap((app, i) => (attachedTo(app).some((one) => one.key === key) ? [] : [notAttached(app, i)]));
  }
  // Without a client id Dapr takes the system-assigned identity, to which the program may have given the access.
  const isSystem = type._gives.length === 0 && apps.every(({ systemAssignedPrincipal: own }) => own !== undefined);
  if (!isByIdentity(props) || isSystem) {
    return [];
  }
  const keys = keysOf(apps);
  const isOne = keys.size <= 1 && (appIds.length === 0 || (apps.length > 0 && !keys.has(undefined)));
  return isOne
    ? []
    : [
        {
          property: "identity",
          value: apps.length > 1 ? "that of each app" : undefined,
          allowed: "one user-assigned identity that all apps have: a component has one azureClientId",
          change:
            "Pass the identity that the component signs in with, give the apps one with " +
            "AppIdentity.userAssigned(identity), or make a component for each app.",
          source: BY_IDENTITY,
        },
      ];
}

/** The user-assigned identities of an app. */
function attachedTo(app: ManagedIdentityContainerApp): readonly PrincipalRecord[] {
  const { workloads } = ledgerOf(TerraformStack.of(app));
  return workloads.find(({ construct }) => construct === app)?.principals ?? [];
}

function notAttached(app: ManagedIdentityContainerApp, i: number): Problem {
  return {
    property: `apps[${i}]`,
    value: pathInProgram(app),
    allowed: "an app that has the identity of the component",
    change: "Attach it to the app: identity: AppIdentity.userAssigned(own, identity).",
    source: BY_IDENTITY,
  };
}
