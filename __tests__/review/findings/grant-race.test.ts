import {
  Configuration,
  findingsOf,
  identity,
  IDENTITY_ID,
  policy,
  program,
  SECRET_ID,
} from "../../support/review-programs";

const POLICY = "azurerm_key_vault_access_policy.app";
const byPolicy = { azurerm_key_vault_access_policy: { app: policy } };

describe("what an environment reads at creation", () => {
  const environment = {
    azurerm_container_app_environment: {
      e: { ...identity, name: "env", identity: { type: "UserAssigned", identity_ids: [IDENTITY_ID] } },
    },
  };
  const inEnvironment = (over: Configuration) => ({
    container_app_environment_id: "${azurerm_container_app_environment.e.id}",
    ...over,
  });
  const certificate = (over: Configuration) => ({
    azurerm_container_app_environment_certificate: {
      c: inEnvironment({
        name: "c",
        certificate_key_vault: { identity: IDENTITY_ID, key_vault_secret_id: SECRET_ID },
        ...over,
      }),
    },
  });
  const component = (over: Configuration) => ({
    azurerm_container_app_environment_dapr_component: {
      c: inEnvironment({
        name: "c",
        component_type: "state.redis",
        secret: { name: "s", identity: IDENTITY_ID, key_vault_secret_id: SECRET_ID },
        ...over,
      }),
    },
  });

  test.each<[string, (over: Configuration) => Configuration]>([
    ["a certificate", certificate],
    ["a Dapr component", component],
  ])("%s waits for its grant", (_, make) => {
    const races = (over: Configuration) =>
      findingsOf(program({ ...environment, ...byPolicy, ...make(over) })).filter((line) =>
        line.startsWith("grant-race"),
      ).length;
    expect([races({}), races({ depends_on: [POLICY] })]).toEqual([1, 0]);
  });
});
