import { testRules, TogetherRow, ValueRow } from "../support/rules";
import { VOLUME_RULES } from "../support/workload-rules";

const volume = (values: object) => [{ name: "files", ...values }];

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  [
    "app",
    "volumes[0].storageName",
    ["Files", "a--b", "1a", "a-", "a".repeat(33)],
    ["files", "a1", "a".repeat(32), `${"a".repeat(30)}1`],
  ],
  ["app", "volumes[0].mountOptions", [""], ["ro"]],
  ["app", "volumes[0].storageType", ["azureFile", "Nfs"], ["AzureFile", "NfsAzureFile"]],
  [
    "smallest app",
    "volumes",
    [[{ name: "A" }], [{ name: "a.b" }], [{ name: "a".repeat(64) }], [{}]],
    [[{ name: "a-1" }], [{ name: "a".repeat(63) }]],
  ],
  ["app", "volumes", [{ name: "files" }, [null], "files"], [[{ name: "files" }]]],
];

/** Several arguments together. */
const TOGETHER: TogetherRow[] = [
  [
    "an undeclared volume",
    "app",
    { "containers[0].volumeMounts[0].name": "other" },
    "containers[0].volumeMounts[0].name",
    { "containers[0].volumeMounts[0].name": "files" },
  ],
  [
    "an init container's undeclared volume",
    "app",
    { "initContainers[0].volumeMounts[0].name": "other" },
    "initContainers[0].volumeMounts[0].name",
    {},
  ],
  [
    "two volumes at one path",
    "app",
    { "containers[0].volumeMounts[1]": { name: "files", path: "/files" } },
    "containers[0].volumeMounts[1].path",
    { "containers[0].volumeMounts[1]": { name: "files", path: "/other" } },
  ],
  [
    "two volumes of one name",
    "app",
    { "volumes[1]": { name: "files" } },
    "volumes[1].name",
    { "volumes[1]": { name: "other" } },
  ],
  [
    "a share without storage",
    "app",
    { "volumes[0].storageName": undefined },
    "volumes[0].storageName",
    { volumes: volume({}) },
  ],
  [
    "an empty folder with storage",
    "app",
    { volumes: volume({ storageName: "files" }) },
    "volumes[0].storageName",
    { volumes: volume({ storageType: "EmptyDir" }) },
  ],
  [
    "secrets with mount options",
    "app",
    { volumes: volume({ storageType: "Secret", mountOptions: "ro" }) },
    "volumes[0].mountOptions",
    { volumes: volume({ storageType: "Secret" }) },
  ],
];

testRules(VOLUME_RULES, VALUES, TOGETHER);
