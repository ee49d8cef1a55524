import { azapi, azapiApp, azapiProgram } from "../../support/azapi-programs";
import { Configuration, findingsOf } from "../../support/review-programs";

const exposed = (configuration: Configuration) =>
  findingsOf(configuration).filter((line) => line.startsWith("exposed-secret"));
const variable = { variable: { password: { sensitive: true }, host: {} } };
const withEnv = (value: string, others: Configuration = {}) => {
  const app = azapi("Microsoft.App/containerApps@2025-01-01", "web", {
    properties: { template: { containers: [{ name: "web", env: [{ name: "PASSWORD", value }] }] } },
  });
  return azapiProgram({ azapi_resource: { web: app }, ...others }, variable);
};

describe("a secret goes by reference where everybody sees it, in an app of azapi's", () => {
  test.each<[string, Configuration]>([
    ["a sensitive variable", withEnv("${var.password}")],
    ["a generated password", withEnv("${random_password.p.result}", { random_password: { p: { length: 20 } } })],
    ["an answer that azapi keeps as sensitive", withEnv("${azapi_resource.kv.sensitive_output.properties.key}")],
  ])("%s", (_, configuration) => {
    expect(exposed(configuration)).toEqual([expect.stringContaining("azapi_resource.web")]);
  });

  test("no secret, or one that the app keeps as such, is none", () => {
    expect(exposed(withEnv("${var.host}"))).toEqual([]);
    expect(
      exposed(
        azapiProgram(
          { azapi_resource: { web: azapiApp({ secrets: [{ name: "p", value: "${var.password}" }] }) } },
          variable,
        ),
      ),
    ).toEqual([]);
  });
});
