import type {
  ContainerAppTemplateContainerLivenessProbe,
  ContainerAppTemplateContainerReadinessProbe,
  ContainerAppTemplateContainerStartupProbe,
  ContainerAppTemplateContainerVolumeMounts,
} from "@cdktf/provider-azurerm/lib/container-app";
import { isReference } from "../../../core/problems";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import {
  Block,
  BlockRule,
  CONFIDENTIAL,
  integer,
  known,
  notEmpty,
  oneOf,
  TEXT,
  text,
  ValueRule,
} from "../../../rules/rule";
import type { BaseContainerProps, ContainerProps, InitContainerProps } from "../../container";
import { IMAGE } from "./image";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app";
const PROBES = "https://learn.microsoft.com/azure/container-apps/health-probes";
const CONTAINERS = "https://learn.microsoft.com/azure/container-apps/containers#configuration";

/** The rule for the virtual CPUs of one container. The total of all containers has a rule of the whole app. */
const CPU: ValueRule = {
  accepts: (value) =>
    typeof value === "number" && value >= 0.1 && Math.abs(value * 100 - Math.round(value * 100)) < 1e-9,
  allowed: "a number of virtual CPUs of at least 0.1, with at most two decimals",
  change: "Pass such a number.",
  source: CONTAINERS,
};

const MEMORY = text(
  /^(?!0(\.0+)?Gi$)(0|[1-9]\d*)(\.\d{1,2}0*)?Gi$/,
  "an amount in gibibytes with at most two decimals, such as 0.5Gi",
  CONTAINERS,
  "Pass such an amount.",
);

const INITIAL_DELAY = integer(0, 60, PROBES, "seconds");

const HEADER: Block<{ name: string; value: string }> = {
  arguments: { name: notEmpty(AZURERM), value: CONFIDENTIAL },
  required: ["name", "value"],
};

/** The arguments that the three kinds of probe have in common. */
type Probe = ContainerAppTemplateContainerLivenessProbe & ContainerAppTemplateContainerStartupProbe;

const PROBE_ARGUMENTS: Block<Probe>["arguments"] = {
  failureCountThreshold: integer(1, 30, PROBES),
  host: TEXT,
  initialDelay: INITIAL_DELAY,
  intervalSeconds: integer(1, 240, PROBES, "seconds"),
  path: TEXT,
  port: integer(1, 65535, PROBES),
  timeout: integer(1, 240, PROBES, "seconds"),
  transport: oneOf(["HTTP", "HTTPS", "TCP"], AZURERM),
  header: { list: { block: HEADER } },
};

/** azurerm silently drops `path` and `header` for TCP, and plans them again each time. */
const PROBE_TOGETHER: readonly BlockRule<Probe>[] = [
  {
    breaches: ({ transport, path, header }) => {
      const ofHttp = { path, header: Array.isArray(header) && header.length === 0 ? undefined : header };
      return known(transport) === "TCP"
        ? Object.entries(ofHttp).flatMap(([at, value]) => (value === undefined ? [] : [{ at, value }]))
        : [];
    },
    allowed: "no path and no header with the transport TCP",
    change: "Take it out, or set the transport to HTTP or HTTPS.",
    source: AZURERM,
  },
];

/** The rule for the number of failures of a probe; from azurerm 4.66 on, more are accepted. */
function failures(max: number): ValueRule {
  return { ...integer(1, 30, PROBES), later: { since: "4.66.0", rule: integer(1, max, PROBES) } };
}

const LIVENESS_PROBE: Block<ContainerAppTemplateContainerLivenessProbe> = {
  arguments: PROBE_ARGUMENTS,
  required: ["port", "transport"],
  together: PROBE_TOGETHER,
};

const READINESS_PROBE: Block<ContainerAppTemplateContainerReadinessProbe> = {
  arguments: { ...PROBE_ARGUMENTS, failureCountThreshold: failures(48), successCountThreshold: integer(1, 10, PROBES) },
  required: ["port", "transport"],
  together: PROBE_TOGETHER,
};

const STARTUP_PROBE: Block<ContainerAppTemplateContainerStartupProbe> = {
  arguments: { ...PROBE_ARGUMENTS, failureCountThreshold: failures(240) },
  required: ["port", "transport"],
  together: PROBE_TOGETHER,
};

const VOLUME_MOUNT: Block<ContainerAppTemplateContainerVolumeMounts> = {
  arguments: {
    name: notEmpty(AZURERM),
    path: text(
      /^[^:]*[^:/][^:]*$/,
      "a path without a colon, other than /",
      "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1",
    ),
    subPath: text(
      /^(?!\/)(?!(.*\/)?\.\.(\/|$)).+$/,
      "a relative path without ..",
      "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1",
    ),
  },
  required: ["name", "path"],
};

const TOGETHER: readonly BlockRule<BaseContainerProps>[] = [
  {
    needs: ["cpu"],
    breaches: ({ cpu, memory }) => (isReference(cpu) && memory === undefined ? [{ at: "memory" }] : []),
    allowed: "an amount such as 0.5Gi where cpu is a reference, from which no default can be computed",
    change: "Pass an amount.",
    source: CONTAINERS,
  },
];

const BASE_ARGUMENTS = {
  image: { kind: KINDS.image, holds: { block: IMAGE } },
  name: NAMES.container,
  cpu: CPU,
  memory: MEMORY,
  command: { list: CONFIDENTIAL },
  args: { list: CONFIDENTIAL },
  environmentVariables: { map: CONFIDENTIAL, atSynth: true, orPlanned: true },
  secrets: { map: { kind: KINDS.secret }, atSynth: true },
  volumeMounts: { list: { block: VOLUME_MOUNT } },
};

export const INIT_CONTAINER: Block<InitContainerProps> = {
  arguments: BASE_ARGUMENTS,
  required: ["name", "image"],
  together: TOGETHER,
};

export const CONTAINER: Block<ContainerProps> = {
  arguments: {
    ...BASE_ARGUMENTS,
    livenessProbe: { block: LIVENESS_PROBE },
    readinessProbe: { block: READINESS_PROBE },
    startupProbe: { block: STARTUP_PROBE },
  },
  required: ["image"],
  together: TOGETHER,
};

/**
 * The rule for the initial delay in a job. Before 4.62 azurerm neither sends nor reads it, and plans it again each
 * time.
 */
const NO_DELAY: ValueRule = {
  ...integer(0, 0, "https://github.com/hashicorp/terraform-provider-azurerm/pull/31796"),
  allowed: "0 in a job, because azurerm before 4.62 drops any other value",
  change: "Take it out.",
  later: { since: "4.62.0", rule: INITIAL_DELAY },
};

export const JOB_CONTAINER: Block<ContainerProps> = {
  ...CONTAINER,
  arguments: {
    ...CONTAINER.arguments,
    readinessProbe: {
      block: { ...READINESS_PROBE, arguments: { ...READINESS_PROBE.arguments, initialDelay: NO_DELAY } },
    },
    startupProbe: { block: { ...STARTUP_PROBE, arguments: { ...STARTUP_PROBE.arguments, initialDelay: NO_DELAY } } },
  },
};
