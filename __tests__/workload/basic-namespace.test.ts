import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusTopic } from "@cdktf/provider-azurerm/lib/servicebus-topic";
import { TerraformStack } from "cdktf";
import { ContainerAppEnvironment, DaprComponent, DaprComponentType, DaprUse } from "../../lib/index";
import { identityNamed } from "../support/databases";
import { ENVIRONMENT_ID, synth } from "../support/synth";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

/** What is made in a namespace of a tier, beside an environment. */
function inNamespace(sku: string, make: (stack: TerraformStack, bus: ServicebusNamespace) => void) {
  return () =>
    synth((stack) => {
      const bus = new ServicebusNamespace(stack, "bus", { ...PLACE, name: "my-bus", sku });
      make(stack, bus);
      const environment = ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID);
      new DaprComponent(stack, "queue", {
        name: "queue",
        environment,
        appIds: ["web"],
        identity: identityNamed(stack, "web-id"),
        componentType: DaprComponentType.bindingServiceBusQueue(
          bus,
          { id: `${bus.id}/queues/q`, name: "q" },
          DaprUse.SEND,
        ),
      });
    });
}

describe.each<[string, (stack: TerraformStack, bus: ServicebusNamespace) => void, RegExp]>([
  [
    "a component for topics",
    (stack, bus) => {
      const environment = ContainerAppEnvironment.fromEnvironmentId(stack, "again", ENVIRONMENT_ID);
      const componentType = DaprComponentType.pubSubServiceBus(bus, DaprUse.SEND);
      new DaprComponent(stack, "events", {
        name: "events",
        environment,
        componentType,
        appIds: ["web"],
        identity: identityNamed(stack, "web-id"),
      });
    },
    /\[test\/events[^\]]*\] publishes to topics of \[test\/bus\], whose tier has none; allowed: topics of a namespace of/,
  ],
  [
    "a topic, as of a scale rule",
    (stack, bus) => void new ServicebusTopic(stack, "topic", { name: "orders", namespaceId: bus.id }),
    /\[test\/topic\] is a topic of \[test\/bus\], whose tier has none/,
  ],
])("%s", (_, make, refusal) => {
  test("is refused in a namespace of the tier Basic", () => {
    expect(inNamespace("Basic", make)).toThrow(refusal);
  });

  test("is taken in another", () => {
    expect(inNamespace("Standard", make)).not.toThrow();
  });
});

test("a queue is taken in a namespace of the tier Basic", () => {
  expect(inNamespace("Basic", () => undefined)).not.toThrow();
});
