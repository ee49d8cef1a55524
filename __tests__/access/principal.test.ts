import { ManagedIdentity, Principal, PrincipalType, Role } from "../../lib/index";
import { importVault, newStack, synth } from "../support/synth";

const GROUP = "AAAAAAAA-0000-0000-0000-000000000000";
const SCOPE = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";

describe("refused", () => {
  test("a principal by a name, or by what is a client's id, is refused", () => {
    const stack = newStack();
    const identity = new ManagedIdentity(stack, "identity", {
      name: "my-id",
      resourceGroupName: "my-rg",
      location: "westeurope",
    });
    expect(() => Principal.fromObjectId(stack, "my-group")).toThrow(
      /\[test\] is refused:\n  - principalId is "my-group"; allowed: a GUID/,
    );
    expect(() => Principal.fromObjectId(stack, identity.clientId)).toThrow(
      /principalId is "azurerm_user_assigned_identity\..*\.client_id"; allowed: .*object id/,
    );
    expect(() => Principal.fromObjectId(stack, identity.identityId)).toThrow(
      /principalId is "azurerm_user_assigned_identity\..*\.id"; allowed: .*object id/,
    );
    expect(() => Principal.fromObjectId(stack, identity.principalId)).not.toThrow();
  });

  test("the type of an identity's principal is its own", () => {
    const stack = newStack();
    const identity = new ManagedIdentity(stack, "identity", {
      name: "my-id",
      resourceGroupName: "my-rg",
      location: "westeurope",
    });
    expect(() => Principal.fromObjectId(stack, identity.principalId, PrincipalType.USER)).toThrow(
      /principalType is "User"; allowed: PrincipalType\.SERVICE_PRINCIPAL/,
    );
    expect(() => Principal.fromObjectId(stack, GROUP, "user" as PrincipalType)).toThrow(
      /principalType is "user"; allowed: PrincipalType\.SERVICE_PRINCIPAL, PrincipalType\.USER, PrincipalType\.GROUP/,
    );
    expect(() => Principal.fromObjectId(stack, GROUP, PrincipalType.USER)).not.toThrow();
  });

  test("a role to a principal of a kind that nobody says is refused, a permission to it is not", () => {
    const stack = newStack();
    const unknown = Principal.fromObjectId(stack, GROUP);
    expect(() => unknown.assignRole(Role.ACR_PULL, SCOPE)).toThrow(
      /principalType of the principal aaaaaaaa-.* is missing; allowed: PrincipalType\.SERVICE_PRINCIPAL, USER or GROUP/,
    );
    expect(() => importVault(stack).grantReadSecrets(unknown)).not.toThrow();
    const identity = new ManagedIdentity(stack, "identity", {
      name: "my-id",
      resourceGroupName: "my-rg",
      location: "westeurope",
    });
    expect(() => Principal.fromObjectId(stack, identity.principalId).assignRole(Role.ACR_PULL, SCOPE)).not.toThrow();
  });

  test("one role under two names of one object is refused, of two objects is not", () => {
    const twice = (principalId: string) => () =>
      synth((stack) => {
        const identityId = `${SCOPE}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/a`;
        ManagedIdentity.fromIdentityAttributes(stack, "identity", {
          identityId,
          principalId: GROUP,
          clientId: "cccccccc-0000-0000-0000-000000000000",
        }).assignRole(Role.ACR_PULL, SCOPE);
        Principal.fromObjectId(stack, principalId, PrincipalType.SERVICE_PRINCIPAL).assignRole(Role.ACR_PULL, SCOPE);
      });
    expect(twice(GROUP)).toThrow(
      /are one grant to the object id aaaaaaaa-.*; allowed: one grant to an object id\. Pass the same construct/,
    );
    expect(twice("dddddddd-0000-0000-0000-000000000000")).not.toThrow();
  });
});
