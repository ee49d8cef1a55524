import { TerraformStack } from "cdktf";
import type { Body, Json } from "./synth";
import {
  AppIdentity,
  AppSecret,
  ContainerAppEnvironment,
  ContainerImage,
  ContainerProps,
  Ingress,
  InitContainerProps,
  JobTrigger,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  ManagedIdentityWorkloadProps,
  RegistryCredentials,
  RevisionMode,
  SecretReader,
} from "../../lib/index";

/**
 * Says with this library what a program says with `azurerm_container_app` or `azurerm_container_app_job`, so that what
 * the library renders can be held against it.
 */

/** The arguments of azurerm whose names are a program's own. */
const MAPS = ["tags", "metadata"];

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The arguments of a block as azurerm's classes spell them. */
function classWords<T>(value: Json | undefined): T {
  if (Array.isArray(value)) {
    return value.map((item) => classWords(item)) as T;
  }
  return typeof value === "object" && value !== null
    ? (Object.fromEntries(
        Object.entries(value).map(([name, item]) => [camelCase(name), MAPS.includes(name) ? item : classWords(item)]),
      ) as T)
    : (value as T);
}

const list = (value: Json | undefined) => (value ?? []) as Body[];
const text = (value: Json | undefined) => value as string;

/** An attribute of the identity that an id refers to. */
const attribute = (id: string, name: string) => id.replace(/\.id\}$/, `.${name}}`);

function identityOf(stack: TerraformStack, id: string) {
  const child = id.replace(/\W/g, "");
  return (
    (stack.node.tryFindChild(child) as ManagedIdentity | undefined) ??
    ManagedIdentity.fromIdentityAttributes(stack, child, {
      identityId: id,
      principalId: attribute(id, "principal_id"),
      clientId: attribute(id, "client_id"),
    })
  );
}

function appIdentityOf(stack: TerraformStack, identity: Body | undefined): AppIdentity | undefined {
  const identities = ((identity?.identity_ids ?? []) as string[]).map((id) => identityOf(stack, id));
  switch (identity?.type) {
    case "SystemAssigned":
      return AppIdentity.systemAssigned();
    case "UserAssigned":
      return AppIdentity.userAssigned(...identities);
    case undefined:
      return undefined;
    default:
      return AppIdentity.systemAndUserAssigned(...identities);
  }
}

/** A secret by its value, or by its address in a vault to which something else gives access. */
function secretOf(stack: TerraformStack, system: SecretReader, secret: Body): AppSecret {
  const { name, value, identity, key_vault_secret_id: id } = secret;
  if (id === undefined) {
    return AppSecret.fromValue(stack, text(name), text(value));
  }
  const options = identity === "System" ? { reader: system } : { identity: identityOf(stack, text(identity)) };
  return AppSecret.fromSecretUri(stack, text(name), text(id), options);
}

/** A container, whose variables are values or the secrets of the app or job. */
function containerOf(container: Body, secrets: ReadonlyMap<string, AppSecret>): ContainerProps {
  const { image, env, liveness_probe: live, readiness_probe: ready, startup_probe: start, ...others } = container;
  const variables = list(env);
  return {
    ...classWords<ContainerProps>(others),
    image: ContainerImage.of(text(image)),
    environmentVariables: Object.fromEntries(
      variables
        .filter(({ value }) => value !== undefined)
        .map(({ name, value }): [string, string] => [text(name), text(value)]),
    ),
    secrets: Object.fromEntries(
      variables.flatMap(({ name, secret_name: secret }): [string, AppSecret][] =>
        secret === undefined ? [] : [[text(name), secrets.get(text(secret))!]],
      ),
    ),
    livenessProbe: classWords(list(live)[0]),
    readinessProbe: classWords(list(ready)[0]),
    startupProbe: classWords(list(start)[0]),
  };
}

/** What an app and a job have in common, in the words of this library. */
function workloadProps(stack: TerraformStack, body: Body, system: SecretReader): ManagedIdentityWorkloadProps {
  const secrets = new Map(list(body.secret).map((secret) => [text(secret.name), secretOf(stack, system, secret)]));
  const { container, init_container: initContainers, volume } = body.template as Body;
  return {
    name: text(body.name),
    resourceGroupName: text(body.resource_group_name),
    environment: ContainerAppEnvironment.fromEnvironmentId(
      stack,
      "environment",
      text(body.container_app_environment_id),
    ),
    identity: appIdentityOf(stack, body.identity as Body | undefined),
    containers: list(container).map((one) => containerOf(one, secrets)),
    initContainers: (initContainers as Body[] | undefined)?.map(
      (one) => containerOf(one, secrets) as InitContainerProps,
    ),
    otherSecrets: [...secrets.values()],
    registries: list(body.registry).map(({ server, username, password_secret_name: password }) =>
      RegistryCredentials.withPassword(text(server), text(username), secrets.get(text(password))!),
    ),
    volumes: classWords(volume),
    workloadProfileName: body.workload_profile_name as string | undefined,
    tags: body.tags as Record<string, string> | undefined,
  };
}

/** A block without some of its arguments. */
function without(body: Body, ...names: string[]): Body {
  return Object.fromEntries(Object.entries(body).filter(([argument]) => !names.includes(argument)));
}

/** Makes the app that the arguments of an `azurerm_container_app` describe. */
export function makeApp(stack: TerraformStack, body: Body): void {
  const { template, ingress, dapr, revision_mode: mode, max_inactive_revisions: inactive } = body;
  const scale = without(template as Body, "container", "init_container", "volume");
  const rules = {
    azureQueueScaleRules: scale.azure_queue_scale_rule,
    customScaleRules: scale.custom_scale_rule,
    httpScaleRules: scale.http_scale_rule,
    tcpScaleRules: scale.tcp_scale_rule,
  };
  new ManagedIdentityContainerApp(stack, "app", {
    ...workloadProps(stack, body, SecretReader.GRANTED_SYSTEM_ASSIGNED_IDENTITY),
    ...classWords<object>(Object.fromEntries(Object.entries(scale).filter(([name]) => !name.endsWith("_rule")))),
    ...Object.fromEntries(Object.entries(rules).map(([name, value]) => [name, classWords(value)])),
    location: "westeurope",
    revisionMode: mode as RevisionMode,
    maxInactiveRevisions: inactive as number | undefined,
    ingress: ingress === undefined ? undefined : Ingress.of(classWords(ingress)),
    dapr: classWords(dapr),
  });
}

/** Makes the job that the arguments of an `azurerm_container_app_job` describe. */
export function makeJob(stack: TerraformStack, body: Body): void {
  const { manual_trigger_config: manual, schedule_trigger_config: schedule, event_trigger_config: event } = body;
  const triggers = [
    manual && JobTrigger.manual(classWords(manual)),
    schedule && JobTrigger.scheduled(classWords(schedule)),
    event && JobTrigger.eventDriven(classWords(event)),
  ];
  new ManagedIdentityContainerAppJob(stack, "job", {
    ...workloadProps(stack, body, SecretReader.SYSTEM_ASSIGNED_IDENTITY),
    location: text(body.location),
    trigger: triggers.find((trigger) => trigger !== undefined) as JobTrigger,
    replicaTimeoutInSeconds: body.replica_timeout_in_seconds as number,
    replicaRetryLimit: body.replica_retry_limit as number,
  });
}

/** What the library writes of an app or job beside what it is told, each with the reason. */
export interface Addition {
  readonly why: string;
  /** Takes it out of the rendered arguments, where the program did not say it itself. */
  readonly remove: (rendered: Body, said: Body) => Body;
}

export const ADDITIONS: Addition[] = [
  {
    why: "an app or job without an identity has one made for it, so that it can be granted access",
    remove: (rendered, said) => (said.identity === undefined ? without(rendered, "identity") : rendered),
  },
  {
    why: "azurerm sends 0 where max_inactive_revisions is not written",
    remove: (rendered, said) =>
      said.max_inactive_revisions === undefined ? without(rendered, "max_inactive_revisions") : rendered,
  },
  {
    why: "AZURE_CLIENT_ID tells the Azure SDKs which identity they run as",
    remove: (rendered) => {
      const template = { ...(rendered.template as Body) };
      for (const kind of ["container", "init_container"].filter((name) => name in template)) {
        template[kind] = list(template[kind]).map((container) => {
          const env = list(container.env).filter(({ name }) => name !== "AZURE_CLIENT_ID");
          return env.length > 0 ? { ...container, env } : without(container, "env");
        });
      }
      return { ...rendered, template };
    },
  },
];

/** The rendered arguments without the additions; secrets are a set, of which the order says nothing. */
export function saidIn(rendered: Body, said: Body): Body {
  const told = ADDITIONS.reduce((body, { remove }) => remove(body, said), rendered);
  const byName = ({ name: a }: Body, { name: b }: Body) => (text(a) < text(b) ? -1 : 1);
  return told.secret === undefined ? told : { ...told, secret: list(told.secret).sort(byName) };
}
