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
import { Block } from "../rules/rule";
import { IMAGE_IN_REGISTRY } from "./private/rules/image";

/** How an image of a registry is pulled. */
export interface RegistryImageOptions {
  /**
   * The identity that pulls it; the image attaches it to the app or job. With one of its own for that, code in the
   * containers does not get the right to pull by the identity that it uses.
   *
   * @default - the one that is named for another image of the registry or among `registries`, else the first
   *   user-assigned identity of the app or job
   */
  readonly identity?: IManagedIdentity;
}

const REGISTRY_IMAGE_OPTIONS: Block<RegistryImageOptions> = {
  arguments: { identity: { kind: KINDS.managedIdentity } },
};

/** An image to run. */
export class ContainerImage {
  /**
   * An image by its reference: `mcr.microsoft.com/azure-cli`, `docker.io/library/nginx:1.29`. That of a private
   * registry takes credentials among the `registries` of the app or job, which refuses a reference that no registry can
   * have.
   */
  public static of(reference: string): ContainerImage {
    return new ContainerImage(reference);
  }

  /**
   * An image of a container registry of Azure's: `ContainerImage.fromRegistry(registry, "api:1.2")`. The app or job
   * that runs it signs in to the registry by the identity, which is given the role to pull, and waits until that has
   * taken effect.
   *
   * @param registry the registry
   * @param image the repository, with a tag, a digest or both: `team/api:1.2`
   * @throws Error when a literal image is none
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
    return new ContainerImage(`${loginServer}/${image}`, RegistryCredentials.fromRegistry(registry, options.identity));
  }

  private constructor(
    /** The image's reference. */
    public readonly reference: string,
    /**
     * How it is pulled, where that is known.
     *
     * @internal
     */
    public readonly _credentials?: RegistryCredentials,
  ) {}
}

/** What every container has, an init container among them. */
export interface BaseContainerProps {
  /** What it runs. */
  readonly image: ContainerImage;
  /**
   * How many virtual CPUs it has. On shared machines, Azure takes totals over all containers in steps of 0.25; an init
   * container is not counted, and has at most that total.
   *
   * @default 0.25 - the least, so that up to eight such containers make a total that Azure takes; always written,
   *   because azurerm sends 0 where nothing is
   */
  readonly cpu?: number;
  /**
   * How much memory it has, in gibibytes: `0.5Gi`.
   *
   * @default - two gibibytes for each virtual CPU, the proportion that Azure asks for on shared machines
   */
  readonly memory?: string;
  /**
   * What it runs instead of the image's entry point.
   *
   * @default - the image's
   */
  readonly command?: string[];
  /**
   * The arguments of that.
   *
   * @default - the image's
   */
  readonly args?: string[];
  /**
   * Environment variables, beside those that every container of the app or job has; of the same name, this one holds.
   *
   * @default - none
   */
  readonly environmentVariables?: { readonly [name: string]: string };
  /**
   * Environment variables whose values are secrets, beside those that every container of the app or job has.
   *
   * @default - none
   */
  readonly secrets?: { readonly [name: string]: AppSecret };
  /**
   * Where it has the volumes of the app or job, as azurerm has it.
   *
   * @default - nowhere
   */
  readonly volumeMounts?: ContainerAppTemplateContainerVolumeMounts[];
}

/** A container of an app or job. */
export interface ContainerProps extends BaseContainerProps {
  /**
   * Its name, unique in the app or job: 1 to 46 lower-case letters, digits and hyphens.
   *
   * @default - the name of the app or job
   */
  readonly name?: string;
  /**
   * How Azure sees that it is alive, as azurerm has it.
   *
   * @default - Azure's own
   */
  readonly livenessProbe?: ContainerAppTemplateContainerLivenessProbe;
  /**
   * How Azure sees that it can take traffic, as azurerm has it.
   *
   * @default - Azure's own
   */
  readonly readinessProbe?: ContainerAppTemplateContainerReadinessProbe;
  /**
   * How Azure sees that it has started, as azurerm has it.
   *
   * @default - Azure's own
   */
  readonly startupProbe?: ContainerAppTemplateContainerStartupProbe;
}

/**
 * A container that runs to its end before the containers of the app or job start.
 *
 * @see https://learn.microsoft.com/azure/container-apps/containers#init-containers
 */
export interface InitContainerProps extends BaseContainerProps {
  /** Its name, unique in the app or job: 1 to 46 lower-case letters, digits and hyphens. */
  readonly name: string;
}
