import { TerraformStack, TerraformVariable, Testing, Token } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  EnvironmentType,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppProps,
} from "../../lib/index";
import { reviewed } from "../support/reviewed";
import { appProps, Body, importVault, newStack, synth, synthStack } from "../support/synth";

const IMAGE = ContainerImage.of("nginx");

/** The template of an app whose variables the plan knows. */
function templateOf(
  props: (stack: TerraformStack, map: TerraformVariable) => Partial<ManagedIdentityContainerAppProps>,
) {
  const program = synth((stack) => {
    const map = new TerraformVariable(stack, "settings", { type: "map(string)" });
    new ManagedIdentityContainerApp(stack, "app", appProps(stack, props(stack, map)));
  });
  return program.only("azurerm_container_app").template as { container: Body[]; init_container?: Body[] };
}

const LOOKED_UP = { name: "${env.value}", value: "${merge(var.settings)[env.value]}" };

test("variables of a map that only the plan knows are a dynamic block beside those that are known", () => {
  const { container } = templateOf((_, map) => ({ environmentVariables: Token.asStringMap(map.value) }));
  expect(container[0]?.env).toEqual([{ name: "AZURE_CLIENT_ID", value: expect.stringMatching(/client_id/) as string }]);
  expect(container[0]?.dynamic).toEqual({
    env: { for_each: '${setsubtract(keys(merge(var.settings)), ["AZURE_CLIENT_ID"])}', content: LOOKED_UP },
  });
});

test("names that are known hold over those of the map: variables, secrets and the container's own", () => {
  const { container } = templateOf((stack, map) => ({
    environmentVariables: { ...Token.asStringMap(map.value), LEVEL: 'a "quoted" text' },
    secrets: { DB: importVault(stack).secret("db") },
    containers: [{ image: IMAGE, environmentVariables: { OWN: "1" } }],
  }));
  expect((container[0]?.env as Body[]).map(({ name }) => name)).toEqual(["AZURE_CLIENT_ID", "LEVEL", "DB", "OWN"]);
  expect(JSON.stringify(container[0]?.dynamic)).toContain(
    JSON.stringify('["AZURE_CLIENT_ID", "LEVEL", "DB", "OWN"]').slice(1, -1),
  );
});

test("each container has the map of all and its own, of which its own holds", () => {
  const template = templateOf((stack, map) => {
    const own = new TerraformVariable(stack, "own", { type: "map(string)" });
    return {
      environmentVariables: Token.asStringMap(map.value),
      containers: [
        { image: IMAGE, environmentVariables: own.value as never },
        { image: IMAGE, name: "second" },
      ],
      initContainers: [{ image: IMAGE, name: "first" }],
    };
  });
  const expressions = [...template.container, ...(template.init_container ?? [])].map(
    ({ dynamic }) => ((dynamic as Body).env as Body).for_each as string,
  );
  expect(expressions).toEqual([
    expect.stringContaining("merge(var.settings, var.own)"),
    expect.stringContaining("merge(var.settings)"),
    expect.stringContaining("merge(var.settings)"),
  ]);
});

test("the access review finds nothing wrong with them", () => {
  const { findings } = reviewed((stack) => {
    const map = new TerraformVariable(stack, "settings", { type: "map(string)" });
    const environmentVariables = Token.asStringMap(map.value);
    new ManagedIdentityContainerApp(stack, "app", appProps(stack, { environmentVariables }));
  });
  expect(findings).toEqual([]);
});

test("a sensitive map is refused, as a sensitive variable is", () => {
  const stack = newStack();
  const map = new TerraformVariable(stack, "settings", { type: "map(string)", sensitive: true });
  const environmentVariables = Token.asStringMap(map.value);
  new ManagedIdentityContainerApp(stack, "app", appProps(stack, { environmentVariables }));
  expect(() => synthStack(stack)).toThrow(
    /\[test\/app\] template\.container\[0\]\.dynamic\.env\.for_each is from the sensitive variable \[test\/settings\].*Use secrets:/,
  );
});

test("an init container without an identity has none of its names to hold over the map", () => {
  const template = templateOf((stack, map) => ({
    environment: new ContainerAppEnvironment(stack, "environment", {
      name: "my-env",
      resourceGroupName: "my-rg",
      location: "westeurope",
      environmentType: EnvironmentType.CONSUMPTION_ONLY,
    }),
    environmentVariables: Token.asStringMap(map.value),
    initContainers: [{ image: IMAGE, name: "first" }],
  }));
  const [first] = template.init_container ?? [];
  expect(first).not.toHaveProperty("env");
  expect(first?.dynamic).toMatchObject({ env: { for_each: "${toset(keys(merge(var.settings)))}" } });
});

test("a container without such a map has no dynamic block", () => {
  const { container } = templateOf((_, map) => ({
    containers: [
      { image: IMAGE, environmentVariables: { A: map.stringValue } },
      { image: IMAGE, name: "planned", environmentVariables: Token.asStringMap(map.value) },
    ],
  }));
  expect(container.map((one) => "dynamic" in one)).toEqual([false, true]);
});

test("cdktf's HCL writer would drop it: synthesizing HCL is refused", () => {
  const stack = newStack();
  const map = new TerraformVariable(stack, "settings", { type: "map(string)" });
  const environmentVariables = Token.asStringMap(map.value);
  new ManagedIdentityContainerApp(stack, "app", appProps(stack, { environmentVariables }));
  expect(() => void Testing.synthHcl(stack)).toThrow(
    /\[test\/app\] has environment variables from a map that is known only at plan.*without --hcl/,
  );
});
