import { Token } from "cdktf";
import type {
  ContainerAppTemplateContainer,
  ContainerAppTemplateContainerEnv,
  ContainerAppTemplateInitContainer,
} from "@cdktf/provider-azurerm/lib/container-app";
import { copyOf } from "../../core/copy";
import type { IManagedIdentity } from "../../identity/identity-base";
import type { AppSecret } from "../../key-vault/app-secret";
import type { IKeyVault } from "../../key-vault/key-vault-secret-reference";
import type { BaseContainerProps, ContainerProps, InitContainerProps } from "../container";
import type { ManagedIdentityWorkloadProps } from "../managed-identity-workload-props";
import { knownVariables, PlannedContainer, plannedMaps } from "./environment-maps";
import { DEFAULT_CPU } from "./rules/compute";

/** The variables of a container, or of all containers of an app or job. */
export interface Variables {
  readonly environmentVariables?: { readonly [name: string]: string };
  readonly secrets?: { readonly [name: string]: AppSecret };
}

/** The containers and the init containers, each with its path; none of a value that is not a list. */
export function containersIn<T>({
  containers,
  initContainers,
}: {
  readonly containers: readonly T[];
  readonly initContainers?: readonly T[];
}): [string, T][] {
  const at = (name: string, list: readonly T[] | undefined) =>
    Array.isArray(list) ? list.map((container: T, i): [string, T] => [`${name}[${i}]`, container]) : [];
  return [...at("containers", containers), ...at("initContainers", initContainers)];
}

/**
 * The `container` blocks, as azurerm takes them.
 *
 * @param common the variables of every container, in layers: of two variables of one name, that of the later layer is
 *   used, and the container's own above all
 */
export function renderContainers(
  containers: readonly ContainerProps[],
  appName: string,
  common: readonly Variables[],
): ContainerAppTemplateContainer[] {
  return containers.map((container) => ({
    ...renderBase(container, container.name ?? appName, common),
    livenessProbe: listOf(copyOf(container.livenessProbe)),
    readinessProbe: listOf(copyOf(container.readinessProbe)),
    startupProbe: listOf(copyOf(container.startupProbe)),
  }));
}

/** The `init_container` blocks, as azurerm takes them. */
export function renderInitContainers(
  containers: readonly InitContainerProps[] | undefined,
  common: readonly Variables[],
): ContainerAppTemplateInitContainer[] | undefined {
  return containers?.map((container) => renderBase(container, container.name, common));
}

function renderBase(container: BaseContainerProps, name: string, common: readonly Variables[]) {
  const cpu = container.cpu ?? DEFAULT_CPU;
  return {
    name,
    image: container.image.reference,
    cpu,
    memory: memoryOf(cpu, container.memory),
    command: copyOf(container.command),
    args: copyOf(container.args),
    env: renderEnv([...common, container]),
    volumeMounts: copyOf(container.volumeMounts),
  };
}

/** The variables by which the Azure SDKs and the Azure Developer CLI find the identity and the vault. */
export function identityVariables(identity: IManagedIdentity | undefined, keyVault: IKeyVault | undefined): Variables {
  return {
    environmentVariables: {
      ...(identity && { AZURE_CLIENT_ID: identity.clientId }),
      ...(keyVault && { AZURE_KEY_VAULT_ENDPOINT: keyVault.vaultUri }),
    },
  };
}

function renderEnv(layers: readonly Variables[]): ContainerAppTemplateContainerEnv[] | undefined {
  const env = new Map<string, ContainerAppTemplateContainerEnv>();
  for (const { environmentVariables = {}, secrets = {} } of layers) {
    for (const [name, value] of Object.entries(knownVariables(environmentVariables))) {
      env.set(name, { name, value });
    }
    for (const [name, secret] of Object.entries(secrets)) {
      env.set(name, { name, secretName: secret.appSecretName });
    }
  }
  return env.size > 0 ? [...env.values()] : undefined;
}

/** The containers that have environment variables from maps that are known only at plan. */
export function plannedContainers(
  { containers, initContainers = [] }: Pick<ManagedIdentityWorkloadProps, "containers" | "initContainers">,
  common: { readonly containers: readonly Variables[]; readonly initContainers: readonly Variables[] },
): PlannedContainer[] {
  const at = (block: string, list: readonly Variables[], ofAll: readonly Variables[]) =>
    list.flatMap((container, i): PlannedContainer[] => {
      const layers = [...ofAll, container];
      const maps = layers.flatMap(({ environmentVariables }) => plannedMaps(environmentVariables));
      const names = () => (renderEnv(layers) ?? []).map(({ name }) => name);
      return maps.length > 0 ? [{ place: `template.${block}.${i}`, maps, names: names() }] : [];
    });
  return [
    ...at("container", containers, common.containers),
    ...at("init_container", initContainers, common.initContainers),
  ];
}

/**
 * The memory in its shortest form: Azure returns that form, and another form of the same amount would differ at every
 * plan.
 */
function memoryOf(cpu: number, memory?: string): string {
  if (memory === undefined) {
    return `${Number((2 * cpu).toFixed(2))}Gi`;
  }
  return Token.isUnresolved(memory) ? memory : memory.replace(/^(\d+)(?:\.0+|(\.\d*[1-9])0+)Gi$/, "$1$2Gi");
}

function listOf<T>(one: T | undefined): T[] | undefined {
  return one === undefined ? undefined : [one];
}
