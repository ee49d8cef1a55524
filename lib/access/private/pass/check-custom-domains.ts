import type { ContainerAppCustomDomain } from "@cdktf/provider-azurerm/lib/container-app-custom-domain";
import type { ContainerAppEnvironmentCustomDomain } from "@cdktf/provider-azurerm/lib/container-app-environment-custom-domain";
import { isLiteral, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { textOf, textOfAttribute } from "../../../core/token-text";
import type { PassContext } from "./pass-context";

/**
 * The problems with custom domains of apps whose environment has their end for its DNS suffix: Azure takes these names
 * for those of the environment's apps.
 *
 * @see https://learn.microsoft.com/azure/container-apps/custom-domains-certificates
 */
export function checkCustomDomains(context: PassContext): ProgramProblem[] {
  const { stack, index } = context;
  const domains = index.ofType<ContainerAppCustomDomain>("azurerm_container_app_custom_domain");
  return domains
    .filter(({ cdktfStack }) => cdktfStack === stack)
    .flatMap((domain) => {
      const suffix = suffixesFor(context, domain).find((one) => isWithin(domain.nameInput, one.dnsSuffixInput));
      return suffix ? [{ construct: domain, ...problemOf(domain, suffix) }] : [];
    });
}

/** The DNS suffixes that the program gives the environment of a domain's app, where the library made the app. */
function suffixesFor(
  { ledger, index }: PassContext,
  { cdktfStack, containerAppIdInput: id = "" }: ContainerAppCustomDomain,
): readonly ContainerAppEnvironmentCustomDomain[] {
  const suffixes = index.ofType<ContainerAppEnvironmentCustomDomain>("azurerm_container_app_environment_custom_domain");
  if (suffixes.length === 0) {
    return [];
  }
  const app = textOf(cdktfStack, id);
  const all = ledger.stacks.flatMap(({ workloads }) => workloads);
  const workload = all.find(({ resource }) => textOfAttribute(resource, "id") === app);
  const environment = workload && textOf(workload.resource.cdktfStack, workload.environment.environmentId);
  return suffixes.filter(
    (suffix) => textOf(suffix.cdktfStack, suffix.containerAppEnvironmentIdInput ?? "") === environment,
  );
}

function isWithin(domain: string | undefined, suffix: string | undefined): boolean {
  return isLiteral(domain) && isLiteral(suffix) && `.${domain}`.toLowerCase().endsWith(`.${suffix}`.toLowerCase());
}

function problemOf({ nameInput }: ContainerAppCustomDomain, suffix: ContainerAppEnvironmentCustomDomain) {
  return {
    finding: `is ${nameInput}, in the DNS suffix ${suffix.dnsSuffixInput} of the app's environment (${pathInProgram(suffix)})`,
    allowed: "a domain that does not end with the DNS suffix of the environment",
    change: "Use the host name that the app has with the suffix, or take the domain from another zone.",
    source: "https://learn.microsoft.com/azure/container-apps/custom-domains-certificates",
  };
}
