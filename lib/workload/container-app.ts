import type { IConstruct } from "constructs";
import type { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app";
import type { IContainerAppEnvironment } from "../environment/environment-base";

/** A container app that custom domains are added to. */
export interface IContainerApp extends IConstruct {
  /** The resource id of the app. */
  readonly containerAppId: string;
  /** The Terraform resource. */
  readonly resource: ContainerApp;
  /** @internal */
  readonly _environment: IContainerAppEnvironment;
}
