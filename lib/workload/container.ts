import type { ITerraformDependable } from "cdktf";
import type {
  ContainerAppTemplateContainerLivenessProbe,
  ContainerAppTemplateContainerReadinessProbe,
  ContainerAppTemplateContainerStartupProbe,
  ContainerAppTemplateContainerVolumeMounts,
} from "@cdktf/provider-azurerm/lib/container-app";
import { kindOf, refuse } from "../core/problems";
import type { IManagedIdentity } from "../identity/identity-base";
import type { AppSecret } from "../key-vault/app-secret";
import type { IContainerRegistry } from "../registry/container-registry";
import { RegistryCredentials } from "../registry/registry-credentials";
import { checkedRegistry } from "../registry/internal";
import { checkProps, checkValue } from "../rules/check";
import { KINDS } from "../rules/kinds";
import { Block, OWN } from "../rules/rule";
import { IMAGE_IN_REGISTRY } from "./private/rules/image";

/** Options for an image. */
export interface ImageOptions {
  /**
   * The resources that push the image into a registry that the same program makes. The app or job depends on them. An
   * empty list says that people or a pipeline push the image before Azure creates the app or job. Such a registry is
   * empty at first, and Azure creates no app or job whose image it cannot pull.
   *
   * @default - a resource among the `dependsOn` of the app or job; where there is none that can push, an image of a
   *   registry that its stack makes is refused
   * @see https://learn.microsoft.com/azure/container-apps/containers#container-registries
   */
  readonly pushedBy?: ITerraformDependable[];
}

/** Options for an image of an Azure container registry. */
export interface RegistryImageOptions extends ImageOptions {
  /**
   * The user-assigned identity that pulls the image, and is attached to the app or job for that. With an identity for
   * pulls alone, the identity that the code uses gets no right to pull.
   *
   * @default - the identity that another image of the registry or an entry of `registries` names; otherwise the first
   *   user-assigned identity of the app or job
   */
  readonly identity?: IManagedIdentity;
}

/** The rules of the options; those of the image itself stand in the rules of the container. */
const REGISTRY_IMAGE_OPTIONS: Block<RegistryImageOptions> = {
  arguments: { identity: { kind: KINDS.managedIdentity }, pushedBy: OWN },
};

/** A container image. */
export class ContainerImage {
  /**
   * An image of any registry, by its reference: `mcr.microsoft.com/azure-cli`, `docker.io/library/nginx:1.29`. An image
   * of a private registry requires credentials among the `registries` of the app or job. The app or job refuses a
   * reference that no registry can have.
   */
  public static of(reference: string, options: ImageOptions = {}): ContainerImage {
    return new ContainerImage(reference, undefined, options?.pushedBy);
  }

  /**
   * An image of an Azure container registry: `ContainerImage.fromRegistry(registry, "api:1.2")`. The app or job that
   * runs it signs in to the registry by a user-assigned identity, which is assigned the role to pull, and waits for the
   * role to take effect.
   *
   * @param registry the registry that holds the image
   * @param image the repository, with a tag, a digest or both: `team/api:1.2`
   * @throws Error when a literal image is not of that form, or starts with the host name of the registry
   */
  public static fromRegistry(
    registry: IContainerRegistry,
    image: string,
    options: RegistryImageOptions = {},
  ): ContainerImage {
    const { loginServer } = checkedRegistry("ContainerImage.fromRegistry", registry);
    refuse(registry, [
      ...(typeof image === "string" ? [] : [{ ...IMAGE_IN_REGISTRY, property: "image", value: kindOf(image) }]),
      ...checkProps(REGISTRY_IMAGE_OPTIONS, options),
    ]);
    refuse(registry, checkValue(IMAGE_IN_REGISTRY, "image", image));
    return new ContainerImage(
      `${loginServer}/${image}`,
      RegistryCredentials.fromRegistry(registry, options.identity),
      options.pushedBy,
    );
  }

  /** The resources that push the image; undefined where the program does not say. */
  public readonly pushedBy?: ITerraformDependable[];

  private constructor(
    /** The reference of the image. */
    public readonly reference: string,
    /**
     * The credentials that the image is pulled with; undefined for an image by its reference.
     *
     * @internal
     */
    public readonly _credentials?: RegistryCredentials,
    pushedBy?: ITerraformDependable[],
  ) {
    this.pushedBy = Array.isArray(pushedBy) ? [...pushedBy] : pushedBy;
  }
}

/** The properties that containers and init containers share. */
export interface BaseContainerProps {
  /** The image that the container runs. */
  readonly image: ContainerImage;
  /**
   * The number of virtual CPUs, at least 0.1, with at most two decimals. On shared machines, the total of all
   * containers has to be a multiple of 0.25. Init containers do not count, and each has at most the total.
   *
   * @see https://learn.microsoft.com/azure/container-apps/containers#allocations
   *
   * @default 0.25 - the least that is a valid total by itself, so that up to eight such containers run in any
   *   environment; always written, because azurerm would send 0
   */
  readonly cpu?: number;
  /**
   * The memory in gibibytes, with at most two decimals: `0.5Gi`. Required where `cpu` is a reference.
   *
   * @default - two gibibytes for each virtual CPU, the proportion that Azure requires on shared machines
   */
  readonly memory?: string;
  /**
   * The command that the container runs instead of the image's entry point.
   *
   * @default - the image's
   */
  readonly command?: string[];
  /**
   * The arguments of the command.
   *
   * @default - the image's
   */
  readonly args?: string[];
  /**
   * Environment variables of this container, beside those of every container of the app or job. Of two variables of one
   * name, the one here is used.
   *
   * @default - none
   */
  readonly environmentVariables?: { readonly [name: string]: string };
  /**
   * Environment variables of this container whose values are secrets, beside those of every container of the app or
   * job.
   *
   * @default - none
   */
  readonly secrets?: { readonly [name: string]: AppSecret };
  /**
   * The mounts of the volumes of the app or job in this container, in azurerm's type.
   *
   * @default - none
   */
  readonly volumeMounts?: ContainerAppTemplateContainerVolumeMounts[];
}

/** The properties of a container of an app or job. */
export interface ContainerProps extends BaseContainerProps {
  /**
   * The name of the container, unique in the app or job: 1 to 46 lower-case letters, digits and hyphens.
   *
   * @default - the name of the app or job
   */
  readonly name?: string;
  /**
   * The liveness probe, in azurerm's type: whether the container is alive.
   *
   * @see https://learn.microsoft.com/azure/container-apps/health-probes
   *
   * @default - Azure's own
   */
  readonly livenessProbe?: ContainerAppTemplateContainerLivenessProbe;
  /**
   * The readiness probe, in azurerm's type: whether the container can take traffic.
   *
   * @default - Azure's own
   */
  readonly readinessProbe?: ContainerAppTemplateContainerReadinessProbe;
  /**
   * The startup probe, in azurerm's type: whether the container has started.
   *
   * @default - Azure's own
   */
  readonly startupProbe?: ContainerAppTemplateContainerStartupProbe;
}

/**
 * The properties of an init container, which runs to its end before the containers of the app or job start.
 *
 * @see https://learn.microsoft.com/azure/container-apps/containers#init-containers
 */
export interface InitContainerProps extends BaseContainerProps {
  /** The name of the container, unique in the app or job: 1 to 46 lower-case letters, digits and hyphens. */
  readonly name: string;
}
