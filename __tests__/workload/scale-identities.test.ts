import type * as Library from "../../lib/index";
import { Beside, synthBeside } from "../support/beside-azurerm";

/** Synthesizes a program beside a version of azurerm: the types of the installed one have no identity of a scale rule. */
function beside(providerVersion: string, program: (beside: Beside) => void): () => void {
  return () => void synthBeside(providerVersion, program);
}

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const NAMESPACE =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg/providers/Microsoft.ServiceBus/namespaces/bus";
const OTHER =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/other";

const rule = (identityId: string, metadata: Record<string, string> = { namespace: "bus", queueName: "orders" }) => ({
  name: "bus",
  customRuleType: "azure-servicebus",
  metadata,
  identityId,
});

/** An app or job whose scale rule authenticates with an identity, which may read the namespace unless it is said. */
function scaling(
  identityOf: (beside: Beside, own: Library.ManagedIdentity) => string,
  { version = "4.73.0", isJob = false, isGranted = true, hasSystem = false, metadata = undefined as never } = {},
): () => void {
  return beside(version, (program) => {
    const { library, support, stack } = program;
    const own = new library.ManagedIdentity(stack, "own", { ...PLACE, name: "own-id" });
    if (isGranted) {
      own.assignRole(library.Role.SERVICE_BUS_DATA_RECEIVER, NAMESPACE);
    }
    const identity = hasSystem ? library.AppIdentity.systemAndUserAssigned(own) : library.AppIdentity.userAssigned(own);
    const props = { ...support.appProps(stack, { identity }), location: PLACE.location };
    const rules = [rule(identityOf(program, own), metadata)];
    if (isJob) {
      const trigger = library.JobTrigger.eventDriven({ scale: [{ rules }] });
      new library.ManagedIdentityContainerAppJob(stack, "made", { ...props, trigger });
    } else {
      new library.ManagedIdentityContainerApp(stack, "made", { ...props, customScaleRules: rules });
    }
  });
}

const own = (_: Beside, identity: Library.ManagedIdentity) => identity.identityId;

test("an identity of a scale rule is refused beside azurerm that drops it, of an app before 4.69 and of a job before 4.73", () => {
  const refusal = /\[test\/made\] is refused:\n {2}- .*identityId is .*; allowed: none before azurerm 4\.(69|73)\.0/;
  expect(scaling(own, { version: "4.68.0" })).toThrow(refusal);
  expect(scaling(own, { version: "4.69.0" })).not.toThrow();
  expect(scaling(own, { version: "4.72.0", isJob: true })).toThrow(refusal);
  expect(scaling(own, { version: "4.73.0", isJob: true })).not.toThrow();
  expect(scaling(own, { version: "5.2.0", isJob: true })).not.toThrow();
});

describe.each([false, true])("an identity of a scale rule (of a job: %s)", (isJob) => {
  const REFUSED = /\[test\/made\] is refused:\n {2}- \S+identityId is /;

  test("is the id of one that the app or job has", () => {
    expect(
      scaling(
        ({ library, stack }) => {
          const other = new library.ManagedIdentity(stack, "other", { ...PLACE, name: "other-id" });
          other.assignRole(library.Role.SERVICE_BUS_DATA_RECEIVER, NAMESPACE);
          return other.identityId;
        },
        { isJob },
      ),
    ).toThrow(/azurerm_user_assigned_identity\.other_\w+\.id"; allowed: one of the identities that the app or job has/);
    expect(scaling(() => OTHER, { isJob })).toThrow(REFUSED);
    expect(scaling(own, { isJob })).not.toThrow();
    expect(scaling(() => "${var.identity}", { isJob })).not.toThrow();
  });

  test("is no client id and no principal id", () => {
    expect(scaling((_, identity) => identity.clientId, { isJob })).toThrow(
      /client_id"; allowed: System, or the resource id/,
    );
    expect(scaling((_, identity) => identity.principalId, { isJob })).toThrow(REFUSED);
    expect(scaling(() => "aaaaaaaa-0000-0000-0000-000000000000", { isJob })).toThrow(REFUSED);
  });

  test("is System where there is a system-assigned one only", () => {
    expect(scaling(() => "System", { isJob })).toThrow(/System for an app or job with a system-assigned identity only/);
    expect(scaling(() => "system", { isJob, hasSystem: true })).toThrow(REFUSED);
    expect(scaling(() => "System", { isJob, hasSystem: true })).not.toThrow();
  });

  test("that the program makes has access to something", () => {
    expect(scaling(own, { isJob, isGranted: false })).toThrow(
      /\[test\/made\] authenticates at \S+identityId with an identity that this program makes and gives no access/,
    );
  });

  test("takes the metadata that the scaler needs with one", () => {
    expect(scaling(own, { isJob, metadata: { queueName: "orders" } as never })).toThrow(
      /namespace, of azure-servicebus/,
    );
  });
});

test("an identity that is imported may have its access from elsewhere", () => {
  expect(
    beside("4.73.0", ({ library, support, stack }) => {
      const imported = library.ManagedIdentity.fromIdentityId(stack, "imported", OTHER);
      new library.ManagedIdentityContainerApp(stack, "made", {
        ...support.appProps(stack, { identity: library.AppIdentity.userAssigned(imported) }),
        customScaleRules: [rule(OTHER)],
      });
    }),
  ).not.toThrow();
});
