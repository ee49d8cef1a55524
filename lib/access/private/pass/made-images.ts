import { TerraformElement, TerraformResource } from "cdktf";
import type { ContainerRegistryCacheRule } from "@cdktf/provider-azurerm/lib/container-registry-cache-rule";
import { isLiteral, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { elementTypeOf } from "../../../core/reference-graph";
import { textOf, textOfAttribute } from "../../../core/token-text";
import { AllGrants } from "../all-grants";
import type { UsedImage, Workload } from "../workload";
import { isThereAlready } from "./named-resources";
import type { PassContext } from "./pass-context";

/** An image of a registry that the program makes: the registry, and the text of the image in it. */
interface MadeImage {
  readonly registry: TerraformResource;
  readonly image: string;
}

/** The images of the registries that a stack makes, which are empty until something pushes to them. */
export class MadeImages {
  constructor(private readonly context: PassContext) {}

  /**
   * The cache rules by which the registries get images of a workload from elsewhere, at the first pull.
   *
   * @see https://learn.microsoft.com/azure/container-registry/artifact-cache-overview
   */
  public cacheRulesOf({ images }: Workload): readonly TerraformResource[] {
    return images.flatMap((used) => {
      const made = this.madeImage(used);
      return made ? this.cacheRulesFor(made) : [];
    });
  }

  /** The problems of images that cannot be there when Azure creates the workload. */
  public check(workload: Workload): ProgramProblem[] {
    return workload.images.flatMap((used) => {
      const made = used.isPushed ? undefined : this.madeImage(used);
      if (!made || this.cacheRulesFor(made).length > 0 || this.isPushedBefore(workload, made)) {
        return [];
      }
      const name = isLiteral(made.image) ? JSON.stringify(made.image) : "an image";
      return [
        {
          construct: workload.construct,
          finding: `runs ${name} of ${pathInProgram(made.registry)}, which this stack makes and which is empty at the first apply`,
          allowed: "an image that is in its registry when Azure creates the app or job",
          change:
            "Say what pushes it with ContainerImage.fromRegistry(registry, image, { pushedBy: [resource] }), with " +
            "pushedBy: [] where people or a pipeline do before; or run a public image with ignoreImageChanges: true, " +
            "which a pipeline replaces.",
          source: "https://learn.microsoft.com/azure/container-apps/containers#container-registries",
        },
      ];
    });
  }

  /** The registry of an image, where the stack makes it; one that is taken over has its images. */
  private madeImage({ reference, registryKey }: UsedImage): MadeImage | undefined {
    const { index, stack, ledger, named } = this.context;
    const text = ledger.program.keys.textBehind(stack, reference);
    const name = /^([a-z0-9]+)\.azurecr\.[a-z]+\//.exec(text)?.[1];
    const registry =
      name === undefined
        ? index
            .ofType("azurerm_container_registry")
            .find((one) => textOfAttribute(one, "id") === registryKey || isHostIn(text, one))
        : named.made("azurerm_container_registry", name, {});
    const isMade = registry?.cdktfStack === stack && !isThereAlready(registry);
    return isMade ? { registry, image: IMAGE.exec(text)?.[1] ?? "${}" } : undefined;
  }

  private cacheRulesFor({ registry, image }: MadeImage): readonly TerraformResource[] {
    const repository = image.replace(/[:@].*$/s, "");
    return this.context.index
      .ofType<ContainerRegistryCacheRule & TerraformResource>("azurerm_container_registry_cache_rule")
      .filter(({ cdktfStack, containerRegistryIdInput: id, targetRepoInput: target }) => {
        const isOfRegistry = textOf(cdktfStack, id ?? "") === textOfAttribute(registry, "id");
        return isOfRegistry && (!isLiteral(target) || !isLiteral(image) || isOfRepository(target, repository));
      });
  }

  /** Whether the workload depends on something that can push to the registry. */
  private isPushedBefore({ resource }: Workload, { registry }: MadeImage): boolean {
    const { graph } = this.context;
    const named = new Set(graph.referencesIn(resource.dependsOn ?? []));
    return [...graph.behind(resource)].some(
      (element) => canPush(element) && (named.has(element) || graph.reaches(element, registry)),
    );
  }
}

/** What follows the host in the text of an image. */
const IMAGE = /(?:\.login_server|\.azurecr\.[a-z]+)\/(.*)$/s;

/** Whether the text of an image begins with the host of the registry: its login server, or its name with the suffix. */
function isHostIn(text: string, registry: TerraformResource): boolean {
  const [server, name] = ["login_server", "name"].map((attribute) => textOfAttribute(registry, attribute));
  return text.startsWith(`${server}/`) || text.startsWith(`${name}.azurecr.`);
}

/** A cache rule is for one repository, or by `*` for several. */
function isOfRepository(target: string, repository: string): boolean {
  return target === repository || (target.endsWith("*") && repository.startsWith(target.slice(0, -1)));
}

/** The types of azurerm's that can push an image, or run something that does. */
const PUSHER_TYPES = new Set([
  "azurerm_container_registry_task",
  "azurerm_container_registry_task_schedule_run_now",
  "azurerm_resource_deployment_script_azure_cli",
  "azurerm_resource_deployment_script_azure_power_shell",
  "azurerm_resource_group_template_deployment",
  "azurerm_subscription_template_deployment",
  "azurerm_virtual_machine_extension",
  "azurerm_virtual_machine_run_command",
]);

/** The providers of resources that push nothing. */
const NO_PUSHER = /^(data\.)?(azurerm|azuread|time|random|tls)_/;

/** Whether an element can push an image: a module, a provisioner, or a resource of a provider that may do so. */
function canPush(element: TerraformElement): boolean {
  if (element instanceof AllGrants) {
    return false;
  }
  const type = elementTypeOf(element) ?? "";
  const { provisioners = [] } = element as { readonly provisioners?: readonly unknown[] };
  return (
    type === "module" ||
    PUSHER_TYPES.has(type) ||
    provisioners.length > 0 ||
    (/^(data\.)?[a-z0-9]+_|^terraform_data$|^data\.external$/.test(type) && !NO_PUSHER.test(type))
  );
}
