import type { TerraformProviderGeneratorMetadata } from "cdktf";
import type * as Library from "../../lib/index";
import type * as Synth from "../support/synth";

/** The classes that say which azurerm they are for. */
const CLASSES = [
  ["container-app", "ContainerApp"],
  ["container-app-job", "ContainerAppJob"],
  ["container-app-environment", "ContainerAppEnvironment"],
  ["user-assigned-identity", "UserAssignedIdentity"],
] as const;

type Class = new (...args: unknown[]) => { terraformGeneratorMetadata?: TerraformProviderGeneratorMetadata };

/** Runs something beside another version of azurerm's classes. */
function beside(providerVersion: string, run: (library: typeof Library, synth: typeof Synth) => void): void {
  jest.isolateModules(() => {
    CLASSES.forEach(([file, name]) =>
      jest.doMock(`@cdktf/provider-azurerm/lib/${file}`, () => {
        const actual = jest.requireActual<Record<string, Class>>(`@cdktf/provider-azurerm/lib/${file}`);
        class OfVersion extends actual[name]! {
          public override readonly terraformGeneratorMetadata = { providerName: "azurerm", providerVersion };
        }
        return { ...actual, [name]: OfVersion };
      }),
    );
    run(jest.requireActual<typeof Library>("../../lib"), jest.requireActual<typeof Synth>("../support/synth"));
  });
}

/** Whether an app or job with a probe, or an environment of a name, is taken. */
const TRIES: Record<string, (library: typeof Library, synth: typeof Synth) => void> = {
  "31 failures of a readiness probe": (library, synth) =>
    probe(library, synth, "readinessProbe", { failureCountThreshold: 31 }),
  "49 failures of a readiness probe": (library, synth) =>
    probe(library, synth, "readinessProbe", { failureCountThreshold: 49 }),
  "240 failures of a startup probe": (library, synth) =>
    probe(library, synth, "startupProbe", { failureCountThreshold: 240 }),
  "31 failures of a liveness probe": (library, synth) =>
    probe(library, synth, "livenessProbe", { failureCountThreshold: 31 }),
  "the delay of a job's startup probe": (library, synth) => job(library, synth, { initialDelay: 1 }),
  "the region as the scope of an identity": (library, synth) => identity(library, synth, "Regional"),
  "another scope of an identity": (library, synth) => identity(library, synth, "Global"),
  "an environment's name that starts with a digit": (library, synth) => environment(library, synth, "1env"),
  "an environment's name of 60 characters that ends with a digit": (library, synth) =>
    environment(library, synth, `${"e".repeat(59)}1`),
};

function containers({ ContainerImage }: typeof Library, kind: string, values: object) {
  return [{ image: ContainerImage.of("nginx"), [kind]: { port: 80, transport: "TCP", ...values } }];
}

function probe(library: typeof Library, { appProps, newStack }: typeof Synth, kind: string, values: object): void {
  const stack = newStack();
  new library.ManagedIdentityContainerApp(
    stack,
    "app",
    appProps(stack, { containers: containers(library, kind, values) }),
  );
}

function job(library: typeof Library, { appProps, newStack }: typeof Synth, values: object): void {
  const stack = newStack();
  const trigger = library.JobTrigger.manual();
  new library.ManagedIdentityContainerAppJob(stack, "job", {
    ...appProps(stack),
    location: "westeurope",
    trigger,
    containers: containers(library, "startupProbe", values),
  });
}

function identity(library: typeof Library, { newStack }: typeof Synth, isolationScope: string): void {
  new library.ManagedIdentity(newStack(), "identity", {
    name: "my-id",
    resourceGroupName: "my-rg",
    location: "westeurope",
    isolationScope,
  });
}

function environment(library: typeof Library, { newStack }: typeof Synth, name: string): void {
  new library.ContainerAppEnvironment(newStack(), "environment", {
    name,
    resourceGroupName: "my-rg",
    location: "westeurope",
  });
}

/** From which version on each is taken, and a version before. */
test.each([
  ["31 failures of a readiness probe", "4.65.0", "4.66.0"],
  ["240 failures of a startup probe", "4.55.0", "4.66.0"],
  ["the delay of a job's startup probe", "4.61.9", "4.62.0"],
  ["the region as the scope of an identity", "4.58.0", "4.59.0"],
  ["an environment's name that starts with a digit", "4.73.0", "4.74.0"],
  ["an environment's name of 60 characters that ends with a digit", "4.73.0", "5.0.0"],
])("%s is refused beside azurerm %s, and taken beside %s", (what, before, since) => {
  beside(before, (library, synth) => expect(() => TRIES[what]!(library, synth)).toThrow(/is refused/));
  beside(since, (library, synth) => expect(() => TRIES[what]!(library, synth)).not.toThrow());
});

test.each(["49 failures of a readiness probe", "31 failures of a liveness probe", "another scope of an identity"])(
  "%s are refused beside any",
  (what) => {
    for (const version of ["4.55.0", "4.66.0", "5.2.0"]) {
      beside(version, (library, synth) => expect(() => TRIES[what]!(library, synth)).toThrow(/is refused/));
    }
  },
);
