import type { TerraformElement, TerraformResource } from "cdktf";
import { isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { elementTypeOf } from "../../../core/reference-graph";
import { textOfAttribute } from "../../../core/token-text";
import type { GrantRecord } from "../records";
import type { Workload } from "../workload";
import type { PassContext } from "./pass-context";
import { mayDiffer, renderedArguments } from "./rendered-arguments";
import { isSetElsewhere } from "./set-elsewhere";

/** The argument of a type that closes it to the public, with the value that does. */
const CLOSED: Readonly<Record<string, readonly [argument: string, value: unknown]>> = {
  ...Object.fromEntries(
    [
      "azurerm_container_registry",
      "azurerm_storage_account",
      "azurerm_servicebus_namespace",
      "azurerm_eventhub_namespace",
      "azurerm_cosmosdb_account",
      "azurerm_cognitive_account",
      "azurerm_search_service",
    ].map((type) => [type, ["public_network_access_enabled", false] as const]),
  ),
  azurerm_app_configuration: ["public_network_access", "Disabled"],
};

/** The arguments by which a part of a service names the service. */
const PARENTS = ["storageAccountIdInput", "storageAccountNameInput", "namespaceIdInput"];

/** Matches the keys of the roles for the data of a service: others are for Azure's own interface, which is not closed. */
const DATA_ROLE = /\bdata\b|^cognitive services /i;

const REGISTRY = "azurerm_container_registry";

/**
 * The problems of apps and jobs that use what is closed to the public, in an environment without a subnet: Azure's own
 * network has no way to a private endpoint of the program's.
 */
export function checkClosedServices(context: PassContext): ProgramProblem[] {
  return context.index.hasUnknownResources
    ? []
    : context.ledger.workloads.flatMap((workload) => {
        const { _subnet: subnet } = workload.environment;
        const isOutside = subnet !== undefined && subnet.id === undefined;
        return isOutside ? checkWorkload(context, workload) : [];
      });
}

function checkWorkload(context: PassContext, workload: Workload): ProgramProblem[] {
  const used = new Set([...registriesOf(context, workload), ...servicesOf(context, workload)]);
  return [...used]
    .filter((service) => isClosed(context, service))
    .map((service) => ({
      construct: workload.construct,
      finding: `uses ${pathInProgram(service)}, which is closed to the public, from an environment without a subnet`,
      allowed: "an environment in a virtual network, which reaches the private endpoints of that",
      change: "Give the environment infrastructureSubnetId, or leave the service open to the public.",
      source: "https://learn.microsoft.com/azure/container-apps/networking",
    }));
}

/** The registries of the program that the images are in. */
function registriesOf({ index, ledger, stack }: PassContext, { images }: Workload): TerraformResource[] {
  const registries = images.length === 0 ? [] : index.ofType(REGISTRY);
  return registries.filter((registry) => {
    const id = textOfAttribute(registry, "id");
    const host = textOfAttribute(registry, "login_server");
    return images.some(
      ({ registryKey, reference }) =>
        registryKey === id || ledger.program.keys.textBehind(stack, reference).startsWith(host),
    );
  });
}

/** What the program says that the code or its Dapr components use: the services whose data they are granted. */
function servicesOf(context: PassContext, workload: Workload): TerraformResource[] {
  const { index, stack, ledger } = context;
  const { dapr, environment } = workload;
  const components = dapr ? index.daprComponentsOf(stack, environment.environmentId, dapr.appId) : [];
  const byDapr = components.flatMap((component) => ledger.program.grantsOfDaprComponents.get(component) ?? []);
  return [...workload.serviceGrants, ...byDapr]
    .filter(({ key: { kind, role } }) => kind === "cosmos" || DATA_ROLE.test(role))
    .flatMap((grant) => serviceOf(context, grant) ?? []);
}

/** The service that a grant is on, or is on a part of. */
function serviceOf({ graph, index }: PassContext, { key, resource }: GrantRecord): TerraformResource | undefined {
  if (key.kind === "cosmos") {
    return index.ofType("azurerm_cosmosdb_account").find((account) => textOfAttribute(account, "id") === key.target);
  }
  const { scopeInput: scope } = resource as { readonly scopeInput?: string };
  const part = graph.referencesIn(scope)[0];
  if (part === undefined || isService(part)) {
    return part;
  }
  const parent = PARENTS.map((name) => (part as unknown as Readonly<Record<string, unknown>>)[name]).find(isReference);
  return graph.referencesIn(parent).find(isService);
}

function isService(element: TerraformElement): element is TerraformResource {
  return (elementTypeOf(element) ?? "") in CLOSED;
}

/** Whether the program closes the service, and nothing else decides it. */
function isClosed(context: PassContext, service: TerraformResource): boolean {
  const [argument, value] = CLOSED[service.terraformResourceType] ?? [];
  const rendered = renderedArguments(service);
  return (
    argument !== undefined &&
    rendered[argument] === value &&
    !mayDiffer(rendered, argument) &&
    !isSetElsewhere(service, context)
  );
}
