import { TerraformStack, Token } from "cdktf";
import {
  AppIdentity,
  ContainerImage,
  JobTrigger,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  ManagedIdentityContainerAppJobProps,
  ManagedIdentityContainerAppProps,
} from "../../lib/index";
import { appProps, importVault, newStack, synth } from "../support/synth";

const NGINX = ContainerImage.of("nginx");

function refusal(props: Partial<ManagedIdentityContainerAppProps>): () => unknown {
  const stack = newStack();
  return () => new ManagedIdentityContainerApp(stack, "app", appProps(stack, props));
}

function jobProps(
  stack: TerraformStack,
  props: Partial<ManagedIdentityContainerAppJobProps> = {},
): ManagedIdentityContainerAppJobProps {
  return { ...appProps(stack, { name: "my-job" }), location: "westeurope", trigger: JobTrigger.manual(), ...props };
}

const containerOf = (container: object, props: Partial<ManagedIdentityContainerAppProps> = {}) =>
  synth(
    (stack) =>
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, {
          identity: AppIdentity.systemAssigned(),
          containers: [{ image: NGINX, ...container }],
          ...props,
        }),
      ),
  );

describe("minimal", () => {
  describe("containers", () => {
    test("have two gibibytes for each virtual CPU unless they say otherwise", () => {
      expect(containerOf({ cpu: 0.75 }).container.memory).toBe("1.5Gi");
      expect(containerOf({ cpu: 1 }).container.memory).toBe("2Gi");
      expect(containerOf({ cpu: 4, memory: "32Gi" }, { workloadProfileName: "E8" }).container.memory).toBe("32Gi");
    });
  });
});

describe("options", () => {
  describe("containers", () => {
    test.each([
      ["1.0Gi", "1Gi"],
      ["1.50Gi", "1.5Gi"],
      ["10Gi", "10Gi"],
      ["0.25Gi", "0.25Gi"],
    ])("have %s of memory written as Azure answers it, %s", (memory, written) => {
      expect(containerOf({ memory }, { workloadProfileName: "D4" }).container.memory).toBe(written);
    });

    test("pass what azurerm takes", () => {
      const probe = { port: 80, transport: "HTTP" };
      const volumeMounts = [{ name: "data", path: "/data" }];
      const command = { command: ["sleep"], args: ["1"] };
      const container = { ...command, livenessProbe: probe, readinessProbe: probe, startupProbe: probe, volumeMounts };
      expect(containerOf(container, { volumes: [{ name: "data" }] }).container).toMatchObject({
        ...command,
        liveness_probe: [probe],
        readiness_probe: [probe],
        startup_probe: [probe],
        volume_mounts: volumeMounts,
      });
    });

    test("have the variables of all containers, and their own instead", () => {
      const program = containerOf(
        { environmentVariables: { LEVEL: "debug", ONLY: "here" } },
        { environmentVariables: { LEVEL: "info", REGION: "west" } },
      );
      expect(program.env).toEqual([
        { name: "LEVEL", value: "debug" },
        { name: "REGION", value: "west" },
        { name: "ONLY", value: "here" },
      ]);
    });

    test("keep the client id that the program sets", () => {
      const program = containerOf(
        { environmentVariables: { AZURE_CLIENT_ID: "mine" } },
        { identity: AppIdentity.userAssigned() },
      );
      expect(program.env).toEqual([{ name: "AZURE_CLIENT_ID", value: "mine" }]);
    });
  });

  test("an object with a class is checked and copied by what its getters give", () => {
    class Probe {
      public timeout = 2;
      public get port() {
        return this.of;
      }
      public transport = "TCP";
      constructor(private of: number) {}
      public change(port: number) {
        this.of = port;
      }
    }
    const probe = new Probe(80);
    const program = synth((stack) => {
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { containers: [{ image: NGINX, livenessProbe: probe }] }),
      );
      probe.change(99999);
    });
    expect(program.container.liveness_probe).toEqual([{ port: 80, timeout: 2, transport: "TCP" }]);
    expect(refusal({ containers: [{ image: NGINX, livenessProbe: new Probe(0) }] })).toThrow(
      /livenessProbe\.port is 0/,
    );
  });

  test("an init container has what every container has", () => {
    const program = synth((stack) => {
      const secrets = { DB: importVault(stack).secret("db") };
      const initContainers = [
        { name: "migrate", image: ContainerImage.of("migrate"), environmentVariables: { ONLY: "here" } },
      ];
      new ManagedIdentityContainerAppJob(
        stack,
        "job",
        jobProps(stack, { secrets, initContainers, environmentVariables: { LEVEL: "info" } }),
      );
    });
    const { init_container: init } = program.only("azurerm_container_app_job").template as { init_container: object[] };
    expect(init).toEqual([
      {
        name: "migrate",
        image: "migrate",
        cpu: 0.25,
        memory: "0.5Gi",
        env: [
          { name: "AZURE_CLIENT_ID", value: expect.stringContaining("client_id") as string },
          { name: "LEVEL", value: "info" },
          { name: "DB", secret_name: "db" },
          { name: "ONLY", value: "here" },
        ],
      },
    ]);
  });
});

describe("refused", () => {
  describe("containers", () => {
    test("of an app without any are refused", () => {
      expect(refusal({ containers: [] })).toThrow(/containers is \[\]; allowed: at least one container/);
    });

    test("need a name where there are several", () => {
      const [first, second] = [{ image: NGINX }, { image: NGINX }];
      expect(refusal({ containers: [first, second] })).toThrow(
        /containers\[1\]\.name is "my-app"; allowed: a name that no other container has/,
      );
      expect(refusal({ containers: [first, { ...second, name: "second" }] })).not.toThrow();
    });
  });

  test.each([
    ["a.b", "a-b"],
    ["c".repeat(47), "c".repeat(46)],
    ["-c", "c"],
  ])("a container called %s is refused, %s is not", (bad, good) => {
    expect(refusal({ containers: [{ image: NGINX, name: bad }] })).toThrow(/containers\[0\]\.name/);
    expect(refusal({ containers: [{ image: NGINX, name: good }] })).not.toThrow();
  });

  describe("containers", () => {
    test("cannot have one name for a variable and a secret", () => {
      const stack = newStack();
      const secrets = { X: importVault(stack).secret("x") };
      const make = (id: string, name: string) => () =>
        new ManagedIdentityContainerApp(
          stack,
          id,
          appProps(stack, { name: id, secrets, environmentVariables: { [name]: "1" } }),
        );
      expect(make("clash", "X")).toThrow(
        /secrets\.X is "X"; allowed: a name that environmentVariables beside it does not have/,
      );
      expect(make("apart", "Y")).not.toThrow();
    });

    test.each([
      ["MY VAR", "MY_VAR"],
      ["1ST", "FIRST"],
      ["", "_"],
    ])("cannot have a variable called %p, and can have %s", (bad, good) => {
      expect(refusal({ environmentVariables: { [bad]: "1" } })).toThrow(/environmentVariables: the name is /);
      expect(refusal({ environmentVariables: { [good]: "1" } })).not.toThrow();
    });

    test("take empty variables, and refuse missing ones", () => {
      const missing = { X: undefined } as unknown as Record<string, string>;
      expect(refusal({ environmentVariables: { X: "" } })).not.toThrow();
      expect(refusal({ environmentVariables: missing })).toThrow(
        /environmentVariables\.X is missing; allowed: a string/,
      );
    });

    test("need an amount of memory where the CPU is a reference", () => {
      const cpu = Token.asNumber("${var.cpu}");
      expect(refusal({ containers: [{ image: NGINX, cpu }] })).toThrow(/containers\[0\]\.memory is missing/);
      expect(refusal({ containers: [{ image: NGINX, cpu, memory: "1Gi" }] })).not.toThrow();
    });
  });
});
