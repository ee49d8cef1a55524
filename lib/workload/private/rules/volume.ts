import type {
  ContainerAppTemplateContainerVolumeMounts,
  ContainerAppTemplateVolume,
} from "@cdktf/provider-azurerm/lib/container-app";
import { Block, BlockRule, Breach, itemsOf, known, notEmpty, oneOf, repeated, text } from "../../../rules/rule";
import { containersIn } from "../containers";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app#volume";
const STORAGE = "https://learn.microsoft.com/azure/container-apps/storage-mounts";

/** The types of volume whose storage is one of the environment's. */
const WITH_STORAGE = ["AzureFile", "NfsAzureFile"];

export const VOLUME: Block<ContainerAppTemplateVolume> = {
  arguments: {
    name: text(
      /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
      "1 to 63 lower-case letters, digits and hyphens, starting and ending with a letter or digit",
      STORAGE,
    ),
    storageType: oneOf(["AzureFile", "EmptyDir", "NfsAzureFile", "Secret"], AZURERM),
    storageName: text(
      /^(?!.*--)[a-z]([a-z0-9-]{0,29}[a-z0-9]|[a-z0-9-]{30}[a-z])?$/,
      "the name of one of the environment's storages: 1 to 32 lower-case letters, digits and single hyphens, " +
        "starting with a letter and not ending with a hyphen",
      AZURERM,
    ),
    mountOptions: notEmpty(AZURERM),
  },
  required: ["name"],
  together: [
    {
      breaches: ({ storageType, storageName }) =>
        WITH_STORAGE.includes(known(storageType) ?? "") && storageName === undefined ? [{ at: "storageName" }] : [],
      allowed: `the name of one of the environment's storages with the storage type ${WITH_STORAGE.join(" or ")}`,
      change: "Pass it: the name of an azurerm_container_app_environment_storage.",
      source: AZURERM,
    },
    {
      breaches: ({ storageType = "EmptyDir", storageName, mountOptions }) => {
        const ofStorage = Object.entries({ storageName, mountOptions }).filter(([, value]) => value !== undefined);
        return ["EmptyDir", "Secret"].includes(known(storageType) ?? "")
          ? ofStorage.map(([at, value]) => ({ at, value }))
          : [];
      },
      allowed: `only with the storage type ${WITH_STORAGE.join(" or ")}`,
      change: "Take it out, or set the storage type.",
      source: AZURERM,
    },
  ],
};

/** The arguments of an app or job that say which volumes it has, and where they are mounted. */
interface Mounting {
  readonly volumes?: readonly ContainerAppTemplateVolume[];
  readonly containers: readonly { readonly volumeMounts?: readonly ContainerAppTemplateContainerVolumeMounts[] }[];
  readonly initContainers?: Mounting["containers"];
}

/** The mounts of each container that has some, with their path. */
function mountsIn(workload: Mounting): [string, readonly ContainerAppTemplateContainerVolumeMounts[]][] {
  return containersIn(workload).flatMap(
    ([place, { volumeMounts }]): [string, readonly ContainerAppTemplateContainerVolumeMounts[]][] =>
      volumeMounts ? [[`${place}.volumeMounts`, itemsOf(volumeMounts)]] : [],
  );
}

/** The names of all volumes; undefined where synth cannot know them all. */
function volumeNames({ volumes = [] }: Mounting): readonly string[] | undefined {
  const names = itemsOf<ContainerAppTemplateVolume>(volumes).map(({ name }) => known(name));
  return Array.isArray(volumes) && names.every((name) => name !== undefined) ? names : undefined;
}

export const MOUNTS: readonly BlockRule<Mounting>[] = [
  {
    breaches: ({ volumes }) => {
      const all = itemsOf<ContainerAppTemplateVolume>(volumes);
      return repeated(all, ({ name }) => known(name)).map(([{ name }, i]) => ({
        at: `volumes[${i}].name`,
        value: name,
      }));
    },
    allowed: "one volume of each name",
    change: "Choose another name.",
    source: STORAGE,
  },
  {
    breaches: (workload) => {
      const mounted = mountsIn(workload);
      const names = mounted.length > 0 ? volumeNames(workload) : undefined;
      const isUnknown = (name: string | undefined) =>
        name !== undefined && known(name) !== undefined && names?.includes(name) === false;
      return mounted.flatMap(([place, mounts]) =>
        mounts.flatMap(({ name }, i): Breach[] =>
          isUnknown(name) ? [{ at: `${place}[${i}].name`, value: name }] : [],
        ),
      );
    },
    allowed: "the name of one of the volumes of the app or job",
    change: "Declare the volume in volumes, or name one of those in it.",
    source: STORAGE,
  },
  {
    breaches: (workload) =>
      mountsIn(workload).flatMap(([place, mounts]) =>
        repeated(mounts, ({ path }) => known(path)).map(([{ path }, i]) => ({
          at: `${place}[${i}].path`,
          value: path,
        })),
      ),
    allowed: "one volume at each path",
    change: "Mount it elsewhere.",
    source: STORAGE,
  },
];
