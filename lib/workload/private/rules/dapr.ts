import type { ContainerAppDapr } from "@cdktf/provider-azurerm/lib/container-app";
import { Block, integer, oneOf, text } from "../../../rules/rule";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app#dapr";

export const DAPR: Block<ContainerAppDapr> = {
  arguments: {
    /** Dapr makes a Kubernetes service of the name `<app id>-dapr`, a DNS-1035 label of at most 63 characters. */
    appId: text(
      /^[a-z]([a-z0-9-]{0,56}[a-z0-9])?$/,
      "1 to 58 lower-case letters, digits and hyphens, starting with a letter and ending with a letter or digit",
      "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names",
    ),
    // azurerm sends 0 for no port, and Dapr then does not call the app.
    appPort: integer(0, 65535, AZURERM),
    appProtocol: oneOf(["http", "grpc"], AZURERM),
  },
  required: ["appId"],
};
