import { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app";
import { App, IResolvable, Lazy, TerraformStack, Tokenization } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Role,
} from "../../lib/index";
import { withShortStacks, withWholeStacks } from "../../lib/core/short-stacks";

const ENVIRONMENT =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.App/managedEnvironments/env";
const PLACE = { resourceGroupName: "rg", location: "westeurope" };

function stackOf(token: unknown): string[] {
  return (token as IResolvable).creationStack;
}

/** The stack of the token that a string is. */
function stackOfText(text: string): string[] {
  return stackOf(Tokenization.reverseString(text).tokens[0]);
}

function newStack(): TerraformStack {
  return new TerraformStack(new App(), "stack");
}

function newApp(stack: TerraformStack, name: string): ManagedIdentityContainerApp {
  return new ManagedIdentityContainerApp(stack, "app", {
    ...PLACE,
    name,
    environment: ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT),
    containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
  });
}

describe("the stack that a token keeps", () => {
  const capture = Object.getOwnPropertyDescriptor(Error, "captureStackTrace");

  afterEach(() => {
    expect(Object.getOwnPropertyDescriptor(Error, "captureStackTrace")).toEqual(capture);
  });

  test("is the user's own line, in an app and in the identity that it makes", () => {
    const app = newApp(newStack(), "api");
    const stacks = [stackOf(app.resource.ingress), stackOf(app.resource.template), stackOfText(app.identity!.clientId)];
    stacks.forEach((lines) => {
      expect(lines).toEqual([expect.stringMatching(/^newApp \(.*short-stacks\.test\.ts:\d+:\d+\)$/)]);
    });
  });

  test("is the line of the constructor of a user's subclass", () => {
    class Own extends ManagedIdentity {
      constructor(stack: TerraformStack) {
        super(stack, "own", { ...PLACE, name: "own" });
      }
    }
    expect(stackOf(new Own(newStack()).resource.timeouts)).toEqual([expect.stringMatching(/^new Own \(.*test\.ts/)]);
  });

  test("is the line that grants", () => {
    const identity = new ManagedIdentity(newStack(), "identity", { ...PLACE, name: "identity" });
    const grantIt = () => identity.assignRole(Role.ACR_PULL, "/subscriptions/00000000-0000-0000-0000-000000000000");
    const { resource } = grantIt();
    const { timeouts } = resource as unknown as { readonly timeouts: unknown };
    expect(stackOf(timeouts)).toEqual([expect.stringMatching(/^grantIt \(.*short-stacks\.test\.ts/)]);
  });

  test("is whole for what the program makes with azurerm's own class", () => {
    const stack = newStack();
    newApp(stack, "api");
    const app = new ContainerApp(stack, "own", {
      name: "own",
      resourceGroupName: "rg",
      containerAppEnvironmentId: ENVIRONMENT,
      revisionMode: "Single",
      template: { container: [{ name: "own", image: "own", cpu: 0.25, memory: "0.5Gi" }] },
    });
    expect(stackOf(app.template).length).toBeGreaterThan(5);
  });

  test("is whole for what a producer of the program's makes while an app is made", () => {
    const made: IResolvable[] = [];
    const name = Lazy.stringValue({
      produce: () => {
        made.push(Lazy.anyValue({ produce: () => "api" }));
        return "api";
      },
    });
    newApp(newStack(), name);
    withShortStacks(() => withWholeStacks(() => made.push(Lazy.anyValue({ produce: () => "api" }))));
    expect(made.length).toBeGreaterThan(0);
    made.forEach((token) => {
      expect(stackOf(token).length).toBeGreaterThan(5);
    });
  });

  test("is whole again after an error", () => {
    expect(() => newApp(newStack(), "Not A Name")).toThrow("Not A Name");
    const failing = () =>
      withShortStacks(() => {
        throw new Error("inside");
      });
    expect(failing).toThrow("inside");
    expect(stackOf(Lazy.anyValue({ produce: () => 1 })).length).toBeGreaterThan(5);
  });

  test("is as ever for errors, and for whatever else captures one", () => {
    withShortStacks(() => {
      const error = new Error("inside");
      Error.captureStackTrace(error);
      const other: { stack?: string } = {};
      Error.captureStackTrace(other);
      expect(error.stack!.split("\n").length).toBeGreaterThan(5);
      expect(other.stack!.split("\n").length).toBeGreaterThan(5);
    });
  });

  test("leaves the limit of stacks as it was", () => {
    const { stackTraceLimit } = Error;
    newApp(newStack(), "api");
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
  });
});
