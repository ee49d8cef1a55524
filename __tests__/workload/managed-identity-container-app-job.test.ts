import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack } from "cdktf";
import {
  AppIdentity,
  ContainerImage,
  JobTrigger,
  KeyVaultAccessModel,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  ManagedIdentityContainerAppJobProps,
  Role,
} from "../../lib/index";
import { appProps, importVault, newStack, synth } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

function jobProps(
  stack: TerraformStack,
  props: Partial<ManagedIdentityContainerAppJobProps> = {},
): ManagedIdentityContainerAppJobProps {
  return { ...appProps(stack, { name: "my-job" }), location: "westeurope", trigger: JobTrigger.manual(), ...props };
}

const jobOf = (props: Partial<ManagedIdentityContainerAppJobProps> = {}) =>
  synth((stack) => new ManagedIdentityContainerAppJob(stack, "job", jobProps(stack, props)));

describe("minimal", () => {
  const program = synth(
    (stack) => new ManagedIdentityContainerAppJob(stack, "job", jobProps(stack, { keyVault: importVault(stack) })),
  );

  test("makes exactly the identity, the access policy and the job, which waits for the policy", () => {
    expect(program.addresses.map((address) => address.split(".")[0])).toEqual([
      "azurerm_container_app_job",
      "azurerm_key_vault_access_policy",
      "azurerm_user_assigned_identity",
    ]);
    expect(program.only("azurerm_container_app_job").depends_on).toEqual([program.addresses[1]]);
  });

  test("writes what azurerm requires", () => {
    expect(program.only("azurerm_container_app_job")).toMatchObject({
      location: "westeurope",
      replica_timeout_in_seconds: 1800,
      manual_trigger_config: { parallelism: 1, replica_completion_count: 1 },
    });
    expect(program.only("azurerm_container_app_job")).not.toHaveProperty("replica_retry_limit");
  });

  test("tells the container its identity and its vault", () => {
    const { container } = program.only("azurerm_container_app_job").template as {
      container: { env: { name: string }[] }[];
    };
    expect(container[0]!.env.map(({ name }) => name)).toEqual(["AZURE_CLIENT_ID", "AZURE_KEY_VAULT_ENDPOINT"]);
  });
});

describe("options", () => {
  describe("a job, as an app,", () => {
    test("waits for a role that a reference takes to have taken effect", () => {
      const program = synth((stack) => {
        const secrets = { DB: importVault(stack, "vault", KeyVaultAccessModel.RBAC).secret("db") };
        new ManagedIdentityContainerAppJob(stack, "job", jobProps(stack, { secrets, rolePropagation: "3m" }));
      });
      expect(program.only("time_sleep").create_duration).toBe("3m");
      expect(program.only("azurerm_container_app_job").depends_on).toEqual(
        expect.arrayContaining([expect.stringMatching(/^time_sleep\.job/)]),
      );
    });

    test("waits for what is granted to it, but not for what depends on an app", () => {
      const program = synth((stack) => {
        const job = new ManagedIdentityContainerAppJob(stack, "job", jobProps(stack));
        const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack));
        job.assignRole(
          Role.STORAGE_BLOB_DATA_READER,
          new ResourceGroup(stack, "group", { name: "a-rg", location: "westeurope" }).id,
        );
        job.assignRole(Role.fromName("Contributor"), app.containerAppId);
        app.assignRole(Role.fromName("Contributor"), job.containerAppJobId);
      });
      expect(new TerraformGraph(program).onCycles).toEqual([]);
      expect(program.only("azurerm_container_app_job").depends_on).toHaveLength(1);
      expect(program.only("azurerm_container_app")).not.toHaveProperty("depends_on");
    });

    test("can be granted access by its system-assigned identity", () => {
      const program = synth((stack) => {
        const job = new ManagedIdentityContainerAppJob(
          stack,
          "job",
          jobProps(stack, { identity: AppIdentity.systemAssigned() }),
        );
        expect(job.identity).toBeUndefined();
        job.assignRole(Role.ACR_PULL, "/subscriptions/1");
      });
      expect(program.only("azurerm_role_assignment").principal_id).toMatch(
        /^\$\{coalesce\(azurerm_container_app_job\.job_\w+\.identity\[0\]\.principal_id, uuid\(\)\)\}$/,
      );
    });

    test("tags its identity, and has the provider reach it", () => {
      expect(jobOf({ tags: { team: "a" } }).only("azurerm_user_assigned_identity").tags).toEqual({ team: "a" });
    });
  });

  describe("images that a pipeline owns", () => {
    const images = {
      containers: ["a", "b"].map((name) => ({ name, image: ContainerImage.of("nginx") })),
      initContainers: [{ name: "c", image: ContainerImage.of("nginx") }],
    };
    const all = [
      "template[0].container[0].image",
      "template[0].container[1].image",
      "template[0].init_container[0].image",
    ];

    test("are left alone, every one of them", () => {
      expect(jobOf({ ...images, ignoreImageChanges: true }).only("azurerm_container_app_job").lifecycle).toEqual({
        ignore_changes: all,
      });
    });

    test("are left alone beside what else is", () => {
      const lifecycle = { ignoreChanges: ["tags", all[0]!], preventDestroy: true };
      expect(
        jobOf({ ...images, ignoreImageChanges: true, lifecycle }).only("azurerm_container_app_job").lifecycle,
      ).toEqual({
        ignore_changes: ["tags", ...all],
        prevent_destroy: true,
      });
      expect(
        jobOf({ ...images, ignoreImageChanges: true, lifecycle: { ignoreChanges: "all" } }).only(
          "azurerm_container_app_job",
        ).lifecycle,
      ).toEqual({
        ignore_changes: "all",
      });
    });

    test("are the program's unless it says so", () => {
      expect(jobOf(images).only("azurerm_container_app_job")).not.toHaveProperty("lifecycle");
    });
  });
});

describe("refused", () => {
  describe("a job, as an app,", () => {
    test("cannot be repeated by count", () => {
      const stack = newStack();
      new ManagedIdentityContainerAppJob(stack, "job", jobProps(stack)).resource.count = 2;
      expect(() =>
        synth((other) => void (new ManagedIdentityContainerAppJob(other, "job", jobProps(other)).resource.count = 2)),
      ).toThrow(/\[test\/job\] has count or for_each; allowed: one resource/);
    });
  });
});
