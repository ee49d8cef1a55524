/** The workload profile that runs on shared machines; every environment with workload profiles has it. */
export const CONSUMPTION = "Consumption";

/** An amount of virtual CPUs, and of memory in gibibytes. */
export interface Size {
  readonly cpu: number;
  readonly memory: number;
}

/** The sizes of the machines of dedicated workload profiles, by azurerm's name for the type. */
export const WORKLOAD_PROFILE_SIZES: Readonly<Record<string, Size>> = {
  D4: { cpu: 4, memory: 16 },
  D8: { cpu: 8, memory: 32 },
  D16: { cpu: 16, memory: 64 },
  D32: { cpu: 32, memory: 128 },
  E4: { cpu: 4, memory: 32 },
  E8: { cpu: 8, memory: 64 },
  E16: { cpu: 16, memory: 128 },
  E32: { cpu: 32, memory: 256 },
  "NC24-A100": { cpu: 24, memory: 220 },
  "NC48-A100": { cpu: 48, memory: 440 },
  "NC96-A100": { cpu: 96, memory: 880 },
};
