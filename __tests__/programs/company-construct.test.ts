import { Aspects } from "cdktf";
import { ContosoJob, ContosoPlatform, ContosoService, OnlyContoso } from "../../examples/company-construct";
import { ContainerImage, JobTrigger, ManagedIdentityContainerApp } from "../../lib/index";
import { appProps, newStack, synthStack } from "../support/synth";

const place = { resourceGroupName: "contoso-rg", location: "westeurope" };

test("a company's construct passes on what a team says, and keeps what the company decides", () => {
  const stack = newStack();
  const said = { team: "catalog", image: "catalog:1.2", port: 8080, maxReplicas: 20, minReplicas: 3 };
  const platform = new ContosoPlatform(stack, "platform", place);
  // What TypeScript refuses, and another language may pass.
  const more = { ...said, platform, tags: { team: "nobody" }, name: "other" };
  new ContosoService(stack, "catalog", more);
  const program = synthStack(stack);
  expect(program.only("azurerm_container_app")).toMatchObject({
    name: "catalog",
    tags: { team: "catalog" },
    template: { min_replicas: 3, max_replicas: 20 },
  });
  expect(program.only("azurerm_container_app_environment")).toMatchObject({
    logs_destination: "log-analytics",
    tags: { team: "platform" },
    log_analytics_workspace_id: expect.stringMatching(/data\.azurerm_log_analytics_workspace/) as string,
  });
});

test("a company's constructs take no image of another registry, which is for the compiler to refuse", () => {
  const stack = newStack();
  const platform = new ContosoPlatform(stack, "platform", place);
  const said = { platform, team: "catalog", image: "catalog:1.2" };
  const image = ContainerImage.of("docker.io/library/busybox:1");
  // @ts-expect-error the platform has the only registry
  new ContosoService(stack, "catalog", { ...said, port: 8080, initContainers: [{ name: "init", image }] });
  // @ts-expect-error of jobs, too
  new ContosoJob(stack, "job", { ...said, trigger: JobTrigger.manual(), initContainers: [{ name: "init", image }] });
});

test("a company's aspect refuses an app that is not made by its construct", () => {
  const stack = newStack("team");
  Aspects.of(stack).add(new OnlyContoso());
  const platform = new ContosoPlatform(stack, "platform", place);
  new ContosoService(stack, "catalog", { platform, team: "catalog", image: "catalog:1.2", port: 8080 });
  synthStack(stack);
  new ManagedIdentityContainerApp(stack, "shop", appProps(stack));
  expect(() => synthStack(stack)).toThrow("[team/shop/Resource] is no ContosoService or ContosoJob.");
});
