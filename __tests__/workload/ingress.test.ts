import { Ingress, ManagedIdentityContainerApp } from "../../lib/index";
import { appProps, synth } from "../support/synth";

const ingressOf = (ingress: Ingress) =>
  synth((stack) => new ManagedIdentityContainerApp(stack, "app", appProps(stack, { ingress }))).only(
    "azurerm_container_app",
  ).ingress;

describe("minimal", () => {
  const safe = {
    allow_insecure_connections: false,
    transport: "auto",
    traffic_weight: [{ latest_revision: true, percentage: 100 }],
  };

  test("from within the environment", () => {
    expect(ingressOf(Ingress.internalOnly(8080))).toEqual({ ...safe, target_port: 8080, external_enabled: false });
  });

  test("from outside", () => {
    expect(ingressOf(Ingress.external(80, { transport: "http2" }))).toEqual({
      ...safe,
      target_port: 80,
      external_enabled: true,
      transport: "http2",
    });
  });
});

describe("options", () => {
  test("as azurerm has it", () => {
    const config = {
      targetPort: 80,
      trafficWeight: [{ percentage: 100, latestRevision: true }],
      cors: { allowedOrigins: ["*"] },
    };
    expect(ingressOf(Ingress.of(config))).toMatchObject({ target_port: 80, cors: { allowed_origins: ["*"] } });
  });

  test("an option that is undefined is as if it were left out", () => {
    expect(
      Ingress.internalOnly(5432, { transport: "tcp", exposedPort: undefined, trafficWeight: undefined }).config,
    ).toMatchObject({
      exposedPort: 5432,
      trafficWeight: [{ latestRevision: true, percentage: 100 }],
    });
  });

  test("an ingress is one of its own, whatever becomes of another", () => {
    (Ingress.external(80).config.trafficWeight as object[]).pop();
    expect(Ingress.external(80).config.trafficWeight).toHaveLength(1);
  });
});
