import * as fs from "node:fs";
import * as path from "node:path";
import { DaprComponentType, DaprUse } from "../../lib/index";
import { importVault, newStack } from "../support/synth";

const page = fs.readFileSync(path.join(__dirname, "../../docs/dapr.md"), "utf8");
const rows = page
  .split("\n")
  .filter((line) => /^\| `\w+\(.*\)` \| `/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));

const ROOT = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/g/providers";
const account = { id: `${ROOT}/Microsoft.Storage/storageAccounts/a`, name: "a", primaryBlobEndpoint: "https://a" };
const part = { name: "p", resourceManagerId: "/p", id: "/p", databaseName: "d" };
const checkpoints = { account, container: part };
const TYPES = [
  DaprComponentType.stateCosmosDb(
    { id: "/a", name: "a", resourceGroupName: "g", endpoint: "https://a" } as never,
    part,
  ),
  DaprComponentType.stateBlobs(account, part),
  DaprComponentType.bindingBlobs(account, part),
  DaprComponentType.pubSubServiceBus(part, DaprUse.RECEIVE),
  DaprComponentType.bindingServiceBusQueue(part, part, DaprUse.RECEIVE),
  DaprComponentType.bindingStorageQueue({ ...account, primaryQueueEndpoint: "https://a" }, part, DaprUse.RECEIVE),
  DaprComponentType.pubSubEventHubs(part, DaprUse.RECEIVE, checkpoints),
  DaprComponentType.bindingEventHub(part, part, DaprUse.RECEIVE, checkpoints),
  DaprComponentType.secretStoreKeyVault(importVault(newStack())),
];

test("the page has a row for each type, with what it is called", () => {
  const factories = Object.getOwnPropertyNames(DaprComponentType).filter((name) =>
    /^(state|binding|pubSub|secretStore|of)/.test(name),
  );
  expect(rows.map(([, factory = ""]) => /\w+/.exec(factory)?.[0]).concat("of")).toEqual(factories);
  expect(rows.map(([, , type]) => type)).toEqual(TYPES.map(({ componentType }) => `\`${componentType}\``));
});

test("and with its metadata", () => {
  const named = rows.map(([, , , , , metadata = ""]) => [...metadata.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  TYPES.forEach(({ metadata, _defaults }, i) =>
    expect([i, ...named[i]!].sort()).toEqual([i, ...Object.keys({ ...metadata, ..._defaults })].sort()),
  );
});
