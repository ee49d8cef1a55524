import type { ContainerAppEnvironmentDaprComponent } from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import type { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import type { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import type { ServicebusTopic } from "@cdktf/provider-azurerm/lib/servicebus-topic";
import type { TerraformResource } from "cdktf";
import { isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { textOf, textOfAttribute } from "../../../core/token-text";
import { itemsOf } from "../../../rules/rule";
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

interface Rule {
  readonly name?: string;
  readonly metadata?: { readonly [name: string]: string };
}

/** The arguments of apps and jobs that hold scale rules by KEDA's scalers. */
interface Scaled {
  readonly templateInput?: { readonly customScaleRule?: readonly Rule[] };
  readonly eventTriggerConfigInput?: { readonly scale?: { readonly rules?: readonly Rule[] } };
}

/** The problems with scale rules that look for a queue of one namespace of the program in another one. */
export function checkScaledQueues({ ledger, index }: PassContext): ProgramProblem[] {
  const namespaces = index.ofType<ServicebusNamespace>("azurerm_servicebus_namespace");
  const queues = index.ofType<ServicebusQueue>("azurerm_servicebus_queue");
  if (namespaces.length < 2) {
    return [];
  }
  return ledger.workloads.flatMap(({ construct, resource }) => {
    const { templateInput: template, eventTriggerConfigInput: trigger } = resource as unknown as Scaled;
    const rules = [template?.customScaleRule, trigger?.scale?.rules].flatMap((list) => itemsOf<Rule>(list));
    return rules.flatMap(({ name, metadata }: Rule): ProgramProblem[] => {
      const { namespace = "", queueName = "" } = isReference(metadata) ? {} : (metadata ?? {});
      const { cdktfStack: stack } = resource;
      const bus = namespaces.find((one) => textOfAttribute(one, "name") === textOf(stack, namespace));
      const queue = queues.find((one) => textOfAttribute(one, "name") === textOf(stack, queueName));
      const home = namespaces.find(
        (one) => queue && textOfAttribute(one, "id") === textOf(queue.cdktfStack, queue.namespaceIdInput ?? ""),
      );
      return bus && queue && home && home !== bus
        ? [
            {
              construct,
              finding: `has the scale rule ${name}, which looks for ${pathInProgram(queue)} in ${pathInProgram(bus)}`,
              allowed: `the namespace of the queue, ${pathInProgram(home)}`,
              change: "Pass that one.",
              source: "https://keda.sh/docs/latest/scalers/azure-service-bus/",
            },
          ]
        : [];
    });
  });
}
