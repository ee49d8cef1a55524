import { app, Configuration, findingsOf, IDENTITY_ID, program } from "../../support/review-programs";

/** An app with Dapr, and a component for an Azure service with these metadata. */
function withDapr(names: readonly string[], over: Configuration = {}, appOver: Configuration = {}): Configuration {
  const component = {
    container_app_environment_id: app().container_app_environment_id,
    component_type: "state.azure.blobstorage",
    metadata: ["accountName", ...names].map((name) => ({ name, value: "x" })),
    ...over,
  };
  return program({
    azurerm_container_app: { web: app({ dapr: { app_id: "web" }, ...appOver }) },
    azurerm_container_app_environment_dapr_component: { c: component },
  });
}

describe("a Dapr component without azureClientId", () => {
  const isFound = (configuration: Configuration) =>
    findingsOf(configuration).some((line) => line.startsWith("dapr-client-id"));

  test.each<[boolean, string, Configuration]>([
    [true, "that is for every app", withDapr([])],
    [true, "that is for the app", withDapr([], { scopes: ["web"] })],
    [false, "that is for another app", withDapr([], { scopes: ["other"] })],
    [false, "that has a key", withDapr(["accountKey"])],
    [false, "that is of no Azure service", withDapr([], { component_type: "state.redis" })],
    [false, "whose metadata is not known", withDapr([], { metadata: "${var.metadata}" })],
    [false, "of another environment", withDapr([], { container_app_environment_id: "/subscriptions/1/x" })],
    [false, "for an app without Dapr", withDapr([], {}, { dapr: null })],
    [
      false,
      "for an app that has both identities",
      withDapr([], {}, { identity: { type: "SystemAssigned, UserAssigned", identity_ids: [IDENTITY_ID] } }),
    ],
  ])("%s: %s", (expected, _, configuration) => {
    expect(isFound(configuration)).toBe(expected);
  });
});
