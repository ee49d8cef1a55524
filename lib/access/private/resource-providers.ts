import { Annotations, TerraformProvider, TerraformStack } from "cdktf";
import { isAtLeast } from "../../core/azurerm-version";
import { overridesOf } from "../../core/element-internals";

/** The first version of azurerm that registers no resource providers unless it is told to. */
const FIRST = "5.0.0";

const SOURCE =
  "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/5.0-upgrade-guide" +
  "#resource-provider-registration-changes";

/** What azurerm's class of the provider is given. */
interface AzurermProvider extends TerraformProvider {
  readonly resourceProviderRegistrationsInput?: unknown;
  readonly resourceProvidersToRegisterInput?: unknown;
}

/**
 * Warns of each provider for azurerm 5 of a stack that does not say which resource providers of Azure it registers: it
 * registers none, and in a subscription that has not got them what needs them fails while it is applied. No error,
 * because others may have registered them, and the variable `ARM_RESOURCE_PROVIDER_REGISTRATIONS` may say it.
 */
export function warnOfUnregistered(stack: TerraformStack): void {
  stack
    .allProviders()
    .filter((provider) => provider.terraformResourceType === "azurerm" && saysNothing(provider))
    .forEach((provider) =>
      Annotations.of(provider).addWarning(
        "azurerm 5 registers no resource providers by itself. In a subscription without Microsoft.App, " +
          "Microsoft.ManagedIdentity, Microsoft.KeyVault or what else the program uses, the first apply fails. Pass " +
          'resourceProvidersToRegister, or resourceProviderRegistrations, which is "none" where others register ' +
          `them: ${SOURCE}`,
      ),
    );
}

function saysNothing(provider: AzurermProvider): boolean {
  const { providerVersion = "0.0.0" } = provider.terraformGeneratorMetadata ?? {};
  const overrides = overridesOf(provider);
  const given = [
    provider.resourceProviderRegistrationsInput,
    provider.resourceProvidersToRegisterInput,
    overrides.resource_provider_registrations,
    overrides.resource_providers_to_register,
  ];
  return isAtLeast(providerVersion, FIRST) && given.every((value) => value === undefined || value === null);
}
