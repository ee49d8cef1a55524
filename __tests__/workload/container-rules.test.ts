import { Token } from "cdktf";
import { ContainerAppEnvironment, ContainerImage, EnvironmentType, ManagedIdentityContainerApp } from "../../lib/index";
import {
  NO_MAPS,
  NO_MAPS_AT_ALL,
  NO_OBJECTS,
  PLANNED_MAPS,
  refusalOf,
  SHARED_RULES,
  testRules,
  TogetherRow,
  ValueRow,
  without,
} from "../support/rules";
import { appProps, synth } from "../support/synth";
import { CONTAINER_RULES } from "../support/workload-rules";

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"].map((probe) => `containers[0].${probe}`);
const container = (values: object) => ({ image: { reference: "nginx" }, ...values });

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  ["app", "containers[0].image.pushedBy", [[null], ["push"], "push", {}], [[], undefined]],
  ["app", "containers[0].image", [...NO_OBJECTS, undefined], []],
  [
    "app",
    "containers[0].image.reference",
    ["", "my image", "https://docker.io/nginx", "docker.io/Nginx", "nginx:"],
    ["nginx", "localhost:5000/a/b_c:1.2-X", `nginx@sha256:${"a".repeat(64)}`],
  ],
  ["app", "containers[0].secrets", [...NO_MAPS, ...NO_OBJECTS.map((secret) => ({ A: secret }))], [{}, undefined]],
  ["app", "containers[0].environmentVariables", NO_MAPS_AT_ALL, [{}, undefined, ...PLANNED_MAPS]],
  ["app", "containers[0].environmentVariables", [{ A: 1 }, { A: "${HOME}" }, { A: null }], [{ A: "" }]],
  ["app", "containers[0].name", ["a.b", "A", "-a", "a".repeat(47)], ["a-b", "a", "1a", "a".repeat(46)]],
  ["app", "initContainers[0].name", ["a.b", undefined], ["a-b"]],
  ["app", "containers[0].cpu", [0.05, 0.255, "1", -1], [0.25]],
  ["app", "initContainers[0].cpu", [0.09, 0.101], [0.1, 0.11]],
  ["app", "containers[0].memory", ["512Mi", "0.5G", "0.5", "1.555Gi", "0Gi", ".5Gi", "00.5Gi"], ["0.5Gi", "0.50Gi"]],
  ...PROBES.flatMap((probe): ValueRow[] => [
    ["app", `${probe}.port`, [0, 65536, undefined], [1, 65535]],
    ["app", `${probe}.transport`, ["https", "UDP", undefined], ["HTTP", "HTTPS"]],
    ["app", `${probe}.initialDelay`, [-1, 61, 1.5], [0, 60]],
    ["app", `${probe}.intervalSeconds`, [0, 241], [1, 240]],
    ["app", `${probe}.timeout`, [0, 241], [1, 240]],
    ["app", `${probe}.failureCountThreshold`, [0, 31], [1, 30]],
    ["app", `${probe}.header[0].name`, ["", undefined], ["Host"]],
  ]),
  ["app", "containers[0].readinessProbe.successCountThreshold", [0, 11], [1, 10]],
  ["job", "containers[0].readinessProbe.initialDelay", [1], [0, undefined]],
  ["job", "containers[0].startupProbe.initialDelay", [1], [0]],
  ["job", "containers[0].livenessProbe.initialDelay", [61], [60]],
  [
    "app",
    "containers[0].livenessProbe",
    ["/health", [{ port: 80, transport: "TCP" }], true],
    [{ port: 80, transport: "TCP" }],
  ],
  ["app", "containers[0].livenessProbe.path", [5], ["", "/"]],
  ["app", "containers[0].livenessProbe.host", [5], ["localhost"]],
  ["app", "containers[0].livenessProbe.header[0].value", [3, undefined], [""]],
  ["app", "containers[0].volumeMounts[0].name", ["", undefined], ["files"]],
  ["app", "containers[0].volumeMounts[0].path", ["/", "//", "/a:b", ""], ["/a", "/a/", "a"]],
  ["app", "containers[0].volumeMounts[0].subPath", ["/a", "a/../b", "", ".."], ["a", "a/..b"]],
  ["app", "containers[0].volumeMounts", [{ name: "files", path: "/files" }, [null]], [[]]],
  [
    "app",
    "containers[0].command",
    ["run", ["run", 5], ["run", undefined], ["echo ${HOME}"], ["curl -w %{http_code}"]],
    [["run"], [], ["echo $${HOME} ${var.text}"], ["curl -w %%{http_code} %{ if true }x%{ endif }"]],
  ],
  ["app", "containers[0].args", [{ 0: "a" }], [["a"]]],
];

/** Several arguments together. */
const TOGETHER: TogetherRow[] = [
  [
    "half of the memory",
    "smallest app",
    { "containers[0].memory": "0.25Gi" },
    "containers",
    { "containers[0].cpu": 0.5, "containers[0].memory": "1Gi" },
  ],
  [
    "a total between the steps",
    "smallest app",
    { containers: [container({ cpu: 0.3 }), container({ name: "b", cpu: 0.3 })] },
    "containers",
    { containers: [container({ cpu: 0.3, memory: "0.4Gi" }), container({ name: "b", cpu: 0.7, memory: "1.6Gi" })] },
  ],
  [
    "more than shared machines have",
    "smallest app",
    { "containers[0].cpu": 4.25 },
    "containers",
    { "containers[0].cpu": 4 },
  ],
  [
    "odd totals on a profile that synth does not know",
    "app",
    { "containers[0].memory": "0.7Gi" },
    "containers",
    { "containers[0].memory": "0.7Gi", workloadProfileName: "mine" },
  ],
  [
    "more than an environment without profiles has",
    "app in a Consumption-only environment",
    { "containers[0].cpu": 2.25 },
    "containers",
    { "containers[0].cpu": 2 },
  ],
  [
    "a profile of an environment without any",
    "app in a Consumption-only environment",
    { workloadProfileName: "Consumption" },
    "workloadProfileName",
    {},
  ],
  [
    "a profile that the environment does not have",
    "app on a profile",
    { workloadProfileName: "large" },
    "workloadProfileName",
    { workloadProfileName: "Consumption" },
  ],
  [
    "more CPU than a machine has",
    "app on a profile",
    { "containers[0].cpu": 4.1 },
    "containers",
    { "containers[0].cpu": 4 },
  ],
  [
    "more memory than a machine has",
    "app on a profile",
    { "containers[0].memory": "16.01Gi" },
    "containers",
    { "containers[0].memory": "16Gi" },
  ],
  [
    "more than shared machines have, beside dedicated ones",
    "app on a profile",
    { workloadProfileName: undefined, "containers[0].cpu": 4.25 },
    "containers",
    { workloadProfileName: undefined, "containers[0].cpu": 4 },
  ],
  [
    "an init container larger than the rest",
    "app",
    { "initContainers[0].cpu": 0.26 },
    "initContainers[0]",
    { "initContainers[0].cpu": 0.2 },
  ],
  [
    "a CPU that is a reference, without memory",
    "smallest app",
    { "containers[0].cpu": Token.asNumber("${var.cpu}") },
    "containers[0].memory",
    { "containers[0].cpu": Token.asNumber("${var.cpu}"), "containers[0].memory": "1Gi" },
  ],
  [
    "a path of a TCP probe",
    "app",
    { "containers[0].livenessProbe.transport": "TCP", "containers[0].livenessProbe.header": undefined },
    "containers[0].livenessProbe.path",
    {
      "containers[0].livenessProbe.transport": "TCP",
      "containers[0].livenessProbe.header": undefined,
      "containers[0].livenessProbe.path": undefined,
    },
  ],
  [
    "headers of a TCP probe",
    "app",
    { "containers[0].livenessProbe.transport": "TCP", "containers[0].livenessProbe.path": undefined },
    "containers[0].livenessProbe.header",
    {
      "containers[0].livenessProbe.transport": "TCP",
      "containers[0].livenessProbe.header": [],
      "containers[0].livenessProbe.path": undefined,
    },
  ],
];

testRules(without(CONTAINER_RULES, SHARED_RULES), VALUES, TOGETHER);

test("what is too large for a machine is told the workload profile's name and size", () => {
  expect(refusalOf("app on a profile", { "containers[0].cpu": 4.25 })).toMatch(
    /containers is 4\.25 vCPU and 8\.5Gi in all; allowed: at most what .* has: dedicated \(D4: 4 vCPU and 16Gi\)\. Lower/,
  );
});

describe("of CPU and memory, shared machines take", () => {
  const take = (environment: "imported" | "without profiles", cpu: number, memory: number) => () =>
    synth((stack) => {
      const made =
        environment === "imported"
          ? undefined
          : new ContainerAppEnvironment(stack, "own", {
              name: "own",
              resourceGroupName: "my-rg",
              location: "westeurope",
              environmentType: EnvironmentType.CONSUMPTION_ONLY,
            });
      const containers = [{ image: ContainerImage.of("nginx"), cpu, memory: `${memory}Gi` }];
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { ...(made && { environment: made }), containers }),
      );
    });
  const pairs = Array.from({ length: 18 }, (_, i) => (i + 1) / 4);

  test.each(pairs)("%s vCPU with twice as many gibibytes, up to 4 or 2", (cpu) => {
    const isRefused = (attempt: () => unknown, refused: boolean) =>
      refused ? expect(attempt).toThrow(/is refused/) : expect(attempt).not.toThrow();
    isRefused(take("imported", cpu, 2 * cpu), cpu > 4);
    isRefused(take("without profiles", cpu, 2 * cpu), cpu > 2);
    isRefused(take("imported", cpu, 2 * cpu + 0.5), true);
    isRefused(take("imported", cpu + 0.05, 2 * cpu + 0.1), true);
  });
});
