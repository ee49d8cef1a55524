import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Testing, Token } from "cdktf";
import { Construct } from "constructs";
import * as fc from "fast-check";
import * as library from "../../lib/index";
import {
  Kit,
  mayBeSecretAt,
  placesIn,
  PUBLIC_CALLS,
  PublicCall,
  replaced,
  SECRET,
  SECRETS,
  WRONG_KINDS,
} from "../support/public-calls";
import { CLIENT_ID, GUID, IDENTITY_ID, newStack, synth, synthStack } from "../support/synth";

/** What a program without types can do: each call is taken, or refused with the path of a construct or its own name. */

/** How many calls are drawn. `WRONG_KINDS=5000 npx jest wrong-kinds` takes half a minute. */
const CALLS = Number(process.env.WRONG_KINDS ?? 400);

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
      .filter(
        (method) =>
          !inherited.has(method) && !["private", "builtIn", "byRole", "byUser", "on", "inBlobs"].includes(method),
      )
      .map((method) => `${name}.${method}`),
  );
  const missing = names.filter((name) => !(name in PUBLIC_CALLS) && !WITHOUT_ARGUMENTS.test(name) && !isPrivate(name));
  expect(missing).toEqual([]);
});

/** TypeScript's private methods are there at run time. */
function isPrivate(name: string): boolean {
  return /\.(give|grantLine|principalOf|nameOf|makeResource|read)$|^KeyVaultSecretReference\.from(Value|SecretUri)$|^KeyVaultCertificateReference\.fromPfx$/.test(
    name,
  );
}

test.each(Object.entries(PUBLIC_CALLS))("%s is taken with what is meant", (_, call) => {
  const kit = new Kit();
  const returned = call.run(call.args(kit) as never, kit);
  call.use?.(returned as never, kit);
  expect(() => synthStack(kit.stack)).not.toThrow();
});

/** A place in the arguments of a call, and what is passed there instead. */
type Change = readonly [place: readonly string[], instead: (kit: Kit) => unknown];

/** What went wrong with a call, if anything did that is no refusal, or a refusal shows a secret. */
function failureOf({ args, run, use }: PublicCall, changes: readonly Change[], rendered: boolean): string | undefined {
  const kit = new Kit();
  try {
    const given = changes.reduce((all: unknown, [place, instead]) => replaced(all, place, instead(kit)), args(kit));
    const returned = run(given as never[], kit);
    use?.(returned as never, kit);
    if (rendered) {
      Testing.synth(kit.stack);
    }
  } catch (error) {
    const { name, message } = error as Error;
    const isRefusal =
      name === "ReviewError" || (name === "Error" && /^\[.*?\] |^[A-Za-z ]+(\.\w+)? (is|are) refused/.test(message));
    return isRefusal && !SECRET.test(message) ? undefined : `${name}: ${message}`;
  }
  return undefined;
}

/** The calls, each with the places in its arguments. */
const PLACES = Object.entries(PUBLIC_CALLS)
  .map(([name, call]) => [name, placesIn([...call.args(new Kit())])] as const)
  .filter(([, places]) => places.length > 0);

const wrongKind = fc.constantFrom(...WRONG_KINDS);
const oneOfTwenty = fc.nat(19).map((one) => one === 0);

/** The failures of calls that are drawn, each once. */
function failuresOf(
  calls: fc.Arbitrary<{ name: string; changes: readonly Change[]; rendered: boolean }>,
  count: number,
) {
  const failures = fc.sample(calls, { seed: 12, numRuns: count }).flatMap(({ name, changes, rendered }) => {
    const failure = failureOf(PUBLIC_CALLS[name]!, changes, rendered);
    const what = changes.map(([place, instead]) => `${place.join(".")} = ${instead.toString()}`).join(", ");
    return failure === undefined ? [] : [`${name} ${what}: ${failure}`];
  });
  return [...new Set(failures)];
}

test(`${CALLS} calls with something else in one place are taken or refused, and break nothing`, () => {
  // The props of an app have half of all places: each call is as likely.
  const calls = fc.constantFrom(...PLACES).chain(([name, places]) =>
    fc.record({
      name: fc.constant(name),
      changes: fc.tuple(fc.tuple(fc.constantFrom(...places), wrongKind)),
      rendered: oneOfTwenty,
    }),
  );
  expect(failuresOf(calls, CALLS)).toEqual([]);
});

test("no error shows a secret that is passed in its place or another one, whatever else is wrong", () => {
  const ofSecrets = PLACES.filter(([name, places]) => places.some((place) => mayBeSecretAt(name, place)));
  const calls = fc.constantFrom(...ofSecrets).chain(([name, places]) => {
    const secretPlaces = places.filter((place) => mayBeSecretAt(name, place));
    const secret = fc.constantFrom(...SECRETS).map((text) => () => text);
    return fc.record({
      name: fc.constant(name),
      // The secret is the last that is passed: what is wrong elsewhere stays beside it, or is replaced with it.
      changes: fc.tuple(
        fc.tuple(fc.constantFrom(...places), wrongKind),
        fc.tuple(fc.constantFrom(...secretPlaces), secret),
      ),
      rendered: oneOfTwenty,
    });
  });
  expect(failuresOf(calls, CALLS / 2)).toEqual([]);
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
      /^\[made\] is refused:\n {2}- scope is a string; allowed: a TerraformStack or a construct in one/,
    ],
    [
      "an id that is none",
      () => new library.ManagedIdentity(newStack(), 5 as never, PLACE),
      /^\[test\] is refused:\n {2}- id is a number; allowed: a string/,
    ],
    [
      "a reference to a list for a name",
      () => new library.ManagedIdentity(newStack(), "made", { ...PLACE, name: Token.asList("${var.names}") as never }),
      /^\[test\/made\] is refused:\n {2}- name is a list; allowed: 3 to 128 letters/,
    ],
    [
      "an identity of a class that is the program's own",
      () => {
        const identity = { identityId: IDENTITY_ID, clientId: CLIENT_ID, grantPrincipal: { principalId: GUID } };
        return new Kit().app({ identity: library.AppIdentity.userAssigned(identity as never) });
      },
      /^\[test\/kit-app\] is refused:\n {2}- identity.* is another object; allowed: a ManagedIdentity/,
    ],
    [
      "a secret among the metadata of a scaler",
      () => {
        const metadata = { queueName: "q", messageCount: "hunter2" };
        const authentication = [{ secretName: "s", triggerParameter: "connection" }];
        const rule = { name: "bus", customRuleType: "azure-servicebus", metadata, authentication };
        const kit = new Kit();
        return kit.app({ customScaleRules: [rule], otherSecrets: [kit.vault.secret("s")] });
      },
      /metadata\.messageCount is a string; allowed: a string that KEDA can parse/,
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
      /^ContainerImage\.fromRegistry is refused:\n {2}- registry is an object; .*fromRegistryAttributes/,
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
