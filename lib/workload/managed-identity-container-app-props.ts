import type {
  ContainerAppDapr,
  ContainerAppTemplateAzureQueueScaleRule,
  ContainerAppTemplateCustomScaleRule,
  ContainerAppTemplateHttpScaleRule,
  ContainerAppTemplateTcpScaleRule,
} from "@cdktf/provider-azurerm/lib/container-app";
import type { Ingress } from "./ingress";
import type { ManagedIdentityWorkloadProps } from "./managed-identity-workload-props";
import type { RevisionMode } from "./revision-mode";

/** A container app with managed identity. */
export interface ManagedIdentityContainerAppProps extends ManagedIdentityWorkloadProps {
  /**
   * The Azure region of the identity that it makes; the app itself runs where its environment is.
   *
   * @default - none; needed unless every identity is given or system-assigned
   */
  readonly location?: string;
  /**
   * How it is reached.
   *
   * @default - not at all
   */
  readonly ingress?: Ingress;
  /**
   * How many of its revisions run at a time.
   *
   * @default RevisionMode.SINGLE
   */
  readonly revisionMode?: RevisionMode;
  /**
   * How many inactive revisions Azure keeps, 0 to 100.
   *
   * @default 100 - Azure's own; always written, because azurerm sends 0 where nothing is
   */
  readonly maxInactiveRevisions?: number;
  /**
   * What the name of its next revision ends with. Change it whenever you change the template: azurerm sends a suffix
   * only when it is a new one.
   *
   * @default - Azure's choice
   */
  readonly revisionSuffix?: string;
  /**
   * The least number of replicas, 0 to 300. With 0, an app without an ingress or a scale rule never starts again once
   * Azure has scaled it to nothing.
   *
   * @default - azurerm's, 0
   */
  readonly minReplicas?: number;
  /**
   * The greatest number of replicas, 1 to 300.
   *
   * @default - azurerm's, 10
   */
  readonly maxReplicas?: number;
  /**
   * How many seconds after the last event it is scaled to nothing.
   *
   * @default - azurerm's, 300
   */
  readonly cooldownPeriodInSeconds?: number;
  /**
   * How many seconds lie between two looks at what it scales by.
   *
   * @default - azurerm's, 30
   */
  readonly pollingIntervalInSeconds?: number;
  /**
   * How many seconds a replica has to stop, 0 to 600.
   *
   * @default - azurerm's, 0
   */
  readonly terminationGracePeriodSeconds?: number;
  /**
   * Scaling by the length of a storage queue, as azurerm has it.
   *
   * @default - none
   */
  readonly azureQueueScaleRules?: ContainerAppTemplateAzureQueueScaleRule[];
  /**
   * Scaling by anything that KEDA knows, as azurerm has it. Refused are metadata without what an Azure scaler requires,
   * an Azure scaler with nothing to sign in by, and `cpu` and `memory` alone with `minReplicas` 0.
   *
   * @see https://keda.sh/docs/latest/scalers/
   * @default - none
   */
  readonly customScaleRules?: ContainerAppTemplateCustomScaleRule[];
  /**
   * Scaling by HTTP requests, as azurerm has it.
   *
   * @default - none
   */
  readonly httpScaleRules?: ContainerAppTemplateHttpScaleRule[];
  /**
   * Scaling by TCP connections, as azurerm has it. Every rule is refused: no azurerm so far sends the number that Azure
   * reads, and Azure would scale by a default of its own.
   *
   * @see https://github.com/hashicorp/terraform-provider-azurerm/issues/29644
   * @default - none
   */
  readonly tcpScaleRules?: ContainerAppTemplateTcpScaleRule[];
  /**
   * Dapr, as azurerm has it.
   *
   * @default - none
   */
  readonly dapr?: ContainerAppDapr;
}
