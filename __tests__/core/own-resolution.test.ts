import { Construct } from "constructs";
import { runs } from "../support/runs";
import * as fc from "fast-check";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import {
  App,
  DefaultTokenResolver,
  Fn,
  IResolvable,
  Lazy,
  StringConcat,
  TerraformStack,
  Testing,
  Token,
  TerraformVariable,
  Tokenization,
} from "cdktf";
import { ContainerAppEnvironment, ContainerImage, ManagedIdentity, ManagedIdentityContainerApp } from "../../lib/index";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";
const PLACE = { resourceGroupName: "rg", location: "westeurope" };

function newApp(): ManagedIdentityContainerApp {
  const stack = new TerraformStack(new App(), "stack");
  return new ManagedIdentityContainerApp(stack, "app", {
    ...PLACE,
    name: "api",
    environment: ContainerAppEnvironment.fromEnvironmentId(
      stack,
      "environment",
      `${GROUP}/providers/Microsoft.App/managedEnvironments/env`,
    ),
    containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
  });
}

function argumentsOf(app: ManagedIdentityContainerApp): Record<string, unknown> {
  const { resource } = JSON.parse(Testing.synth(TerraformStack.of(app))) as {
    readonly resource: { readonly azurerm_container_app: Record<string, Record<string, unknown>> };
  };
  return Object.values(resource.azurerm_container_app)[0] ?? {};
}

function resolve(scope: TerraformStack, value: unknown): unknown {
  return Tokenization.resolve(value, { scope, resolver: new DefaultTokenResolver(new StringConcat()) }) as unknown;
}

interface Rendered {
  readonly resource: { readonly azurerm_user_assigned_identity: object };
}

/** The argument that is resolved; where it does not resolve, the message without the resource and the token around. */
function outcome(resolved: () => Rendered): unknown {
  try {
    const [identity] = Object.values(resolved().resource.azurerm_user_assigned_identity) as {
      readonly argument?: unknown;
    }[];
    return { argument: identity?.argument };
  } catch (error) {
    return { error: (error as Error).message.replace(/^(Resolution error: )*|\.*$|[^/]*(?=\/argument)/g, "") };
  }
}

const app = new App();
const [stack, other] = [new TerraformStack(app, "stack"), new TerraformStack(app, "other")];
const [variable, foreign] = [new TerraformVariable(stack, "own", {}), new TerraformVariable(other, "foreign", {})];

const texts = fc
  .array(
    fc.constantFrom(
      ...["a", "${", "$${", "%{", "{", "}", "e+", "1e+30", "-1.8e+289", "-ee", "2e5", ".e.", "\n", "|e|"],
      ...["String Map Token Value", "Any Map Token Value", "azurerm_subnet.a.id", "]}", "${TfToken[a]}"],
      ...[Token.asString("text"), Token.asString({ a: "object" }), Lazy.stringValue({ produce: () => "lazy" })],
      ...[
        Token.asString(7),
        Fn.join("-", ["a", Token.asString("b")]),
        String(Token.asNumber(Lazy.numberValue({ produce: () => 8 }))),
      ],
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(""));

const scalars = fc.oneof(
  texts,
  fc.constantFrom(undefined, null, true, 0, -0, 1.5, -1, -123456789, NaN, new Date(0), () => 1),
  fc.constantFrom(Token.asNumber(Lazy.numberValue({ produce: () => 10 }))),
  fc.constantFrom(Token.asAny({ deep: Token.asString("any") }), Lazy.anyValue({ produce: () => undefined })),
  fc.constantFrom(Token.asList(["listed"]), Token.asNumberList([1]), variable.listValue, foreign.listValue, [
    ...Token.asList(["a"]),
    "b",
  ]),
  fc.constantFrom<object>(Token.asStringMap({ a: "b" }), { ...Token.asAnyMap({ c: 1 }), d: 2 }, new Map([["a", 1]])),
);

const { values } = fc.letrec<{ values: unknown }>((tie) => ({
  values: fc.oneof(
    { depthSize: "small" },
    scalars,
    fc.array(tie("values"), { maxLength: 3 }),
    fc.dictionary(texts, tie("values"), { maxKeys: 3 }),
  ),
}));

describe("what a resource renders", () => {
  test("is what the program sets on the resource later, a null and an empty list too", () => {
    const app = newApp();
    app.resource.tags = { team: "orders" };
    app.resource.addOverride("template.min_replicas", null);
    app.resource.addOverride("template.volume", []);
    expect(argumentsOf(app)).toMatchObject({
      tags: { team: "orders" },
      template: { min_replicas: null, volume: [] },
    });
  });

  test("can be read, changed and resolved as what azurerm's own resource renders", () => {
    const { resource } = newApp();
    const rendered = resource.toTerraform() as { readonly resource: object; import?: unknown };
    expect(Object.keys(rendered)).toEqual(["resource", "moved", "import"]);
    rendered.import = [{ id: Token.asString("an id") }];
    expect(resolve(TerraformStack.of(resource), rendered)).toMatchObject({
      resource: { azurerm_container_app: { [resource.friendlyUniqueId]: { name: "api" } } },
      import: [{ id: "an id" }],
    });
  });

  test("is resolved as cdktf resolves it, whatever its values are", () => {
    fc.assert(
      fc.property(values, (value) => {
        const [ours, byHand] = [true, false].map((isOurs) => {
          const scope = new Construct(stack, `scope-${stack.node.children.length}`);
          const resource = isOurs
            ? new ManagedIdentity(scope, "identity", { ...PLACE, name: "identity" }).resource
            : new UserAssignedIdentity(scope, "identity", { ...PLACE, name: "identity" });
          resource.addOverride("argument", value);
          return outcome(() => resolve(stack, resource.toTerraform()) as Rendered);
        });
        expect(ours).toEqual(byHand);
      }),
      { seed: 1, numRuns: runs(2000) },
    );
  });

  test("that does not resolve is refused as cdktf refuses it, with the place", () => {
    const { resource } = newApp();
    resource.addOverride("tags", { [Token.asString({ not: "a key" })]: "value" });
    expect(() => resolve(resource.cdktfStack, resource.toTerraform())).toThrow(
      /^Resolution error: At "\/resource\/azurerm_container_app\/[^/]+\/tags" a map uses the key/,
    );
    resource.addOverride(
      "tags",
      Lazy.stringValue({
        produce: () => {
          throw new Error("not yet");
        },
      }),
    );
    expect(() => resolve(resource.cdktfStack, resource.toTerraform())).toThrow(/^Resolution error: not yet\./);
  });

  test("is what a token gives that the program writes as an object without a class", () => {
    const app = newApp();
    const token: IResolvable = { creationStack: [], resolve: () => ({ team: "orders" }), toString: () => "token" };
    app.resource.tags = token as unknown as Record<string, string>;
    expect(argumentsOf(app)).toMatchObject({ tags: { team: "orders" } });
  });
});
