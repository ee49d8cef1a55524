import type { ContainerAppDapr } from "@cdktf/provider-azurerm/lib/container-app";
import { Block, integer, oneOf, text } from "../../../rules/rule";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app#dapr";

export const DAPR: Block<ContainerAppDapr> = {
  arguments: {
    /** Dapr makes a Kubernetes service of the name `<app id>-dapr`. */
    appId: text(
      /^[a-z0-9]([a-z0-9-]{0,56}[a-z0-9])?$/,
      "1 to 58 lower-case letters, digits and hyphens, starting and ending with a letter or digit",
      AZURERM,
    ),
    /** Without a port, Dapr does not call the app: azurerm takes 0 for none. */
    appPort: integer(0, 65535, AZURERM),
    appProtocol: oneOf(["http", "grpc"], AZURERM),
  },
  required: ["appId"],
};
