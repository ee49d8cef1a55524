import { Token } from "cdktf";
import { ContainerAppEnvironment, Ingress, ManagedIdentityContainerApp } from "../../lib/index";
import { appProps, ENVIRONMENT_ID, synth } from "../support/synth";

const TCP = { transport: "tcp" };

/** Apps by TCP in one environment. */
const reachedBy =
  (...ingresses: Ingress[]) =>
  () =>
    synth((stack) => {
      const environment = ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID);
      ingresses.forEach(
        (ingress, i) =>
          new ManagedIdentityContainerApp(
            stack,
            `app${i}`,
            appProps(stack, { name: `app-${i}`, environment, ingress }),
          ),
      );
    });

test("two apps by TCP that are reached from outside cannot have one port of an environment", () => {
  expect(reachedBy(Ingress.external(5432, TCP), Ingress.external(5432, TCP))).toThrow(
    /\[test\/app1\] has the exposed port 5432 of \[test\/app0\] in the same environment; allowed: one app with an external TCP ingress for each port of an environment/,
  );
  expect(reachedBy(Ingress.external(5432, TCP), Ingress.external(80, { ...TCP, exposedPort: 5432 }))).toThrow(
    /exposed port 5432/,
  );
});

test.each([
  ["two that are reached from within", [Ingress.internalOnly(5432, TCP), Ingress.internalOnly(5432, TCP)]],
  ["one from within beside one from outside", [Ingress.external(5432, TCP), Ingress.internalOnly(5432, TCP)]],
  ["two at two ports", [Ingress.external(5432, TCP), Ingress.external(5433, TCP)]],
  [
    "two of which only the plan knows whether they are reached from outside",
    [0, 1].map(() =>
      Ingress.of({ ...Ingress.internalOnly(5432, TCP).config, externalEnabled: Token.asAny("${var.x}") as never }),
    ),
  ],
])("%s can", (_, ingresses) => {
  expect(reachedBy(...ingresses)).not.toThrow();
});
