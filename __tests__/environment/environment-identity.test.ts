import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerAppEnvironmentImportOptions,
  ContainerAppEnvironmentProps,
  EnvironmentIdentity,
  ManagedIdentity,
  Role,
} from "../../lib/index";
import { ENVIRONMENT_ID, GUID, importVault, synth, Synthesized } from "../support/synth";
import { importIdentity, PLACE, storageIn } from "../support/services";
import { TerraformGraph } from "../support/terraform-graph";

const TYPE = "azurerm_container_app_environment";
const POLICY = "azurerm_key_vault_access_policy";

/** The program of an environment that may read a vault. */
const granted = (props: (stack: TerraformStack) => Partial<ContainerAppEnvironmentProps>): Synthesized =>
  synth((stack) => {
    const own = props(stack);
    const environment = new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop", ...own });
    importVault(stack).grantReadSecrets(environment);
  });

const identityOf = (program: Synthesized) => program.only(TYPE).identity;
const named = (name: string) => expect.stringContaining(name) as string;

describe("an environment that the program makes", () => {
  test("has no identity that nothing uses", () => {
    const program = synth((stack) => new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop" }));
    expect(program.addresses).toHaveLength(1);
    expect(identityOf(program)).toBeUndefined();
  });

  test("makes a user-assigned one when it is granted something, and is the same wherever that line stands", () => {
    const program = granted(() => ({ tags: { team: "web" } }));
    const identity = program.only("azurerm_user_assigned_identity");
    expect(identity).toEqual({
      name: "shop-env-id",
      resource_group_name: "my-rg",
      location: "westeurope",
      tags: { team: "web" },
    });
    expect(identityOf(program)).toEqual({ type: "UserAssigned", identity_ids: [named("environment_Identity")] });
    expect(program.only(POLICY)).toMatchObject({
      object_id: named("azurerm_user_assigned_identity.environment_Identity"),
      secret_permissions: ["Get"],
    });
    expect(new TerraformGraph(program).onCycles).toEqual([]);
  });

  test("makes the one that it is said to have, whether something uses it or not", () => {
    const program = synth(
      (stack) =>
        new ContainerAppEnvironment(stack, "environment", {
          ...PLACE,
          name: "shop",
          managedIdentity: EnvironmentIdentity.userAssigned(),
        }),
    );
    expect(identityOf(program)).toEqual({ type: "UserAssigned", identity_ids: [named("environment_Identity")] });
  });

  test("has the identities that the program gives it, and the first one is granted", () => {
    const program = granted((stack) => {
      const [first, second] = ["first", "second"].map((name) => new ManagedIdentity(stack, name, { ...PLACE, name }));
      return { managedIdentity: EnvironmentIdentity.userAssigned(first!, second!) };
    });
    expect(identityOf(program)).toEqual({ type: "UserAssigned", identity_ids: [named("first"), named("second")] });
    expect(program.only(POLICY).object_id).toContain("azurerm_user_assigned_identity.first");
  });

  test("with a system-assigned identity, that one is granted, known after apply whatever azurerm plans", () => {
    const program = granted(() => ({ managedIdentity: EnvironmentIdentity.systemAssigned() }));
    expect(identityOf(program)).toEqual({ type: "SystemAssigned" });
    expect(program.only(POLICY).object_id).toMatch(
      /^\$\{coalesce\(azurerm_container_app_environment\.environment_\w+\.identity\[0\]\.principal_id, uuid\(\)\)\}$/,
    );
    expect(program.all("azurerm_user_assigned_identity")).toEqual({});
  });

  test("with both, the user-assigned one is granted, and the other by its principal", () => {
    const program = synth((stack) => {
      const environment = new ContainerAppEnvironment(stack, "environment", {
        ...PLACE,
        name: "shop",
        managedIdentity: EnvironmentIdentity.systemAndUserAssigned(importIdentity(stack)),
      });
      const storage = storageIn(stack);
      environment.assignRole(Role.STORAGE_BLOB_DATA_READER, storage.id);
      environment.systemAssignedPrincipal!.assignRole(Role.STORAGE_QUEUE_DATA_READER, storage.id);
    });
    expect(identityOf(program)).toMatchObject({ type: "SystemAssigned, UserAssigned" });
    const principals = Object.values(program.all("azurerm_role_assignment")).map(({ principal_id: id }) => id);
    expect(principals).toEqual([
      named("data.azurerm_user_assigned_identity.identity"),
      named("coalesce(azurerm_container_app_environment.environment"),
    ]);
  });

  test("two grants to it are one, and one of azurerm's own class beside them is refused", () => {
    const program = (withForeign: boolean) =>
      synth((stack) => {
        const environment = new ContainerAppEnvironment(stack, "environment", {
          ...PLACE,
          name: "shop",
          managedIdentity: EnvironmentIdentity.systemAssigned(),
        });
        const storage = storageIn(stack);
        environment.assignRole(Role.STORAGE_BLOB_DATA_READER, storage.id);
        environment.grantPrincipal.assignRole(Role.STORAGE_BLOB_DATA_READER, storage.id);
        if (withForeign) {
          new RoleAssignment(stack, "own", {
            scope: storage.id,
            roleDefinitionName: "Storage Blob Data Reader",
            principalId: environment.resource.identity.principalId,
          });
        }
      });
    expect(Object.keys(program(false).all("azurerm_role_assignment"))).toHaveLength(1);
    expect(() => program(true)).toThrow(/\[test\/own\] is the same role assignment as/);
  });

  test.each<[string, ContainerAppEnvironmentProps["identity"], RegExp | undefined]>([
    ["a system-assigned identity in azurerm's block is granted", { type: "SystemAssigned" }, undefined],
    [
      "the principals of ids in azurerm's block are not known",
      {
        type: "UserAssigned",
        identityIds: ["/subscriptions/1/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i"],
      },
      /\[test\/environment\] has identities of its own in azurerm's block, whose ids do not say which principal receives access; allowed: managedIdentity/,
    ],
  ])("%s", (_, identity, refusal) => {
    const run = () => granted(() => ({ identity }));
    if (refusal) {
      expect(run).toThrow(refusal);
    } else {
      expect(identityOf(run())).toEqual(identity);
      expect(run().only(POLICY).object_id).toContain("identity[0].principal_id");
    }
  });
});

describe("an environment that exists", () => {
  const imported = (options: (stack: TerraformStack) => ContainerAppEnvironmentImportOptions, byName = false) =>
    synth((stack) => {
      const environment = byName
        ? ContainerAppEnvironment.fromEnvironmentName(stack, "environment", {
            name: "shop",
            resourceGroupName: "my-rg",
            ...options(stack),
          })
        : ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID, options(stack));
      importVault(stack).grantReadSecrets(environment);
    });

  test.each([false, true])("by name: %s; the identity that it is said to have is granted", (byName) => {
    const program = imported(
      (stack) => ({ managedIdentity: EnvironmentIdentity.userAssigned(importIdentity(stack)) }),
      byName,
    );
    expect(program.only(POLICY).object_id).toContain("data.azurerm_user_assigned_identity.identity");
  });

  test("its system-assigned identity is granted by the object id that the program gives", () => {
    const options = { managedIdentity: EnvironmentIdentity.systemAssigned(), systemAssignedPrincipalId: GUID };
    expect(imported(() => options).only(POLICY).object_id).toBe(GUID);
  });

  test.each<[string, (stack: TerraformStack) => ContainerAppEnvironmentImportOptions, RegExp]>([
    [
      "nothing is known of its identities",
      () => ({}),
      /\[test\/environment\] is imported without an identity that reads a vault/,
    ],
    [
      "the object id of its system-assigned identity is not said",
      () => ({ managedIdentity: EnvironmentIdentity.systemAssigned() }),
      /systemAssignedPrincipalId is missing; allowed: the object id of the system-assigned identity/,
    ],
    [
      "an object id is of no identity",
      (stack) => ({
        managedIdentity: EnvironmentIdentity.userAssigned(importIdentity(stack)),
        systemAssignedPrincipalId: GUID,
      }),
      /systemAssignedPrincipalId is .*; allowed: only with a system-assigned identity/,
    ],
    [
      "the object id is none",
      () => ({ managedIdentity: EnvironmentIdentity.systemAssigned(), systemAssignedPrincipalId: "me" }),
      /systemAssignedPrincipalId is "me"; allowed: a GUID/,
    ],
    [
      "an identity would have to be made for it",
      () => ({ managedIdentity: EnvironmentIdentity.userAssigned() }),
      /managedIdentity is "without an identity"; allowed: the user-assigned identities that the environment has/,
    ],
  ])("is refused where %s", (_, options, refusal) => {
    expect(() => imported(options)).toThrow(refusal);
  });
});

test("in the place of azurerm's block is refused with the argument that takes it", () => {
  const props = { ...PLACE, name: "env", identity: EnvironmentIdentity.systemAssigned() as never };
  expect(() => synth((stack) => void new ContainerAppEnvironment(stack, "environment", props))).toThrow(
    /identity is an EnvironmentIdentity; allowed: azurerm's block: .*\. Pass it as managedIdentity\.$/,
  );
});
