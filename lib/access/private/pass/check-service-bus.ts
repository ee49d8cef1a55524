import type { ContainerAppEnvironmentDaprComponent } from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import type { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import type { ServicebusTopic } from "@cdktf/provider-azurerm/lib/servicebus-topic";
import type { TerraformResource } from "cdktf";
import { isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { textOf, textOfAttribute } from "../../../core/token-text";
import type { PassContext } from "./pass-context";

/** The problems with topics of namespaces of the tier Basic, which has queues alone. */
export function checkServiceBus({ stack, index }: PassContext): ProgramProblem[] {
  return index
    .ofType<ServicebusNamespace>("azurerm_servicebus_namespace")
    .filter(({ skuInput: sku }) => sku === "Basic")
    .flatMap((bus) => [
      ...index
        .ofTypeIn<ServicebusTopic>(stack, "azurerm_servicebus_topic")
        .filter(({ namespaceIdInput: id = "" }) => textOf(stack, id) === textOfAttribute(bus, "id"))
        .map((topic) => problemOf(topic, "is a topic", bus)),
      ...index
        .ofTypeIn<ContainerAppEnvironmentDaprComponent>(stack, "azurerm_container_app_environment_dapr_component")
        .filter((component) => publishesTo(component, bus))
        .map((component) => problemOf(component, "publishes to topics", bus)),
    ]);
}

/** Whether a component of Dapr is one for topics, and names the host of the namespace. */
function publishesTo(
  { cdktfStack, componentTypeInput: type, metadataInput: metadata = [] }: ContainerAppEnvironmentDaprComponent,
  bus: ServicebusNamespace,
): boolean {
  const items = isReference(metadata) || !Array.isArray(metadata) ? [] : metadata;
  const host = items.find(({ name }) => name === "namespaceName")?.value ?? "";
  return (
    type === "pubsub.azure.servicebus.topics" && textOf(cdktfStack, host).startsWith(`${textOfAttribute(bus, "name")}.`)
  );
}

function problemOf(construct: TerraformResource, what: string, bus: ServicebusNamespace): ProgramProblem {
  return {
    construct,
    finding: `${what} of ${pathInProgram(bus)}, whose tier has none`,
    allowed: "topics of a namespace of the tier Standard or Premium: Basic has queues alone",
    change: 'Set sku: "Standard" on the namespace, or use a queue.',
    source: "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/servicebus_topic",
  };
}
