import { TerraformStack } from "cdktf";
import { JobTrigger, ManagedIdentityContainerAppJob, ManagedIdentityContainerAppJobProps } from "../../lib/index";
import { appProps, importVault, synth } from "../support/synth";

function jobProps(
  stack: TerraformStack,
  props: Partial<ManagedIdentityContainerAppJobProps> = {},
): ManagedIdentityContainerAppJobProps {
  return { ...appProps(stack, { name: "my-job" }), location: "westeurope", trigger: JobTrigger.manual(), ...props };
}

const jobOf = (props: Partial<ManagedIdentityContainerAppJobProps> = {}) =>
  synth((stack) => new ManagedIdentityContainerAppJob(stack, "job", jobProps(stack, props)));

describe("options", () => {
  describe("a trigger", () => {
    test("by hand says so, with azurerm's own numbers or others", () => {
      expect(
        jobOf({ trigger: JobTrigger.manual({ parallelism: 3 }) }).only("azurerm_container_app_job")
          .manual_trigger_config,
      ).toEqual({
        parallelism: 3,
        replica_completion_count: 1,
      });
    });

    test("by a schedule is the only one", () => {
      const job = jobOf({ trigger: JobTrigger.scheduled({ cronExpression: "0 3 * * *" }) }).only(
        "azurerm_container_app_job",
      );
      expect(job.schedule_trigger_config).toEqual({ cron_expression: "0 3 * * *" });
      expect(job).not.toHaveProperty("manual_trigger_config");
      expect(job).not.toHaveProperty("event_trigger_config");
    });

    test("by events names a secret that the job holds and may read", () => {
      const program = synth((stack) => {
        const rules = [
          {
            name: "q",
            customRuleType: "azure-queue",
            metadata: { queueName: "orders" },
            authentication: [{ secretName: "queue", triggerParameter: "connection" }],
          },
        ];
        const trigger = JobTrigger.eventDriven({ scale: [{ rules }] });
        new ManagedIdentityContainerAppJob(
          stack,
          "job",
          jobProps(stack, { trigger, otherSecrets: [importVault(stack).secret("queue")] }),
        );
      });
      const job = program.only("azurerm_container_app_job");
      expect(job.event_trigger_config).toMatchObject({ scale: [{ rules: [{ custom_rule_type: "azure-queue" }] }] });
      expect(job.secret).toMatchObject([{ name: "queue" }]);
      expect(job.depends_on).toEqual([expect.stringMatching(/^azurerm_key_vault_access_policy\./)]);
    });
  });
});

describe("refused", () => {
  describe("a trigger", () => {
    test("that is no JobTrigger is refused", () => {
      expect(() => jobOf({ trigger: { cronExpression: "0 3 * * *" } as never })).toThrow(
        /\[test\/job\] is refused:\n  - trigger is another object; allowed: a JobTrigger/,
      );
    });
  });
});
