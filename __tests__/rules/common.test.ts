import { NO_LISTS, NO_OBJECTS, SHARED_RULES, testRules, TogetherRow, ValueRow } from "../support/rules";

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  ["app", "provider", NO_OBJECTS, [undefined]],
  ["app", "dependsOn", NO_LISTS, [[], undefined]],
  ["app", "location", ["", "west-europe"], ["westeurope", "West Europe"]],
  ["app", "resourceGroupName", ["", "rg.", "r".repeat(91)], ["r", "rg.x", "r".repeat(90)]],
  ["app", "rolePropagation", ["90", "-1s", "1m30s"], ["90s", "2.5m"]],
  ["app", "timeouts.create", ["soon", "90", "1d"], ["90s", "1h30m"]],
  ["app", "timeouts", ["30m"], [{ create: "30m" }]],
  ["app", "tags", [["a"], { a: 5 }, { a: undefined }, "a=b"], [{ a: "5" }]],
];

/** Several arguments together. */
const TOGETHER: TogetherRow[] = [
  [
    "a tag's name with a slash",
    "app",
    { tags: { "cost/center": "1" } },
    "tags: the name",
    { tags: { "cost:center": "1/2" } },
  ],
  [
    "a tag's name of 513 bytes",
    "app",
    { tags: { ["é".repeat(257)]: "1" } },
    "tags: the name",
    { tags: { ["é".repeat(256)]: "1" } },
  ],
  ["a tag's value of 258 bytes", "app", { tags: { a: "é".repeat(129) } }, "tags.a", { tags: { a: "é".repeat(128) } }],
  [
    "two tags that differ by case",
    "app",
    { tags: { team: "1", Team: "2" } },
    "tags: the name",
    { tags: { team: "1", teams: "2" } },
  ],
];

testRules(SHARED_RULES, VALUES, TOGETHER);
