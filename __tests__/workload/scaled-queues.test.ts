import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { AppSecret, ManagedIdentityContainerApp, ScaleRule } from "../../lib/index";
import { sensitive } from "../support/every-argument";
import { appProps, synth } from "../support/synth";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

/** An app that scales by a queue of the first namespace, which the rule looks for in the one of the name. */
const scaledIn = (name: "one" | "two") => () =>
  synth((stack) => {
    const [one, two] = ["one", "two"].map(
      (id) => new ServicebusNamespace(stack, id, { ...PLACE, name: id, sku: "Basic" }),
    );
    const queue = new ServicebusQueue(stack, "queue", { name: "orders", namespaceId: one!.id });
    const connection = AppSecret.fromValue(stack, "bus", sensitive(stack, "connection"));
    const scaleRules = [ScaleRule.serviceBusQueue("orders", name === "one" ? one! : two!, queue, { connection })];
    new ManagedIdentityContainerApp(stack, "app", { ...appProps(stack), scaleRules });
  });

test("a queue of another namespace than that of the scale rule is refused", () => {
  expect(scaledIn("two")).toThrow(
    /\[test\/app\] has the scale rule orders, which looks for \[test\/queue\] in \[test\/two\]; allowed: the namespace of the queue, \[test\/one\]/,
  );
  expect(scaledIn("one")).not.toThrow();
});
