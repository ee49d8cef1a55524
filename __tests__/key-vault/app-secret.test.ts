import { TerraformVariable } from "cdktf";
import { AppSecret, ManagedIdentityContainerApp } from "../../lib/index";
import { sensitive } from "../support/every-argument";
import { appProps, newStack, synth } from "../support/synth";

describe("minimal", () => {
  test("a value of the app's own is one of its secrets, and of its variables", () => {
    const program = synth((stack) => {
      const secret = AppSecret.fromValue(stack, "api-key", sensitive(stack, "api_key"));
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { secrets: { API_KEY: secret }, otherSecrets: [secret] }),
      );
    });
    expect(program.only("azurerm_container_app").secret).toEqual([{ name: "api-key", value: "${var.api_key}" }]);
    expect(program.env).toContainEqual({ name: "API_KEY", secret_name: "api-key" });
  });
});

describe("refused", () => {
  test("a literal value is refused, and not shown", () => {
    expect(() => AppSecret.fromValue(newStack(), "api-key", "hunter2")).toThrow(
      /\[test\] is refused:\n  - AppSecret\.fromValue: value is a literal, which is not shown; allowed: a reference to a sensitive/,
    );
    expect(() => AppSecret.fromValue(newStack(), "api-key", "hunter2")).not.toThrow(/hunter2/);
  });

  test("a value that the program holds in clear is refused at synth", () => {
    const withVariable = (variable: object) => () =>
      synth((stack) => {
        const secret = AppSecret.fromValue(
          stack,
          "api-key",
          new TerraformVariable(stack, "key", { type: "string", ...variable }).stringValue,
        );
        new ManagedIdentityContainerApp(stack, "app", appProps(stack, { secrets: { API_KEY: secret } }));
      });
    expect(withVariable({ sensitive: false })).toThrow(
      /\[test\/app\] value is from test\/key, which the program holds in plain text/,
    );
    expect(withVariable({ sensitive: true })).not.toThrow();
  });

  test.each([
    ["A", "a"],
    ["a.b", "a-b"],
    ["a-", "a1"],
    ["s".repeat(254), "s".repeat(253)],
  ])("one called %s is refused, %s is not", (refused, accepted) => {
    const stack = newStack();
    const value = sensitive(stack, "v");
    expect(() => AppSecret.fromValue(stack, refused, value)).toThrow(
      /appSecretName is .*; allowed: 1 to 253 lower-case/,
    );
    expect(() => AppSecret.fromValue(stack, accepted, value)).not.toThrow();
  });

  test("two values under one name are refused, one value twice is one secret", () => {
    const stack = newStack();
    const one = AppSecret.fromValue(stack, "key", sensitive(stack, "one"));
    const other = AppSecret.fromValue(stack, "key", sensitive(stack, "other"));
    const make = (id: string, otherSecrets: AppSecret[]) => () =>
      new ManagedIdentityContainerApp(stack, id, appProps(stack, { name: id, otherSecrets }));
    expect(make("two", [one, other])).toThrow(/otherSecrets\[1\] is "key"; allowed: one secret of each name in an app/);
    expect(make("once", [one, one])).not.toThrow();
  });
});
