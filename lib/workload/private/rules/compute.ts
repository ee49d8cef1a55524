import type { BaseContainerProps } from "../../container";
import { CONSUMPTION, Size, WORKLOAD_PROFILE_SIZES } from "../../../environment/shared/workload-profiles";
import { BlockRule, itemsOf, known } from "../../../rules/rule";

const CONTAINERS = "https://learn.microsoft.com/azure/container-apps/containers#allocations";
const PROFILES = "https://learn.microsoft.com/azure/container-apps/workload-profiles-overview#profile-types";

/** What of an app or job says how much it takes, and of what. */
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
 * The most that shared machines give an app, in virtual CPUs: in an environment without workload profiles, and with
 * them.
 */
const CONSUMPTION_ONLY_CPU = 2;
const CONSUMPTION_CPU = 4;

/** How much containers take together, in hundredths; undefined where synth cannot know. */
function total(containers: unknown): Size | undefined {
  const sum = { cpu: 0, memory: 0 };
  for (const { cpu = DEFAULT_CPU, memory } of itemsOf<BaseContainerProps>(containers)) {
    const amount = memory === undefined ? 2 * cpu : /^([\d.]+)Gi$/.exec(known(memory) ?? "")?.[1];
    if (known(cpu) === undefined || amount === undefined) {
      return undefined;
    }
    sum.cpu += Math.round(cpu * 100);
    sum.memory += Math.round(Number(amount) * 100);
  }
  return sum;
}

/**
 * The type of workload profile that it runs on: empty in an environment without profiles, undefined where synth cannot
 * know.
 */
function profileTypeOf({ environment, workloadProfileName }: Allocated): string | undefined {
  const types = environment._profileTypes;
  if (types?.size === 0) {
    return "";
  }
  const name = workloadProfileName ?? environment.defaultWorkloadProfileName ?? CONSUMPTION;
  return name === CONSUMPTION ? CONSUMPTION : types?.get(name);
}

/** A rule for the total on some types of profile. */
function totalRule(
  isFor: (type: string) => boolean,
  accepts: (total: Size, type: string) => boolean,
  sentence: Pick<BlockRule<Allocated>, "allowed" | "change" | "source">,
): BlockRule<Allocated> {
  return {
    breaches: (workload) => {
      const type = profileTypeOf(workload);
      const sum =
        type !== undefined && isFor(type) && workload.containers.length > 0 ? total(workload.containers) : undefined;
      return sum === undefined || accepts(sum, type!)
        ? []
        : [{ at: "containers", value: `${sum.cpu / 100} vCPU and ${sum.memory / 100}Gi in all` }];
    },
    ...sentence,
  };
}

/** A container that says nothing has the least that Azure gives an app. */
export const DEFAULT_CPU = 0.25;

const isShared = (type: string) => type === "" || type === CONSUMPTION;

export const COMPUTE: readonly BlockRule<Allocated>[] = [
  totalRule(isShared, (sum) => sum.cpu % 25 === 0 && sum.memory === 2 * sum.cpu, {
    allowed:
      "on shared machines 0.25 vCPU and 0.5Gi, 0.5 and 1Gi, and so on in steps of 0.25 vCPU with two gibibytes for each vCPU",
    change: "Change cpu and memory of the containers so that their totals are such a pair.",
    source: CONTAINERS,
  }),
  totalRule(
    (type) => type === "",
    (sum) => sum.cpu <= CONSUMPTION_ONLY_CPU * 100,
    {
      allowed: `at most ${CONSUMPTION_ONLY_CPU} vCPU and ${2 * CONSUMPTION_ONLY_CPU}Gi in an environment without workload profiles`,
      change: "Take less, or give the environment workloadProfiles.",
      source: CONTAINERS,
    },
  ),
  totalRule(
    (type) => type === CONSUMPTION,
    (sum) => sum.cpu <= CONSUMPTION_CPU * 100,
    {
      allowed: `at most ${CONSUMPTION_CPU} vCPU and ${2 * CONSUMPTION_CPU}Gi on the workload profile ${CONSUMPTION}`,
      change: "Take less, or name a workload profile of dedicated machines.",
      source: CONTAINERS,
    },
  ),
  totalRule(
    (type) => type in WORKLOAD_PROFILE_SIZES,
    (sum, type) =>
      sum.cpu <= WORKLOAD_PROFILE_SIZES[type]!.cpu * 100 && sum.memory <= WORKLOAD_PROFILE_SIZES[type]!.memory * 100,
    {
      allowed: "at most what a machine of the workload profile has",
      change: "Take less, or name a profile of larger machines.",
      source: PROFILES,
    },
  ),
  {
    breaches: ({ containers, initContainers }) => {
      const sum = initContainers && total(containers);
      return itemsOf<BaseContainerProps>(initContainers).flatMap((container, i) => {
        const own = total([container]);
        const isMore = sum !== undefined && own !== undefined && (own.cpu > sum.cpu || own.memory > sum.memory);
        return isMore ? [{ at: `initContainers[${i}]`, value: `${own.cpu / 100} vCPU and ${own.memory / 100}Gi` }] : [];
      });
    },
    allowed: "at most as much as all containers together",
    change: "Take less for the init container, or more for the others.",
    source: "https://github.com/microsoft/azure-container-apps/issues/1189",
  },
  {
    breaches: ({ environment, workloadProfileName: name }) => {
      const types = environment._profileTypes;
      return known(name) !== undefined &&
        types !== undefined &&
        !(types.has(name!) || (types.size > 0 && name === CONSUMPTION))
        ? [{ at: "workloadProfileName", value: name, here: [...types.keys()].join(", ") || "none" }]
        : [];
    },
    allowed: "a workload profile that the environment has",
    change: "Name one of these, or add it to the environment's workloadProfiles.",
    source: PROFILES,
  },
];
