import { AppSecret, DaprComponent, DaprComponentType } from "../../lib/index";
import { DAPR_COMPONENT } from "../../lib/workload/private/rules/dapr-component";
import {
  NO_LISTS,
  NO_MAPS,
  NO_OBJECTS,
  rulesIn,
  SHARED_RULES,
  testRules,
  testWithoutProps,
  TogetherRow,
  ValueRow,
  without,
} from "../support/rules";
import { newStack } from "../support/synth";

const MADE = "Dapr component";
const SECRET = AppSecret.fromSecretUri(newStack(), "b", "https://my-vault.vault.azure.net/secrets/b");
const NO_ITEMS = NO_OBJECTS.map((value) => [value]);

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  [MADE, "name", ["Orders", "1st", "a--b", "a-", "a".repeat(61), `${"a".repeat(59)}1`], ["a", "a".repeat(60)]],
  [MADE, "environment", [...NO_OBJECTS, undefined], []],
  [MADE, "componentType", [...NO_OBJECTS, undefined], [DaprComponentType.of("state.redis")]],
  [MADE, "apps", [...NO_LISTS, ...NO_ITEMS], [undefined, []]],
  [MADE, "appIds", [...NO_LISTS, ["Web"], ["a".repeat(59)]], [["web"], ["a".repeat(58)]]],
  [MADE, "identity", NO_OBJECTS, [undefined]],
  [MADE, "metadata", [...NO_MAPS, { a: 1 }], [{ a: "1" }, undefined]],
  [MADE, "secretMetadata", [...NO_MAPS, { a: "hunter2" }], [undefined, {}]],
  [MADE, "version", ["", 1], ["v2"]],
  [MADE, "ignoreErrors", ["yes"], [true]],
  [MADE, "initTimeout", ["1m30s", "90", "1.5s"], ["90s", "2h"]],
];

/** Several arguments together. */
const TOGETHER: TogetherRow[] = [
  ["neither apps nor their ids", MADE, { appIds: [] }, "apps", { appIds: ["web"] }],
  [
    "metadata of the name of a secret",
    MADE,
    { metadata: { a: "1" }, secretMetadata: { a: SECRET } },
    "secretMetadata.a",
    { metadata: { a: "1" }, secretMetadata: { b: SECRET } },
  ],
];

testRules(without(rulesIn(DAPR_COMPONENT), SHARED_RULES), VALUES, TOGETHER);

testWithoutProps([["a Dapr component", (stack, props) => new DaprComponent(stack, "made", props)]]);
