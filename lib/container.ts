import type {
  ContainerAppTemplateContainerLivenessProbe,
  ContainerAppTemplateContainerReadinessProbe,
  ContainerAppTemplateContainerStartupProbe,
  ContainerAppTemplateContainerVolumeMounts,
} from "@cdktf/provider-azurerm/lib/container-app";
import type { KeyVaultSecretReference } from "./key-vault-secret-reference";
import { isReference } from "./private/problems";

/** An image to run. */
export class ContainerImage {
  /**
   * A public image, by its reference: `mcr.microsoft.com/azure-cli`, `docker.io/library/nginx:1.29`.
   *
   * @throws Error when the reference is empty
   */
  public static of(reference: string): ContainerImage {
    if (!isReference(reference) && (typeof reference !== "string" || reference.trim() === "")) {
      throw new Error(`An image's reference is ${JSON.stringify(reference)}; allowed: <registry>/<repository>[:<tag>]. Pass one.`);
    }
    return new ContainerImage(reference);
  }

  private constructor(
    /** The image's reference. */
    public readonly reference: string,
  ) {}
}

/** A container of an app. */
export interface ContainerProps {
  /** What it runs. */
  readonly image: ContainerImage;
  /**
   * Its name, unique in the app: 1 to 46 lower-case letters, digits and hyphens.
   *
   * @default - the name of the app
   */
  readonly name?: string;
  /**
   * How many virtual CPUs it has. Azure takes totals over all containers of an app in steps of 0.25.
   *
   * @default 0.25 - the least, so that up to eight such containers make a total that Azure takes
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
   * Environment variables, beside those that every container of the app has; of the same name, this one holds.
   *
   * @default - none
   */
  readonly environmentVariables?: { readonly [name: string]: string };
  /**
   * Environment variables whose values are secrets of a vault, beside those that every container of the app has.
   *
   * @default - none
   */
  readonly secrets?: { readonly [name: string]: KeyVaultSecretReference };
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
  /**
   * Where it has the app's volumes, as azurerm has it.
   *
   * @default - nowhere
   */
  readonly volumeMounts?: ContainerAppTemplateContainerVolumeMounts[];
}
