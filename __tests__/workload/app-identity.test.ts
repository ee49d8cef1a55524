import {
  AppIdentity,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppProps,
} from "../../lib/index";
import { appProps, importVault, newStack, synth } from "../support/synth";

function refusal(props: Partial<ManagedIdentityContainerAppProps>): () => unknown {
  const stack = newStack();
  return () => new ManagedIdentityContainerApp(stack, "app", appProps(stack, props));
}

function importIdentity(stack: Parameters<typeof appProps>[0], id = "identity", name = "my-identity") {
  return ManagedIdentity.fromIdentityName(stack, id, { name, resourceGroupName: "my-rg" });
}

describe("options", () => {
  describe("identities", () => {
    const appOf = (identity?: AppIdentity) =>
      synth((stack) => new ManagedIdentityContainerApp(stack, "app", appProps(stack, { identity })));

    test("system-assigned: Azure's own, and no client id in the containers", () => {
      const program = appOf(AppIdentity.systemAssigned());
      expect(program.only("azurerm_container_app").identity).toEqual({ type: "SystemAssigned" });
      expect(program.container).not.toHaveProperty("env");
      expect(program.all("azurerm_user_assigned_identity")).toEqual({});
    });

    test("both, with one that the construct makes", () => {
      const program = appOf(AppIdentity.systemAndUserAssigned());
      expect(program.only("azurerm_container_app").identity).toEqual({
        type: "SystemAssigned, UserAssigned",
        identity_ids: ["${azurerm_user_assigned_identity.app_Identity_21764789.id}"],
      });
    });

    test("a reference attaches the identity that it names", () => {
      const program = synth((stack) => {
        const secret = importVault(stack).secret("x", { identity: importIdentity(stack) });
        new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, { identity: AppIdentity.systemAssigned(), secrets: { X: secret } }),
        );
      });
      const app = program.only("azurerm_container_app");
      expect(app.identity).toMatchObject({ type: "SystemAssigned, UserAssigned" });
      expect(app.secret).toMatchObject([{ identity: (app.identity as { identity_ids: string[] }).identity_ids[0] }]);
    });
  });
});

describe("imported", () => {
  test("several imported: all attached, the first is the code's, and no location is needed", () => {
    const program = synth((stack) => {
      const identity = AppIdentity.userAssigned(
        importIdentity(stack, "first", "first-id"),
        importIdentity(stack, "second", "second-id"),
      );
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { identity, location: undefined }));
    });
    expect((program.only("azurerm_container_app").identity as { identity_ids: string[] }).identity_ids).toHaveLength(2);
    expect(program.env).toEqual([{ name: "AZURE_CLIENT_ID", value: expect.stringContaining("first") as string }]);
  });

  test("one that is imported twice is attached once", () => {
    const program = synth((stack) => {
      const identity = AppIdentity.userAssigned(
        importIdentity(stack, "one"),
        importIdentity(stack, "other", "MY-identity"),
      );
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { identity }));
    });
    expect((program.only("azurerm_container_app").identity as { identity_ids: string[] }).identity_ids).toHaveLength(1);
  });
});

describe("refused", () => {
  test("an identity to make without a location is refused; with existing ones none is needed", () => {
    expect(refusal({ location: undefined })).toThrow(
      /^\[test\/app\] is refused:\n  - location is missing; allowed: an Azure region.*AppIdentity\.userAssigned/,
    );
    expect(refusal({ location: undefined, identity: AppIdentity.systemAssigned() })).not.toThrow();
  });

  test("is system-assigned alone and refers to a secret: refused, with the way out", () => {
    const stack = newStack();
    const secrets = { DB: importVault(stack).secret("db") };
    const make = (id: string, identity: AppIdentity) => () =>
      new ManagedIdentityContainerApp(stack, id, appProps(stack, { name: id, identity, secrets }));
    expect(make("alone", AppIdentity.systemAssigned())).toThrow(
      /\[test\/alone\] is refused:\n  - secrets\.DB is "db"; allowed: a Key Vault reference read by a user-assigned identity.*AppIdentity\.systemAndUserAssigned\(\)/,
    );
    expect(make("both", AppIdentity.systemAndUserAssigned())).not.toThrow();
  });
});
