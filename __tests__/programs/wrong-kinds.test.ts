import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Testing } from "cdktf";
import { Construct } from "constructs";
import * as fc from "fast-check";
import * as library from "../../lib/index";
import { Kit, placesIn, PUBLIC_CALLS, PublicCall, replaced, WRONG_KINDS } from "../support/public-calls";
import { newStack, synth, synthStack } from "../support/synth";

/** What a program without types can do: each call is taken, or refused with the path of a construct or its own name. */

const CALLS = 5000;

/** The classes that a program sees. */
const CLASSES = Object.entries(library as unknown as Record<string, unknown>).filter(
  (entry): entry is [string, new () => object] => typeof entry[1] === "function",
);

/** The methods of an object, but for what it inherits from others than this library's classes. */
function methodsOf(owner: object): string[] {
  const names = Object.entries(Object.getOwnPropertyDescriptors(owner))
    .filter(([name, { value }]) => typeof value === "function" && !/^_|^constructor$/.test(name))
    .map(([name]) => name);
  const parent = Object.getPrototypeOf(owner) as object | null;
  return parent === null ||
    [Object.prototype, Function.prototype, Construct.prototype, Construct].includes(parent as never)
    ? names
    : [...names, ...methodsOf(parent)];
}

/** What only renders, without arguments. */
const WITHOUT_ARGUMENTS = /^Access(Review|Comparison)\.to[A-Z]/;

test("every public static method and method is among the calls", () => {
  const inherited = new Set(["isConstruct"]);
  const names = CLASSES.flatMap(([name, type]) =>
    [...methodsOf(type), ...methodsOf(type.prototype as object)]
      .filter((method) => !inherited.has(method) && !["private", "builtIn", "byRole", "on", "inBlobs"].includes(method))
      .map((method) => `${name}.${method}`),
  );
  const missing = names.filter((name) => !(name in PUBLIC_CALLS) && !WITHOUT_ARGUMENTS.test(name) && !isPrivate(name));
  expect(missing).toEqual([]);
});

/** TypeScript's private methods are there at run time. */
function isPrivate(name: string): boolean {
  return /\.(give|grantLine|principalOf|nameOf|makeResource)$|^KeyVaultSecretReference\.fromValue$|^KeyVaultCertificateReference\.fromPfx$/.test(
    name,
  );
}

test.each(Object.entries(PUBLIC_CALLS))("%s is taken with what is meant", (_, call) => {
  const kit = new Kit();
  const returned = call.run(call.args(kit) as never, kit);
  call.use?.(returned as never, kit);
  expect(() => synthStack(kit.stack)).not.toThrow();
});

/** What went wrong with a call, if anything did that is no refusal. */
function failureOf({ args, run, use }: PublicCall, place: readonly string[], wrong: number, rendered: boolean) {
  const kit = new Kit();
  try {
    const given = replaced([...args(kit)], place, WRONG_KINDS[wrong]?.(kit)) as never[];
    const returned = run(given, kit);
    use?.(returned as never, kit);
    if (rendered) {
      Testing.synth(kit.stack);
    }
  } catch (error) {
    const { name, message } = error as Error;
    return name === "ReviewError" ||
      (name === "Error" && /^\[[^\]]+\] |^[A-Za-z ]+(\.\w+)? (is|are) refused/.test(message))
      ? undefined
      : `${name}: ${message}`;
  }
  return undefined;
}

test(`${CALLS} calls with something else in one place are taken or refused, and break nothing`, () => {
  const places = Object.entries(PUBLIC_CALLS).map(
    ([name, call]) => [name, placesIn([...call.args(new Kit())])] as const,
  );
  // The props of an app have half of all places: each call is as likely.
  const calls = fc.constantFrom(...places.filter(([, all]) => all.length > 0)).chain(([name, all]) =>
    fc.record({
      name: fc.constant(name),
      place: fc.constantFrom(...all),
      wrong: fc.nat(WRONG_KINDS.length - 1),
      rendered: fc.nat(19).map((one) => one === 0),
    }),
  );
  const failures = fc.sample(calls, { seed: 12, numRuns: CALLS }).flatMap(({ name, place, wrong, rendered }) => {
    const failure = failureOf(PUBLIC_CALLS[name]!, place, wrong, rendered);
    return failure === undefined ? [] : [`${name} ${place.join(".")} = ${WRONG_KINDS[wrong]!.toString()}: ${failure}`];
  });
  expect([...new Set(failures)]).toEqual([]);
});

describe("by name:", () => {
  const refusals: [string, () => unknown, RegExp][] = [
    [
      "dependsOn of one resource",
      () => {
        const { stack } = new Kit();
        const dependsOn = new UserAssignedIdentity(stack, "other", {
          name: "o",
          resourceGroupName: "r",
          location: "l",
        });
        return new library.ManagedIdentity(stack, "made", { ...PLACE, dependsOn: dependsOn as never });
      },
      /^\[test\/made\] is refused:\n {2}- dependsOn is .*; allowed: a list/,
    ],
    [
      "secrets of null",
      () => new Kit().app({ secrets: null as never }),
      /^\[test\/kit-app\] is refused:\n {2}- secrets is null; allowed: an object whose names are known/,
    ],
    [
      "a scope that is a resource of another kind of thing",
      () => new library.ManagedIdentity("my-stack" as never, "made", PLACE),
      /^\[made\] is refused:\n {2}- scope is "a string"; allowed: a TerraformStack or a construct in one/,
    ],
    [
      "an id that is none",
      () => new library.ManagedIdentity(newStack(), 5 as never, PLACE),
      /^\[test\] is refused:\n {2}- id is "a number"; allowed: a string/,
    ],
    [
      "blobs of nothing",
      () => library.AzureService.storageBlobs(null as never),
      /^AzureService\.storageBlobs is refused:\n {2}- account is null; allowed: the resource or the data source/,
    ],
    [
      "credentials of nothing",
      () => library.RegistryCredentials.fromRegistry(null as never),
      /^RegistryCredentials\.fromRegistry is refused:\n {2}- registry is null; allowed: a registry of ContainerRegistry\.from…\(\)/,
    ],
    [
      "an image of azurerm's own registry",
      () => library.ContainerImage.fromRegistry({ loginServer: "r.azurecr.io", id: "x" } as never, "api:1"),
      /^ContainerImage\.fromRegistry is refused:\n {2}- registry is "an object"; .*fromRegistryAttributes/,
    ],
    [
      "a construct with the id of the library's own",
      () => {
        const stack = newStack();
        new Construct(stack, "identity-access");
        return new library.ManagedIdentity(stack, "made", PLACE);
      },
      /^\[test\/identity-access\] has the id identity-access, under which this library keeps the grants/,
    ],
  ];
  test.each(refusals)("%s", (_, program, refusal) => {
    expect(program).toThrow(refusal);
  });

  const PLACE = { name: "my-identity", resourceGroupName: "my-rg", location: "westeurope" };

  test.each(['many["a"]', "many[0]"])("the ids of one of several resources, %s", (many) => {
    const idOf = (attribute: string) => `\${azurerm_user_assigned_identity.${many}.${attribute}}`;
    const program = synth((stack) => {
      const identity = library.ManagedIdentity.fromIdentityAttributes(stack, "one", {
        identityId: idOf("id"),
        principalId: idOf("principal_id"),
        clientId: idOf("client_id"),
      });
      identity.assignRole(library.Role.fromName("Reader"), "/subscriptions/00000000-0000-0000-0000-000000000000");
    });
    expect(program.only("azurerm_role_assignment").principal_id).toBe(idOf("principal_id"));
  });
});
