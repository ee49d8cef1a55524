import {
  AppIdentity,
  AppSecret,
  KeyVaultAccessModel,
  KeyVaultSecretReferenceOptions,
  JobTrigger,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  SecretReader,
} from "../../lib/index";
import { AccessReview } from "../../lib/review/door/access-review";
import { appProps, Body, IDENTITY_ID, importVault, newStack, synth, Synthesized } from "../support/synth";
import { acceptedIn, reviewed } from "../support/reviewed";
import { TerraformGraph } from "../support/terraform-graph";

const { SYSTEM_ASSIGNED_IDENTITY, GRANTED_SYSTEM_ASSIGNED_IDENTITY, USER_ASSIGNED_IDENTITY } = SecretReader;
const { ACCESS_POLICY, RBAC } = KeyVaultAccessModel;

/** A job or an app that refers to a secret. */
function referring(
  kind: "job" | "app",
  identity: AppIdentity,
  options: KeyVaultSecretReferenceOptions = {},
  accessModel = ACCESS_POLICY,
): Synthesized {
  return synth((stack) => {
    const secrets = { DB: importVault(stack, "vault", accessModel).secret("db", options) };
    const props = { ...appProps(stack, { identity, secrets }), location: "westeurope" };
    if (kind === "app") {
      new ManagedIdentityContainerApp(stack, "workload", props);
    } else {
      new ManagedIdentityContainerAppJob(stack, "workload", { ...props, trigger: JobTrigger.manual() });
    }
  });
}

const secretOf = (program: Synthesized, type: string) => (program.only(type).secret as Body[])[0];
const findingsOf = ({ text }: Synthesized) => AccessReview.ofSynthesized(text).findings.map(({ id }) => id);

describe("a job's system-assigned identity", () => {
  test.each([
    [ACCESS_POLICY, "azurerm_key_vault_access_policy", "object_id"],
    [RBAC, "azurerm_role_assignment", "principal_id"],
  ])("reads a secret where there is no other, granted after the job (%s)", (accessModel, type, argument) => {
    const program = referring("job", AppIdentity.systemAssigned(), {}, accessModel);
    expect(secretOf(program, "azurerm_container_app_job")).toEqual({
      name: "db",
      key_vault_secret_id: expect.stringMatching(/vault_uri\}secrets\/db$/) as string,
      identity: "System",
    });
    expect(program.only("azurerm_container_app_job")).not.toHaveProperty("depends_on");
    expect(program.only(type)[argument]).toMatch(
      /azurerm_container_app_job\.workload_\w+\.identity\[0\]\.principal_id/,
    );
    expect(program.addresses.filter((address) => address.startsWith("time_sleep"))).toEqual([]);
    expect(new TerraformGraph(program).onCycles).toEqual([]);
    expect(findingsOf(program)).toEqual([]);
  });

  test("reads a secret beside a user-assigned one that reads others", () => {
    const program = synth((stack) => {
      const vault = importVault(stack);
      const system = vault.secret("db", { appSecretName: "by-system", reader: SYSTEM_ASSIGNED_IDENTITY });
      new ManagedIdentityContainerAppJob(stack, "job", {
        ...appProps(stack, { identity: AppIdentity.systemAndUserAssigned() }),
        location: "westeurope",
        trigger: JobTrigger.manual(),
        secrets: { A: vault.secret("db"), B: system },
      });
    });
    const secrets = program.only("azurerm_container_app_job").secret as Body[];
    expect(secrets.map(({ identity }) => identity)).toEqual([
      expect.stringMatching(/azurerm_user_assigned_identity/),
      "System",
    ]);
    expect(Object.keys(program.all("azurerm_key_vault_access_policy"))).toHaveLength(2);
    expect(program.only("azurerm_container_app_job").depends_on).toHaveLength(1);
    expect(new TerraformGraph(program).onCycles).toEqual([]);
  });

  test("reads nothing where the job has none, and a user-assigned one where the program names it", () => {
    expect(() => referring("job", AppIdentity.userAssigned(), { reader: SYSTEM_ASSIGNED_IDENTITY })).toThrow(
      /secrets\.DB is "db"; allowed: a kind of identity that the app or job has/,
    );
    expect(() => referring("job", AppIdentity.systemAssigned(), { reader: USER_ASSIGNED_IDENTITY })).toThrow(
      /a kind of identity that the app or job has/,
    );
    const program = synth((stack) => {
      const identity = ManagedIdentity.fromIdentityId(stack, "identity", IDENTITY_ID);
      new ManagedIdentityContainerAppJob(stack, "job", {
        ...appProps(stack, { identity: AppIdentity.systemAssigned() }),
        location: "westeurope",
        trigger: JobTrigger.manual(),
        secrets: { A: importVault(stack).secret("db", { identity }) },
      });
    });
    expect(secretOf(program, "azurerm_container_app_job")?.identity).toMatch(/data\.azurerm_user_assigned_identity/);
  });
});

describe("an app's system-assigned identity", () => {
  test("reads no secret while Azure creates the app", () => {
    for (const options of [{}, { reader: SYSTEM_ASSIGNED_IDENTITY }]) {
      expect(() => referring("app", AppIdentity.systemAssigned(), options)).toThrow(
        /secrets\.DB is "db"; allowed: a Key Vault reference read by a user-assigned identity.*GRANTED_SYSTEM_ASSIGNED_IDENTITY/,
      );
    }
  });

  test("reads one that it was granted before, and the review is told", () => {
    const program = referring("app", AppIdentity.systemAssigned(), { reader: GRANTED_SYSTEM_ASSIGNED_IDENTITY });
    expect(secretOf(program, "azurerm_container_app")?.identity).toBe("System");
    expect(program.only("azurerm_container_app")).not.toHaveProperty("depends_on");
    expect(program.only("azurerm_key_vault_access_policy").object_id).toMatch(/identity\[0\]\.principal_id/);
    const review = reviewed((stack) => {
      const secrets = { DB: importVault(stack).secret("db", { reader: GRANTED_SYSTEM_ASSIGNED_IDENTITY }) };
      const identity = AppIdentity.systemAssigned();
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { identity, secrets }));
    });
    expect([review.findings, acceptedIn(review)]).toEqual([[], ["deadlock"]]);
  });
});

describe("one version of a secret", () => {
  const VERSION = "0123456789abcdef0123456789ABCDEF";

  test("is what the app stays with, and the review warns of it", () => {
    const program = referring("app", AppIdentity.userAssigned(), { version: VERSION });
    expect(secretOf(program, "azurerm_container_app")?.key_vault_secret_id).toMatch(
      new RegExp(`vault_uri\\}secrets/db/${VERSION}$`),
    );
    expect(findingsOf(program)).toEqual(["pinned-secret-version"]);
    expect(findingsOf(referring("app", AppIdentity.userAssigned()))).toEqual([]);
  });

  test("may be a reference, and is no other text", () => {
    const version = "${azurerm_key_vault_secret.db.version}";
    expect(
      secretOf(referring("app", AppIdentity.userAssigned(), { version }), "azurerm_container_app")?.key_vault_secret_id,
    ).toMatch(/secrets\/db\/\$\{azurerm_key_vault_secret\.db\.version\}$/);
    for (const wrong of ["1", "", "latest", `${VERSION}0`]) {
      expect(() => importVault(newStack()).secret("db", { version: wrong })).toThrow(
        /version is .*32 hexadecimal digits/,
      );
    }
  });

  test("is another secret than the latest, of which an app has one name", () => {
    expect(() =>
      synth((stack) => {
        const vault = importVault(stack);
        const secrets = { A: vault.secret("db"), B: vault.secret("db", { version: VERSION }) };
        new ManagedIdentityContainerApp(stack, "app", appProps(stack, { secrets }));
      }),
    ).toThrow(/secrets\.B is "db"; allowed: one secret of each name/);
  });
});

test("a reader is one of the kinds, and a user-assigned identity is no other kind", () => {
  const vault = importVault(newStack());
  expect(() => vault.secret("db", { reader: "System" as never })).toThrow(/reader is "System"; allowed: SecretReader/);
  const identity = ManagedIdentity.fromIdentityId(newStack(), "identity", IDENTITY_ID);
  expect(() => vault.secret("db", { identity, reader: SYSTEM_ASSIGNED_IDENTITY })).toThrow(
    /reader is "SYSTEM_ASSIGNED_IDENTITY"; allowed: SecretReader\.USER_ASSIGNED_IDENTITY with an identity/,
  );
  expect(() => vault.secret("db", { identity, reader: USER_ASSIGNED_IDENTITY })).not.toThrow();
  expect(() =>
    AppSecret.fromSecretUri(newStack(), "db", "${var.db}", { identity, reader: SYSTEM_ASSIGNED_IDENTITY }),
  ).toThrow(/with an identity/);
});
