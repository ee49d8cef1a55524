import { Description } from "../../../core/problems";
import { CONSUMPTION, Size, WORKLOAD_PROFILE_SIZES } from "../../../environment/internal";
import { BlockRule, Breach, itemsOf, known } from "../../../rules/rule";
import type { BaseContainerProps } from "../../container";

const CONTAINERS = "https://learn.microsoft.com/azure/container-apps/containers#allocations";
const PROFILES = "https://learn.microsoft.com/azure/container-apps/workload-profiles-overview#profile-types";

/** The arguments of an app or job that say how much CPU and memory it has, and on which machines. */
interface Allocated {
  readonly containers: readonly BaseContainerProps[];
  readonly initContainers?: readonly BaseContainerProps[];
  readonly workloadProfileName?: string;
  readonly environment: {
    readonly defaultWorkloadProfileName?: string;
    readonly _profileTypes?: ReadonlyMap<string, string | undefined>;
  };
}

/**
 * The greatest number of virtual CPUs of an app on shared machines: in an environment without workload profiles, and in
 * one with them.
 */
const CONSUMPTION_ONLY_CPU = 2;
const CONSUMPTION_CPU = 4;

const NOTHING: Size = { cpu: 0, memory: 0 };

/**
 * The CPU and memory of all containers together, in hundredths; undefined where synth cannot know, and where there are
 * no containers.
 */
function total(containers: unknown): Size | undefined {
  const sum = { ...NOTHING };
  for (const { cpu = DEFAULT_CPU, memory } of itemsOf<BaseContainerProps>(containers)) {
    const amount = memory === undefined ? 2 * cpu : /^([\d.]+)Gi$/.exec(known(memory) ?? "")?.[1];
    if (known(cpu) === undefined || amount === undefined) {
      return undefined;
    }
    sum.cpu += Math.round(cpu * 100);
    sum.memory += Math.round(Number(amount) * 100);
  }
  return sum.cpu > 0 ? sum : undefined;
}

function totalOfContainers({ containers }: Allocated): Size | undefined {
  return total(containers);
}

/** A workload profile: its name, and its type, which is empty for an environment without profiles. */
interface Profile {
  readonly name: string;
  readonly type: string;
}

/** The workload profile that an app or job runs on; undefined where synth cannot know. */
function profileOf(workload: Allocated): Profile | undefined {
  const environment = known(workload.environment);
  const types = environment?._profileTypes;
  if (types?.size === 0) {
    return { name: "", type: "" };
  }
  const name = known(workload.workloadProfileName ?? environment?.defaultWorkloadProfileName ?? CONSUMPTION);
  const type = name === CONSUMPTION ? CONSUMPTION : types?.get(name ?? "");
  return environment && name && type ? { name, type } : undefined;
}

/**
 * Whether init containers have the identities of the app or job, or may have them: only on shared machines of an
 * environment with workload profiles.
 *
 * @see https://learn.microsoft.com/azure/container-apps/managed-identity#control-managed-identity-availability
 */
export function mayInitContainersHaveIdentity(workload: Allocated): boolean {
  const profile = profileOf(workload);
  return profile === undefined || profile.type === CONSUMPTION;
}

/** A rule for the total on some types of profile. */
function totalRule(
  isFor: (type: string) => boolean,
  accepts: (total: Size, type: string) => boolean,
  sentence: Pick<BlockRule<Allocated>, "allowed" | "change" | "source">,
  here?: (profile: Profile) => string,
): BlockRule<Allocated> {
  return {
    named: ["containers"],
    breaches: (_, once) => {
      const profile = once(profileOf);
      const sum = profile && isFor(profile.type) ? once(totalOfContainers) : undefined;
      return !profile || !sum || accepts(sum, profile.type)
        ? []
        : [{ at: "containers", value: new Description(`${textOfSize(sum)} in all`), here: here?.(profile) }];
    },
    ...sentence,
  };
}

/** The amount as Azure's pages write it. */
function textOfSize({ cpu, memory }: Size): string {
  return `${cpu / 100} vCPU and ${memory / 100}Gi`;
}

/** Whether an amount has at most the CPU and at most the memory of another. */
function isWithin(size: Size, most: Size | undefined): boolean {
  return most === undefined || (size.cpu <= most.cpu && size.memory <= most.memory);
}

/** The size of a machine of a type of workload profile, in hundredths; undefined for shared machines. */
function machineOf(type: string): Size | undefined {
  const size = WORKLOAD_PROFILE_SIZES[type];
  return size && { cpu: size.cpu * 100, memory: size.memory * 100 };
}

/** The default number of virtual CPUs of a container: the least that Azure accepts for an app. */
export const DEFAULT_CPU = 0.25;

const isShared = (type: string) => type === "" || type === CONSUMPTION;

export const COMPUTE: readonly BlockRule<Allocated>[] = [
  totalRule(isShared, (sum) => sum.cpu % 25 === 0 && sum.memory === 2 * sum.cpu, {
    allowed:
      "on shared machines 0.25 vCPU and 0.5Gi, 0.5 and 1Gi, and so on " +
      "in steps of 0.25 vCPU with two gibibytes for each vCPU",
    change: "Change cpu and memory of the containers so that their totals are such a pair.",
    source: CONTAINERS,
  }),
  totalRule(
    (type) => type === "",
    (sum) => sum.cpu <= CONSUMPTION_ONLY_CPU * 100,
    {
      allowed:
        `at most ${CONSUMPTION_ONLY_CPU} vCPU and ${2 * CONSUMPTION_ONLY_CPU}Gi ` +
        `in an environment without workload profiles`,
      change: "Lower cpu and memory, or leave environmentType of the environment out.",
      source: CONTAINERS,
    },
  ),
  totalRule(
    (type) => type === CONSUMPTION,
    (sum) => sum.cpu <= CONSUMPTION_CPU * 100,
    {
      allowed: `at most ${CONSUMPTION_CPU} vCPU and ${2 * CONSUMPTION_CPU}Gi on the workload profile ${CONSUMPTION}`,
      change: "Lower cpu and memory, or name a workload profile of dedicated machines.",
      source: CONTAINERS,
    },
  ),
  totalRule(
    (type) => type in WORKLOAD_PROFILE_SIZES,
    (sum, type) => isWithin(sum, machineOf(type)),
    {
      allowed: "at most what a machine of the workload profile has",
      change: "Lower cpu and memory, or name a workload profile of larger machines.",
      source: PROFILES,
    },
    ({ name, type }) => `${name} (${type}: ${textOfSize(machineOf(type) ?? NOTHING)})`,
  ),
  {
    breaches: ({ containers, initContainers }) => {
      const sum = initContainers && total(containers);
      return itemsOf<BaseContainerProps>(initContainers).flatMap((container, i): Breach[] => {
        const own = total([container]);
        return sum === undefined || own === undefined || isWithin(own, sum)
          ? []
          : [{ at: `initContainers[${i}]`, value: textOfSize(own) }];
      });
    },
    allowed: "at most as much as all containers together",
    change: "Lower cpu and memory of the init container, or raise those of the containers.",
    source: "https://github.com/microsoft/azure-container-apps/issues/1189",
  },
  {
    breaches: ({ environment, workloadProfileName: name }) => {
      const types = known(environment)?._profileTypes;
      return name !== undefined &&
        known(name) !== undefined &&
        types !== undefined &&
        !(types.has(name) || (types.size > 0 && name === CONSUMPTION))
        ? [{ at: "workloadProfileName", value: name, here: [...types.keys()].join(", ") || "none" }]
        : [];
    },
    allowed: "a workload profile that the environment has",
    change: "Name one of these, or add it to the environment's workloadProfiles.",
    source: PROFILES,
  },
];
