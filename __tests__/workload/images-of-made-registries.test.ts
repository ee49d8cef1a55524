import { ContainerRegistry as AzurermContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { ContainerRegistryCacheRule } from "@cdktf/provider-azurerm/lib/container-registry-cache-rule";
import { ContainerRegistryTask } from "@cdktf/provider-azurerm/lib/container-registry-task";
import { ContainerRegistryTaskScheduleRunNow } from "@cdktf/provider-azurerm/lib/container-registry-task-schedule-run-now";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformHclModule, TerraformLocal, TerraformResource, TerraformStack, Testing } from "cdktf";
import {
  ContainerImage,
  ContainerRegistry,
  ImageOptions,
  JobTrigger,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  ManagedIdentityContainerAppProps,
  RegistryCredentials,
} from "../../lib/index";
import { appProps, newStack, synth, Synthesized, synthStack } from "../support/synth";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const LITERAL = "own7f3a.azurecr.io";

const makeRegistry = (stack: TerraformStack) =>
  new AzurermContainerRegistry(stack, "own", { ...PLACE, name: "own7f3a", sku: "Basic" });
const know = (stack: TerraformStack, { id: registryId, loginServer }: AzurermContainerRegistry) =>
  ContainerRegistry.fromRegistryAttributes(stack, "registry", { registryId, loginServer });
const terraformData = (stack: TerraformStack, id = "push", props = {}) =>
  new TerraformResource(stack, id, { terraformResourceType: "terraform_data", ...props });

type Image = (stack: TerraformStack, registry: AzurermContainerRegistry) => ContainerImage;

const fromRegistry =
  (options: (stack: TerraformStack, registry: AzurermContainerRegistry) => ImageOptions = () => ({})): Image =>
  (stack, registry) =>
    ContainerImage.fromRegistry(know(stack, registry), "api:1.2", options(stack, registry));

/** The program of an app with an image of a registry that the program makes. */
const running = (
  image: Image,
  props: (
    stack: TerraformStack,
    registry: AzurermContainerRegistry,
  ) => Partial<ManagedIdentityContainerAppProps> = () => ({}),
): Synthesized =>
  synth((stack) => {
    const registry = makeRegistry(stack);
    const containers = [{ image: image(stack, registry) }];
    new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers, ...props(stack, registry) }));
  });

const REFUSAL =
  /\[test\] is refused:\n {2}- \[test\/app\] runs "api:1\.2" of \[test\/own\], which this stack makes and which is empty at the first apply; allowed: .*pushedBy: \[resource\].*pushedBy: \[\].*ignoreImageChanges/;

describe("an image of a registry that its stack makes is refused", () => {
  test.each<[string, Image]>([
    ["by the registry", fromRegistry()],
    ["by the login server", (_, registry) => ContainerImage.of(`${registry.loginServer}/api:1.2`)],
    ["by the name of the registry", (_, registry) => ContainerImage.of(`${registry.name}.azurecr.io/api:1.2`)],
    ["by the literal server", () => ContainerImage.of(`${LITERAL}/api:1.2`)],
    [
      "by a local value of the server",
      (stack, registry) =>
        ContainerImage.of(`${new TerraformLocal(stack, "server", registry.loginServer).asString}/api:1.2`),
    ],
    [
      "by a data source for the registry",
      (stack, { name, resourceGroupName }) =>
        ContainerImage.fromRegistry(
          ContainerRegistry.fromRegistryName(stack, "registry", { name, resourceGroupName }),
          "api:1.2",
        ),
    ],
  ])("%s", (_, image) => {
    expect(() => running(image)).toThrow(REFUSAL);
  });

  test("in an init container, and in a job", () => {
    const withInit = () =>
      running(
        () => ContainerImage.of("nginx"),
        (stack, registry) => ({ initContainers: [{ name: "init", image: fromRegistry()(stack, registry) }] }),
      );
    expect(withInit).toThrow(REFUSAL);
    const job = () =>
      synth((stack) => {
        const image = fromRegistry()(stack, makeRegistry(stack));
        const trigger = JobTrigger.manual();
        new ManagedIdentityContainerAppJob(stack, "app", {
          ...appProps(stack),
          ...PLACE,
          trigger,
          containers: [{ image }],
        });
      });
    expect(job).toThrow(REFUSAL);
  });

  test("where Terraform leaves it alone later: Azure pulls it once", () => {
    expect(() => running(fromRegistry(), () => ({ ignoreImageChanges: true }))).toThrow(REFUSAL);
  });

  test("where the app waits for something that pushes nothing", () => {
    const group = (stack: TerraformStack) => new ResourceGroup(stack, "group", { name: "g", location: "westeurope" });
    expect(() => running(fromRegistry(), (stack) => ({ dependsOn: [group(stack)] }))).toThrow(REFUSAL);
  });

  test("where something pushes, and the app does not wait for it", () => {
    const pushing = (stack: TerraformStack) => {
      terraformData(stack);
      return {};
    };
    expect(() => running(fromRegistry(), pushing)).toThrow(REFUSAL);
  });

  test("where the registry gets another image from elsewhere", () => {
    const caching = (stack: TerraformStack, { id }: AzurermContainerRegistry) => {
      new ContainerRegistryCacheRule(stack, "cache", {
        name: "cache",
        containerRegistryId: id,
        sourceRepo: "docker.io/library/nginx",
        targetRepo: "nginx",
      });
      return {};
    };
    expect(() => running(fromRegistry(), caching)).toThrow(REFUSAL);
  });
});

describe("an image of a registry that its stack makes is taken", () => {
  const task = (stack: TerraformStack, registry: AzurermContainerRegistry) =>
    new ContainerRegistryTask(stack, "task", { name: "build", containerRegistryId: registry.id });

  test.each<
    [string, (stack: TerraformStack, registry: AzurermContainerRegistry) => TerraformResource | TerraformHclModule]
  >([
    ["terraform_data", (stack) => terraformData(stack)],
    [
      "a run of a task",
      (stack, registry) =>
        new ContainerRegistryTaskScheduleRunNow(stack, "run", { containerRegistryTaskId: task(stack, registry).id }),
    ],
    [
      "an image of Docker's provider",
      (stack) => new TerraformResource(stack, "image", { terraformResourceType: "docker_registry_image" }),
    ],
    ["a module", (stack) => new TerraformHclModule(stack, "push", { source: "my/push/docker" })],
    [
      "a provisioner",
      (stack) =>
        new ResourceGroup(stack, "group", {
          name: "g",
          location: "westeurope",
          provisioners: [{ type: "local-exec", command: "az acr build" }],
        }),
    ],
    [
      "something after something that pushes to it",
      (stack, registry) =>
        new ResourceGroup(stack, "group", {
          name: "g",
          location: "westeurope",
          dependsOn: [terraformData(stack, "push", { dependsOn: [registry] })],
        }),
    ],
  ])("where the app waits for what may push: %s", (_, pusher) => {
    expect(() =>
      running(fromRegistry(), (stack, registry) => ({ dependsOn: [pusher(stack, registry)] })),
    ).not.toThrow();
  });

  test("where the program says what pushes it, and the app waits for that", () => {
    const program = running(fromRegistry((stack) => ({ pushedBy: [terraformData(stack)] })));
    expect(program.only("azurerm_container_app").depends_on).toContain("terraform_data.push");
    const byText = running((stack) => ContainerImage.of(`${LITERAL}/api:1.2`, { pushedBy: [terraformData(stack)] }));
    expect(byText.only("azurerm_container_app").depends_on).toContain("terraform_data.push");
  });

  test("where the program says that others push it before", () => {
    expect(() => running(fromRegistry(() => ({ pushedBy: [] })))).not.toThrow();
  });

  test("where the registry gets it from elsewhere, and the app waits for the rule", () => {
    const caching = (targetRepo: string) =>
      running(fromRegistry(), (stack, { id }) => {
        new ContainerRegistryCacheRule(stack, "cache", {
          name: "cache",
          containerRegistryId: id,
          sourceRepo: "docker.io/my/api",
          targetRepo,
        });
        return {};
      });
    for (const targetRepo of ["api", "*"]) {
      const { depends_on: dependsOn } = caching(targetRepo).only("azurerm_container_app");
      expect(dependsOn).toContain("azurerm_container_registry_cache_rule.cache");
    }
  });

  test("where the registry is taken over", () => {
    const takenOver: Image = (_, registry) => {
      registry.importFrom(
        "/subscriptions/1/resourceGroups/my-rg/providers/Microsoft.ContainerRegistry/registries/own7f3a",
      );
      return ContainerImage.of(`${registry.loginServer}/api:1.2`);
    };
    expect(() => running(takenOver)).not.toThrow();
  });
});

test("a public image beside a registry that the program makes, for a pipeline to replace, is taken", () => {
  const placeholder = () =>
    running(
      () => ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest"),
      (stack, registry) => ({
        registries: [RegistryCredentials.fromRegistry(know(stack, registry))],
        ignoreImageChanges: true,
      }),
    );
  expect(placeholder).not.toThrow();
});

test("an image of another registry is taken", () => {
  expect(() => running(() => ContainerImage.of("other7f3a.azurecr.io/api:1.2"))).not.toThrow();
});

test("an image of a registry of another stack is taken: that is applied before, and something can push in between", () => {
  const app = Testing.app();
  const platform = new TerraformStack(app, "platform");
  new AzurermProvider(platform, "azurerm", { features: [{}] });
  const registry = makeRegistry(platform);
  const stack = new TerraformStack(app, "shop");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  const image = ContainerImage.of(`${registry.loginServer}/api:1.2`);
  new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers: [{ image }] }));
  expect(() => synthStack(stack)).not.toThrow();
});

test.each([null, "push", {}, true])("pushedBy of a wrong kind is refused: %j", (pushedBy) => {
  const stack = newStack();
  const image = ContainerImage.of("nginx", { pushedBy: pushedBy as never });
  expect(() => new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers: [{ image }] }))).toThrow(
    /containers\[0\]\.image\.pushedBy is /,
  );
});
