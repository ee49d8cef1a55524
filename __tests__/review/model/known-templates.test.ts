import { TerraformStack } from "cdktf";
import { makesDatabaseUsers } from "../../../lib/review/model/known-templates";
import { Body, synthStack } from "../../support/synth";
import { usersOfDatabases } from "../../support/databases";

/** The template of each list of users in a program. */
function templatesOf(stack: TerraformStack): string[] {
  const deployments = synthStack(stack).all("azurerm_resource_group_template_deployment");
  return Object.values(deployments).map((body: Body) => body.template_content as string);
}

describe("the templates that make users of databases", () => {
  test.each([{ isInSubnet: false }, { isInSubnet: true }])("are known: %j", ({ isInSubnet }) => {
    const templates = templatesOf(usersOfDatabases({ isInSubnet }));
    expect(templates).toHaveLength(2);
    for (const template of templates) {
      expect(makesDatabaseUsers(template)).toBe(true);
      // azurerm sorts the names, and escapes characters as Go does.
      const planned = JSON.stringify(sorted(JSON.parse(template)))
        .replace(/>/g, "\\u003e")
        .replace(/</g, "\\u003c");
      expect(makesDatabaseUsers(planned)).toBe(true);
      expect(makesDatabaseUsers(template.replace("read", "reads"))).toBe(false);
    }
  });

  test.each([undefined, null, 1, "", "{", "{}"])("others are not: %j", (template) =>
    expect(makesDatabaseUsers(template)).toBe(false),
  );
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort()
          .map(([name, one]) => [name, sorted(one)]),
      )
    : value;
}
