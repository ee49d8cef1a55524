import { NO_LISTS, NO_MAPS, NO_OBJECTS, propertiesIn, refusalOf } from "../support/rules";

test("an argument that breaks its rule, and nothing that follows from it alone, is named", () => {
  expect(propertiesIn(refusalOf("app", { "containers[0].cpu": 0, "containers[0].memory": undefined }))).toEqual([
    "containers[0].cpu",
  ]);
  expect(propertiesIn(refusalOf("app", { location: "", name: "A", minReplicas: 300 }))).toEqual([
    "name",
    "location",
    "minReplicas",
  ]);
  expect(propertiesIn(refusalOf("app on a profile", { environment: "x" }))).toEqual(["environment"]);
  expect(propertiesIn(refusalOf("app", { otherSecrets: "x" }))).toEqual(["otherSecrets"]);
  expect(propertiesIn(refusalOf("app", { "initContainers[0]": null }))).toEqual(["initContainers[0]"]);
  expect(
    propertiesIn(refusalOf("environment", { infrastructureResourceGroupName: 5, "identity.identityIds": "x" })),
  ).toEqual(["infrastructureResourceGroupName", "identity.identityIds"]);
});

test("what may be a secret is in no message", () => {
  const may = [...NO_OBJECTS, ...NO_MAPS, ...NO_LISTS].filter((value) => JSON.stringify(value)?.includes("hunter2"));
  for (const value of may) {
    for (const [property, changed] of [
      ["secrets", value],
      ["secrets", { A: value }],
      ["otherSecrets", value],
      ["otherSecrets", [value]],
      ["registries[1].password", value],
      ["environmentVariables", value],
    ] as const) {
      expect(refusalOf("app", { [property]: changed })).not.toContain("hunter2");
    }
  }
});
