import { app, IDENTITY_ID, PRINCIPAL_ID, program, review } from "../../support/review-programs";

const BUS = { name: "orders-bus", resource_group_name: "rg", location: "westeurope", sku: "Standard" };

/** An app whose scale rule reads a queue as its identity, as a library or a hand writes it for azurerm 4.69. */
const configuration = program({
  azurerm_servicebus_namespace: { bus: BUS },
  azurerm_servicebus_queue: { orders: { name: "orders", namespace_id: "${azurerm_servicebus_namespace.bus.id}" } },
  azurerm_role_assignment: {
    receiver: {
      scope: "${azurerm_servicebus_queue.orders.id}",
      role_definition_name: "Azure Service Bus Data Receiver",
      principal_id: PRINCIPAL_ID,
    },
  },
  azurerm_container_app: {
    web: app({
      template: {
        container: { name: "web", image: "nginx", cpu: 0.25, memory: "0.5Gi" },
        custom_scale_rule: {
          name: "orders",
          custom_rule_type: "azure-servicebus",
          metadata: { namespace: "orders-bus", queueName: "orders" },
          identity_id: IDENTITY_ID,
        },
      },
    }),
  },
});

test("the review shows what a scale rule is granted, and that the rule uses it", () => {
  const lines = review(configuration).toMarkdown().split("\n");
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^\| web-id \(identity\) \| .*Azure Service Bus Data Receiver .*orders \(queue of orders-bus/,
    ),
  );
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^\| `azurerm_container_app\.web\.custom_scale_rule\["orders"\]` \| web-id .*scale rule orders/,
    ),
  );
});
