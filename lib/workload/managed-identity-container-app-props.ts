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
import type { ScaleRule } from "./scale-rule";

/** The properties of a container app with managed identity. */
export interface ManagedIdentityContainerAppProps extends ManagedIdentityWorkloadProps {
  /**
   * The Azure region of the identity that the app makes; the app itself runs in the region of its environment.
   *
   * @default - none; required where the app makes an identity
   */
  readonly location?: string;
  /**
   * The ingress: how the app is reached.
   *
   * @default - none: the app is not reached
   */
  readonly ingress?: Ingress;
  /**
   * How many revisions of the app run at a time.
   *
   * @default RevisionMode.SINGLE
   */
  readonly revisionMode?: RevisionMode;
  /**
   * How many inactive revisions Azure keeps, 0 to 100.
   *
   * @default 100 - Azure's own; always written, because azurerm would send 0
   */
  readonly maxInactiveRevisions?: number;
  /**
   * The suffix of the name of the next revision; `<app>--<suffix>` has at most 54 characters. Change it whenever you
   * change the template: azurerm sends a suffix only when it is a new one.
   *
   * @default - Azure's choice
   */
  readonly revisionSuffix?: string;
  /**
   * The least number of replicas, 0 to 300. With 0, an app without an ingress or a scale rule never starts again once
   * Azure has scaled it to zero.
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
   * How many seconds after the last event Azure scales the app to zero.
   *
   * @default - azurerm's, 300
   */
  readonly cooldownPeriodInSeconds?: number;
  /**
   * How many seconds pass between two checks of the scale rules.
   *
   * @default - azurerm's, 30
   */
  readonly pollingIntervalInSeconds?: number;
  /**
   * How many seconds a replica has to shut down, 0 to 600.
   *
   * @default - azurerm's, 0
   */
  readonly terminationGracePeriodSeconds?: number;
  /**
   * The rules by which Azure scales the app: `ScaleRule.serviceBusQueue(…)`, `ScaleRule.http(…)` and others. Those in
   * azurerm's own types, below, are added to them.
   *
   * @default - none: Azure scales by HTTP requests
   */
  readonly scaleRules?: ScaleRule[];
  /**
   * The rules for scaling by the length of a storage queue, in azurerm's type. Each secret that a rule names has to be
   * a secret of the app.
   *
   * @default - none
   */
  readonly azureQueueScaleRules?: ContainerAppTemplateAzureQueueScaleRule[];
  /**
   * The rules for scaling by a KEDA scaler, in azurerm's type. Each secret that a rule names has to be a secret of the
   * app. Synth refuses a rule without metadata that an Azure scaler requires, an Azure scaler without credentials or
   * an identity, rules of cpu and memory alone with `minReplicas` 0, and more replicas by cron than `maxReplicas`.
   *
   * @see https://keda.sh/docs/latest/scalers/
   * @default - none
   */
  readonly customScaleRules?: ContainerAppTemplateCustomScaleRule[];
  /**
   * The rules for scaling by HTTP requests, in azurerm's type. Synth refuses them without an ingress where nothing else
   * starts a first replica.
   *
   * @default - none
   */
  readonly httpScaleRules?: ContainerAppTemplateHttpScaleRule[];
  /**
   * The rules for scaling by TCP connections, in azurerm's type. Every rule is refused: no version of azurerm so far
   * sends the number that Azure reads, and Azure would scale by its own default.
   *
   * @see https://github.com/hashicorp/terraform-provider-azurerm/issues/29644
   * @default - none
   */
  readonly tcpScaleRules?: ContainerAppTemplateTcpScaleRule[];
  /**
   * The Dapr settings, in azurerm's type.
   *
   * @default - none
   */
  readonly dapr?: ContainerAppDapr;
}
