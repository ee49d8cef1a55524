import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Token } from "cdktf";
import { ManagedIdentity, Principal, Role } from "../../lib/index";
import { CLIENT_ID, ENVIRONMENT_ID, GUID, IDENTITY_ID, importVault, newStack, synth } from "../support/synth";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

describe("minimal", () => {
  test("an identity that the program makes", () => {
    const program = synth(
      (stack) =>
        new ManagedIdentity(stack, "identity", {
          ...PLACE,
          name: "my-id",
          tags: { a: "b" },
          timeouts: { create: "9m" },
          lifecycle: { preventDestroy: true },
        }),
    );
    expect(program.only("azurerm_user_assigned_identity")).toEqual({
      name: "my-id",
      resource_group_name: "my-rg",
      location: "westeurope",
      tags: { a: "b" },
      timeouts: { create: "9m" },
      lifecycle: { prevent_destroy: true },
    });
  });
});

describe("imported", () => {
  test.each([
    [
      "by name",
      (stack: ReturnType<typeof newStack>) =>
        ManagedIdentity.fromIdentityName(stack, "i", { name: "my-identity", resourceGroupName: "my-rg" }),
    ],
    ["by id", (stack: ReturnType<typeof newStack>) => ManagedIdentity.fromIdentityId(stack, "i", IDENTITY_ID)],
  ])("an identity that exists, %s, is looked up", (_, from) => {
    const program = synth((stack) => from(stack));
    expect(Object.values(program.json.data!.azurerm_user_assigned_identity!)).toEqual([
      { name: "my-identity", resource_group_name: "my-rg" },
    ]);
  });

  test("an identity of which everything is known is not looked up", () => {
    const program = synth((stack) => {
      const l1 = new UserAssignedIdentity(stack, "l1", { ...PLACE, name: "mine" });
      ManagedIdentity.fromIdentityAttributes(stack, "i", {
        identityId: l1.id,
        principalId: l1.principalId,
        clientId: l1.clientId,
      }).assignRole(Role.fromName("Reader"), ENVIRONMENT_ID);
    });
    expect(program.json.data).toBeUndefined();
    expect(program.only("azurerm_role_assignment").principal_id).toBe(
      "${azurerm_user_assigned_identity.l1.principal_id}",
    );
  });

  test("its tenant is the program's unless it is said", () => {
    const stack = newStack();
    const attributes = { identityId: IDENTITY_ID, principalId: GUID, clientId: CLIENT_ID };
    expect(ManagedIdentity.fromIdentityAttributes(stack, "said", { ...attributes, tenantId: GUID }).tenantId).toBe(
      GUID,
    );
    expect(Token.isUnresolved(ManagedIdentity.fromIdentityAttributes(stack, "unsaid", attributes).tenantId)).toBe(true);
  });
});

describe("refused", () => {
  test.each([
    ["id", "id1"],
    ["_id", "id_"],
    ["i".repeat(129), "i".repeat(128)],
  ])("one called %s is refused, %s is not", (bad, good) => {
    const stack = newStack();
    expect(() => new ManagedIdentity(stack, "bad", { ...PLACE, name: bad })).toThrow(
      /\[test\/bad\] is refused:\n  - name is .*3 to 128 letters/,
    );
    expect(() => new ManagedIdentity(stack, "good", { ...PLACE, name: good })).not.toThrow();
  });

  test.each([
    ["principalId", "my-identity"],
    ["clientId", "my-identity"],
    ["tenantId", "my-tenant"],
  ])("an import with a name for %s is refused", (property, name) => {
    const attributes = { identityId: IDENTITY_ID, principalId: GUID, clientId: CLIENT_ID, [property]: name };
    expect(() => ManagedIdentity.fromIdentityAttributes(newStack(), "named", attributes)).toThrow(
      new RegExp(`- ${property} is "${name}"; allowed: a GUID`),
    );
  });

  test("an import with the one id for the other is refused", () => {
    const stack = newStack();
    const { principalId, clientId } = new ManagedIdentity(stack, "identity", { ...PLACE, name: "my-id" });
    const importing = (id: string, ids: { principalId: string; clientId: string }) => () =>
      ManagedIdentity.fromIdentityAttributes(stack, id, { identityId: IDENTITY_ID, ...ids });
    expect(importing("turned", { principalId: clientId, clientId: principalId })).toThrow(
      /- principalId is ".*client_id"; .*\n  - clientId is ".*principal_id"/,
    );
    expect(importing("right", { principalId, clientId })).not.toThrow();
  });

  test("the id of something else is refused, and so is another case of it, which azurerm refuses", () => {
    const stack = newStack();
    for (const id of [ENVIRONMENT_ID, IDENTITY_ID.replace("resourceGroups", "resourcegroups")]) {
      expect(() => ManagedIdentity.fromIdentityId(stack, id.length.toString() + id[30]!, id)).toThrow(
        /identityId is .*userAssignedIdentities\/<name>, in exactly this case/,
      );
    }
  });

  test("an identity has one principal, and a principal one identity", () => {
    const other = IDENTITY_ID.replace("my-identity", "other-identity");
    const importing =
      (...pairs: [string, string][]) =>
      () => {
        const stack = newStack();
        pairs.forEach(([identityId, principalId], i) =>
          ManagedIdentity.fromIdentityAttributes(stack, `identity${i}`, {
            identityId,
            principalId,
            clientId: CLIENT_ID,
          }),
        );
      };
    const principal = GUID.replace("aaaa", "cccc");
    expect(importing([IDENTITY_ID, GUID], [IDENTITY_ID, principal])).toThrow(
      /allowed: one principal for each identity/,
    );
    expect(importing([IDENTITY_ID, GUID], [other, GUID])).toThrow(
      /two identities with the principal .*; allowed: one principal for each identity/,
    );
    expect(importing([IDENTITY_ID, GUID], [IDENTITY_ID, GUID], [other, principal])).not.toThrow();
    expect(() =>
      ManagedIdentity.fromIdentityAttributes(newStack(), "one", {
        identityId: IDENTITY_ID,
        principalId: GUID,
        clientId: GUID,
      }),
    ).toThrow(/clientId is .*never its principal/);
  });

  test("an identity and its object id cannot both have a policy of one vault", () => {
    const granting = (objectId: string) => () =>
      synth((stack) => {
        const vault = importVault(stack);
        vault.grantReadSecrets(
          ManagedIdentity.fromIdentityAttributes(stack, "identity", {
            identityId: IDENTITY_ID,
            principalId: GUID,
            clientId: CLIENT_ID,
          }),
        );
        vault.grantReadSecrets(Principal.fromObjectId(stack, objectId));
      });
    expect(granting(GUID.toUpperCase())).toThrow(
      /are one grant to the object id .*; allowed: one grant to an object id\. Pass the same construct/,
    );
    expect(granting(CLIENT_ID)).not.toThrow();
  });
});
